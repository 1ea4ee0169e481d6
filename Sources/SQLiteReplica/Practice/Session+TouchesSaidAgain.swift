import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteLog

/// Touches that were written once for each of several cards of one person (`Touch.saidAgain`).
extension Session {
    /// The rows of those with the cards of one person that say again what another one says.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func touchesSaidAgain(of cards: [Int64]) throws -> Set<Int64> {
        Set(try saidAgain(of: cards).map { try makeRow(of: $0.id) })
    }

    /// Those within a time, from one instant to before another, Unix milliseconds.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func touchesSaidAgain(from first: UInt64, before end: UInt64) throws -> [Touch] {
        guard try mayHaveAliases() else { return [] }
        let people = try statement(
            """
            SELECT DISTINCT entity.id FROM item
            JOIN item_link ON item_link.entity = item.entity AND field = 'with'
            JOIN entity ON entity.uuid = item_link.other
            WHERE item.kind = 'touch' AND item.at >= ? AND item.at < ?
                AND entity.id IN (SELECT entity FROM alias UNION SELECT target FROM alias)
            """
        ).all(.number(first), .number(end)) { $0.integer(0) }
        let whole = Set(try people.map { try standing(for: $0) })
        return try whole.flatMap { try saidAgain(of: members(of: $0)) }.map(Touch.init)
            .filter { (first..<max(first, end)).contains($0.milliseconds) }
    }

    private func saidAgain(of cards: [Int64]) throws -> [Item] {
        let ids = try cards.map { try entity(inRow: $0) }
        guard let whole = ids.first, ids.count > 1 else { return [] }
        let places = try ids.flatMap { try placesOfTouches(with: $0) }
        let touches = try near(places).flatMap { row in
            try items(
                """
                SELECT item.entity, kind, uuid FROM item JOIN entity ON entity.id = item.entity
                WHERE item.entity = ?
                """, [.integer(row)])
        }
        let canonical = Dictionary(ids.map { ($0, whole) }, uniquingKeysWith: { first, _ in first })
        let again = Touch.saidAgain(touches, canonical)
        return touches.filter { again.contains($0.id) }
    }

    private func placesOfTouches(with card: EntityID) throws -> [(at: UInt64, row: Int64)] {
        try statement(
            "SELECT at, entity FROM item_link WHERE other = ? AND kind = 'touch' AND field = 'with'"
        ).all(.id(card)) { ($0.number(0), $0.integer(1)) }
    }

    /// The rows of touches that lie near another one: of the others none is read.
    private func near(_ touches: [(at: UInt64, row: Int64)]) -> Set<Int64> {
        let inOrder = touches.sorted { $0.at < $1.at }
        var near: Set<Int64> = []
        // Whatever lies between the two is near both.
        for (one, next) in zip(inOrder, inOrder.dropFirst())
        where next.at - one.at < Touch.sameDayMilliseconds {
            near.formUnion([one.row, next.row])
        }
        return near
    }
}
