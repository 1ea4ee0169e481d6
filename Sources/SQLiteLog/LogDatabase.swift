import CSQLiteConfiguration
import GRDB
import GRDBSQLite

/// One connection to a file that holds logs, with the settings that make "acknowledged" mean
/// "on disk" and a hostile file harmless.
///
/// Only one connection of all processes may checkpoint (two that do can lose a page in SQLite
/// 3.40): the one opened as ``Role/writer``.
package final class LogDatabase {
    /// The right of a connection to write.
    package enum Role: Hashable, Sendable {
        /// Reads, and never checkpoints.
        case reader
        /// Writes and checkpoints; its owner holds the lock file.
        case writer
        /// Writes beside a writer, and never checkpoints.
        case guest
    }

    /// How the file is open.
    private enum Connection {
        case queue(DatabaseQueue)
        /// Readers need none of what a queue gives.
        case reader(RawReader)
    }

    private let connection: Connection
    private var statements = StatementCache()
    /// The second thread for insertions; nil for a connection that only reads.
    private let behind: WriteBehind?
    /// Whether every access is a part of one transaction, which its owner ends.
    package private(set) var isHeld = false

    /// Opens the file; writers make it when it is absent.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - role: What the connection may do.
    ///   - cacheKibibytes: Of pages.
    ///   - busySeconds: How long to wait for another process that writes.
    ///   - function: What statements may call by its name.
    /// - Throws: `DatabaseError`.
    package init(
        path: String, role: Role, cacheKibibytes: Int = 16_384, busySeconds: Double = 10,
        function: TextFunction? = nil
    ) throws {
        Self.configureProcess
        if role == .reader {
            let reader = try RawReader.opened(path: path)
            try reader.execute("PRAGMA trusted_schema = OFF")
            Self.limit(reader.connection)
            try function?.define(on: reader.connection)
            connection = .reader(reader)
            behind = nil
            return
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(busySeconds)
        // See ``holding(_:)``.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = ON;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA cache_size = -\(cacheKibibytes);
                    PRAGMA wal_autocheckpoint = \(role == .writer ? 4_000 : 0);
                    """)
            try Self.harden(database, role)
            if let connection = database.sqliteConnection {
                try function?.define(on: connection)
            }
        }
        connection = .queue(try DatabaseQueue(path: path, configuration: configuration))
        behind = WriteBehind()
    }

    deinit {
        statements.removeAll()
    }

    /// Done once, before the first connection; refused, and of no consequence, after one.
    private static let configureProcess: Void = { _ = kith_sqlite_count_no_memory() }()

    /// Reads from one state of the file.
    ///
    /// - Throws: `DatabaseError`, or what the closure throws.
    package func read<Result>(_ body: (Session) throws -> Result) throws -> Result {
        switch connection {
        case .queue(let queue): return try queue.read { try body(session(of: $0)) }
        case .reader(let reader):
            return try reader.read { try body(session(on: reader.connection)) }
        }
    }

    /// Changes the file in one transaction, on disk when this returns, undone when it throws.
    ///
    /// - Throws: `DatabaseError`, or what the closure throws.
    package func write<Result>(_ body: (Session) throws -> Result) throws -> Result {
        guard case .queue(let queue) = connection else {
            throw DatabaseError(resultCode: .SQLITE_READONLY)
        }
        guard isHeld else { return try queue.write { try body(session(of: $0)) } }
        return try queue.inDatabase { database in
            try database.execute(sql: "SAVEPOINT part")
            do {
                let result = try body(session(of: database))
                try database.execute(sql: "RELEASE part")
                return result
            } catch {
                try database.execute(sql: "ROLLBACK TO part; RELEASE part")
                throw error
            }
        }
    }

    /// Makes all accesses of the body parts of one transaction, for what has to be asked for from
    /// elsewhere meanwhile: others read the file as it was before, and do not write.
    ///
    /// - Throws: `DatabaseError`, or what the body throws; everything is undone then.
    package func holding<Result>(_ body: () async throws -> Result) async throws -> Result {
        try control("BEGIN IMMEDIATE")
        isHeld = true
        defer { isHeld = false }
        do {
            let result = try await body()
            try control("COMMIT")
            return result
        } catch {
            // The first error tells more; a failed commit may have undone everything already.
            try? control("ROLLBACK")
            throw error
        }
    }

    private func control(_ sql: String) throws {
        guard case .queue(let queue) = connection else {
            throw DatabaseError(resultCode: .SQLITE_READONLY)
        }
        try queue.inDatabase { try $0.execute(sql: sql) }
    }

    /// Changes the file as ``write(_:)`` does, with a second thread for the insertions: for much that
    /// is new.
    ///
    /// - Throws: `DatabaseError`, or what the closure throws.
    package func writeMuch<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try write { session in
            guard let behind else { return try body(session) }
            return try behind.whileOn { try body(session) }
        }
    }

    /// Writes a copy of one state of the file; of connections that read only.
    ///
    /// - Throws: `DatabaseError`.
    package func copy(to path: String) throws {
        guard case .reader(let reader) = connection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        // VACUUM INTO attaches the new file for as long as it writes.
        sqlite3_limit(reader.connection, SQLITE_LIMIT_ATTACHED, 1)
        defer { sqlite3_limit(reader.connection, SQLITE_LIMIT_ATTACHED, 0) }
        try reader.execute("VACUUM INTO '\(path.replacing("'", with: "''"))'")
    }

    /// Runs several statements in one transaction, for schemas.
    ///
    /// - Throws: `DatabaseError`.
    package func execute(_ sql: String) throws {
        guard case .queue(let queue) = connection else {
            throw DatabaseError(resultCode: .SQLITE_READONLY)
        }
        try queue.write { try $0.execute(sql: sql) }
    }

    /// Writes the file anew and empties the write-ahead log, if bytes were erased since (LOG-11).
    ///
    /// `secure_delete` overwrites a row where it lies. Older copies of it can lie in the free space
    /// of pages that were split, and in the segments of a full-text index: they go with the file.
    ///
    /// - Parameter optimization: What to run before, such as the merge of a full-text index.
    /// - Returns: Whether nothing is left to scrub; false while another process reads.
    /// - Throws: `DatabaseError`; the file stays as it was then, and is scrubbed another time.
    @discardableResult
    package func scrub(after optimization: String? = nil) throws -> Bool {
        guard case .queue(let queue) = connection else { return true }
        let isDue = try read { try $0.mustScrub() }
        guard isDue else { return true }
        return try queue.inDatabase { database in
            if let optimization { try database.execute(sql: optimization) }
            sqlite3_limit(database.sqliteConnection, SQLITE_LIMIT_ATTACHED, 1)
            defer { sqlite3_limit(database.sqliteConnection, SQLITE_LIMIT_ATTACHED, 0) }
            // What it puts together would be the whole database in memory otherwise.
            try database.execute(sql: "PRAGMA temp_store = FILE")
            defer { try? database.execute(sql: "PRAGMA temp_store = MEMORY") }
            try database.execute(sql: "VACUUM")
            guard try Self.emptyWriteAheadLog(database) else { return false }
            try database.execute(sql: "DELETE FROM scrub")
            return true
        }
    }

    /// Brings what the write-ahead log holds into the file, which is whole by itself then.
    ///
    /// Closing does so too, and is silent when it fails: whoever copies or moves the file asks here.
    ///
    /// - Throws: `DatabaseError`, also while another process reads.
    package func settle() throws {
        guard case .queue(let queue) = connection else {
            throw DatabaseError(resultCode: .SQLITE_READONLY)
        }
        guard try queue.inDatabase(Self.emptyWriteAheadLog) else {
            throw DatabaseError(resultCode: .SQLITE_BUSY)
        }
    }

    /// - Returns: False while another process reads.
    private static func emptyWriteAheadLog(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
    }

    private func session(of database: Database) throws -> Session {
        guard let connection = database.sqliteConnection else {
            throw DamagedDatabase(detail: "the connection is closed")
        }
        return session(on: connection)
    }

    private func session(on connection: OpaquePointer) -> Session {
        Session { [self] sql in
            try statements.statement(sql) { try RawStatement($0, on: connection, behind: behind) }
        }
    }

    private static func harden(_ database: Database, _ role: Role) throws {
        guard let connection = database.sqliteConnection else { return }
        try database.execute(sql: "PRAGMA trusted_schema = OFF")
        limit(connection)
        if role == .guest { _ = kith_sqlite_no_checkpoint_on_close(connection) }
    }

    /// Bounds what a hostile file can ask for.
    ///
    /// The longest search, saved ones named in it, binds fewer values than this: 256 terms of 64
    /// values, each at most three times over.
    private static func limit(_ connection: OpaquePointer) {
        let limits = [
            (SQLITE_LIMIT_LENGTH, 64 << 20), (SQLITE_LIMIT_ATTACHED, 0),
            (SQLITE_LIMIT_VARIABLE_NUMBER, 50_000), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
        ]
        for (limit, value) in limits {
            sqlite3_limit(connection, limit, Int32(value))
        }
    }
}
