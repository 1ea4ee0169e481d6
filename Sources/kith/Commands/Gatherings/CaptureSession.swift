import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// Makes touches, promises, needs and follow-ups of the lines jotted down at one gathering.
struct CaptureSession {
    /// What became of a line.
    struct Result {
        let line: String
        let people: [String]
        /// The name of a guest without a card; nil when everybody is known.
        let guest: String?
        let note: String
        /// What was made beside the touch, as people read it.
        let made: [String]
        /// Why somebody stayed a guest.
        let why: String
    }

    /// The note of a guest of whom no more is said than that one spoke.
    static let withoutNote = "spoken with"

    private(set) var results: [Result] = []
    private(set) var drafts: [ItemDraft] = []
    /// What is to be come back to, by person; what was said of a guest, by guest.
    private var notes: [EntityID: [String]] = [:]
    private let event: Item
    private let replica: Replica
    private let makesFollowUps: Bool
    /// Who is expected: their names may be short.
    private let expected: [(id: EntityID, name: String)]
    /// Who is expected and has no card.
    private let guests: [Item]
    private let at: UInt64

    /// Begins.
    ///
    /// - Parameters:
    ///   - event: The gathering.
    ///   - replica: The replica; nothing is written into it before ``keep()``.
    ///   - makesFollowUps: Whether everybody is to be come back to.
    ///   - newcomer: A guest whose card is being made.
    /// - Throws: ``ReplicaError``.
    init(
        _ event: Item, _ replica: Replica, makesFollowUps: Bool,
        newcomer: (id: EntityID, name: String)? = nil
    ) throws {
        self.event = event
        self.replica = replica
        self.makesFollowUps = makesFollowUps
        guests = try replica.items(naming: event.id, of: .guest)
        let people =
            event.entities(.people) + event.entities(.speakers)
            + guests.compactMap { $0.entity(.person) }
        expected =
            try replica.names(of: people).map { ($0.key, $0.value) }
            + (newcomer.map { [($0.id, $0.name)] } ?? [])
        let today = LocalTime.today
        let day = CivilDay(event.text(.day)) ?? today
        at = day == today ? LocalTime.now : LocalTime.noon(of: min(day, today))
    }

    /// Takes a line; an empty one and a comment are nothing.
    ///
    /// - Throws: ``ReplicaError``.
    mutating func take(_ text: String) throws {
        let line = CaptureLine(text)
        guard let first = line.readings.first else { return }
        var why = ""
        for reading in line.readings {
            switch try people(reading.names) {
            case .found(let people):
                try takeTouch(people, reading, text)
                return
            case .unclear(let reason): if why.isEmpty { why = reason }
            }
        }
        guard !first.names.isEmpty else { return }
        let guest = line.guest ?? first
        for name in guest.names { takeGuest(name, guest, text, why) }
    }

    /// Writes what was taken since the last time, as one command.
    ///
    /// - Throws: ``ReplicaError``.
    mutating func keep() throws {
        guard !drafts.isEmpty else { return }
        // Only now: while lines are typed nothing is locked.
        try Replica.writing().write("capture", drafts)
        drafts = []
    }

    // MARK: - Who

    private enum Finding {
        case found([(id: EntityID, name: String)])
        case unclear(String)
    }

    private func people(_ names: [String]) throws -> Finding {
        var found: [(id: EntityID, name: String)] = []
        for name in names {
            switch try person(name) {
            case .found(let people): found += people
            case .unclear(let reason): return .unclear(reason)
            }
        }
        return found.isEmpty ? .unclear("nobody is named") : .found(found)
    }

    /// Somebody of the event whose name begins so, else the one person of that name.
    private func person(_ name: String) throws -> Finding {
        let fitting = expected.filter { Self.isBeginning(name, of: $0.name) }
        if let one = fitting.first, fitting.count == 1 { return .found([one]) }
        if fitting.count > 1 {
            return .unclear("\(fitting.count) people of the event could be “\(name)”")
        }
        switch try replica.lookUp(name) {
        case .one(let person): return .found([(person.id, person.name)])
        case .several(let people): return .unclear("\(people.count) people could be “\(name)”")
        case .none: return .unclear("nobody of that name")
        }
    }

