import ChangeLog
import GRDBSQLite

/// Rows to insert, their values side by side in a few pieces of memory: whoever hands them to
/// another thread counts no reference of theirs, and frees none of what the other one allocated.
struct RowTape {
    private struct Row {
        let statement: PreparedStatement
        /// Where its values end.
        let end: Int
        /// The change it holds, of a row that has to be written.
        let dot: Dot?
    }

    /// A value; of texts and blobs the place in the payload.
    private enum Value {
        case null
        case integer(Int64)
        case number128(UInt128)
        case text(start: Int, count: Int)
        case blob(start: Int, count: Int)
    }

    private var rows: [Row] = []
    private var values: [Value] = []
    private var payload: [UInt8] = []

    var count: Int { rows.count }
    var isEmpty: Bool { rows.isEmpty }

    /// Adds a row.
    ///
    /// - Parameters:
    ///   - row: Its values, one for each parameter of the statement.
    ///   - statement: Inserts it; not finalized before the tape is gone.
    ///   - dot: Of the change it holds, when it has to be written.
    mutating func append(_ row: [SQLValue], to statement: PreparedStatement, of dot: Dot?) {
        for value in row { append(value) }
        rows.append(Row(statement: statement, end: values.count, dot: dot))
    }

    private mutating func append(_ value: SQLValue) {
        switch value {
        case .null: values.append(.null)
        case .integer(let number): values.append(.integer(number))
        case .number128(let number): values.append(.number128(number))
        case .text(let text):
            let start = payload.count
            payload.append(contentsOf: text.utf8)
            values.append(.text(start: start, count: payload.count - start))
        case .blob(let bytes):
            values.append(.blob(start: payload.count, count: bytes.count))
            payload.append(contentsOf: bytes)
        }
    }

    /// Inserts all rows, in order.
    ///
    /// - Throws: `DatabaseError`, or ``DamagedDatabase`` for a change that was not written; the rows
    ///   after it are not inserted.
    func run() throws {
        try payload.withUnsafeBytes { payload in
            var next = 0
            for row in rows {
                row.statement.reset()
                for index in next..<row.end {
                    try row.statement.check(
                        Self.bind(
                            values[index], of: payload, to: row.statement.handle,
                            at: Int32(clamping: index - next + 1)))
                }
                next = row.end
                // What is bound lies in the payload, and the statement outlives it.
                defer { row.statement.forgetValues() }
                let count = try row.statement.finish()
                if count == 0, let dot = row.dot { throw DamagedDatabase(otherThan: dot) }
            }
        }
    }

    private static func bind(
        _ value: Value, of payload: UnsafeRawBufferPointer, to handle: OpaquePointer,
        at index: Int32
    ) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(handle, index)
        case .integer(let number): return sqlite3_bind_int64(handle, index, number)
        case .number128(let number): return SQLValue.number128(number).bind(to: handle, at: index)
        case .text(let start, let count):
            guard count > 0 else { return sqlite3_bind_text(handle, index, "", 0, nil) }
            return sqlite3_bind_text(
                handle, index,
                payload.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self),
                Int32(clamping: count), nil)
        case .blob(let start, let count):
            guard count > 0 else { return sqlite3_bind_zeroblob(handle, index, 0) }
            return sqlite3_bind_blob(
                handle, index, payload.baseAddress?.advanced(by: start), Int32(clamping: count), nil
            )
        }
    }
}
