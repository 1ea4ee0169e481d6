import GRDB
import GRDBSQLite

/// A read-only connection by SQLite's own interface: a `kith show` opens a file, reads one person
/// and ends, and setting up anything around that costs more than the reading.
final class RawReader {
    let connection: OpaquePointer

    /// Opens the file.
    ///
    /// - Throws: `DatabaseError`.
    init(path: String) throws {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            let message = opened.map { String(cString: sqlite3_errmsg($0)) }
            sqlite3_close_v2(opened)
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
        connection = opened
        sqlite3_extended_result_codes(connection, 1)
        sqlite3_busy_timeout(connection, 10_000)
    }

    deinit { sqlite3_close_v2(connection) }

    /// Runs statements without rows.
    ///
    /// - Throws: `DatabaseError`.
    func execute(_ sql: String) throws {
        let code = sqlite3_exec(connection, sql, nil, nil, nil)
        guard code == SQLITE_OK else {
            let message = String(cString: sqlite3_errmsg(connection))
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    /// Reads from one state of the file.
    ///
    /// - Throws: `DatabaseError`, or what the closure throws.
    func read<Result>(_ body: () throws -> Result) throws -> Result {
        // A read inside a read sees the same state.
        guard sqlite3_get_autocommit(connection) != 0 else { return try body() }
        try execute("BEGIN")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // The first error tells more than one of ending a transaction that only read.
            try? execute("ROLLBACK")
            throw error
        }
    }
}
