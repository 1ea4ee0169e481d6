import Foundation
import SQLiteLog

/// The side effects of bringing a backup back.
package struct Recovery: Hashable, Sendable {
    /// The path the earlier data was kept under; nil when there was none.
    package let kept: String?
    /// Who stays shut out as in the data of before, as sentences without a stop; nil when no data of
    /// this server tells: there is none, or it is damaged.
    package let withheld: [String]?
}

/// One file with everything a server keeps: spaces, users, devices, codes.
extension ServerDatabase {
    /// Writes a copy of one state of the server, durable when this returns; it may serve meanwhile.
    ///
    /// - Parameter path: A file that does not exist yet; only its owner can read it.
    /// - Throws: ``ServerStorageError``; no half file is left.
    package func backup(to path: String) throws {
        try Self.explaining { try DatabaseFile.create(path) { try reader().copy(to: $0) } }
    }

    /// Puts a backup in the place of what a folder holds, which is kept beside it.
    ///
    /// - Parameters:
    ///   - path: A file that ``backup(to:)`` wrote.
    ///   - folder: The data folder; made when absent.
    ///   - takesOtherServer: Whether it may be the backup of another server.
    /// - Returns: What became of the data of before, and of whom it had shut out.
    /// - Throws: ``ServerStorageError/alreadyOpen(folder:)`` while a daemon serves the folder,
    ///   ``ServerStorageError/otherServer``, or another one; nothing has changed then.
    package static func restore(
        _ path: String, into folder: String, takesOtherServer: Bool = false
    ) throws -> Recovery {
        try explaining {
            try DatabaseFile.checkReadable(path)
            try examine(backup: path)
            let lock = try FolderLock.take(folder, asDaemon: false)
            defer { withExtendedLifetime(lock) {} }
            let database = folder + "/kithd.sqlite"
            let (withheld, kept) = try DatabaseFile.put(path, inPlaceOf: database) { copy in
                try withhold(
                    copy, whatWasWithdrawnIn: database, takesOtherServer: takesOtherServer)
            }
            try DatabaseFile.makeDurable(folder: folder)
            return Recovery(kept: kept, withheld: withheld)
        }
    }

    /// Shuts out of a backup whom the data it will replace had shut out, or what earlier recoveries
    /// kept, and makes the codes of before void: some were used since.
    ///
    /// - Returns: Who that is; nil when no such data can be read.
    private static func withhold(
        _ backup: String, whatWasWithdrawnIn database: String, takesOtherServer: Bool
    ) throws -> [String]? {
        let present = try withdrawals(in: database)
        let kept = DatabaseFile.keptAside(of: database).compactMap { file in
            // Of what cannot be read nobody is told; the data itself is asked first.
            try? LogDatabase(path: file, role: .writer).read(Withdrawals.init)
        }
        let copy = try LogDatabase(path: backup, role: .writer)
        try ServerSchema.migrate(copy)
        let told: [String]? = try copy.write { session in
            try session.statement("UPDATE join_code SET used = 1").run()
            let server = try session.serverID()
            if let present, present.server != server, !present.isEmpty, !takesOtherServer {
                throw ServerStorageError.otherServer
            }
            let known = ([present].compactMap { $0 } + kept).filter { $0.server == server }
            let told = try known.flatMap(session.apply)
            for data in known { try session.noteUnheard(of: data) }
            return known.isEmpty ? nil : told
        }
        // What stays erased lies nowhere in the file.
        try copy.scrub()
        return told
    }

    /// The devices and users that the data of a server has shut out; nil when there is no data, or
    /// when it is damaged, which the answer reports.
    ///
    /// - Throws: ``ServerStorageError/inaccessible(path:reason:)`` when the disk failed: it may be read
    ///   another time, and without it revoked machines would be let in.
    private static func withdrawals(in database: String) throws -> Withdrawals? {
        guard DatabaseFile.hasBytes(database) else { return nil }
        do {
            return try LogDatabase(path: database, role: .writer).read(Withdrawals.init)
        } catch {
            guard (explain(error) as? ServerStorageError)?.isOfTheFile == true else {
                throw ServerStorageError.inaccessible(
                    path: database,
                    reason: "it says whom to keep out, and cannot be read just now: try again, or "
                        + "move it aside")
            }
            return nil
        }
    }

    /// Refuses what is no backup of a server, or damaged.
    private static func examine(backup path: String) throws {
        do {
            let problems = try LogDatabase(path: path, role: .reader).read { session in
                _ = try session.statement("SELECT high_water FROM server").first { $0.integer(0) }
                return try session.statement("PRAGMA quick_check(1)").all { $0.text(0) }
            }
            if problems == ["ok"] { return }
        } catch {
            // What SQLite says of another file helps nobody.
        }
        throw ServerStorageError.inaccessible(
            path: path, reason: "it is no backup that `kithd backup` wrote, or it is damaged")
    }
}
