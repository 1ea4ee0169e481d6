package import ChangeLog
package import ContactModel

/// The items made of the lines jotted down at one gathering: touches, promises, needs, follow-ups,
/// and guests (practice S1-22, S3-10).
package struct CaptureNotes {
    /// The items made of one line.
    package struct Made {
        package var drafts: [ItemDraft] = []
        /// The things made beside the touch, as people read them.
        package var told: [String] = []
    }

    /// A line about somebody without a card.
    package struct Guest {
        package let draft: ItemDraft
        package let name: String
        package let note: String
    }

    /// The note of a guest of whom no more is said than that one spoke.
    package static let withoutNote = "spoken with"

    private let event: Item
    private let at: UInt64
    private let today: CivilDay
    private let identify: ([String]) -> EntityID
    /// The words of follow-ups by person, and of guests by guest.
    private var notes: [EntityID: [String]] = [:]

    /// The fields of the touch that a word begins; the other words make something beside it.
    private static let fields: [CaptureLine.Word: FieldName] = [
        .gave: .gave, .got: .got, .learned: .learned,
    ]

    /// Begins with nothing said.
    ///
    /// - Parameters:
    ///   - event: The gathering.
    ///   - at: When its touches were, Unix milliseconds.
    ///   - today: The day it is.
    ///   - identify: Derives an id, the same on every machine.
    package init(
        of event: Item, at: UInt64, today: CivilDay, identify: @escaping ([String]) -> EntityID
    ) {
        self.event = event
        self.at = at
        self.today = today
        self.identify = identify
    }

    /// The touch with people, and the promises and needs of each; last the touch.
    package func touch(
        with people: [GuestNames.Person], _ reading: CaptureLine.Reading
    ) -> Made {
        var made = Made()
        var said: [FieldName: [String]] = [:]
        var touch = touch(with: people.map(\.id), note: reading.note)
        for part in reading.parts {
            let told = "\(part.word.rawValue): \(part.text)"
            if let field = Self.fields[part.word] {
                said[field, default: []].append(part.text)
                touch.set(field, text: (said[field] ?? []).joined(separator: ", "))
                made.told.append(told)
            } else {
                for person in people {
                    made.drafts.append(further(part, person.id))
                    made.told.append(told)
                }
            }
        }
        made.drafts.append(touch)
        return made
    }

    /// The same line jotted down twice, or on two machines, is one touch.
    private func touch(with people: [EntityID], note: String) -> ItemDraft {
        let who = people.map(\.description).sorted().joined(separator: ",")
        var touch = ItemDraft(
            id: identify(["capture", event.id.description, who, note]), kind: .touch)
        for person in people { touch.insert(.with, person) }
        touch.set(.at, instant: at)
        touch.set(.type, text: "event")
        touch.set(.event, entity: event.id)
        for field in [FieldName.goal, .area] {
            if let named = event.entity(field) { touch.set(field, entity: named) }
        }
        if !note.isEmpty { touch.set(.text, text: note) }
        return touch
    }

    private func further(_ part: CaptureLine.Part, _ person: EntityID) -> ItemDraft {
        let kind = part.word == .needs ? EntityKind.need : .promise
        var draft = ItemDraft(
            id: identify([
                kind.rawValue, person.description, part.text, event.id.description,
            ]),
            kind: kind)
        draft.set(.text, text: part.text)
        draft.set(.person, entity: person)
        switch part.word {
        case .needs:
            draft.set(.at, instant: at)
            draft.set(.source, text: event.text(.text))
        default:
            draft.set(.side, text: part.word == .promises ? "theirs" : "mine")
            draft.set(.by, text: FurtherItem.promiseDay(today: today).description)
        }
        return draft
    }

    /// The follow-up with somebody.
    package func followUp(with person: EntityID) -> EventFollowUp {
        EventFollowUp(with: person, after: event, today: today, identify: identify)
    }

    /// One a person, however many lines name them.
    ///
    /// - Parameters:
    ///   - person: With whom.
    ///   - note: What this line says.
    ///   - before: What stands under its id; what that says is kept.
    /// - Returns: What is to be written; nil when it is done.
    package mutating func followUp(
        with person: EntityID, _ note: String, after before: Item?
    ) -> ItemDraft? {
        guard before?.text(.status) != "done" else { return nil }
        let said = remember(note, of: person, after: before.map { [$0.text(.text)] } ?? [])
        return followUp(with: person).draft(said)
    }

    /// Somebody without a card, with all that lines said of them.
    ///
    /// - Parameters:
    ///   - said: The name as it was jotted down.
    ///   - listed: The guest of the list who is meant; nil for a new one.
    ///   - reading: What else the line says.
    /// - Returns: What is to be written, and told.
    package mutating func guest(
        named said: String, listed: Item?, _ reading: CaptureLine.Reading
    ) -> Guest {
        let name = listed?.text(.text) ?? said
        let parts = reading.parts.map { "\($0.word.rawValue) \($0.text)" }
        let note = ([reading.note] + parts).filter { !$0.isEmpty }.joined(separator: ", ")
        let id = listed?.id ?? identify(GuestIdentity.parts(of: name, email: "", at: event.id))
        let earlier = [listed?.text(.note) ?? ""].filter { !["", Self.withoutNote].contains($0) }
        let notes = remember(note, of: id, after: earlier)
        var draft = ItemDraft(id: id, kind: .guest)
        if listed == nil {
            draft.set(.text, text: name)
            draft.set(.event, entity: event.id)
        }
        draft.set(.note, text: notes.isEmpty ? Self.withoutNote : notes)
        return Guest(draft: draft, name: name, note: note)
    }

    /// Adds a note to what was said of somebody, once.
    ///
    /// - Returns: All of it, in the order in which it was said.
    private mutating func remember(
        _ note: String, of somebody: EntityID, after earlier: [String]
    ) -> String {
        var said = notes[somebody] ?? earlier
        if !note.isEmpty, !said.contains(note) { said.append(note) }
        notes[somebody] = said
        return said.joined(separator: "; ")
    }
}
