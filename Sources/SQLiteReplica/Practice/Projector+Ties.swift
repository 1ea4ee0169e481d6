import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteLog

extension Projector {
    /// How strong a tie is when a relation does not say (``PeopleWeb/usualStrength``).
    private static let usualStrength = PeopleWeb.usualStrength

    /// Projects the ties of cards anew: which of them stands for a person has changed.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectTies(ofCardsIn rows: Set<Int64>) throws {
        for row in rows.sorted() {
            let items = try session.items(
                """
                SELECT DISTINCT item_link.entity, kind, uuid FROM item_link
                JOIN entity ON entity.id = item_link.entity
                WHERE other = ?1 AND kind IN ('relation', 'intro')
                """, [.id(try session.entity(inRow: row))])
            for item in items { try projectTies(of: item, session.makeRow(of: item.id)) }
        }
    }

    /// Projects the ties that an item tells of: relations, with their first and last day, and introductions made.
    ///
    /// - Throws: `DatabaseError`.
    func projectTies(of item: Item?, _ row: Int64) throws {
        try session.statement("DELETE FROM tie WHERE source = ?").run(.integer(row))
        guard let item, let a = item.entity(.a), let b = item.entity(.b), a != b else { return }
        switch item.kind {
        case .relation: guard !item.hasUnreadableEnd else { return }
        case .intro: guard item.text(.status) == "made" else { return }
        default: return
        }
        // What was said of a card in the trash is said of the person's others.
        let first = try session.standing(for: try session.makeRow(of: a))
        let second = try session.standing(for: try session.makeRow(of: b))
        // Cards that were merged since are one person, whom no tie leads to themself.
        guard first != second else { return }
        let strength = min(max(item.number(.strength) ?? Self.usualStrength, 1), 100)
        let sure = min(max(item.number(.confidence) ?? 100, 0), 100)
        for (person, other) in [(first, second), (second, first)] {
            try session.statement(
                """
                INSERT OR REPLACE INTO tie (person, other, source, strength, until, since)
                VALUES (?, ?, ?, ?, ?, ?)
                """
            ).run(
                .integer(person), .integer(other), .integer(row),
                .integer(Int64(max(strength * sure / 100, 1))),
                item.lastDay.map { .integer(Int64($0.number)) } ?? .null,
                item.firstDay.map { .integer(Int64($0.number)) } ?? .null)
        }
    }
}
