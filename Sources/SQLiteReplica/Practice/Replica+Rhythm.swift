package import ChangeLog
import ContactModel
package import RelationshipPractice
import SQLiteLog

extension Replica {
    /// Everybody whom a cadence may concern: with a tier, a word of one's own, or a rule's tag.
    ///
    /// - Throws: ``ReplicaError``.
    package func rhythmFacts(_ rules: CadenceRules) throws -> [RhythmFacts] {
        try database.read { session in
            var conditions = [
                """
                person.entity IN (SELECT canonical FROM overlay
                    JOIN person ON person.entity = overlay.entity WHERE field = 'cadence')
                """,
                "tier NOT IN ('', 'rest')",
            ]
            conditions += rules.tags.indices.map {
                "person.entity IN (\(GroupTable.members(ofKeyAt: "?\($0 + 1)")))"
            }
            if rules.coversEverybody { conditions.append("tier <> 'rest'") }
            return try session.rhythmFacts(
                where: "(\(conditions.joined(separator: " OR ")))", rules.tags.map { .text($0) })
        }
    }

    /// The facts of everybody with a tier, a touch, a word of one's own, or a place in an item.
    ///
    /// - Throws: ``ReplicaError``.
    func allRhythmFacts() throws -> [RhythmFacts] {
        try database.read { session in
            try session.rhythmFacts(
                where: """
                    (tier <> '' OR person.entity IN (SELECT canonical FROM overlay
                        JOIN person ON person.entity = overlay.entity)
                    OR person.entity IN (SELECT entity FROM touched)
                    OR person.entity IN (SELECT canonical FROM item_link
                        JOIN entity ON entity.uuid = item_link.other
                        JOIN person ON person.entity = entity.id))
                    """, [])
        }
    }

    /// The facts of one person; nil for nobody.
    ///
    /// - Throws: ``ReplicaError``.
    package func rhythmFacts(of person: EntityID) throws -> RhythmFacts? {
        try database.read { session in
            try session.rhythmFacts(where: "entity.uuid = ?1", [.id(person)]).first
        }
    }
}

extension Session {
    /// The facts of people whom a condition selects.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    fileprivate func rhythmFacts(
        where condition: String, _ arguments: [SQLValue]
    ) throws -> [RhythmFacts] {
        let rows = try statement(
            """
            SELECT person.entity, entity.uuid, person.name, tier, touched.first, touched.last,
                touched.count, touched.unanswered
            FROM person JOIN entity ON entity.id = person.entity
            LEFT JOIN touched ON touched.entity = person.entity
            WHERE \(PersonRow.isShown) AND \(condition)
            """
        ).all(arguments) { row in
            (
                row: row.integer(0), id: try row.id(1) as EntityID, name: row.text(2),
                tier: Tier(rawValue: row.text(3)),
                touches: TouchSummary(
                    firstMilliseconds: row.isNull(4) ? nil : row.number(4),
                    lastMilliseconds: row.isNull(5) ? nil : row.number(5),
                    count: Int(clamping: row.integer(6)), unanswered: Int(clamping: row.integer(7)))
            )
        }
        let overlay = try statement("SELECT field, value FROM overlay WHERE entity = ?")
        let merged = try mergedPeople()
        let tags = try statement(
            "SELECT value FROM contact_value WHERE entity = ? AND kind = 'tag'")
        return try rows.map { row in
            var said = Item(id: row.id, kind: .person)
            let cards = merged.contains(row.row) ? try members(of: row.row) : [row.row]
            for card in cards.reversed() {
                try overlay.rows(.integer(card)) {
                    said.put($0.blob(1), in: FieldName(rawValue: $0.text(0)), .register)
                    return true
                }
            }
            let groups = try namesOfGroupCards(naming: row.row).map(GroupCard.key(ofName:))
            return RhythmFacts(
                person: row.id, name: row.name, tier: row.tier,
                tags: try tags.all(.integer(row.row)) { $0.text(0) } + groups, overlay: said,
                touches: row.touches)
        }
    }
}

extension Projector {
    /// How many of the latest touches with somebody are looked at for a summary.
    private static let summarisedTouches = 256

    /// Sums up the touches with the people that a touch names, or named before.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectTouches(with people: Set<EntityID>) throws {
        for person in people {
            guard let row = try session.row(of: person) else { continue }
            let canonical = try session.canonical(of: row)
            var touches: [Touch] = []
            var count = 0
            for member in try session.members(of: canonical) {
                if member != canonical {
                    try session.statement("DELETE FROM touched WHERE entity = ?")
                        .run(.integer(member))
                }
                let card = try session.entity(inRow: member)
                touches += try session.items(
                    """
                    SELECT item_link.entity, item_link.kind, uuid FROM item_link
                    JOIN entity ON entity.id = item_link.entity
                    WHERE other = ?1 AND kind = 'touch' ORDER BY at DESC LIMIT ?2
                    """, [.id(card), .integer(Int64(Self.summarisedTouches))]
                ).map(Touch.init)
                count +=
                    try session.statement(
                        "SELECT count(*) FROM item_link WHERE other = ? AND kind = 'touch'"
                    ).first(.id(card)) { Int(clamping: $0.integer(0)) } ?? 0
            }
            guard count > 0 else {
                try session.statement("DELETE FROM touched WHERE entity = ?")
                    .run(.integer(canonical))
                continue
            }
            let summary = TouchSummary(
                touches.sorted {
                    ($0.milliseconds, $0.item.id) < ($1.milliseconds, $1.item.id)
                })
            try session.statement(
                """
                INSERT OR REPLACE INTO touched (entity, first, last, count, unanswered)
                VALUES (?, ?, ?, ?, ?)
                """
            ).run(
                .integer(canonical), summary.firstMilliseconds.map { .number($0) } ?? .null,
                summary.lastMilliseconds.map { .number($0) } ?? .null, .integer(Int64(count)),
                .integer(Int64(summary.unanswered)))
        }
    }
}

extension Replica {
    /// How many people have which tier.
    ///
    /// - Throws: ``ReplicaError``.
    package func tierCaps() throws -> TierCaps {
        try database.read { session in
            let rows = try session.statement(
                "SELECT tier, count(*) FROM person WHERE tier <> '' AND \(PersonRow.isShown) GROUP BY tier"
            ).all { (Tier(rawValue: $0.text(0)), Int(clamping: $0.integer(1))) }
            var counts: [Tier: Int] = [:]
            for case (let tier?, let count) in rows { counts[tier] = count }
            return TierCaps(countByTier: counts)
        }
    }

    /// Whether anybody has a tier.
    ///
    /// - Throws: ``ReplicaError``.
    package func hasTiers() throws -> Bool {
        try database.read { session in
            try session.statement("SELECT 1 FROM person WHERE tier <> '' LIMIT 1")
                .first { _ in true } ?? false
        }
    }
}
