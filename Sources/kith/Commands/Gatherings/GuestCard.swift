import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// What a guest of a gathering brings along when a card is made: address, organisation, and what was
/// jotted down (practice S1-22).
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

    /// What the list says for the card, where nothing else was said.
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

    /// What is written down of the new person: the notes, and at each gathering the touch, promises,
    /// needs and the follow-up that the line means.
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