    /// Whether every word begins a word of the name.
    private static func isBeginning(_ text: String, of name: String) -> Bool {
        let (words, theirs) = (FoldedText.words(text), FoldedText.words(name))
        return !words.isEmpty
            && words.allSatisfy { word in theirs.contains { $0.hasPrefix(word) } }
    }

    // MARK: - What

    private mutating func takeTouch(
        _ people: [(id: EntityID, name: String)], _ reading: CaptureLine.Reading, _ line: String
    ) throws {
        var touch = touch(with: people.map(\.id), note: reading.note)
        let fields: [CaptureLine.Word: FieldName] = [
            .gave: .gave, .got: .got, .learned: .learned,
        ]
        var made: [String] = []
        for part in reading.parts {
            if let field = fields[part.word] {
                touch.set(field, text: part.text)
                made.append("\(field.rawValue): \(part.text)")
            } else {
                for person in people { make(part, person, &made) }
            }
        }
        drafts.append(touch)
        for person in people where makesFollowUps {
            guard let draft = try followUp(person.id, reading.note) else { continue }
            drafts.append(draft)
            made.append("follow up with \(person.name) by \(EventFollowUp.day(event))")
        }
        results.append(
            Result(
                line: line, people: people.map(\.name), guest: nil, note: reading.note, made: made,
                why: ""))
    }

    /// The same line jotted down twice, or on two machines, is one touch.
    private func touch(with people: [EntityID], note: String) -> ItemDraft {
        let who = people.map(\.description).sorted().joined(separator: ",")
        var touch = ItemDraft(
            id: replica.derivedID("capture", event.id.description, who, note), kind: .touch)
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

    /// One a person, however many lines name them; nil when it is done, or not wanted.
    private mutating func followUp(_ person: EntityID, _ note: String) throws -> ItemDraft? {
        let before = try replica.item(EventFollowUp.id(person, event, replica))
        guard before?.text(.status) != "done", try EventFollowUp.isWanted(person, replica) else {
            return nil
        }
        let said = remember(note, of: person, after: before.map { [$0.text(.text)] } ?? [])
        return EventFollowUp.draft(person, event, said, replica)
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

    private mutating func make(
        _ part: CaptureLine.Part, _ person: (id: EntityID, name: String), _ made: inout [String]
    ) {
        let kind = part.word == .needs ? EntityKind.need : .promise
        var draft = ItemDraft(
            id: replica.derivedID(
                kind.rawValue, person.id.description, part.text, event.id.description),
            kind: kind)
        draft.set(.text, text: part.text)
        draft.set(.person, entity: person.id)
        switch part.word {
        case .needs:
            draft.set(.at, instant: at)
            draft.set(.source, text: event.text(.text))
        default:
            draft.set(.side, text: part.word == .promises ? "theirs" : "mine")
            draft.set(.by, text: FurtherItem.promiseDay(today: LocalTime.today).description)
        }
        drafts.append(draft)
        made.append("\(part.word.rawValue): \(part.text)")
    }

    private mutating func takeGuest(
        _ said: String, _ reading: CaptureLine.Reading, _ line: String, _ why: String
    ) {
        let listed = guests.filter { Self.isBeginning(said, of: $0.text(.text)) }
        let known = listed.count == 1 ? listed.first : nil
        let name = known?.text(.text) ?? said
        let parts = reading.parts.map { "\($0.word.rawValue) \($0.text)" }
        let note = ([reading.note] + parts).filter { !$0.isEmpty }.joined(separator: ", ")
        let id = known?.id ?? GuestIdentity.id(of: name, "", at: event.id, replica)
        let said = [known?.text(.note) ?? ""].filter { !["", Self.withoutNote].contains($0) }
        let notes = remember(note, of: id, after: said)
        var guest = ItemDraft(id: id, kind: .guest)
        if known == nil {
            guest.set(.text, text: name)
            guest.set(.event, entity: event.id)
        }
        guest.set(.note, text: notes.isEmpty ? Self.withoutNote : notes)
        drafts.append(guest)
        results.append(
            Result(
                line: line, people: [], guest: name, note: note,
                made: ["kith add --name \"\(name)\" makes a card"], why: why))
    }
}
