package import ChangeLog
package import ContactModel
import SQLiteLog

/// One line of a list of people.
package struct PersonSummary: Hashable, Sendable {
    package let id: EntityID
    package let kind: EntityKind
    package let name: String
    package let organisation: String
    package let title: String
    package let email: String
    package let phone: String
    /// The name of the attention tier; empty without one.
    package let tier: String
    package let space: String
    /// Whether the card was deleted on one machine and edited on another.
    package let isContested: Bool
}

/// Whom a selector means.
package enum PersonLookUp: Hashable, Sendable {
    case one(PersonSummary)
    /// At least two, the best known first.
    case several([PersonSummary])
    case none
}

/// A private note about somebody.
package struct PrivateNote: Hashable, Sendable {
    package let id: EntityID
    /// When it was written, Unix milliseconds.
    package let atMilliseconds: UInt64
    package let text: String
}

/// Everything one reader sees of a person.
package struct PersonDetails: Hashable, Sendable {
    package let summary: PersonSummary
    /// The names of the spaces that have a card of the person, the one for new lines first.
    package let spaces: [String]
    package let card: Card
    package let view: PersonView
    /// By time.
    package let notes: [PrivateNote]
    package let conflictCount: Int
    /// The ids of all cards of the person.
    package let cardIDs: [EntityID]
    /// In the order of the card.
    package let photos: [PhotoFacts]
}

extension Replica {
    static let summaryColumns = """
        entity.uuid, person.kind, person.name, organisation, title, email, phone, tier,
        space.name, life
        """

    static let summarySource = """
        person JOIN entity ON entity.id = person.entity JOIN space ON space.id = person.space
        """

    /// Reads the columns of ``summaryColumns``.
    ///
    /// - Throws: ``ReplicaError/damaged(detail:)``.
    static func summary(_ row: SQLRow) throws -> PersonSummary {
        PersonSummary(
            id: try row.id(0), kind: EntityKind(rawValue: row.text(1)), name: row.text(2),
            organisation: row.text(3), title: row.text(4), email: row.text(5), phone: row.text(6),
            tier: row.text(7), space: row.text(8), isContested: row.integer(9) == 2)
    }

