package import ChangeLog
package import ContactModel
package import RelationshipPractice
import SQLiteLog
import SyncProtocol

extension Replica {
    /// Adds somebody new.
    ///
    /// - Parameters:
    ///   - fullName: How the person is called; not empty.
    ///   - parts: The parts of the name; those of the full name when nil.
    ///   - kind: A person or an organisation.
    ///   - space: The name of the space; nil for the personal one.
    ///   - commands: What to say beyond the name.
    ///   - personal: What is written down of the new person besides, for oneself alone, by the id.
    /// - Returns: The new id.
    /// - Throws: ``ReplicaError``, ``CardEditError``, what the closure throws.
    package func add(
        _ fullName: String, parts: PersonName? = nil, kind: EntityKind = .person,
        space: String? = nil,
        _ commands: [CardEditCommand] = [],
        personal: (EntityID) throws -> [CellEdit] = { _ in [] }
    ) throws -> EntityID {
        let card = try newCard(fullName, parts, kind, commands)
        let said = try personal(card.entity)
        try perform("add") { session in
            let card = SpaceEdits(try session.space(named: space), card.creationEdits)
            return said.isEmpty ? [card] : [card, SpaceEdits(try session.personalSpace(), said)]
        }
        return card.entity
    }

    /// A card of somebody who was not known before, and of what is said of them.
    private func newCard(
        _ fullName: String, _ parts: PersonName?, _ kind: EntityKind, _ commands: [CardEditCommand]
    ) throws -> Card {
        var editor = CardEditor(
            Card.new(
                uid: environment.random128(), kind: kind, fullName: fullName,
                name: parts, using: environment.digest))
        var random = EnvironmentRandom(environment: environment)
        for command in commands {
            try editor.apply(command, using: &random)
        }
        return editor.card
    }

    /// Adds e-mail addresses as one command: to people who are known, and to new ones.
    ///
    /// - Parameter additions: Whose they are; nobody for somebody new of that name.
    /// - Throws: ``ReplicaError``, ``CardEditError``; nothing is written then.
    package func add(
        addresses additions: [(person: EntityID?, name: String, addresses: [String])]
    ) throws {
        var random = EnvironmentRandom(environment: environment)
        try perform("add-email") { session in
            try additions.flatMap { addition -> [SpaceEdits] in
                let commands = addition.addresses.map {
                    CardEditCommand.add(.email, $0, label: "")
                }
                guard let person = addition.person else {
                    let card = try newCard(addition.name, nil, .person, commands)
                    return [SpaceEdits(try session.personalSpace(), card.creationEdits)]
                }
                let cards = try session.cards(ofPerson: person)
                let edits = try CardEditor.edits(commands, to: cards.card, using: &random)
                return cards.edits(home: edits)
            }
        }
    }

    /// Edits a card: the closure answers the edits, given the card as it is now.
    ///
    /// - Parameters:
    ///   - person: Whose card.
    ///   - name: The command as `kith undo` names it.
    ///   - body: Gets the card that is shown.
    /// - Returns: Whether anything was written.
    /// - Throws: ``ReplicaError/unknownPerson``, what the closure throws, or another
    ///   ``ReplicaError``.
    @discardableResult
    package func edit(
        _ person: EntityID, as name: String = "edit", _ body: (Card) throws -> [CellEdit]
    ) throws -> Bool {
        try perform(name) { session in
            let cards = try session.cards(ofPerson: person)
            return cards.edits(home: try body(cards.card))
        }
    }

    /// Applies wishes to a card, all of them or none.
    ///
    /// - Parameters:
    ///   - person: Whose card.
    ///   - space: The name of the space whose card is meant; nil for what is shown.
    ///   - commands: The wishes.
    /// - Returns: Where something was written.
    /// - Throws: ``CardEditError``, ``ReplicaError``.
    @discardableResult
    package func edit(
        _ person: EntityID, in space: String? = nil, _ commands: [CardEditCommand]
    ) throws -> EditPlaces {
        var random = EnvironmentRandom(environment: environment)
        var places = EditPlaces()
        try perform("edit") { session in
            let cards = try session.cards(ofPerson: person, in: space)
            var editor = cards.editor
            for command in commands { try editor.apply(command, using: &random) }
            places = cards.places(of: editor.edits, leaving: editor.leftLines)
            return cards.edits(home: editor.edits)
        }
        return places
    }

