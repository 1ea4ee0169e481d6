package import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteLog

/// One way to somebody, with names.
package struct NamedWay: Hashable, Sendable {
    package let people: [(id: EntityID, name: String)]
    package let strengths: [Int]

    package static func == (left: NamedWay, right: NamedWay) -> Bool {
        left.people.map(\.id) == right.people.map(\.id)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(people.map(\.id))
    }
}

extension Replica {
    /// Ways to somebody through people I know.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    package func ways(
        to person: EntityID, count: Int, maximumHandshakes: Int
    ) throws -> [NamedWay] {
        try database.read { session in
            guard let row = try session.row(of: person) else { throw ReplicaError.unknownPerson }
            let wanted = try session.canonical(of: row)
            let ties = try session.statement("SELECT other, strength FROM tie WHERE person = ?")
            let known = try session.statement(
                """
                SELECT tier, touched.count FROM person
                LEFT JOIN touched ON touched.entity = person.entity
                WHERE person.entity = ? AND (tier NOT IN ('', 'rest') OR touched.count > 0)
                """)
            let ways = try IntroductionSearch.ways(
                to: wanted, count: count, maximumHandshakes: maximumHandshakes,
                known: { person in
                    try known.first(.integer(person)) {
                        Self.strength(tier: $0.text(0), touches: Int(clamping: $0.integer(1)))
                    }
                },
                ties: { person in
                    try ties.all(.integer(person)) {
                        IntroductionSearch.Tie(
                            other: $0.integer(0), strength: Int(clamping: $0.integer(1)))
                    }
                })
            return try ways.map { way in
                NamedWay(
                    people: try way.people.map {
                        (try session.entity(inRow: $0), try session.name(ofRow: $0))
                    },
                    strengths: way.strengths)
            }
        }
    }

    /// The people that somebody is known to know, the strongest tie first, and my own tie to each.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    package func circle(
        of person: EntityID
    ) throws -> [(id: EntityID, name: String, strength: Int, isKnown: Bool)] {
        try database.read { session in
            guard let row = try session.row(of: person) else { throw ReplicaError.unknownPerson }
            return try session.statement(
                """
                SELECT uuid, name, max(strength), max(tier NOT IN ('', 'rest') OR ifnull(touched.count, 0) > 0)
                FROM tie JOIN person ON person.entity = tie.other
                JOIN entity ON entity.id = tie.other
                LEFT JOIN touched ON touched.entity = tie.other
                WHERE tie.person = ? GROUP BY tie.other ORDER BY max(strength) DESC, sort_name
                """
            ).all(.integer(try session.canonical(of: row))) {
                (try $0.id(0), $0.text(1), Int(clamping: $0.integer(2)), $0.integer(3) != 0)
            }
        }
    }

    /// A quick word on how close I am to somebody, for weighing ways.
    private static func strength(tier: String, touches: Int) -> Int {
        let byTier = ["focus": 80, "close": 70, "active": 50, "wide": 30][tier] ?? 20
        return min(100, byTier + min(touches, 10) * 2)
    }
}

extension Session {
    /// The name of a person by row; empty for nobody.
    ///
    /// - Throws: `DatabaseError`.
    func name(ofRow row: Int64) throws -> String {
        try statement("SELECT name FROM person WHERE entity = ?").first(.integer(row)) {
            $0.text(0)
        } ?? ""
    }
}

extension Projector {
    /// How strong a tie is when a relation does not say.
    private static let usualStrength = 50

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

    /// Projects the ties that an item tells of: relations, introductions made, alliances.
    ///
    /// - Throws: `DatabaseError`.
    func projectTies(of item: Item?, _ row: Int64) throws {
        try session.statement("DELETE FROM tie WHERE source = ?").run(.integer(row))
        guard let item, let a = item.entity("a"), let b = item.entity("b"), a != b else { return }
        switch item.kind.rawValue {
        case "relation": guard item.text("to").isEmpty else { return }
        case "intro": guard item.text("status") == "made" else { return }
        default: return
        }
        let first = try session.canonical(of: try session.makeRow(of: a))
        let second = try session.canonical(of: try session.makeRow(of: b))
        let strength = min(max(item.number("strength") ?? Self.usualStrength, 1), 100)
        let sure = min(max(item.number("confidence") ?? 100, 0), 100)
        for (person, other) in [(first, second), (second, first)] {
            try session.statement(
                "INSERT OR REPLACE INTO tie (person, other, source, strength) VALUES (?, ?, ?, ?)"
            ).run(
                .integer(person), .integer(other), .integer(row),
                .integer(Int64(max(strength * sure / 100, 1))))
        }
    }
}
