package import ChangeLog
import GRDB
import GRDBSQLite
import SyncProtocol

/// One prepared statement of one connection, for the paths where a row costs microseconds.
///
/// Used only inside a database access of the connection it was prepared on. Every use begins with
/// ``run(_:)`` or ``rows(_:_:)``, which reset it.
package final class RawStatement {
    private let prepared: PreparedStatement
    private let behind: WriteBehind?

    /// Prepares a statement.
    ///
    /// - Throws: `DatabaseError` for SQL that does not compile, or what an insertion before it throws.
    init(_ sql: String, on connection: OpaquePointer, behind: WriteBehind? = nil) throws {
        try behind?.settle()
        var handle: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = sqlite3_prepare_v3(connection, sql, -1, flags, &handle, nil)
        guard code == SQLITE_OK, let handle else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), sql: sql)
        }
        prepared = PreparedStatement(handle: handle, connection: connection)
        self.behind = behind
    }

    deinit {
        // An insertion that waits holds the pointers only. What it throws is thrown again later.
        try? behind?.settle()
        sqlite3_finalize(prepared.handle)
    }

    /// Runs it to its end, leaving any rows aside.
    ///
    /// - Returns: How many rows it changed.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func run(_ values: SQLValue...) throws -> Int {
        try behind?.settle()
        return try runNow(values)
    }

    /// Runs an insertion, at once or while the caller goes on; in any case before anything else that
    /// is asked of the connection.
    ///
    /// - Parameters:
    ///   - values: Of the row.
    ///   - dot: Of the change that the row holds: no row written means that another change stands
    ///     there. Nil when none need be written.
    /// - Throws: `DatabaseError` and ``DamagedDatabase``, of this insertion or of an earlier one.
    package func insertSoon(_ values: SQLValue..., of dot: Dot? = nil) throws {
        try insertSoon(values, of: dot)
    }

    /// Runs an insertion as the other of that name does, of a list of values.
    ///
    /// - Throws: `DatabaseError` and ``DamagedDatabase``, of this insertion or of an earlier one.
    package func insertSoon(_ values: [SQLValue], of dot: Dot? = nil) throws {
        if let behind, behind.isOn {
            return try behind.add(values, to: prepared, of: dot)
        }
        let count = try runNow(values)
        if count == 0, let dot { throw DamagedDatabase(otherThan: dot) }
    }

    /// Runs it to its end for a list of values.
    ///
    /// - Throws: `DatabaseError`.
    package func run(_ values: [SQLValue]) throws {
        try behind?.settle()
        _ = try runNow(values)
    }

    /// Runs it to its end on a connection that nobody else uses meanwhile.
    ///
    /// - Throws: `DatabaseError`.
    private func runNow(_ values: [SQLValue]) throws -> Int {
        try bindNow(values)
        return try prepared.finish()
    }

    /// Runs an insertion of one row.
    ///
    /// - Returns: The row's number.
    /// - Throws: `DatabaseError`.
    package func insert(_ values: SQLValue...) throws -> Int64 {
        try bind(values)
        _ = try prepared.finish()
        return sqlite3_last_insert_rowid(prepared.connection)
    }

    /// The first row, read by a closure; nil when there is none.
    ///
    /// - Throws: `DatabaseError`, or what the closure throws.
    package func first<Result>(
        _ values: SQLValue..., read: (SQLRow) throws -> Result
    ) throws -> Result? {
        try bind(values)
        defer { prepared.reset() }
        return try prepared.step() ? try read(SQLRow(handle: prepared.handle)) : nil
    }

    /// Calls the closure for every row until it answers false.
    ///
    /// - Throws: `DatabaseError`, or what the closure throws.
    package func rows(_ values: SQLValue..., each: (SQLRow) throws -> Bool) throws {
        try bind(values)
        defer { prepared.reset() }
        while try prepared.step() {
            guard try each(SQLRow(handle: prepared.handle)) else { return }
        }
    }

    /// Every row, read by a closure.
    ///
    /// - Throws: `DatabaseError`, or what the closure throws.
    package func all<Result>(
        _ values: SQLValue..., read: (SQLRow) throws -> Result
    ) throws -> [Result] {
        try all(values, read: read)
    }

    /// Every row for a list of values, read by a closure.
    ///
    /// - Throws: `DatabaseError`, or what the closure throws.
    package func all<Result>(
        _ values: [SQLValue], read: (SQLRow) throws -> Result
    ) throws -> [Result] {
        try bind(values)
        defer { prepared.reset() }
        var results: [Result] = []
        while try prepared.step() {
            results.append(try read(SQLRow(handle: prepared.handle)))
        }
        return results
    }

    private func bind(_ values: [SQLValue]) throws {
        try behind?.settle()
        try bindNow(values)
    }

    private func bindNow(_ values: [SQLValue]) throws {
        prepared.reset()
        for (index, value) in values.enumerated() {
            try prepared.check(
                value.bind(to: prepared.handle, at: Int32(truncatingIfNeeded: index + 1)))
        }
    }
}