    /// Puts somebody into the trash.
    ///
    /// - Throws: ``ReplicaError``.
    package func delete(_ person: EntityID) throws {
        try perform("rm") { session in
            try session.deletion(of: person)
        }
    }

    /// Takes somebody out of the trash.
    ///
    /// - Throws: ``ReplicaError``.
    package func restore(_ person: EntityID) throws {
        try perform("restore") { session in
            try session.restoration(of: person)
        }
    }

    /// Where the cards of somebody are.
    ///
    /// - Throws: ``ReplicaError``.
    package func cardPlaces(of person: EntityID) throws -> CardPlaces {
        try database.read { session in
            var places = CardPlaces()
            for card in try session.cards(of: person) {
                guard let row = try session.row(of: card) else { continue }
                let snapshot = try session.snapshot(ofRow: row, entity: card, hasPictures: false)
                for home in snapshot.spacesWithCard {
                    let name = try session.space(inRow: home).name
                    places.add(name, isShown: snapshot.life(in: home).isVisible)
                }
            }
            return places
        }
    }

    /// Who is seen by one card while another one lies in the trash, where `restore` finds it.
    ///
    /// - Complexity: Looks up one cell of everybody.
    /// - Throws: ``ReplicaError``.
    package func peopleWithTrashedCards() throws -> [PersonSummary] {
        let cards = try database.read { session in
            try session.statement(
                """
                SELECT uuid FROM person JOIN entity ON entity.id = person.entity
                WHERE life <> \(PersonRow.trashed) AND EXISTS (SELECT 1 FROM head
                    WHERE head.entity = person.entity AND head.verb = ?2
                    AND head.field = (SELECT id FROM field WHERE name = ?1))
                """
            ).all(
                .text(FieldName.life.rawValue), .integer(Int64(Verb.delete.rawValue))
            ) { try $0.id(0) as EntityID }
        }
        var found: [PersonSummary] = []
        for card in cards where try !cardPlaces(of: card).trashed.isEmpty {
            guard case .one(let person) = try lookUp(card.description),
                !found.contains(where: { $0.id == person.id })
            else { continue }
            found.append(person)
        }
        return found
    }

    /// Sets how much attention somebody gets, privately; nil takes the tier away.
    ///
    /// What is said already is not said again. None takes it away from all cards of a person.
    ///
    /// - Throws: ``ReplicaError``.
    package func setTier(_ tier: Tier?, of person: EntityID) throws {
        try perform("tier") { session in
            try session.tierEdits(tier, of: person)
        }
    }

    /// Writes a dated private note about somebody.
    ///
    /// - Returns: The id of the note.
    /// - Throws: ``ReplicaError/invalid(what:reason:)`` for an empty or too long text, or another
    ///   ``ReplicaError``.
    @discardableResult
    package func addNote(_ text: String, about person: EntityID) throws -> EntityID {
        try Self.check(noteText: text)
        let wall = environment.wallMilliseconds()
        let note = PersonalNote(
            entity: EntityID(version7At: wall, random: environment.random128()), about: person,
            text: text, milliseconds: wall)
        try perform("note") { session in
            _ = try session.home(of: person)
            return [SpaceEdits(try session.personalSpace(), note.creationEdits)]
        }
        return note.entity
    }
}

/// The spaces in which somebody has a card, by name.
package struct CardPlaces: Hashable, Sendable {
    /// Each once, and so are the others.
    package private(set) var trashed: [String] = []
    package private(set) var shown: [String] = []

    fileprivate mutating func add(_ name: String, isShown: Bool) {
        if isShown {
            if !shown.contains(name) { shown.append(name) }
        } else if !trashed.contains(name) {
            trashed.append(name)
        }
    }
}

