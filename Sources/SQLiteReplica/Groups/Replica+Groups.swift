package import ChangeLog
import ContactModel
import SQLiteLog

/// Groups: a tag on cards and a card that lists others are two forms of one thing, a named set of
/// people (see `docs/groups.md`).
extension Replica {
    /// Every group, by name.
    ///
    /// - Throws: ``ReplicaError``.
    package func groups() throws -> [GroupSummary] {
        try database.read { session in
            let tags = try session.statement(
                "SELECT DISTINCT value FROM contact_value WHERE kind = 'tag'"
            ).all { $0.text(0) }
            let cards = try session.groupCards().map { GroupCard.key(ofName: $0.name) }
            return try Set(tags + cards).sorted().compactMap {
                try session.groupSummary(ofKey: $0)
            }
        }
    }

    /// Whether there is a group of a name.
    ///
    /// - Throws: ``ReplicaError``.
    package func isGroup(_ name: String) throws -> Bool {
        try database.read { session in
            try session.statement(
                "SELECT 1 FROM contact_value WHERE kind IN ('tag', 'group') AND value = ? LIMIT 1"
            ).first(.text(GroupCard.key(ofName: name))) { _ in true } ?? false
        }
    }

    /// Everything about the group of a name; nil when there is none.
    ///
    /// - Throws: ``ReplicaError``.
    package func group(named name: String) throws -> GroupDetails? {
        let key = GroupCard.key(ofName: name)
        return try database.read { session in
            guard let summary = try session.groupSummary(ofKey: key) else { return nil }
            let people = try session.statement(
                """
                SELECT \(Self.summaryColumns) FROM \(Self.summarySource)
                WHERE \(PersonRow.isShown)
                    AND person.entity IN (\(GroupTable.members(ofKeyAt: "?1")))
                ORDER BY sort_name, entity.uuid
                """
            ).all(.text(key)) { try Self.summary($0) }
            let cards = try summary.cards.map { try session.cards(ofPerson: $0).card }
            return GroupDetails(
                summary: summary, members: people,
                strangers: try cards.flatMap { try session.strangers(in: GroupCard($0)) },
                cards: cards)
        }
    }

    /// The names of groups that begin with a text, for completion.
    ///
    /// - Throws: ``ReplicaError``.
    package func groupNames(beginningWith text: String) throws -> [String] {
        let key = GroupCard.key(ofName: text)
        return try groups().map(\.name).filter { GroupCard.key(ofName: $0).hasPrefix(key) }
    }

    /// For everybody whom group cards name, the names of these; their own tags are on their cards.
    ///
    /// - Parameter space: The space of the group cards; nil for all of them.
    /// - Returns: The names, in the order in which the group cards were made.
    /// - Throws: ``ReplicaError``.
    package func namesOfGroupCards(in space: SpaceID? = nil) throws -> [EntityID: [String]] {
        try database.read { session in
            var names: [EntityID: [String]] = [:]
            let members = try session.statement(
                """
                SELECT uuid FROM person JOIN entity ON entity.id = person.entity
                WHERE \(PersonRow.isShown)
                    AND person.entity IN (\(GroupTable.members(ofCardAt: "?1")))
                """)
            for card in try session.groupCards() where space == nil || card.home.space == space {
                for person in try members.all(
                    .integer(card.row), read: { try $0.id(0) as EntityID })
                {
                    names[person, default: []].append(card.name)
                }
            }
            return names
        }
    }
}

extension Session {
    /// The members that a group card names beside people who are there.
    ///
    /// - Throws: `DatabaseError`.
    fileprivate func strangers(in group: GroupCard) throws -> [String] {
        let known = try statement(
            """
            SELECT 1 FROM contact_value AS held JOIN person AS card ON card.entity = held.entity
            JOIN person AS one ON one.entity = card.canonical
            WHERE held.kind = ? AND held.value = ? AND one.\(PersonRow.isShown) LIMIT 1
            """)
        return try group.members.filter { member in
            let (kind, value) = GroupTable.held(member.reference)
            return try known.first(.text(kind), .text(value)) { _ in true } == nil
        }.map(\.text)
    }
}
