package import ChangeLog
package import ContactModel
import RelationshipPractice
import SQLiteLog

/// A related person as a card names it, and who that is.
package struct CardRelation: Hashable, Sendable {
    /// The part the person plays for the owner of the card: "spouse"; empty when it is not said.
    package let label: String
    /// As it stands on the card.
    package let text: String
    package let outcome: Outcome

    /// How strong such a tie counts: as a relation that does not say.
    static let strength = PeopleWeb.usualStrength

    /// Who is meant.
    package enum Outcome: Hashable, Sendable {
        /// Beyond doubt this one.
        case person(EntityID, name: String)
        /// Nobody in the book.
        case nobody
        /// So many people are called so.
        case several(Int)
        /// One word, which could be anybody's.
        case word
        /// A page.
        case page
    }
}

/// Reads who is related to whom by what cards say; nothing of it is written down as a tie.
///
/// A name counts when it has several words and one person alone is called so: guessing would put
/// strangers between friends.
struct CardRelationReader {
    let session: Session
    /// Whether any card names anybody: most books need no further look.
    let isNeeded: Bool

    /// Looks whether there is anything to read.
    ///
    /// - Throws: `DatabaseError`.
    init(_ session: Session) throws {
        self.session = session
        isNeeded =
            try session.statement(
                "SELECT 1 FROM contact_value WHERE kind BETWEEN 'related:' AND 'related:~' LIMIT 1"
            ).first { _ in true } ?? false
    }

    /// Who is related to a person by either's card, by row, without the person.
    ///
    /// - Throws: `DatabaseError`.
    func related(toRow row: Int64) throws -> Set<Int64> {
        guard isNeeded else { return [] }
        let own = try session.statement(
            """
            SELECT substr(kind, 9), value FROM contact_value
            WHERE entity = ? AND kind BETWEEN 'related:' AND 'related:~'
            """
        ).all(.integer(row)) { (kind: $0.text(0), value: $0.text(1)) }
        var found = Set(try own.compactMap { try only(rows(held: $0.kind, $0.value, not: row)) })
        for (kind, value) in try held(byRow: row) {
            let owners = try session.statement(
                "SELECT entity FROM contact_value WHERE kind = ? AND value = ?"
            ).all(.text("related:" + kind), .text(value)) { $0.integer(0) }
            for owner in owners where try only(rows(held: kind, value, not: owner)) == row {
                found.insert(owner)
            }
        }
        found.remove(row)
        return found
    }

    private func only(_ rows: [Int64]) -> Int64? { rows.count == 1 ? rows[0] : nil }

    /// By what other cards may name a person.
    private func held(byRow row: Int64) throws -> [(kind: String, value: String)] {
        let name = RelatedReference.key(ofName: try session.name(ofRow: row))
        return [(kind: "name", value: name)]
            + (try session.statement(
                """
                SELECT kind, value FROM contact_value
                WHERE entity IN (SELECT entity FROM person WHERE canonical = ?)
                AND kind IN ('uid', 'email', 'phone')
                """
            ).all(.integer(row)) { (kind: $0.text(0), value: $0.text(1)) })
    }

    /// Everybody who has a value, but for one; nobody for a name of one word.
    private func rows(held kind: String, _ value: String, not owner: Int64) throws -> [Int64] {
        guard kind != "name" else { return try rows(named: value).filter { $0 != owner } }
        return try session.statement(
            """
            SELECT DISTINCT whole.entity FROM contact_value
            JOIN person ON person.entity = contact_value.entity
            JOIN person AS whole ON whole.entity = person.canonical
            WHERE contact_value.kind = ? AND value = ? AND whole.life IN (0, 2) LIMIT 9
            """
        ).all(.text(kind), .text(value)) { $0.integer(0) }.filter { $0 != owner }
    }

    private func rows(named name: String) throws -> [Int64] {
        guard name.contains(" "), let words = MatchExpression(name, matchesBeginnings: false) else {
            return []
        }
        return try session.statement(
            """
            SELECT person.entity, person.name FROM search
            JOIN person ON person.entity = search.rowid
            WHERE search MATCH ? AND \(PersonRow.isShown)
            """
        ).all(.text("name : (\(words.expression))")) { (row: $0.integer(0), name: $0.text(1)) }
            .filter { RelatedReference.key(ofName: $0.name) == name }.map(\.row)
    }
}

extension Replica {
    /// The people that a person's card names as related, in its order.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    package func cardRelations(of person: EntityID) throws -> [CardRelation] {
        try database.read { session in
            guard let row = try session.row(of: person) else { throw ReplicaError.unknownPerson }
            let canonical = try session.canonical(of: row)
            let reader = try CardRelationReader(session)
            let view = PersonView(try session.cards(ofPerson: person).card)
            return try view.relations.map { relation in
                CardRelation(
                    label: relation.label, text: relation.value,
                    outcome: try reader.outcome(of: relation.value, on: canonical))
            }
        }
    }
}

extension Replica {
    /// The names of the people that a card's relations name by an id, by how they name them.
    ///
    /// - Throws: ``ReplicaError``.
    package func relationNames(of card: Card) throws -> [String: String] {
        var names: [String: String] = [:]
        for relation in try cardRelations(of: card.entity) {
            if case .person(_, let name) = relation.outcome { names[relation.text] = name }
        }
        return names
    }
}

extension CardRelationReader {
    /// Who is meant by a text, or why nobody is.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func outcome(of text: String, on owner: Int64) throws -> CardRelation.Outcome {
        switch RelatedReference(text) {
        case nil: return .nobody
        case .word: return .word
        case .page: return .page
        case .card, .fullName:
            let rows = try rows(meant: text, on: owner)
            guard let row = only(rows) else { return rows.isEmpty ? .nobody : .several(rows.count) }
            return .person(try session.entity(inRow: row), name: try session.name(ofRow: row))
        }
    }

    private func rows(meant text: String, on owner: Int64) throws -> [Int64] {
        guard let (kind, value) = RelatedReference(text)?.key else { return [] }
        return try rows(held: kind, value, not: owner)
    }

    /// The words of cards about two people, such as `Ben Example: spouse of Ada Example, by the
    /// card`.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func words(_ first: Int64, _ second: Int64) throws -> [String] {
        var found: [String] = []
        for (owner, other) in [(first, second), (second, first)] {
            let view = PersonView(
                try session.cards(ofPerson: session.entity(inRow: owner)).card)
            for relation in view.relations
            where try only(rows(meant: relation.value, on: owner)) == other {
                let label = relation.label.isEmpty ? "related" : relation.label
                let names = try (session.name(ofRow: other), session.name(ofRow: owner))
                let words = "\(names.0): \(label) of \(names.1), by the card"
                if !found.contains(words) { found.append(words) }
            }
        }
        return found
    }
}