/// A value for a statement.
package enum SQLValue {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    /// The 16 bytes of a number, most significant first.
    case number128(UInt128)

    /// An unsigned number below 2^63, or the same bits of a greater one.
    package static func number(_ value: UInt64) -> SQLValue { .integer(Int64(bitPattern: value)) }

    /// The 16 bytes of an id.
    package static func id<Subject>(_ id: Identifier<Subject>) -> SQLValue { .number128(id.value) }

    /// Tells SQLite to copy what it is given.
    static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Binds it to a parameter, counted from 1; SQLite keeps a copy.
    ///
    /// - Returns: SQLite's code.
    func bind(to handle: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .null:
            return sqlite3_bind_null(handle, index)
        case .integer(let value):
            return sqlite3_bind_int64(handle, index, value)
        case .text(let text):
            // With its length: a text may hold NUL.
            let count = Int32(clamping: text.utf8.count)
            return sqlite3_bind_text(handle, index, text, count, Self.transient)
        case .number128(let number):
            return withUnsafeBytes(of: number.bigEndian) {
                sqlite3_bind_blob(handle, index, $0.baseAddress, 16, Self.transient)
            }
        case .blob(let bytes):
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, index, 0) }
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob(
                    handle, index, $0.baseAddress, Int32(clamping: bytes.count), Self.transient)
            }
        }
    }
}

/// The current row of a statement; valid inside the closure it was given to.
package struct SQLRow {
    fileprivate let handle: OpaquePointer

    /// A number; 0 for anything else.
    package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// The bits of a number as an unsigned one.
    package func number(_ column: Int32) -> UInt64 { UInt64(bitPattern: integer(column)) }

    /// Text, damaged UTF-8 replaced; empty for null.
    package func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_blob(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(
            decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The sequence of a change, or how many are held of an author.
    ///
    /// - Throws: ``DamagedDatabase`` for a number that no sequence reaches (LOG-3), so that counting
    ///   on from what is stored can never overflow.
    package func sequence(_ column: Int32) throws -> UInt64 {
        let value = number(column)
        guard value < ProtocolLimits.maximumSequence else {
            throw DamagedDatabase(detail: "a sequence is out of range")
        }
        return value
    }

    /// Bytes; empty for null.
    package func blob(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The content of a change in a log, from the columns `bytes` and `erased` that follow each other.
    ///
    /// - Throws: ``DamagedDatabase`` when neither is there.
    package func content(_ column: Int32) throws -> ChangeContent {
        guard isNull(column) else { return .bytes(blob(column)) }
        guard let digest = ContentDigest(bytes: blob(column + 1)) else {
            throw DamagedDatabase(detail: "a change has neither bytes nor a digest")
        }
        return .erased(digest)
    }

    /// The stored value, of those types that our tables have.
    package func value(_ column: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .blob(blob(column))
        default: .null
        }
    }

    /// Whether there is no value at all.
    package func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// An id.
    ///
    /// - Throws: ``DamagedDatabase`` unless the column has 16 bytes.
    package func id<Subject>(_ column: Int32) throws -> Identifier<Subject> {
        guard let start = sqlite3_column_blob(handle, column),
            sqlite3_column_bytes(handle, column) == 16
        else { throw DamagedDatabase(detail: "an id does not have 16 bytes") }
        let number = UnsafeRawPointer(start).loadUnaligned(as: UInt128.self)
        return Identifier<Subject>(value: UInt128(bigEndian: number))
    }
}
