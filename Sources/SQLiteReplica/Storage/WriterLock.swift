import Glibc

/// The lock that lets one process at a time write to a replica.
///
/// The system frees it when the process ends, however it ends.
final class WriterLock {
    private let descriptor: Int32

    /// Takes the lock, waiting for another process for a while.
    ///
    /// - Parameters:
    ///   - path: The lock file; made when absent. It holds the process id of the last writer.
    ///   - waitMilliseconds: How long to wait for another writer.
    /// - Throws: ``ReplicaError/busy(processID:)`` or ``ReplicaError/inaccessible(path:reason:)``.
    init(_ path: String, waitMilliseconds: Int = 10_000) throws {
        // Not through a link: what it names would be emptied.
        let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ReplicaError.inaccessible(path: path, reason: String(cString: strerror(errno)))
        }
        var waited = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            let isHeld = code == EWOULDBLOCK || code == EINTR
            guard isHeld, waited < waitMilliseconds else {
                let writer = Self.writer(in: descriptor)
                close(descriptor)
                // Some network file systems lock nothing, and no waiting helps there.
                throw isHeld
                    ? ReplicaError.busy(processID: writer)
                    : .inaccessible(path: path, reason: String(cString: strerror(code)))
            }
            // flock has no time-out, and a signal handler is not ours to set: look again soon.
            usleep(10_000)
            waited += 10
        }
        self.descriptor = descriptor
        let line = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, line, line.count, 0)
    }

    deinit { close(descriptor) }

    private static func writer(in descriptor: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        let digits = buffer.prefix(count).prefix { $0 >= 48 && $0 <= 57 }
        return Int32(String(decoding: digits, as: UTF8.self))
    }
}
