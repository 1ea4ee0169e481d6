import Glibc

/// How many descriptors the process may have open: each connection is one, and a stream stays.
enum DescriptorLimit {
    /// As many as the limits of the server let connections be, with room for the files.
    private static let wanted: rlim_t = 4_096

    /// Takes what the system grants without asking; shells and systemd begin with 1,024.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
            limit.rlim_cur < wanted
        else { return }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        // Without it the server accepts fewer connections, and goes on.
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
