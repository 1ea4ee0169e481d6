import ChangeLog
package import ContactModel
package import RelationshipPractice
import SQLiteLog

extension Replica {
    /// Everybody with a tier or a touch, whom they are tied to, and the ties of these.
    ///
    /// - Parameters:
    ///   - limit: As many people at most, the nearest first.
    ///   - today: The day; ties that are over then are not drawn.
    /// - Returns: Everybody once, and every tie once.
    /// - Throws: ``ReplicaError``.
    package func networkMap(limit: Int, on today: CivilDay) throws -> NetworkMap {
        try database.read { session in
            let mine = try session.mapPeople(
                "AND (tier <> '' OR ifnull(touched.count, 0) > 0)", [])
            let own = Set(mine.map(\.row))
            var people = mine
            var known = own
            var ties: [NetworkMap.Tie] = []
            let found = try session.statement(
                """
                SELECT other, max(strength), uuid, (SELECT value FROM item_value
                    WHERE item_value.entity = tie.source AND field = 'text')
                FROM tie JOIN entity ON entity.id = tie.other
                JOIN person ON person.entity = tie.other
                WHERE tie.person = ?1 AND \(TieRow.lasts(on: "?2")) AND \(PersonRow.isShown)
                GROUP BY other
                """)
            for person in mine {
                let others = try found.all(
                    .integer(person.row), .integer(Int64(today.number))
                ) {
                    (
                        row: $0.integer(0), strength: Int(clamping: $0.integer(1)),
                        id: try $0.id(2) as EntityID, text: $0.isNull(3) ? [] : $0.blob(3)
                    )
                }
                // Both ends have the tie; it is drawn from the one with the smaller row.
                for other in others where !own.contains(other.row) || person.row < other.row {
                    ties.append(
                        NetworkMap.Tie(
                            first: person.person.id, second: other.id, strength: other.strength,
                            text: FieldValue.text(other.text)))
                    if known.insert(other.row).inserted {
                        people += try session.mapPeople(
                            "AND person.entity = ?1", [.integer(other.row)])
                    }
                }
            }
            return NetworkMap(people: people.map(\.person), ties: ties, limit: limit)
        }
    }
}

extension Session {
    fileprivate func mapPeople(
        _ condition: String, _ arguments: [SQLValue]
    ) throws -> [(row: Int64, person: NetworkMap.Person)] {
        try statement(
            """
            SELECT person.entity, entity.uuid, person.name, tier, touched.count
            FROM person JOIN entity ON entity.id = person.entity
            LEFT JOIN touched ON touched.entity = person.entity
            WHERE \(PersonRow.isShown) \(condition)
            """
        ).all(arguments) {
            (
                row: $0.integer(0),
                person: NetworkMap.Person(
                    id: try $0.id(1), name: $0.text(2), tier: $0.text(3),
                    touches: Int(clamping: $0.integer(4)))
            )
        }
    }
}
