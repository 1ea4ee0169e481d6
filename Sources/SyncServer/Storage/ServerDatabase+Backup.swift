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
        guard access(path, F_OK) != 0 else {
            throw ServerStorageError.inaccessible(path: path, reason: "it exists already")
        }
        let parent = Self.parent(of: path)
        guard access(parent, W_OK) == 0 else {
            throw ServerStorageError.inaccessible(path: parent, reason: Self.lastReason)
        }
        let temporary = path + ".tmp"
        unlink(temporary)
        let old = umask(0o077)
        defer { umask(old) }
        do {
            try reader().copy(to: temporary)
            try Self.makeDurable(temporary)
        } catch {
            unlink(temporary)
            throw Self.explain(error)
        }
        guard rename(temporary, path) == 0 else {
            let reason = Self.lastReason
            unlink(temporary)
            throw ServerStorageError.inaccessible(path: path, reason: reason)
        }
        try Self.makeDurable(parent)
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
        guard access(path, R_OK) == 0 else {
            throw ServerStorageError.inaccessible(path: path, reason: lastReason)
        }
        guard isFile(path) else {
            throw ServerStorageError.inaccessible(path: path, reason: "it is no file")
        }
        try examine(backup: path)
        guard let lock = try lockFile(folder) else {
            throw ServerStorageError.alreadyOpen(folder: folder)
        }
        defer { close(lock) }
        let database = folder + "/kithd.sqlite"
        let temporary = database + ".restored"
        for suffix in ["", "-wal", "-shm"] { unlink(temporary + suffix) }
        let withheld: [String]?
        do {
            try FileManager.default.copyItem(atPath: path, toPath: temporary)
            chmod(temporary, 0o600)
            withheld = try withhold(temporary, whatWasWithdrawnIn: database)
            try makeDurable(temporary)
        } catch {
            for suffix in ["", "-wal", "-shm"] { unlink(temporary + suffix) }
            throw ServerStorageError.inaccessible(path: temporary, reason: "it cannot be written")
        }
        let kept = try moveAside(database)
        guard rename(temporary, database) == 0 else {
            throw ServerStorageError.inaccessible(path: database, reason: lastReason)
        }
        try makeDurable(folder)
        return Recovery(kept: kept, withheld: withheld)
    }

    /// Shuts out of a backup whom the data it will replace had shut out, and makes the codes of
    /// before void: some were used since.
    ///
    /// - Returns: Who that is; nil when the data cannot be read or is another server's.
    private static func withhold(
        _ backup: String, whatWasWithdrawnIn database: String
    ) throws -> [String]? {
        // Of what cannot be read nothing is known; the answer says so.
        let withdrawals =
            access(database, F_OK) == 0
            ? try? LogDatabase(path: database, role: .writer).read(Withdrawals.init) : nil
        return try LogDatabase(path: backup, role: .writer).write { session in
            try session.statement("UPDATE join_code SET used = 1").run()
            guard let withdrawals, try session.serverID() == withdrawals.server else { return nil }
            return try session.apply(withdrawals)
        }
    }

    /// Whether it can be read from anywhere; a pipe would be waited for.
    private static func isFile(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        defer { close(descriptor) }
        return descriptor >= 0 && lseek(descriptor, 0, SEEK_END) >= 0
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

    /// Keeps the present files under another name, and the database under its own too: until it is
    /// replaced a power cut leaves what was there.
    private static func moveAside(_ database: String) throws -> String? {
        guard access(database, F_OK) == 0 else { return nil }
        var number = 1
        var name = database + ".before-restore"
        while access(name, F_OK) == 0 {
            number += 1
            name = database + ".before-restore-\(number)"
        }
        // What the write-ahead log holds goes into the file; of a damaged one it stays beside it.
        _ = try? LogDatabase(path: database, role: .writer)
        // Where a file cannot have two names it loses the first for a moment.
        let hasTwoNames = link(database, name) == 0
        for suffix in ["-wal", "-shm"] + (hasTwoNames ? [] : [""])
        where access(database + suffix, F_OK) == 0 {
            guard rename(database + suffix, name + suffix) == 0 else {
                throw ServerStorageError.inaccessible(path: database + suffix, reason: lastReason)
            }
        }
        return name
    }

    private static func makeDurable(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ServerStorageError.inaccessible(path: path, reason: lastReason)
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw ServerStorageError.inaccessible(path: path, reason: lastReason)
        }
    }

    private static func parent(of path: String) -> String {
        let parent = (path as NSString).deletingLastPathComponent
        return parent.isEmpty ? "." : parent
    }

    private static var lastReason: String { String(cString: strerror(errno)) }
}
