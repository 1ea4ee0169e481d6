package import ChangeLog
package import ContactModel
import RelationshipPractice
import SQLiteLog

/// One way to somebody, with names.
package struct NamedWay: Hashable, Sendable {
    package let people: [(id: EntityID, name: String)]
    package let strengths: [Int]
    /// Whether only a card says so, a tie each; the first is my own.
    package let areFromCards: [Bool]

    package static func == (left: NamedWay, right: NamedWay) -> Bool {
        left.people.map(\.id) == right.people.map(\.id)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(people.map(\.id))
    }
}

extension Replica {
    /// Ways to somebody through people I know; none through who is in the trash or left in peace.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    package func ways(
        to person: EntityID, count: Int, maximumHandshakes: Int, today: CivilDay
    ) throws -> [NamedWay] {
        try database.read { session in
            guard let row = try session.row(of: person) else { throw ReplicaError.unknownPerson }
            let wanted = try session.canonical(of: row)
            let known = try session.statement(
                "\(Acquaintances.selection) WHERE entity = ? AND strength IS NOT NULL")
            let muted = try session.muted(on: today)
            let reader = try TieReader(session, to: wanted, on: today, muted: muted)
            var acquaintances = Acquaintances(session, besides: muted)
            let ways = try IntroductionSearch.ways(
                to: wanted, count: count, maximumHandshakes: maximumHandshakes,
                known: { person in
                    muted.contains(person)
                        ? nil : try known.first(.integer(person), read: Acquaintances.acquaintance)
                },
                nextKnown: { try acquaintances.next() },
                ties: reader.ties)
            return try ways.map { way in
                NamedWay(
                    people: try way.people.map {
                        (try session.entity(inRow: $0), try session.name(ofRow: $0))
                    },
                    strengths: way.strengths,
                    areFromCards: [false]
                        + (try zip(way.people, way.people.dropFirst()).map { one, other in
                            try !reader.isWritten(one, other)
                        }))
            }
        }
    }

    /// The people that somebody is known to know on a day, the strongest tie first, and my own tie to
    /// each.
    ///
    /// What is written down comes before what only a card says.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    package func circle(of person: EntityID, on today: CivilDay) throws -> [CircleMember] {
        try database.read { session in
            guard let row = try session.row(of: person) else { throw ReplicaError.unknownPerson }
            let whole = try session.canonical(of: row)
            let written = try session.statement(
                """
                SELECT uuid, name, max(strength), \(CircleMember.isKnown),
                    \(CircleMember.hasDied), tie.other
                FROM tie JOIN person ON person.entity = tie.other
                JOIN entity ON entity.id = tie.other
                LEFT JOIN touched ON touched.entity = tie.other
                WHERE tie.person = ?1 AND \(TieRow.lasts(on: "?2")) AND \(PersonRow.isShown)
                GROUP BY tie.other ORDER BY max(strength) DESC, sort_name, uuid
                """
            ).all(.integer(whole), .integer(Int64(today.number))) {
                (row: $0.integer(5), member: try CircleMember($0, isFromCard: false))
            }
            let others = Set(written.map(\.row))
            let related = try CardRelationReader(session).related(toRow: whole)
            let named = try session.statement(
                """
                SELECT uuid, name, \(CardRelation.strength), \(CircleMember.isKnown),
                    \(CircleMember.hasDied)
                FROM person JOIN entity ON entity.id = person.entity
                LEFT JOIN touched ON touched.entity = person.entity
                WHERE person.entity = ? AND \(PersonRow.isShown)
                """)
            let fromCards = try related.subtracting(others).sorted().flatMap { row in
                try named.all(.integer(row)) { try CircleMember($0, isFromCard: true) }
            }
            return written.map(\.member) + fromCards
        }
    }
}

/// Somebody whom another person knows.
package struct CircleMember: Hashable, Sendable {
    package let id: EntityID
    package let name: String
    package let strength: Int
    /// Whether I know them.
    package let isKnown: Bool
    /// Whether only a card says so.
    package let isFromCard: Bool
    /// Whether they died, as their card says.
    package let hasDied: Bool

    static let hasDied =
        "EXISTS (SELECT 1 FROM contact_value WHERE entity = person.entity AND kind = 'died')"

    /// As for ways: by a tier, or by anything that came from both sides.
    static let isKnown =
        "max(tier NOT IN ('', 'rest') OR ifnull(touched.count > touched.unanswered, 0))"

    init(_ row: SQLRow, isFromCard: Bool) throws {
        id = try row.id(0)
        name = row.text(1)
        strength = Int(clamping: row.integer(2))
        isKnown = row.integer(3) != 0
        hasDied = row.integer(4) != 0
        self.isFromCard = isFromCard
    }
}

extension Session {
    /// The rows of those who are muted until after a day.
    fileprivate func muted(on day: CivilDay) throws -> Set<Int64> {
        let rows = try statement(
            """
            SELECT person.canonical, value FROM overlay
            JOIN person ON person.entity = overlay.entity WHERE field = 'mute'
            """
        ).all { ($0.integer(0), CivilDay($0.text(1))) }
        return Set(rows.compactMap { row, until in until.map { $0 > day } ?? false ? row : nil })
    }

    /// The name of a person by row; empty for nobody.
    ///
    /// - Throws: `DatabaseError`.
    func name(ofRow row: Int64) throws -> String {
        try statement("SELECT name FROM person WHERE entity = ?").first(.integer(row)) {
            $0.text(0)
        } ?? ""
    }
}