extension Session {
    /// The edits that put all cards of somebody into the trash.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``.
    func deletion(of person: EntityID) throws -> [SpaceEdits] {
        try cards(ofPerson: person).writableMembers.map { member in
            SpaceEdits(member.home, [.delete(member.card.entity, of: member.card.kind)])
        }
    }

    /// The edits that take all cards of somebody out of the trash.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``.
    func restoration(of person: EntityID) throws -> [SpaceEdits] {
        let personal = try personalSpace().id
        let found = try cards(of: person).map { card in
            (card: card, snapshot: try home(of: card).snapshot)
        }
        // A card that is shown beside those in the trash stays as it is.
        let trashed = found.filter { !$0.snapshot.trashedHomes.isEmpty }
        let parts = try (trashed.isEmpty ? found : trashed).flatMap { card, snapshot in
            let rows = snapshot.trashedHomes
            let edits = [CellEdit.restore(card, of: try kind(of: card))]
            return try (rows.isEmpty ? snapshot.homes(personal: personal) : rows)
                .map { SpaceEdits(try space(inRow: $0), edits) }
        }
        let open = parts.filter(\.space.role.mayWrite)
        return open.isEmpty ? parts : open
    }

    /// The edits that give somebody a tier, or take it away; none when that is said already.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``.
    func tierEdits(_ tier: Tier?, of person: EntityID) throws -> [SpaceEdits] {
        let (snapshot, _) = try home(of: person)
        let kind = try kind(of: person)
        let personal = try personalSpace()
        let heads = snapshot.heads(of: .tier, in: personal.id)
        let isSaid = CellReading(heads: heads).shown?.value == tier?.value
        func cell(_ card: EntityID) -> CellAddress { CellAddress(entity: card, field: .tier) }
        if let tier {
            guard !isSaid || heads.count > 1 else { return [] }
            return [SpaceEdits(personal, [.put(tier.value, in: cell(person), of: kind)])]
        }
        let said = try cards(of: person).filter { card in
            guard let row = try row(of: card) else { return false }
            let snapshot = try self.snapshot(ofRow: row, entity: card, hasPictures: false)
            return CellReading(heads: snapshot.heads(of: .tier, in: personal.id)).shown != nil
        }
        return said.isEmpty
            ? [] : [SpaceEdits(personal, said.map { .remove(cell($0), of: kind) })]
    }

    /// The space of a name; the personal one for nil.
    ///
    /// - Throws: ``ReplicaError/unknownSpace(name:)``.
    func space(named name: String?) throws -> SpaceRow {
        guard let name else { return try personalSpace() }
        let spaces = try spaces()
        // A space of a server that was left may be called like one of the server joined since.
        let found =
            spaces.first { $0.space.description == name }
            ?? spaces.first { $0.name == name && !$0.role.rawValue.isEmpty }
            ?? spaces.first { $0.name == name }
        guard let found else { throw ReplicaError.unknownSpace(name: name) }
        return found
    }

    /// The snapshot of a person, and the space that new lines of the card go to.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``.
    func home(of person: EntityID) throws -> (snapshot: EntitySnapshot, space: SpaceRow) {
        let personal = try personalSpace()
        guard let row = try row(of: person) else { throw ReplicaError.unknownPerson }
        let snapshot = try snapshot(ofRow: row, entity: person)
        guard let home = snapshot.homes(personal: personal.id).first else {
            throw ReplicaError.unknownPerson
        }
        return (snapshot, try space(inRow: home))
    }

    /// Whether the id is a person's or an organisation's.
    ///
    /// - Throws: `DatabaseError`.
    func kind(of person: EntityID) throws -> EntityKind {
        let kind = try statement(
            "SELECT kind FROM person WHERE entity = (SELECT id FROM entity WHERE uuid = ?)"
        ).first(.id(person)) { EntityKind(rawValue: $0.text(0)) }
        return kind ?? .person
    }
}
