import ChangeLog
import Foundation
import GRDB
import GRDBSQLite

/// The replica's one SQLite file, opened once by a process.
///
/// A writer holds the lock file for as long as it is open and is the only connection that
/// checkpoints (design section 7: two that do can lose a page in SQLite 3.40). Readers are
/// read-only connections, which never checkpoint.
final class ReplicaDatabase {
    /// How the file is opened.
    enum Mode {
        case reading
        case writing
    }

    private let queue: DatabaseQueue
    private let lock: WriterLock?
    private var statements: [String: Statement] = [:]

    /// Opens the file; a writer makes it when it is absent.
    ///
    /// - Throws: ``ReplicaError``.
    init(_ folder: ReplicaFolder, mode: Mode) throws {
        if mode == .reading, access(folder.database, F_OK) != 0 {
            throw ReplicaError.absent(folder: folder.data)
        }
        lock = mode == .writing ? try WriterLock(folder.lock) : nil
        do {
            queue = try DatabaseQueue(
                path: folder.database, configuration: Self.configuration(mode))
            if mode == .writing {
                try Schema.migrate(queue)
            } else if try Schema.check(queue) == 0 {
                throw ReplicaError.absent(folder: folder.data)
            }
        } catch {
            throw Self.explain(error)
        }
    }

    deinit {
        statements = [:]
    }

    /// Reads from one state of the file.
    ///
    /// - Throws: ``ReplicaError``, or what the closure throws.
    func read<Result>(_ body: (Session) throws -> Result) throws -> Result {
        do {
            return try queue.read { try body(session($0)) }
        } catch {
            throw Self.explain(error)
        }
    }

    /// Changes the file in one transaction, on disk when this returns, undone when it throws.
    ///
    /// - Throws: ``ReplicaError``, or what the closure throws.
    func write<Result>(_ body: (Session) throws -> Result) throws -> Result {
        do {
            return try queue.write { try body(session($0)) }
        } catch {
            throw Self.explain(error)
        }
    }

    private func session(_ database: Database) throws -> Session {
        guard let connection = database.sqliteConnection else {
            throw ReplicaError.damaged(detail: "the connection is closed")
        }
        return Session { [self] sql in
            if let known = statements[sql] { return known }
            let statement = try Statement(sql, on: connection)
            statements[sql] = statement
            return statement
        }
    }

    private static func configuration(_ mode: Mode) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = mode == .reading
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            if mode == .writing {
                try database.execute(
                    sql: """
                        PRAGMA journal_mode = WAL;
                        PRAGMA synchronous = FULL;
                        PRAGMA cache_size = -16384;
                        """)
            }
            try harden(database)
        }
        return configuration
    }

    /// A hostile file must not run functions or grow a statement without bounds.
    private static func harden(_ database: Database) throws {
        guard let connection = database.sqliteConnection else { return }
        try database.execute(sql: "PRAGMA trusted_schema = OFF")
        let limits = [
            (SQLITE_LIMIT_LENGTH, 64 << 20), (SQLITE_LIMIT_ATTACHED, 0),
            (SQLITE_LIMIT_VARIABLE_NUMBER, 100), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
        ]
        for (limit, value) in limits {
            sqlite3_limit(connection, limit, Int32(value))
        }
    }

    /// Turns what SQLite says into what a person can act on.
    static func explain(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL: return ReplicaError.diskFull
        case .SQLITE_BUSY, .SQLITE_LOCKED: return ReplicaError.busy(processID: nil)
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return ReplicaError.damaged(detail: error.resultCode.description)
        case .SQLITE_IOERR where errno == ENOSPC: return ReplicaError.diskFull
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_IOERR:
            return ReplicaError.inaccessible(
                path: "the database", reason: error.resultCode.description)
        default:
            return ReplicaError.damaged(detail: error.message ?? error.resultCode.description)
        }
    }
}

/// One database access: statements, and what is looked up again and again within it.
final class Session {
    private let prepare: (String) throws -> Statement
    private var entityRows: [EntityID: Int64] = [:]
    private var fieldRows: [FieldName: Int64] = [:]

    init(prepare: @escaping (String) throws -> Statement) {
        self.prepare = prepare
    }

    /// A statement, prepared once for the connection.
    ///
    /// - Throws: `DatabaseError`.
    func statement(_ sql: String) throws -> Statement {
        try prepare(sql)
    }

    /// The row of an entity; nil when it is not known.
    ///
    /// - Throws: `DatabaseError`.
    func row(of entity: EntityID) throws -> Int64? {
        if let known = entityRows[entity] { return known }
        let row = try statement("SELECT id FROM entity WHERE uuid = ?")
            .first(.id(entity)) { $0.integer(0) }
        if let row { remember(row, of: entity) }
        return row
    }

    /// The row of an entity, made when it is not known.
    ///
    /// - Throws: `DatabaseError`.
    func makeRow(of entity: EntityID) throws -> Int64 {
        if let known = try row(of: entity) { return known }
        try statement("INSERT INTO entity (uuid) VALUES (?)").run(.id(entity))
        let row = try lastRow()
        remember(row, of: entity)
        return row
    }

    /// The id of an entity's row.
    ///
    /// - Throws: ``ReplicaError/damaged(detail:)`` when there is no such row.
    func entity(inRow row: Int64) throws -> EntityID {
        let found: EntityID? = try statement("SELECT uuid FROM entity WHERE id = ?")
            .first(.integer(row)) { try $0.id(0) }
        guard let found else { throw ReplicaError.damaged(detail: "entity \(row) is missing") }
        return found
    }

    /// The row of a field, made when it is not known.
    ///
    /// - Throws: `DatabaseError`.
    func makeRow(of field: FieldName) throws -> Int64 {
        if let known = fieldRows[field] { return known }
        let found = try statement("SELECT id FROM field WHERE name = ?")
            .first(.text(field.rawValue)) { $0.integer(0) }
        if let found {
            fieldRows[field] = found
            return found
        }
        try statement("INSERT INTO field (name) VALUES (?)").run(.text(field.rawValue))
        let row = try lastRow()
        fieldRows[field] = row
        return row
    }

    /// The row that was inserted last.
    ///
    /// - Throws: `DatabaseError`.
    func lastRow() throws -> Int64 {
        try statement("SELECT last_insert_rowid()").first { $0.integer(0) } ?? 0
    }

    /// A value of the machine's own settings; nil when it was never set.
    ///
    /// - Throws: `DatabaseError`.
    func setting(_ key: String) throws -> String? {
        try statement("SELECT value FROM setting WHERE key = ?").first(.text(key)) { $0.text(0) }
    }

    /// Keeps a value of the machine's own settings; nil forgets it.
    ///
    /// - Throws: `DatabaseError`.
    func set(_ key: String, to value: String?) throws {
        if let value {
            try statement("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)")
                .run(.text(key), .text(value))
        } else {
            try statement("DELETE FROM setting WHERE key = ?").run(.text(key))
        }
    }

    private func remember(_ row: Int64, of entity: EntityID) {
        // A page touches few entities at a time; a whole import must not fill the memory.
        if entityRows.count >= 4_096 { entityRows.removeAll(keepingCapacity: true) }
        entityRows[entity] = row
    }
}
