package import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

/// Changing groups. A new group is a tag, which every address book reads and which lies on the
/// cards of its people; a group that came as a card stays one.
extension Replica {
    /// Makes a group of people: a tag on their cards.
    ///
    /// - Throws: ``ReplicaError/groupTaken(name:)``, or another ``ReplicaError``.
    package func newGroup(_ name: String, of people: [EntityID]) throws -> GroupReceipt {
        let name = try checked(name)
        var receipt = GroupReceipt(name: name, count: people.count, tagged: [])
        receipt.teams = try performOnMany("group new") { session in
            try session.requireNoGroup(name)
            return try people.flatMap { try tag($0, name, session) }
        }
        return receipt
    }

    /// Makes a group card, which may be without members.
    ///
    /// - Parameters:
    ///   - name: How the group is called.
    ///   - people: Whom it names.
    ///   - space: The name of the space; nil for the personal one.
    /// - Returns: How many people are in it, and who by tag.
    /// - Throws: ``ReplicaError/groupTaken(name:)``, or another ``ReplicaError``.
    package func newGroupCard(
        _ name: String, of people: [EntityID], space: String?
    ) throws -> GroupReceipt {
        let name = try checked(name)
        let card = Card.new(
            uid: environment.random128(), kind: .group, fullName: name, using: environment.digest)
        var tagged: [String] = []
        let teams = try performOnMany("group new") { session in
            try session.requireNoGroup(name)
            let home = try session.space(named: space)
            var editor = CardEditor(card)
            let others = try add(people, to: &editor, in: home, session)
            tagged = try others.map { try session.personName($0) }
            return [SpaceEdits(home, editor.card.creationEdits)]
                + (try others.flatMap { try tag($0, name, session) })
        }
        var receipt = GroupReceipt(name: name, count: people.count, tagged: tagged)
        receipt.teams = teams
        return receipt
    }

    /// Adds people to a group: to its card when it has one, else by its tag.
    ///
    /// - Returns: How many were not in it.
    /// - Throws: ``ReplicaError/unknownGroup(name:)``, or another ``ReplicaError``.
    package func addToGroup(_ name: String, _ people: [EntityID]) throws -> GroupReceipt {
        try change(name, as: "group add") { key, group, session in
            let new = try session.people(people, areInGroup: key, false)
            let card = try session.groupCards(ofKey: key).first { $0.home.role.mayWrite }
            var others = new
            var parts: [SpaceEdits] = []
            if let card {
                var editor = CardEditor(try session.cards(ofPerson: card.entity).card)
                others = try add(new, to: &editor, in: card.home, session)
                parts = [SpaceEdits(card.home, editor.edits)]
            }
            let receipt = GroupReceipt(
                name: group.name, count: new.count,
                tagged: card == nil ? [] : try others.map { try session.personName($0) })
            return (receipt, parts + (try others.flatMap { try tag($0, group.name, session) }))
        }
    }

    /// Takes people out of a group, in whatever form they are in it.
    ///
    /// - Returns: How many were in it, and who still is.
    /// - Throws: ``ReplicaError/unknownGroup(name:)``, or another ``ReplicaError``.
    package func removeFromGroup(_ name: String, _ people: [EntityID]) throws -> GroupReceipt {
        var present: [EntityID] = []
        var receipt = try change(name, as: "group remove") { key, group, session in
            present = try session.people(people, areInGroup: key, true)
            let references = try present.reduce(into: Set<MemberReference>()) {
                $0.formUnion(try session.references(to: $1))
            }
            let cards = try session.editCards(ofGroup: key) { $0.removeMembers(references) }
            return (
                GroupReceipt(name: group.name, count: present.count, tagged: []),
                cards + (try present.flatMap { try retag($0, key, to: nil, session) })
            )
        }
        receipt.still = try stillIn(name, of: present)
        return receipt
    }

    /// Those of some people who are in a group still, by the cards of teams beside their own.
    private func stillIn(_ name: String, of people: [EntityID]) throws -> [String] {
        try database.read { session in
            try session.people(people, areInGroup: GroupCard.key(ofName: name), true)
                .map { try session.personName($0) }
        }
    }

    /// Calls a group by another name, wherever it is written.
    ///
    /// - Returns: How many are in it, and who is in the old one still.
    /// - Throws: ``ReplicaError/unknownGroup(name:)``, ``ReplicaError/invalid(what:reason:)`` when
    ///   there is a group of the new name, or another ``ReplicaError``.
    package func renameGroup(_ name: String, to newName: String) throws -> GroupReceipt {
        let newName = try checked(newName)
        var tagged: [EntityID] = []
        var receipt = try change(name, as: "group rename") { key, group, session in
            if GroupCard.key(ofName: newName) != key { try session.requireNoGroup(newName) }
            let cards = try session.editCards(ofGroup: key) { try $0.renameGroup(newName) }
            tagged = try session.people(withTag: key)
            return (
                GroupReceipt(name: newName, count: group.memberCount, tagged: []),
                cards + (try tagged.flatMap { try retag($0, key, to: newName, session) })
            )
        }
        if GroupCard.key(ofName: newName) != GroupCard.key(ofName: name) {
            receipt.still = try stillIn(name, of: tagged)
        }
        return receipt
    }

