import ChangeLog
import SQLiteLog

extension Session {
    /// Every entity that is known.
    func entityRows() throws -> [(row: Int64, entity: EntityID)] {
        try statement("SELECT id, uuid FROM entity ORDER BY id")
            .all { (row: $0.integer(0), entity: try $0.id(1)) }
    }

    /// The first value of a query, as text.
    func text(_ sql: String) throws -> String {
        try statement(sql).first { $0.text(0) } ?? ""
    }
}
