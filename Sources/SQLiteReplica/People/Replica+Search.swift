import ChangeLog
package import ContactModel
import SQLiteLog

extension Replica {
    /// Who matches every term of a query, the best first.
    ///
    /// A word that nothing begins with is looked for with a slip or two forgiven.
    ///
    /// - Parameters:
    ///   - query: What is looked for.
    ///   - today: The day that spans of time count from.
    ///   - dayStart: The first instant of a day, Unix milliseconds.
    ///   - limit: How many at most.
    /// - Returns: By rank when words are looked for, else by name.
    /// - Throws: ``ReplicaError``.
    package func search(
        _ query: SearchQuery, today: CivilDay, dayStart: @escaping (CivilDay) -> UInt64,
        limit: Int
    ) throws -> [PersonSummary] {
        try database.read { session in
            var builder = SearchCondition(session: session, today: today, dayStart: dayStart)
            guard let condition = try builder.condition(of: query.condition) else { return [] }
            let words = try builder.words(of: query.condition)
            if let words, words.isWhole {
                return try session.people(matching: words.expression, limit)
            }
            let source =
                words == nil
                ? "(SELECT entity AS found, 0 AS score FROM person)"
                : "(SELECT rowid AS found, rank AS score FROM search WHERE search MATCH ?\(builder.values.count + 1))"
            let values =
                builder.values + (words.map { [.text($0.expression)] } ?? [])
                + [.integer(Int64(limit))]
            return try session.statement(
                """
                SELECT \(Self.summaryColumns) FROM \(source)
                JOIN person ON person.entity = found
                JOIN entity ON entity.id = person.entity JOIN space ON space.id = person.space
                LEFT JOIN touched ON touched.entity = person.entity
                WHERE \(PersonRow.isShown) AND (\(condition))
                ORDER BY score, sort_name, entity.uuid LIMIT ?\(values.count)
                """
            ).all(values) { try Self.summary($0) }
        }
    }
}

extension Session {
    /// People by the rank of an FTS5 expression.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func people(matching expression: String, _ limit: Int) throws -> [PersonSummary] {
        try statement(
            """
            SELECT \(Replica.summaryColumns) FROM
                (SELECT rowid AS found, rank AS score FROM search
                 WHERE search MATCH ? ORDER BY rank LIMIT ?)
            JOIN person ON person.entity = found
            JOIN entity ON entity.id = person.entity JOIN space ON space.id = person.space
            ORDER BY score, entity.uuid
            """
        ).all(.text(expression), .integer(Int64(limit))) { try Replica.summary($0) }
    }
}

/// Telephone numbers by their ends: `030 5550475` and `+49 30 5550475` are the same person's.
enum PhoneCondition {
    /// Fewer digits are in too many numbers.
    private static let leastDigits = 6

    /// The digits that every form of a number ends with; nil when there are too few, or too many.
    static func digits(of text: String) -> String? {
        // The zero in parentheses is dialled inside the country only.
        let digits = MatchKey.phone(text.replacing("(0)", with: " "))
            .drop { $0 == "+" || $0 == "0" }
        return (leastDigits...20).contains(digits.count) ? String(digits) : nil
    }

    /// A query for rows of those with such a number; the digits are bound at both places.
    static func entities(_ first: String, _ second: String) -> String {
        // No LIKE: a number on a card may be longer than its patterns can be.
        """
        SELECT entity FROM contact_value WHERE kind = 'phone'
            AND (substr(value, -length(\(first))) = \(first)
                OR (length(ltrim(value, '+0')) >= \(leastDigits)
                    AND substr(\(second), -length(ltrim(value, '+0'))) = ltrim(value, '+0')))
        """
    }
}
