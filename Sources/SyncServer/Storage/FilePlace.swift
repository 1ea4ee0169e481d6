import Glibc
import SQLiteLog

/// Where a database lies that is open.
///
/// Somebody can move the file away or remove it all the same: what was written from then on would be
/// acknowledged, and be nowhere once the daemon ends (P2).
struct FilePlace: Hashable, Sendable {
    private let path: String
    private let file: String?

    /// Notes which file a path leads to.
    init(_ path: String) {
        self.path = path
        file = Self.file(at: path)
    }

    /// Refuses when the path leads to another file by now, or to none.
    ///
    /// - Throws: ``ServerStorageError/inaccessible(path:reason:)``.
    func check() throws {
        guard Self.file(at: path) == file else {
            throw ServerStorageError.inaccessible(
                path: path,
                reason: "it was moved or removed while kithd has it open: stop kithd, put it back, "
                    + "start again")
        }
    }

    /// Less room than this takes no changes: the pages of one, and of the log it is written to first.
    private static let leastRoom: UInt64 = 65_536

    /// Refuses when the disk is full.
    ///
    /// - Throws: ``ServerStorageError/diskFull``.
    func checkRoom() throws {
        guard DatabaseFile.room(beside: path) >= Self.leastRoom else {
            throw ServerStorageError.diskFull
        }
    }

    private static func file(at path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return "\(status.st_dev)-\(status.st_ino)"
    }
}
