import Foundation
import SQLiteLog

/// One file with everything: log, history, notes, practice; the token is not in it.
extension Replica {
    /// Writes a copy of one state of the replica, durable when this returns (P9).
    ///
    /// - Parameter path: A file that does not exist yet; only its owner can read it.
    /// - Throws: ``ReplicaError/inaccessible(path:reason:)`` when it exists or cannot be written,
    ///   ``ReplicaError/diskFull``; no half file is left.
    package func backup(to path: String) throws {
        guard access(path, F_OK) != 0 else {
            throw ReplicaError.inaccessible(path: path, reason: "it exists already")
        }
        let parent = (path as NSString).deletingLastPathComponent
        guard access(parent.isEmpty ? "." : parent, W_OK) == 0 else {
            throw ReplicaError.inaccessible(
                path: parent.isEmpty ? "." : parent, reason: String(cString: strerror(errno)))
        }
        let temporary = path + ".tmp"
        unlink(temporary)
        let old = umask(0o077)
        defer { umask(old) }
        do {
            try database.copy(to: temporary)
            try Self.syncFile(temporary)
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(temporary)
            throw ReplicaError.inaccessible(path: path, reason: reason)
        }
        try Self.syncFolder(parent.isEmpty ? "." : parent)
    }

    /// Puts a backup in the place of a replica; what was there is kept beside it.
    ///
    /// The identity guard takes it for what it is, a replica from the past: with its next change it
    /// becomes a new author, and the next sync brings what it missed.
    ///
    /// - Parameters:
    ///   - path: A file that ``backup(to:)`` wrote.
    ///   - folder: Where the replica lives; made when absent.
    /// - Returns: Where the replica of before lies now; nil when there was none.
    /// - Throws: ``ReplicaError``; nothing has changed then.
    package static func restore(_ path: String, into folder: ReplicaFolder) throws -> String? {
        guard access(path, R_OK) == 0 else {
            throw ReplicaError.inaccessible(path: path, reason: String(cString: strerror(errno)))
        }
        guard isFile(path) else {
            throw ReplicaError.inaccessible(path: path, reason: "it is no file")
        }
        try examine(backup: path)
        try makeFolder(folder.data)
        try makeFolder(folder.state)
        let lock = try WriterLock(folder.lock)
        defer { withExtendedLifetime(lock) {} }
        let temporary = folder.database + ".restored"
        unlink(temporary)
        do {
            try FileManager.default.copyItem(atPath: path, toPath: temporary)
        } catch {
            unlink(temporary)
            throw ReplicaError.inaccessible(path: temporary, reason: "it cannot be written")
        }
        chmod(temporary, 0o600)
        try syncFile(temporary)
        let kept = try moveAside(folder)
        guard rename(temporary, folder.database) == 0 else {
            throw ReplicaError.inaccessible(
                path: folder.database, reason: String(cString: strerror(errno)))
        }
        try distrust(folder)
        try syncFolder(folder.data)
        return kept
    }

    /// Whether it can be read from anywhere; a pipe would be waited for.
    private static func isFile(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        defer { close(descriptor) }
        return descriptor >= 0 && lseek(descriptor, 0, SEEK_END) >= 0
    }

    /// Refuses what is no replica, or damaged.
    private static func examine(backup path: String) throws {
        let folder = ReplicaFolder(data: path, state: path)
        do {
            let log = try LogDatabase(path: path, role: .reader)
            guard try Schema.check(log) > 0 else { throw ReplicaError.absent(folder: folder.data) }
            let problems = try log.read { session in
                try session.statement("PRAGMA quick_check(1)").all { $0.text(0) }
            }
            guard problems == ["ok"] else {
                throw ReplicaError.damaged(detail: problems.joined(separator: "; "))
            }
        } catch let error as ReplicaError {
            throw error
        } catch {
            if case ReplicaError.diskFull = ReplicaDatabase.explain(error) {
                throw ReplicaError.diskFull
            }
            throw ReplicaError.inaccessible(
                path: path, reason: "it is no backup that `kith backup` wrote, or it is damaged")
        }
    }

    /// Keeps the present files under another name, and the database under its own too: until it is
    /// replaced a power cut leaves what was there.
    private static func moveAside(_ folder: ReplicaFolder) throws -> String? {
        guard access(folder.database, F_OK) == 0 else { return nil }
        var number = 1
        var name = folder.database + ".before-restore"
        while access(name, F_OK) == 0 {
            number += 1
            name = folder.database + ".before-restore-\(number)"
        }
        // What the write-ahead log holds goes into the file; of a damaged one it stays beside it.
        _ = try? LogDatabase(path: folder.database, role: .writer)
        // Where a file cannot have two names it loses the first for a moment.
        let hasTwoNames = link(folder.database, name) == 0
        for suffix in ["-wal", "-shm"] + (hasTwoNames ? [] : [""])
        where access(folder.database + suffix, F_OK) == 0 {
            guard rename(folder.database + suffix, name + suffix) == 0 else {
                throw ReplicaError.inaccessible(
                    path: folder.database + suffix, reason: String(cString: strerror(errno)))
            }
        }
        return name
    }

    /// Leaves a guard that fits no file, so that the next change has a new author.
    ///
    /// Where there was no replica before, nothing else would tell that the backup's own author may
    /// live on elsewhere.
    private static func distrust(_ folder: ReplicaFolder) throws {
        guard access(folder.guardFile, F_OK) != 0 else { return }
        guard
            FileManager.default.createFile(
                atPath: folder.guardFile, contents: Data(guardOfNobody.utf8),
                attributes: [.posixPermissions: 0o600])
        else {
            throw ReplicaError.inaccessible(path: folder.guardFile, reason: "it cannot be written")
        }
    }

    private static func syncFile(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw ReplicaError.inaccessible(path: path, reason: String(cString: strerror(errno)))
        }
        close(descriptor)
    }
}