    /// Takes a group away: its card goes into the trash, its tag from all cards; the people stay.
    ///
    /// - Returns: How many were in it, and who still is.
    /// - Throws: ``ReplicaError/unknownGroup(name:)``, or another ``ReplicaError``.
    package func deleteGroup(_ name: String) throws -> GroupReceipt {
        var tagged: [EntityID] = []
        var receipt = try change(name, as: "group rm") { key, group, session in
            let cards = try session.groupCards(ofKey: key).map { card in
                SpaceEdits(
                    card.home, [.delete(card.entity, of: try session.kind(of: card.entity))])
            }
            tagged = try session.people(withTag: key)
            return (
                GroupReceipt(name: group.name, count: group.memberCount, tagged: []),
                cards + (try tagged.flatMap { try retag($0, key, to: nil, session) })
            )
        }
        receipt.still = try stillIn(name, of: tagged)
        return receipt
    }

    // MARK: - Parts

    /// The name as it is written, when it can be a tag and the name of a card.
    private func checked(_ name: String) throws -> String {
        let name = name.trimmed
        let isPlain = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard !name.isEmpty, name.utf8.count <= 200, isPlain, !name.contains(",") else {
            throw ReplicaError.invalid(
                what: "the name of the group",
                reason: "it has 1 to 200 bytes, on one line, and no comma")
        }
        return name
    }

    /// Names people in a group card.
    ///
    /// - Returns: Whom a card of that space cannot name: without a `UID`, or of another space, where
    ///   the others who see the card would learn of somebody they do not know.
    private func add(
        _ people: [EntityID], to editor: inout CardEditor, in home: SpaceRow, _ session: Session
    ) throws -> [EntityID] {
        try people.filter { person in
            let member = try session.cards(ofPerson: person).members.first {
                home.isPersonal || $0.home.id == home.id
            }
            guard let uid = member.flatMap({ PersonView($0.card).uid }), !uid.isEmpty else {
                return true
            }
            editor.addMember(uid: uid)
            return false
        }
    }

    private func tag(
        _ person: EntityID, _ name: String, _ session: Session
    ) throws -> [SpaceEdits] {
        var random = EnvironmentRandom(environment: environment)
        let cards = try session.cards(ofPerson: person)
        return cards.edits(
            home: try CardEditor.edits(
                [.add(.tag, name, label: "")], to: cards.card, using: &random))
    }

    /// Writes another tag in the place of one, or none.
    private func retag(
        _ person: EntityID, _ key: String, to name: String?, _ session: Session
    ) throws -> [SpaceEdits] {
        var random = EnvironmentRandom(environment: environment)
        let cards = try session.cards(ofPerson: person)
        let commands = PersonView(cards.card).tags.filter { GroupCard.key(ofName: $0) == key }
            .map { spelling -> CardEditCommand in
                name.map { .replace(.tag, spelling, with: $0) } ?? .remove(.tag, spelling)
            }
        return cards.edits(home: try CardEditor.edits(commands, to: cards.card, using: &random))
    }

    /// Changes a group that there is: the closure answers what to write, and the receipt for it.
    private func change(
        _ name: String, as command: String,
        _ body: (_ key: String, GroupSummary, Session) throws -> (
            receipt: GroupReceipt, parts: [SpaceEdits]
        )
    ) throws -> GroupReceipt {
        let key = GroupCard.key(ofName: name)
        var receipt = GroupReceipt(name: name, count: 0, tagged: [])
        let teams = try performOnMany(command) { session in
            let changes = try body(key, try session.requireGroup(name), session)
            receipt = changes.receipt
            return changes.parts
        }
        receipt.teams = teams
        return receipt
    }

    /// Runs one command on any number of people: transactions of the log that others can take, in
    /// one of this file.
    ///
    /// - Returns: The teams in whose spaces anything was written.
    private func performOnMany(
        _ name: String, _ body: (Session) throws -> [SpaceEdits]
    ) throws -> [GroupReceipt.Team] {
        var cards: [String: Set<EntityID>] = [:]
        try commit { session in
            var ranges: [WrittenRange] = []
            var batch = EditBatch()
            for part in try body(session) where !part.edits.isEmpty {
                if !part.space.isPersonal {
                    cards[part.space.name, default: []].formUnion(part.edits.map(\.cell.entity))
                }
                if batch.isFull(with: [part]) { ranges += try write(batch.take(), session) }
                batch.add([part])
            }
            ranges += try write(batch.take(), session)
            try remember(ranges, as: name, session)
        }
        return cards.keys.sorted().map {
            GroupReceipt.Team(space: $0, count: cards[$0]?.count ?? 0)
        }
    }
}
