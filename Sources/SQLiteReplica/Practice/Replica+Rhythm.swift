package import ChangeLog
import ContactModel
package import RelationshipPractice
import SQLiteLog

extension Replica {
    /// The cadences that were written down, and when each was said.
    ///
    /// - Throws: ``ReplicaError``.
    package func cadenceRules() throws -> CadenceRules {
        try database.read { try $0.cadenceRules() }
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

    /// The facts of some people, by id; of nobody there is none.
    ///
    /// Who has several cards is asked once for all of them: it takes a look at every alias.
    ///
    /// - Throws: ``ReplicaError``.
    func rhythmFacts(ofEach people: Set<EntityID>) throws -> [EntityID: RhythmFacts] {
        try database.read { session in
            let merged = try session.mergedPeople()
            var facts: [EntityID: RhythmFacts] = [:]
            for person in people {
                facts[person] = try session.rhythmFacts(
                    where: "entity.uuid = ?1", [.id(person)], merged: merged
                ).first
            }
            return facts
        }
    }

    /// The facts of everybody in some tiers.
    ///
    /// - Throws: ``ReplicaError``.
    func rhythmFacts(in tiers: [Tier]) throws -> [EntityID: RhythmFacts] {
        try database.read { session in
            let found = try tiers.flatMap {
                try session.rhythmFacts(where: "tier = ?1", [.text($0.rawValue)])
            }
            return Dictionary(
                found.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }
}

extension Replica {
    /// The facts of the person whose card an entity is; nil for nobody, and for who is in the trash.
    ///
    /// - Throws: ``ReplicaError``.
    package func rhythmFacts(ofAnyCard card: EntityID) throws -> RhythmFacts? {
        try database.read { session in
            guard let row = try session.row(of: card) else { return nil }
            return try session.rhythmFacts(ofRow: try session.standing(for: row))
        }
    }
}

extension Session {
    /// The facts of one person by the row that stands for the person; nil for nobody.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func rhythmFacts(ofRow row: Int64) throws -> RhythmFacts? {
        try rhythmFacts(where: "person.entity = ?1", [.integer(row)]) {
            try members(of: $0)
        }.first
    }

    /// The facts of people whom a condition selects.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    fileprivate func rhythmFacts(
        where condition: String, _ arguments: [SQLValue]
    ) throws -> [RhythmFacts] {
        try rhythmFacts(where: condition, arguments, merged: try mergedPeople())
    }

    /// The facts of people whom a condition selects, when it is known who has several cards.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    fileprivate func rhythmFacts(
        where condition: String, _ arguments: [SQLValue], merged: Set<Int64>
    ) throws -> [RhythmFacts] {
        try rhythmFacts(where: condition, arguments) {
            merged.contains($0) ? try members(of: $0) : [$0]
        }
    }

    private func rhythmFacts(
        where condition: String, _ arguments: [SQLValue], cards: (Int64) throws -> [Int64]
    ) throws -> [RhythmFacts] {
        let rows = try statement(
            """
            SELECT person.entity, entity.uuid, person.name, tier, touched.first, touched.last,
                touched.count, touched.unanswered, touched.tried, person.organisation,
                person.created
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
                    count: Int(clamping: row.integer(6)), unanswered: Int(clamping: row.integer(7)),
                    triedMilliseconds: row.isNull(8) ? nil : row.number(8)),
                organisation: row.text(9), known: PersonRow.createdMilliseconds(row.blob(10))
            )
        }
        let overlay = try statement("SELECT field, value FROM overlay WHERE entity = ?")
        let said = try statement(
            "SELECT kind, value FROM contact_value WHERE entity = ? AND kind IN ('tag', 'died', 'tiered')"
        )
        return try rows.map { row in
            var own = Item(id: row.id, kind: .person)
            for card in try cards(row.row).reversed() {
                try overlay.rows(.integer(card)) {
                    own.put(saying: $0.blob(1), in: FieldName(rawValue: $0.text(0)))
                    return true
                }
            }
            let groups = try namesOfGroupCards(naming: row.row).map(GroupCard.key(ofName:))
            let values = try said.all(.integer(row.row)) { (kind: $0.text(0), value: $0.text(1)) }
            return RhythmFacts(
                person: row.id, name: row.name, tier: row.tier,
                tags: values.filter { $0.kind == "tag" }.map(\.value) + groups, overlay: own,
                touches: row.touches, organisation: row.organisation,
                died: values.first { $0.kind == "died" }?.value,
                promisedMilliseconds: values.first { $0.kind == "tiered" }.flatMap {
                    UInt64($0.value)
                }, knownMilliseconds: row.known)
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

    /// Whether anybody who is there has a tier.
    ///
    /// - Throws: ``ReplicaError``.
    package func hasTiers() throws -> Bool {
        try isAnybody("tier <> '' AND \(PersonRow.isShown)")
    }

    /// Whether anybody is there at all, or in the trash.
    ///
    /// - Throws: ``ReplicaError``.
    package func hasPeople(trashed: Bool = false) throws -> Bool {
        try isAnybody(trashed ? "life = \(PersonRow.trashed)" : PersonRow.isShown)
    }

    private func isAnybody(_ condition: String) throws -> Bool {
        try database.read { session in
            try session.statement("SELECT 1 FROM person WHERE \(condition) LIMIT 1")
                .first { _ in true } ?? false
        }
    }
}
