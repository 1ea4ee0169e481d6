import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// The details that a guest of a gathering brings to a new card: address, organisation, and what
/// was jotted down (practice S1-22).
struct GuestCard {
    private let guests: [Item]
    private let replica: Replica

    /// Looks for guests of a name who have no card yet.
    ///
    /// - Parameters:
    ///   - name: As the card will say it.
    ///   - emails: Of the card; another address on the list speaks against it.
    ///   - replica: Where the lists are.
    /// - Returns: Nil when nobody is meant beyond doubt.
    /// - Throws: ``ReplicaError``.
    static func find(
        named name: String, emails: [String], _ replica: Replica
    ) throws -> GuestCard? {
        let words = FoldedText.words(name)
        let named = try replica.items(of: .guest).filter {
            $0.entity(.person) == nil && FoldedText.words($0.text(.text)) == words
        }
        let own = Set(emails.map { $0.lowercased() })
        let meant = named.filter { guest in
            let address = guest.text(.email).lowercased()
            return address.isEmpty || own.isEmpty || own.contains(address)
        }
        let addresses = Set(meant.map { $0.text(.email).lowercased() }).filter { !$0.isEmpty }
        guard !meant.isEmpty, addresses.count <= 1 else { return nil }
        return GuestCard(guests: meant, replica: replica)
    }

    /// The edits that join the guests who have a card by now to it.
    ///
    /// - Throws: ``ReplicaError``.
    static func joining(_ waiting: [WaitingGuest], _ replica: Replica) throws -> [CellEdit] {
        try waiting.flatMap { guest in
            try GuestCard(guests: [guest.item], replica: replica)
                .edits(for: guest.person, named: guest.name)
        }
    }

    /// The values of the list for the card, where nothing else was said.
    func commands(hasEmail: Bool, hasOrganisation: Bool) -> [CardEditCommand] {
        func first(_ field: FieldName) -> String? {
            guests.map { $0.text(field) }.first { !$0.isEmpty }
        }
        let email =
            hasEmail
            ? nil
            : first(.email).flatMap {
                MailboxAddress.isPlausible($0) ? $0 : nil
            }
        let organisation = hasOrganisation ? nil : first(.org)
        return (email.map { [.add(.email, $0, label: "")] } ?? [])
            + (organisation.map { [.set(.organisation, $0)] } ?? [])
    }

    /// The items about the new person: the notes, and at each gathering the touch, promises, needs
    /// and the follow-up that the line means.
    ///
    /// - Throws: ``ReplicaError``.
    func edits(for person: EntityID, named name: String) throws -> [CellEdit] {
        try guests.flatMap { guest in
            var draft = ItemDraft(id: guest.id, kind: guest.kind)
            draft.set(.person, entity: person)
            guard let event = try guest.entity(.event).flatMap({ try replica.item($0) }) else {
                return draft.edits
            }
            var gathering = ItemDraft(id: event.id, kind: event.kind)
            gathering.insert(.people, person)
            let note = guest.text(.note)
            guard !note.isEmpty else { return draft.edits + gathering.edits }
            var session = try CaptureSession(
                event, replica, makesFollowUps: true, newcomer: (person, name))
            let isBare = note == CaptureNotes.withoutNote
            try session.take(isBare ? name : "\(name): \(note)")
            return draft.edits + gathering.edits + session.drafts.flatMap(\.edits)
                + (isBare ? [] : noted("\(event.text(.text)): \(note)", about: person))
        }
    }

    private func noted(_ text: String, about person: EntityID) -> [CellEdit] {
        PersonalNote(
            entity: replica.newItemID(), about: person, text: text, milliseconds: LocalTime.now
        ).creationEdits
    }

    /// Where the guest was, and what came along.
    ///
    /// - Throws: ``ReplicaError``.
    var sentence: String {
        get throws {
            let events = try guests.compactMap { $0.entity(.event) }.compactMap {
                try replica.item($0)?.text(.text)
            }
            return "A guest of \(events.joined(separator: ", ")): what the list and you said there "
                + "came along."
        }
    }
}

/// A guest without a card at the time, who has one now.
struct WaitingGuest {
    let item: Item
    let person: EntityID
    /// As the card says it.
    let name: String

    /// Those of one event, or of all.
    ///
    /// - Parameters:
    ///   - event: Nil for all.
    ///   - replica: Where the lists are.
    /// - Returns: Who is known beyond doubt, by address or by name.
    /// - Throws: ``ReplicaError``.
    static func all(at event: Item?, _ replica: Replica) throws -> [WaitingGuest] {
        let guests =
            try event.map { try replica.items(naming: $0.id, of: .guest) }
            ?? replica.items(of: .guest)
        var found: [(item: Item, person: EntityID)] = []
        for guest in guests where guest.entity(.person) == nil {
            let match = try GuestMatch(
                name: guest.text(.text), email: guest.text(.email), in: replica)
            if case .known(let person) = match { found.append((guest, person)) }
        }
        let names = try replica.names(of: found.map(\.person))
        return found.map {
            WaitingGuest(item: $0.item, person: $0.person, name: names[$0.person] ?? "")
        }
    }
}

extension GuestMatch {
    /// Looks somebody on a list up among those who have a card.
    ///
    /// - Throws: ``ReplicaError``.
    init(name: String, email: String, in replica: Replica) throws {
        let owner = email.isEmpty ? nil : try replica.person(withEmail: email)
        let namesakes: [PersonSummary] =
            switch try replica.lookUp(name) {
            case .one(let person): [person]
            case .several(let people): people
            case .none: []
            }
        self.init(
            name: name, email: email, owner: owner,
            namesakes: namesakes.map {
                GuestMatch.Namesake(person: $0.id, name: $0.name, hasEmail: !$0.email.isEmpty)
            })
    }
}
