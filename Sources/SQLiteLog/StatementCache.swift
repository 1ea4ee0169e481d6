/// The statements of one connection, each prepared once.
///
/// The first few are found by comparing texts: a look-up of one person needs no more, and the
/// first dictionary of a process is dear (decision 6).
struct StatementCache {
    private static let few = 24

    private var first: [(sql: String, statement: RawStatement)] = []
    private var others: [String: RawStatement] = [:]

    /// The statement of a text, prepared when it is asked for the first time.
    ///
    /// - Throws: what `prepare` throws; nothing is kept then.
    mutating func statement(
        _ sql: String, prepare: (String) throws -> RawStatement
    ) rethrows -> RawStatement {
        if first.count < Self.few {
            if let known = first.first(where: { $0.sql == sql }) { return known.statement }
            let statement = try prepare(sql)
            first.append((sql, statement))
            return statement
        }
        if others.isEmpty {
            for entry in first { others[entry.sql] = entry.statement }
        }
        if let known = others[sql] { return known }
        let statement = try prepare(sql)
        others[sql] = statement
        return statement
    }

    /// Ends all statements, before the connection is closed.
    mutating func removeAll() {
        first = []
        others = [:]
    }
}
