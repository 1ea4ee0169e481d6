import GRDB
import GRDBSQLite

/// The pointers of a statement, as whoever runs it needs them; ``RawStatement`` owns them.
struct PreparedStatement {
    let handle: OpaquePointer
    let connection: OpaquePointer

    /// Goes back to before its first row; what is bound stays.
    func reset() {
        sqlite3_reset(handle)
    }

    /// Lets go of what is bound.
    func forgetValues() {
        sqlite3_clear_bindings(handle)
    }

    /// Passes SQLite's code for success.
    ///
    /// - Throws: `DatabaseError` for any other.
    func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    /// Goes to the next row.
    ///
    /// - Returns: Whether there is one.
    /// - Throws: `DatabaseError`.
    func step() throws -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let message = String(cString: sqlite3_errmsg(connection))
            let extended = sqlite3_extended_errcode(connection)
            throw DatabaseError(resultCode: ResultCode(rawValue: extended), message: message)
        }
    }

    /// Runs it to its end.
    ///
    /// - Returns: How many rows it changed.
    /// - Throws: `DatabaseError`.
    func finish() throws -> Int {
        defer { reset() }
        while try step() {}
        return Int(sqlite3_changes(connection))
    }
}
