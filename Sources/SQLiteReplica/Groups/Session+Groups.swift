import ChangeLog
import ContactModel
import SQLiteLog

/// A group card where it lives.
struct StoredGroupCard {
    let row: Int64
    let entity: EntityID
    let name: String
    let home: SpaceRow
}

extension Session {
    /// Whether there is any group card: without one, tags are all there is to groups.
    ///
    /// - Throws: `DatabaseError`.
    func hasGroupCards() throws -> Bool {
        try statement("SELECT 1 FROM contact_value WHERE kind = 'group' LIMIT 1")
            .first { _ in true } ?? false
    }

    /// The group cards of a name, or all of them, in the order in which they were made.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func groupCards(ofKey key: String? = nil) throws -> [StoredGroupCard] {
        let rows = try statement(
            """
            SELECT person.entity, uuid, person.name, person.space FROM contact_value
            JOIN person ON person.entity = contact_value.entity
            JOIN entity ON entity.id = person.entity
            WHERE contact_value.kind = 'group' AND (?1 IS NULL OR value = ?1)
            ORDER BY created, uuid
            """
        ).all(key.map { .text($0) } ?? .null) {
            (
                row: $0.integer(0), id: try $0.id(1) as EntityID, name: $0.text(2),
                home: $0.integer(3)
            )
        }
        return try rows.map {
            StoredGroupCard(
                row: $0.row, entity: $0.id, name: $0.name, home: try space(inRow: $0.home))
        }
    }

    /// The rows of everybody in the group of that key.
    ///
    /// - Throws: `DatabaseError`.
    func groupMembers(ofKey key: String) throws -> Set<Int64> {
        let rows = try statement(
            """
            SELECT entity FROM person WHERE \(PersonRow.isShown)
                AND entity IN (\(GroupTable.members(ofKeyAt: "?1")))
            """
        ).all(.text(key)) { $0.integer(0) }
        return Set(rows)
    }

    /// The names of the group cards that name a person, each once.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func namesOfGroupCards(naming person: Int64) throws -> [String] {
        guard try hasGroupCards() else { return [] }
        let found = try statement(
            """
            SELECT name FROM person JOIN entity ON entity.id = person.entity
            WHERE life IN (4, 5) AND person.entity IN (\(GroupTable.cards(namingRowAt: "?1")))
            ORDER BY created, uuid
            """)
        var seen: Set<String> = []
        return try members(of: person).flatMap { try found.all(.integer($0)) { $0.text(0) } }
            .filter { seen.insert(GroupCard.key(ofName: $0)).inserted }
    }

    /// How people spell a tag, from one of the cards that carry it.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func spelling(ofTag key: String, onCardOf row: Int64) throws -> String {
        let tags = PersonView(try cards(ofPerson: try entity(inRow: row)).card).tags
        return tags.first { GroupCard.key(ofName: $0) == key } ?? key
    }

    /// One line on the group of that key; nil when there is none.
    ///
    /// Its name is that of the group card made first, or the spelling of the card made first that carries
    /// the tag: the same on every machine.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func groupSummary(ofKey key: String) throws -> GroupSummary? {
        let cards = try groupCards(ofKey: key)
        let tagged = try statement(
            """
            SELECT contact_value.entity FROM contact_value
            JOIN person ON person.entity = contact_value.entity
            JOIN entity ON entity.id = contact_value.entity
            WHERE contact_value.kind = 'tag' AND value = ? ORDER BY created, uuid LIMIT 1
            """
        ).first(.text(key)) { $0.integer(0) }
        guard tagged != nil || !cards.isEmpty else { return nil }
        let spelled = try tagged.map { try spelling(ofTag: key, onCardOf: $0) }
        return GroupSummary(
            name: cards.first?.name ?? spelled ?? key,
            memberCount: try groupMembers(ofKey: key).count, isTag: tagged != nil,
            cards: cards.map(\.entity))
    }
}
