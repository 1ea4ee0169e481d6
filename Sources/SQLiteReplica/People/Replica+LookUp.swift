import ChangeLog
import ContactModel
import SQLiteLog

/// The person that a selector means.
package enum PersonLookUp: Hashable, Sendable {
    case one(PersonSummary)
    /// At least two, the best known first.
    case several([PersonSummary])
    case none
}

extension Replica {
    /// Who matches every word, the best first; the last letters of a word may be missing.
    ///
    /// Any text is safe: it is only ever looked for.
    ///
    /// - Throws: ``ReplicaError``.
    package func find(_ text: String, limit: Int = 50) throws -> [PersonSummary] {
        guard let query = MatchExpression(text) else { return [] }
        return try database.read { try $0.people(matching: query.expression, limit) }
    }

    /// Finds the one person that a selector means: an id or its beginning, an e-mail address, a
    /// phone number, or words of the name.
    ///
    /// - Parameters:
    ///   - selector: What the person typed.
    ///   - trashed: Look in the trash instead.
    /// - Returns: One person, several that fit, or none.
    /// - Throws: ``ReplicaError``.
    package func lookUp(_ selector: String, trashed: Bool = false) throws -> PersonLookUp {
        try database.read { session in
            let attempts = [byID, byValue, byExactName, byNumber, byWords]
            for attempt in attempts {
                let found = try attempt(session, selector, trashed)
                if found.count > 1 { return .several(found) }
                if let one = found.first { return .one(one) }
            }
            return .none
        }
    }

    private func byID(
        _ session: Session, _ selector: String, _ trashed: Bool
    ) throws -> [PersonSummary] {
        let digits = selector.lowercased()
        guard (4...32).contains(digits.utf8.count),
            let low = Hexadecimal.decode(
                digits + String(repeating: "0", count: 32 - digits.utf8.count)),
            let high = Hexadecimal.decode(
                digits + String(repeating: "f", count: 32 - digits.utf8.count))
        else { return [] }
        return try select(
            session,
            """
            person.entity IN (SELECT other.canonical FROM entity AS named
                JOIN person AS other ON other.entity = named.id
                WHERE named.uuid BETWEEN ? AND ?)
            """, .blob(low), .blob(high), trashed)
    }

    private func byValue(
        _ session: Session, _ selector: String, _ trashed: Bool
    ) throws -> [PersonSummary] {
        let phone = MatchKey.phone(selector)
        let isEmail = selector.contains("@")
        guard isEmail || phone.count >= 5 else { return [] }
        return try select(
            session,
            "person.entity IN (SELECT entity FROM contact_value WHERE kind = ? AND value = ?)",
            .text(isEmail ? "email" : "phone"),
            .text(isEmail ? MatchKey.email(selector) : phone), trashed)
    }

    /// A number in another form than the card has.
    private func byNumber(
        _ session: Session, _ selector: String, _ trashed: Bool
    ) throws -> [PersonSummary] {
        guard SearchQuery.isNumber(selector), let digits = PhoneCondition.digits(of: selector)
        else { return [] }
        return try select(
            session, "person.entity IN (\(PhoneCondition.entities("?1", "?2")))", .text(digits),
            .text(digits), trashed)
    }

    private func byExactName(
        _ session: Session, _ selector: String, _ trashed: Bool
    ) throws -> [PersonSummary] {
        // Whole words of the name narrow it down by index; who is in the trash is in no index.
        guard !trashed, let query = MatchExpression(selector, matchesBeginnings: false) else {
            return try select(
                session, "person.name = ? AND length(?) > 0", .text(selector), .text(selector),
                trashed)
        }
        return try select(
            session,
            """
            person.entity IN (SELECT rowid FROM search WHERE search MATCH ?) AND person.name = ?
            """,
            .text("name : (\(query.expression))"), .text(selector), trashed)
    }

    private func byWords(
        _ session: Session, _ selector: String, _ trashed: Bool
    ) throws -> [PersonSummary] {
        guard !trashed else { return try inTrash(session, selector) }
        guard let query = MatchExpression(selector) else { return [] }
        // By what is shown first: a middle name makes nobody else's name ambiguous.
        for columns in ["name", "{name further_names}"] {
            let found = try select(
                session,
                "person.entity IN (SELECT rowid FROM search WHERE search MATCH ? AND ? IS NULL)",
                .text("\(columns) : (\(query.expression))"), .null, false)
            if !found.isEmpty { return Self.wholly(selector, found) }
        }
        return []
    }

    /// The one of several whose name has each word as a whole one: Falk is Falk Jorin and not Tilda Falke;
    /// all of them when that is nobody or several.
    private static func wholly(
        _ selector: String, _ found: [PersonSummary]
    ) -> [PersonSummary] {
        let words = FoldedText.words(selector)
        // More may match than were read.
        guard (2..<mostFound).contains(found.count), !words.isEmpty else { return found }
        // “max” is Max, and not Max Power.
        let same = found.filter { FoldedText.words($0.name) == words }
        if same.count == 1 { return same }
        let whole = found.filter { Set(words).isSubset(of: FoldedText.words($0.name)) }
        return whole.count == 1 ? whole : found
    }

    /// Rows read of those who match.
    private static let mostFound = 100

    /// Who is in the trash is in no index: every name there is looked at.
    private func inTrash(_ session: Session, _ selector: String) throws -> [PersonSummary] {
        let parts = NameSpellings.groups(FoldedText.words(selector)) { $0 }
            .map(NameSpellings.ways)
        guard !parts.isEmpty else { return [] }
        var found: [PersonSummary] = []
        try session.statement(
            """
            SELECT \(Self.summaryColumns) FROM \(Self.summarySource)
            WHERE life = \(PersonRow.trashed) ORDER BY sort_name, entity.uuid
            """
        ).rows { row in
            let person = try Self.summary(row)
            let name = FoldedText.words(person.name)
            // What follows a word is taken with it: "mcdonald" is Mc Donald too.
            let starts = name.indices.map { name[$0...].map(\.self).joined() }
            let fits = parts.allSatisfy { ways in
                ways.contains { words in
                    words.allSatisfy { word in starts.contains { $0.hasPrefix(word) } }
                }
            }
            if fits { found.append(person) }
            return found.count < 100
        }
        return found
    }

    private func select(
        _ session: Session, _ condition: String, _ first: SQLValue, _ second: SQLValue,
        _ trashed: Bool
    ) throws -> [PersonSummary] {
        try session.statement(
            """
            SELECT \(Self.summaryColumns) FROM \(Self.summarySource)
            WHERE \(condition) AND \(trashed ? "life = 1" : PersonRow.isShown)
            ORDER BY sort_name, entity.uuid LIMIT \(Self.mostFound)
            """
        ).all(first, second) { try Self.summary($0) }
    }

    /// Names that begin with a text, or have a word that does, for completion.
    ///
    /// - Throws: ``ReplicaError``.
    package func names(beginningWith text: String, limit: Int = 50) throws -> [String] {
        if text.isEmpty {
            return try database.read { session in
                try session.statement(
                    "SELECT name FROM person WHERE \(PersonRow.isShown) ORDER BY sort_name LIMIT ?"
                ).all(.integer(Int64(limit))) { $0.text(0) }
            }
        }
        guard let query = MatchExpression(text) else { return [] }
        return try database.read { session in
            try session.statement(
                """
                SELECT person.name FROM search JOIN person ON person.entity = search.rowid
                WHERE search MATCH ? LIMIT ?
                """
            ).all(.text("name : (\(query.expression))"), .integer(Int64(limit))) { $0.text(0) }
        }
    }
}
