import GRDB
import GRDBSQLite

/// A function from text to text that statements call by its name, such as one that SQLite has for
/// ASCII alone.
package final class TextFunction: Sendable {
    private let name: String
    private let body: @Sendable (String) -> String

    /// A function; equal texts have to give equal results.
    package init(_ name: String, _ body: @escaping @Sendable (String) -> String) {
        self.name = name
        self.body = body
    }

    /// Makes it known to a connection, which keeps it; what lies in the file cannot call it.
    ///
    /// - Throws: `DatabaseError`.
    func define(on connection: OpaquePointer) throws {
        let code = sqlite3_create_function_v2(
            connection, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
            Unmanaged.passRetained(self).toOpaque(),
            { context, _, values in
                guard let value = values?[0], let owner = sqlite3_user_data(context) else { return }
                let function = Unmanaged<TextFunction>.fromOpaque(owner).takeUnretainedValue()
                let text = function.body(SQLValue.text(of: value))
                sqlite3_result_text64(
                    context, text, UInt64(text.utf8.count), SQLValue.transient,
                    UInt8(SQLITE_UTF8))
            }, nil, nil,
            { owner in
                if let owner { Unmanaged<TextFunction>.fromOpaque(owner).release() }
            })
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}

extension SQLValue {
    /// The text of an argument, damaged UTF-8 replaced; empty for null.
    fileprivate static func text(of value: OpaquePointer) -> String {
        guard let start = sqlite3_value_blob(value) else { return "" }
        return String(
            decoding: UnsafeRawBufferPointer(
                start: start, count: Int(sqlite3_value_bytes(value))), as: UTF8.self)
    }
}
