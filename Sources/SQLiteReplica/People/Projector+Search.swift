import ChangeLog
import ContactModel
import SQLiteLog

extension Projector {
    /// Puts the words of a person into the index, which has none of them.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectSearch(_ person: PersonReading) throws {
        var text = SearchText(person.view, names: person.names)
        text.add(try notesToFind(of: person), .notes)
        text.add(try tiesToFind(of: person), .ties)
        try session.statement(
            """
            INSERT INTO search (rowid, name, further_names, organisation, title, contact, address,
                city, region, country, place, tags, ties, notes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).insertSoon([.integer(person.row)] + text.columns.map { .text($0) })
    }

    private func notesToFind(of person: PersonReading) throws -> [String] {
        try affected.notes[person.row]
            ?? session.members(of: person.row).flatMap { member in
                try notes(about: try session.entity(inRow: member))
            }
    }

    private func tiesToFind(of person: PersonReading) throws -> [String] {
        if let known = affected.ties[person.row] { return known }
        guard try areTies() else { return [] }
        return try ties(
            of: session.members(of: person.row).map { try session.entity(inRow: $0) })
    }

    // MARK: - Relations and roles

    /// Whether there is any relation or role.
    ///
    /// - Throws: `DatabaseError`.
    func areTies() throws -> Bool {
        try session.statement(
            "SELECT 1 FROM item WHERE kind IN ('relation', 'affiliation') LIMIT 1"
        ).first { _ in true } ?? false
    }

    /// The words of relations and roles about the cards of one person, with the people and places
    /// they name.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func ties(of cards: [EntityID]) throws -> [String] {
        var items: [EntityID: Item] = [:]
        for card in cards {
            let found = try session.items(
                """
                SELECT DISTINCT item_link.entity, item_link.kind, uuid FROM item_link
                JOIN entity ON entity.id = item_link.entity
                WHERE other = ?1 AND item_link.kind IN ('relation', 'affiliation') LIMIT 10000
                """, [.id(card)])
            for item in found { items[item.id] = item }
        }
        return try items.values.sorted { $0.id < $1.id }.flatMap { item -> [String] in
            let fields: [FieldName] = item.kind == .relation ? [.a, .b] : [.person, .org]
            let others = fields.compactMap { item.entity($0) }.filter { !cards.contains($0) }
            // A tie between two cards of one person says nothing of anybody.
            guard !others.isEmpty else { return [] }
            return try [item.text(.text)] + others.map { try name(of: $0) }
        }
    }

    /// The name of somebody, by the heads: their row may not be written yet.
    private func name(of other: EntityID) throws -> String {
        guard let row = try session.row(of: other) else { return "" }
        let standing = try session.canonical(of: row)
        let snapshot = try session.snapshot(
            ofRow: standing, entity: try session.entity(inRow: standing), hasPictures: false)
        guard let home = snapshot.homes(personal: personal).first else { return "" }
        let card = snapshot.card(in: home, kind: .person)
        return card.lines.isEmpty ? "" : PersonView(card).displayName
    }

    /// Notes whom an item names as related or in a role: the words of both are found with either.
    ///
    /// - Throws: `DatabaseError`.
    func noteTied(byItem row: Int64) throws {
        affected.tied.formUnion(
            try session.statement(
                """
                SELECT other FROM item_link
                WHERE entity = ? AND kind IN ('relation', 'affiliation')
                """
            ).all(.integer(row)) { try $0.id(0) as EntityID })
    }

    /// The rows of those whose words have to be made anew, as somebody else is called otherwise or a
    /// tie came or went.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func tied(with people: Set<Int64>) throws -> Set<Int64> {
        var others = affected.tied
        if try areTies() {
            let tied = try session.statement(
                """
                SELECT theirs.other FROM item_link AS mine
                JOIN item_link AS theirs ON theirs.entity = mine.entity
                WHERE mine.other = ? AND mine.kind IN ('relation', 'affiliation')
                """)
            for row in people {
                others.formUnion(
                    try tied.all(.id(try session.entity(inRow: row))) { try $0.id(0) as EntityID })
            }
        }
        return try Set(
            others.flatMap { other in
                try session.row(of: other).map { try session.members(of: $0) } ?? []
            })
    }
}
