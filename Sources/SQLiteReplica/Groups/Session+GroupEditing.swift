import ChangeLog
import ContactModel
import SQLiteLog

/// Facts that changing a group needs.
extension Session {
    /// The group of a name.
    ///
    /// - Throws: ``ReplicaError/unknownGroup(name:)``.
    func requireGroup(_ name: String) throws -> GroupSummary {
        guard let summary = try groupSummary(ofKey: GroupCard.key(ofName: name)) else {
            throw ReplicaError.unknownGroup(name: name)
        }
        return summary
    }

    /// Refuses a name that a group has already.
    ///
    /// - Throws: ``ReplicaError/groupTaken(name:)``.
    func requireNoGroup(_ name: String) throws {
        guard let old = try groupSummary(ofKey: GroupCard.key(ofName: name)) else { return }
        throw ReplicaError.groupTaken(name: old.name)
    }

    /// Those of some people who are in a group, or who are not.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``.
    func people(
        _ people: [EntityID], areInGroup key: String, _ isWanted: Bool
    ) throws -> [EntityID] {
        let members = try groupMembers(ofKey: key)
        return try people.filter { members.contains(try canonicalRow(of: $0)) == isWanted }
    }

    /// Edits all cards of a group alike.
    ///
    /// - Throws: What the closure throws, or ``ReplicaError``.
    func editCards(
        ofGroup key: String, _ body: (inout CardEditor) throws -> Void
    ) throws -> [SpaceEdits] {
        try groupCards(ofKey: key).map { card in
            var editor = CardEditor(try cards(ofPerson: card.entity).card)
            try body(&editor)
            return SpaceEdits(card.home, editor.edits)
        }
    }

    /// The row that stands for a person.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``.
    func canonicalRow(of person: EntityID) throws -> Int64 {
        guard let row = try row(of: person) else { throw ReplicaError.unknownPerson }
        return try canonical(of: row)
    }

    /// How a person is called.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``.
    func personName(_ person: EntityID) throws -> String {
        try name(ofRow: try canonicalRow(of: person))
    }

    /// Everybody whose cards carry a tag, by row.
    ///
    /// - Throws: `DatabaseError`.
    func people(withTag key: String) throws -> [EntityID] {
        try statement(
            """
            SELECT uuid FROM contact_value JOIN entity ON entity.id = contact_value.entity
            WHERE kind = 'tag' AND value = ? ORDER BY contact_value.entity
            """
        ).all(.text(key)) { try $0.id(0) }
    }

    /// Every way in which a group card may name a person: by any of the person's cards.
    ///
    /// - Throws: ``ReplicaError``.
    func references(to person: EntityID) throws -> Set<MemberReference> {
        let cards = try cards(ofPerson: person)
        let uids = cards.members.compactMap { PersonView($0.card).uid }
        let view = PersonView(cards.card)
        return Set(
            uids.map { .uid(MemberReference.key(ofUID: $0)) } + view.emailKeys.map { .email($0) }
                + view.phoneKeys.map { .phone($0) })
    }
}
