import Glibc
import SQLiteLog

/// The lock of a data folder: a daemon has it as long as it serves, a command while it works alone.
///
/// What the file holds tells which of the two it is, and nothing when nobody has the lock.
final class FolderLock {
    private static let daemonsMark = Array("serve\n".utf8)

    private let descriptor: Int32

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Takes the lock, making the folder; nil when somebody has it.
    ///
    /// - Throws: ``ServerStorageError/inaccessible(path:reason:)``.
    static func tryTaking(_ folder: String, asDaemon: Bool = false) throws -> FolderLock? {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw ServerStorageError.inaccessible(
                path: folder, reason: String(cString: strerror(errno)))
        }
        let descriptor = try ServerDatabase.explaining {
            try DatabaseFile.open(path(folder), in: folder, flags: O_NOFOLLOW)
        }
        let lock = FolderLock(descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
        // On a full disk nothing is written: a daemon is taken for a command, and waited for.
        _ = ftruncate(descriptor, 0)
        if asDaemon { _ = pwrite(descriptor, daemonsMark, daemonsMark.count, 0) }
        return lock
    }

    /// Takes the lock, waiting for a command that has it, never for a daemon.
    ///
    /// - Throws: ``ServerStorageError/alreadyOpen(folder:)``, ``ServerStorageError/inUse(folder:)``,
    ///   ``ServerStorageError/inaccessible(path:reason:)``.
    static func take(
        _ folder: String, asDaemon: Bool, pauses: Int = 0, pause: () -> Void = {}
    ) throws -> FolderLock {
        for rest in (0...max(pauses, 0)).reversed() {
            if let lock = try tryTaking(folder, asDaemon: asDaemon) { return lock }
            guard !isServed(folder) else { break }
            if rest > 0 { pause() }
        }
        throw isServed(folder)
            ? ServerStorageError.alreadyOpen(folder: folder)
            : ServerStorageError.inUse(folder: folder)
    }

    /// Whether it is a daemon who has the lock.
    private static func isServed(_ folder: String) -> Bool {
        let descriptor = open(path(folder), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: daemonsMark.count)
        return read(descriptor, &bytes, bytes.count) == bytes.count && bytes == daemonsMark
    }

    private static func path(_ folder: String) -> String { folder + "/kithd.lock" }
}
