import SQLiteLog

extension Session {
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
}
