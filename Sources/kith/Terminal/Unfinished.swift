import Glibc

/// Files that are written under another name first: Ctrl-C leaves no half of them behind, for they are
/// copies of everybody's data.
enum Unfinished {
    private static let most = 4
    // Read by the handler of a signal, which may not allocate: set before a file is there.
    nonisolated(unsafe) private static let paths = {
        let slots = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: most)
        slots.initialize(repeating: nil, count: most)
        return slots
    }()

    /// Takes files away when the program is told to end; those that are no more are passed over.
    ///
    /// - Parameter names: Paths, four at most at a time.
    static func add(_ names: [String]) {
        var names = names[...]
        for slot in 0..<most where paths[slot] == nil {
            guard let name = names.popFirst() else { break }
            paths[slot] = strdup(name)
        }
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, end) }
    }

    /// Leaves all files as they are from now on.
    static func forgetAll() {
        for slot in 0..<most {
            let path = paths[slot]
            paths[slot] = nil
            free(path)
        }
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    }

    /// Only what is allowed in a handler: unlinking, and ending as the signal would have.
    private static let end: @convention(c) (Int32) -> Void = { number in
        for slot in 0..<most {
            if let path = paths[slot] { unlink(path) }
        }
        signal(number, SIG_DFL)
        raise(number)
    }
}