    /// Everybody, by sort name.
    ///
    /// - Parameter trashed: Who is in the trash instead.
    /// - Returns: Ordered by sort name, then id.
    /// - Throws: ``ReplicaError``.
    package func people(trashed: Bool = false) throws -> [PersonSummary] {
        try database.read { session in
            try session.statement(
                """
                SELECT \(Self.summaryColumns) FROM \(Self.summarySource)
                WHERE \(trashed ? "life = 1" : PersonRow.isShown) ORDER BY sort_name, person.entity
                """
            ).all { try Self.summary($0) }
        }
    }

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
            let attempts = [byID, byValue, byExactName, byWords]
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
        guard !trashed else {
            let words = selector.lowercased().split(separator: " ")
            return try people(session, trashed: true).filter { person in
                words.allSatisfy { person.name.lowercased().contains($0) }
            }
        }
        guard let query = MatchExpression(selector) else { return [] }
        return try select(
            session,
            "person.entity IN (SELECT rowid FROM search WHERE search MATCH ? AND ? IS NULL)",
            .text("name : (\(query.expression))"), .null, false)
    }

    private func people(_ session: Session, trashed: Bool) throws -> [PersonSummary] {
        try select(session, "? IS NULL AND ? IS NULL", .null, .null, trashed)
    }

    private func select(
        _ session: Session, _ condition: String, _ first: SQLValue, _ second: SQLValue,
        _ trashed: Bool
    ) throws -> [PersonSummary] {
        try session.statement(
            """
            SELECT \(Self.summaryColumns) FROM \(Self.summarySource)
            WHERE \(condition) AND \(trashed ? "life = 1" : PersonRow.isShown)
            ORDER BY sort_name, person.entity LIMIT 100
            """
        ).all(first, second) { try Self.summary($0) }
    }

    /// Everything the reader sees of a person; nil when nobody has the id.
    ///
    /// - Throws: ``ReplicaError``.
    package func details(of person: EntityID) throws -> PersonDetails? {
        try database.read { session in
            let found = try session.statement(
                """
                SELECT \(Self.summaryColumns), person.entity
                FROM \(Self.summarySource)
                WHERE person.entity = (SELECT canonical FROM person AS other
                    WHERE other.entity = (SELECT id FROM entity WHERE uuid = ?))
                """
            ).first(.id(person)) {
                (summary: try Self.summary($0), row: $0.integer(10))
            }
            guard let found else { return nil }
            let members = try session.members(of: found.row)
            let cards = try session.cards(ofPerson: found.summary.id)
            var spaces: [String] = []
            for name in cards.members.map(\.home.name) where !spaces.contains(name) {
                spaces.append(name)
            }
            var notes: [PrivateNote] = []
            var conflicts = 0
            var ids: [EntityID] = []
            for member in members {
                let id = try session.entity(inRow: member)
                ids.append(id)
                notes += try session.notes(about: id)
                conflicts += try session.conflictCount(ofRow: member)
            }
            var view = PersonView(cards.card)
            view.groupCards = try session.namesOfGroupCards(naming: found.row)
            return PersonDetails(
                summary: found.summary, spaces: spaces, card: cards.card, view: view,
                notes: notes.sorted { ($0.atMilliseconds, $0.id) < ($1.atMilliseconds, $1.id) },
                conflictCount: conflicts, cardIDs: ids,
                photos: try session.photos(ofRow: found.row))
        }
    }

    /// Calls the closure for every card that has a day of the year on it.
    ///
    /// - Throws: ``ReplicaError``, or what the closure throws.
    package func forEachCardWithDays(_ body: (Card) throws -> Void) throws {
        try database.read { session in
            let people = try session.statement(
                "SELECT DISTINCT uuid FROM contact_value JOIN entity ON entity.id = entity WHERE kind = 'day'"
            ).all { try $0.id(0) as EntityID }
            for person in people { try body(try session.cards(ofPerson: person).card) }
        }
    }

    /// Pairs of people of whom it was written down that they are not the same.
    ///
    /// - Throws: ``ReplicaError``.
    package func distinctPairs() throws -> Set<DuplicatePair> {
        Set(
            try items(of: EntityKind(rawValue: "distinct")).compactMap { item in
                guard let a = item.entity("a"), let b = item.entity("b"), a != b else { return nil }
                return DuplicatePair(a, b)
            })
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

/// Words of a person as an FTS5 expression: each quoted, so that no text can be an operator.
struct MatchExpression {
    let expression: String

    private static let maximumWords = 16
    /// Unicode scalars of a word; a longer one is looked for by its beginning.
    ///
    /// FTS5 makes a phrase of what it takes for several words: half a million take it minutes.
    private static let maximumWordLength = 64

    /// Builds the expression; nil when there is no word to look for.
    ///
    /// - Parameters:
    ///   - text: What the person typed.
    ///   - matchesBeginnings: Whether the last letters of a word may be missing.
    init?(_ text: String, matchesBeginnings: Bool = true) {
        let words = text.split { $0.isWhitespace || $0 == "\0" }.prefix(Self.maximumWords)
        let quoted = words.compactMap { word -> String? in
            guard word.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
            let start = word.unicodeScalars.prefix(Self.maximumWordLength)
            let isBeginning = matchesBeginnings || start.endIndex < word.endIndex
            return "\"" + String(start).replacing("\"", with: "\"\"") + (isBeginning ? "\"*" : "\"")
        }
        guard !quoted.isEmpty else { return nil }
        expression = quoted.joined(separator: " AND ")
    }
}

extension Session {
    /// The private notes about one entity, by time.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func notes(about entity: EntityID) throws -> [PrivateNote] {
        try statement(
            """
            SELECT entity.uuid, at, text FROM note JOIN entity ON entity.id = note.entity
            WHERE about = ? ORDER BY at, note.entity
            """
        ).all(.id(entity)) {
            PrivateNote(id: try $0.id(0), atMilliseconds: $0.number(1), text: $0.text(2))
        }
    }

    /// How many cells of an entity say two things.
    ///
    /// - Throws: `DatabaseError`.
    func conflictCount(ofRow row: Int64) throws -> Int {
        try statement("SELECT count(*) FROM conflict WHERE entity = ?")
            .first(.integer(row)) { Int($0.integer(0)) } ?? 0
    }
}
