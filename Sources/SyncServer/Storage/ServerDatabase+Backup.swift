import Foundation
import SQLiteLog

/// What bringing a backup back did beside it.
package struct Recovery: Hashable, Sendable {
    /// Where the data of before lies now; nil when there was none.
    package let kept: String?
    /// Who stays shut out as in the data of before, as sentences without a stop; nil when that data
    /// cannot tell: there is none, it is damaged, or it is another server's.
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
    /// - Returns: What became of the data of before, and of whom it had shut out.
    /// - Throws: ``ServerStorageError/alreadyOpen(folder:)`` while a daemon serves the folder, or
    ///   another one; nothing has changed then.
    package static func restore(_ path: String, into folder: String) throws -> Recovery {
        try explaining {
            try DatabaseFile.checkReadable(path)
            try examine(backup: path)
            guard let lock = try lockFile(folder) else {
                throw ServerStorageError.alreadyOpen(folder: folder)
            }
            defer { close(lock) }
            let database = folder + "/kithd.sqlite"
            let (withheld, kept) = try DatabaseFile.put(path, inPlaceOf: database) { copy in
                try withhold(copy, whatWasWithdrawnIn: database)
            }
            try DatabaseFile.makeDurable(folder: folder)
            return Recovery(kept: kept, withheld: withheld)
        }
    }

    /// Shuts out of a backup whom the data it will replace had shut out, and makes the codes of
    /// before void: some were used since.
    ///
    /// - Returns: Who that is; nil when the data cannot be read or is another server's.
    private static func withhold(
        _ backup: String, whatWasWithdrawnIn database: String
    ) throws -> [String]? {
        let withdrawals = try withdrawals(in: database)
        let copy = try LogDatabase(path: backup, role: .writer)
        try ServerSchema.migrate(copy)
        let told: [String]? = try copy.write { session in
            try session.statement("UPDATE join_code SET used = 1").run()
            guard let withdrawals, try session.serverID() == withdrawals.server else { return nil }
            return try session.apply(withdrawals)
        }
        // What stays erased lies nowhere in the file.
        try copy.scrub()
        return told
    }

    /// Whom the data of a server has shut out; nil for none, and for damaged data: the answer says so.
    ///
    /// - Throws: ``ServerStorageError/inaccessible(path:reason:)`` when the disk failed: it may be read
    ///   another time, and without it revoked machines would be let in.
    private static func withdrawals(in database: String) throws -> Withdrawals? {
        var status = stat()
        guard stat(database, &status) == 0, status.st_size > 0 else { return nil }
        do {
            return try LogDatabase(path: database, role: .writer).read(Withdrawals.init)
        } catch {
            guard case ServerStorageError.damaged = explain(error) else {
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
