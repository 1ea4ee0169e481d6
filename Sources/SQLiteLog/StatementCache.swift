/// The statements of one connection, each prepared once.
///
/// The first few are found by comparing texts: a look-up of one person needs no more, and the
/// first dictionary of a process is dear (decision 6). Among more, a text is looked for first where
/// one at the same address was found: hashing a long text costs as much as the statement of a row.
struct StatementCache {
    private typealias Entry = (sql: String, statement: RawStatement)

    private static let few = 24
    /// A power of two.
    private static let slots = 512

    private var first: [Entry] = []
    private var others: [String: RawStatement] = [:]
    private var byAddress: [Entry?] = []

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
        if byAddress.isEmpty {
            byAddress = Array(repeating: nil, count: Self.slots)
            for entry in first { others[entry.sql] = entry.statement }
        }
        let slot = Self.slot(of: sql)
        if let known = byAddress[slot], known.sql == sql { return known.statement }
        let statement = try others[sql] ?? prepare(sql)
        others[sql] = statement
        byAddress[slot] = (sql, statement)
        return statement
    }

    /// Where a text may stand; a literal has the same address each time, and a short text none.
    private static func slot(of sql: String) -> Int {
        let address = sql.utf8.withContiguousStorageIfAvailable {
            UInt(bitPattern: $0.baseAddress)
        }
        return Int(truncatingIfNeeded: ((address ?? 0) >> 4) & UInt(slots - 1))
    }

    /// Ends all statements, before the connection is closed.
    mutating func removeAll() {
        first = []
        others = [:]
        byAddress = []
    }
}
