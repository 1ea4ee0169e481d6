package import ChangeLog
import ContactModel
import SQLiteLog

/// Somebody a command wrote of.
package struct PersonOfCommand: Hashable, Sendable {
    package let entity: EntityID
    package let name: String
}

extension Session {
    /// How many changes of a command are looked at for its people: a long one names many at once.
    private static let changesLookedAt: Int64 = 400

    /// The people a command wrote of, by card, overlay or an item with them, in the order of its
    /// changes.
    ///
    /// - Parameters:
    ///   - command: Its row.
    ///   - limit: How many are enough.
    /// - Returns: Those who have a name now, and those whom the command named and who are gone again, as
    ///   who was added and taken back; nobody whom a purge erased since.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func people(ofCommand command: Int64, limit: Int) throws -> [PersonOfCommand] {
        var entities: [EntityID] = []
        // Whom notes and items were about when they were written: they may be gone since.
        var named: [EntityID: [EntityID]] = [:]
        var cards: [EntityID: Card] = [:]
        try statement(
            """
            SELECT author.replica, change.sequence, change.bytes FROM command_part
            JOIN author ON author.id = command_part.author
            JOIN change ON change.author = command_part.author
                AND change.sequence BETWEEN command_part.first AND command_part.last
            WHERE command_part.command = ? AND change.bytes IS NOT NULL
            ORDER BY author.id, change.sequence LIMIT ?
            """
        ).rows(.integer(command), .integer(Self.changesLookedAt)) { row in
            let dot = Dot(replica: try row.id(0), sequence: try row.sequence(1))
            let change = try Self.decode(row.blob(2), as: dot).change
            if change.kind != .machine, !entities.contains(change.cell.entity) {
                entities.append(change.cell.entity)
            }
            if change.cell.field == .line, change.verb == .put,
                let line = CardLine(element: change.cell.element, value: change.value)
            {
                let entity = change.cell.entity
                cards[entity, default: Card(entity: entity, lines: [])].put(line)
            }
            if change.cell.field != .line, let other = EntityID(bytes: change.value) {
                named[change.cell.entity, default: []].append(other)
            }
            return entities.count < limit * 4
        }
        var people: [PersonOfCommand] = []
        for entity in entities {
            var found = try self.named(by: entity)
            if found.isEmpty {
                found = try (named[entity] ?? told(by: entity)).flatMap { try self.named(by: $0) }
            }
            if found.allSatisfy({ $0.name == PersonView.noName }), let card = cards[entity] {
                let view = PersonView(card)
                if view.isNamed {
                    found = [PersonOfCommand(entity: entity, name: view.displayName)]
                }
            }
            for person in found where !people.contains(person) { people.append(person) }
            guard people.count < limit else { break }
        }
        return Array(people.prefix(limit))
    }

    /// The entities that the cells of an entity name, also of one that was taken away.
    private func told(by entity: EntityID) throws -> [EntityID] {
        try statement(
            """
            SELECT author.replica, change.sequence, change.bytes FROM entity
            JOIN head ON head.entity = entity.id JOIN author ON author.id = head.author
            JOIN change ON change.author = head.author AND change.sequence = head.sequence
            WHERE entity.uuid = ? AND change.bytes IS NOT NULL
            """
        ).all(.id(entity)) { row in
            let dot = Dot(replica: try row.id(0), sequence: try row.sequence(1))
            return try Self.decode(row.blob(2), as: dot).change
        }.compactMap { $0.cell.field == .line ? nil : EntityID(bytes: $0.value) }
    }

    /// The person an id is of, or those whom an item, one's own or a shared one, is with.
    private func named(by entity: EntityID) throws -> [PersonOfCommand] {
        try statement(
            """
            SELECT DISTINCT entity.uuid, shown.name FROM person AS card
            JOIN entity AS own ON own.id = card.entity
            JOIN person AS shown ON shown.entity = card.canonical
            JOIN entity ON entity.id = shown.entity
            WHERE shown.name <> '' AND (own.uuid = ?1 OR own.uuid IN (
                SELECT other FROM item_link JOIN entity AS item ON item.id = item_link.entity
                WHERE item.uuid = ?1
                UNION SELECT shared_touch_person.person FROM shared_touch_person
                JOIN entity AS touch ON touch.id = shared_touch_person.entity
                WHERE touch.uuid = ?1))
            ORDER BY shown.sort_name
            """
        ).all(.id(entity)) { PersonOfCommand(entity: try $0.id(0), name: $0.text(1)) }
    }
}
