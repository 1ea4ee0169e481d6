import GRDB
import GRDBSQLite
import Glibc

/// A read-only connection by SQLite's own interface: a `kith show` opens a file, reads one person
/// and ends, and setting up anything around that costs more than the reading.
final class RawReader {
    let connection: OpaquePointer

    /// Opens the file for reading, also where nothing can be written beside it: on a full disk, or
    /// in a folder that may only be read.
    ///
    /// - Throws: `DatabaseError`.
    static func opened(path: String) throws -> RawReader {
        let reader = try RawReader(path: path)
        do {
            // SQLite makes the index of its log at the first look.
            try reader.execute("PRAGMA user_version")
            return reader
        } catch let error as DatabaseError where isAboutWriting(error.resultCode) {
            // Without a log nobody is writing, and everything is in the file itself.
            guard isEmpty(path + "-wal") else { throw error }
            return try RawReader(path: path, isFixed: true)
        }
    }

    private static func isAboutWriting(_ code: ResultCode) -> Bool {
        [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_FULL, .SQLITE_IOERR].contains(code)
    }

    private static func isEmpty(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0 ? errno == ENOENT : status.st_size == 0
    }

    /// The path as SQLite's address of a file that nobody changes.
    private static func fixedAddress(of path: String) -> String {
        let plain = Set("/.-_~".utf8)
        var address = "file:"
        for byte in path.utf8 {
            let isPlain =
                plain.contains(byte) || (0x30...0x39).contains(byte)
                || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            let digits = String(byte, radix: 16)
            address +=
                isPlain
                ? String(Unicode.Scalar(byte)) : (digits.utf8.count < 2 ? "%0" : "%") + digits
        }
        return address + "?immutable=1"
    }

    /// Opens the file.
    ///
    /// - Parameters:
    ///   - path: Of the file.
    ///   - isFixed: Whether nobody changes it, so that no lock and no log is looked at.
    /// - Throws: `DatabaseError`.
    private init(path: String, isFixed: Bool = false) throws {
        var opened: OpaquePointer?
        let flags =
            SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | (isFixed ? SQLITE_OPEN_URI : 0)
        let name = isFixed ? Self.fixedAddress(of: path) : path
        let code = sqlite3_open_v2(name, &opened, flags, nil)
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
