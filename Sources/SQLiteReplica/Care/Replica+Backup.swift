import Foundation
import SQLiteLog

/// One file with everything: log, history, notes, practice; the token is not in it.
extension Replica {
    /// Writes a copy of one state of the replica, durable when this returns (P9).
    ///
    /// - Parameter path: A file that does not exist yet; only its owner can read it.
    /// - Throws: ``ReplicaError/taken(path:)`` when it exists,
    ///   ``ReplicaError/inaccessible(path:reason:)`` when it cannot be written,
    ///   ``ReplicaError/diskFull``; no half file is left.
    package func backup(to path: String) throws {
        try ReplicaDatabase.explaining {
            try DatabaseFile.create(path) { try database.copy(to: $0) }
        }
    }

    /// Puts a backup in the place of a replica; what was there is kept beside it.
    ///
    /// The identity guard takes it for what it is, a replica from the past: with its next change it
    /// becomes a new author, and the next sync brings what it missed. Folders are linked no longer:
    /// their files are of another day than the backup, and what lies between would be taken for
    /// edits of the files.
    ///
    /// - Parameters:
    ///   - path: A file that ``backup(to:)`` wrote.
    ///   - folder: Where the replica lives; made when absent.
    /// - Returns: Where the replica of before lies now, nil when there was none, and the folders
    ///   that were linked.
    /// - Throws: ``ReplicaError/otherAccount(backup:machine:)`` for the backup of another user than the
    ///   one this machine is joined as (P10), or another ``ReplicaError``; nothing has changed then.
    package static func restore(
        _ path: String, into folder: ReplicaFolder
    ) throws -> (kept: String?, unlinked: [String]) {
        try ReplicaDatabase.explaining {
            try DatabaseFile.checkReadable(path)
            let account = try examine(backup: path)
            if let account, let own = ReplicaAccount(ofMachineIn: folder), !own.isSame(as: account)
            {
                throw ReplicaError.otherAccount(backup: account.words, machine: own.words)
            }
            try makeFolder(folder.data)
            try makeFolder(folder.state)
            let lock = try WriterLock(folder.lock)
            defer { withExtendedLifetime(lock) {} }
            let (unlinked, kept) = try DatabaseFile.put(
                path, inPlaceOf: folder.database, unlinkVDirs(in:))
            try distrust(folder)
            try DatabaseFile.makeDurable(folder: folder.data)
            return (kept, unlinked)
        }
    }

    private static func unlinkVDirs(in database: String) throws -> [String] {
        try LogDatabase(path: database, role: .writer).write { session in
            let paths = try session.statement("SELECT path FROM vdir ORDER BY path")
                .all { $0.text(0) }
            try session.statement("DELETE FROM vdir_file").run()
            try session.statement("DELETE FROM vdir").run()
            return paths
        }
    }

    /// Refuses what is no replica, or damaged.
    ///
    /// - Returns: Whose it is; nil when its machine had joined no server.
    private static func examine(backup path: String) throws -> ReplicaAccount? {
        let foreign = ReplicaError.inaccessible(
            path: path, reason: "it is no backup that `kith backup` wrote, or it is damaged")
        do {
            let log = try LogDatabase(path: path, role: .reader)
            let version = try Schema.check(log)
            guard version > 0, try log.read({ try Schema.isOurs($0, version: version) }) else {
                throw foreign
            }
            let problems = try log.read { session in
                try session.statement("PRAGMA quick_check(1)").all { $0.text(0) }
            }
            guard problems == ["ok"] else {
                throw ReplicaError.inaccessible(
                    path: path,
                    reason: "the backup is damaged (\(problems.joined(separator: "; "))); "
                        + "an older one may be whole")
            }
            return try log.read { try ReplicaAccount($0) }
        } catch let error as ReplicaError {
            throw error
        } catch {
            if case ReplicaError.diskFull = ReplicaDatabase.explain(error) {
                throw ReplicaError.diskFull
            }
            throw foreign
        }
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
}
