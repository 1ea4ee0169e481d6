import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// Looks up whom the lines jotted down at one gathering name, and collects what they make
/// (``CaptureNotes``).
struct CaptureSession {
    /// The outcome of a line.
    struct Result {
        let line: String
        let people: [String]
        /// The name of a guest without a card; nil when everybody is known.
        let guest: String?
        let note: String
        /// The things made beside the touch, as people read them.
        let made: [String]
        /// Why somebody stayed a guest.
        let why: String
    }

    private(set) var results: [Result] = []
    private(set) var drafts: [ItemDraft] = []
    private var notes: CaptureNotes
    private let names: GuestNames
    private let replica: Replica
    private let makesFollowUps: Bool

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
        self.replica = replica
        self.makesFollowUps = makesFollowUps
        let guests = try replica.items(naming: event.id, of: .guest)
        let people =
            event.entities(.people) + event.entities(.speakers)
            + guests.compactMap { $0.entity(.person) }
        // A newcomer may be on the list of the event already.
        let expected =
            try replica.names(of: people.filter { $0 != newcomer?.id })
            .map { ($0.key, $0.value) } + (newcomer.map { [($0.id, $0.name)] } ?? [])
        names = GuestNames(expected: expected, guests: guests)
        let today = LocalTime.today
        let day = CivilDay(event.text(.day)) ?? today
        notes = CaptureNotes(
            of: event,
            at: LocalTime.instant(of: min(day, today)) ?? LocalTime.now,
            today: today, identify: replica.derivedID(from:))
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
        case found([GuestNames.Person])
        case unclear(String)
    }

    private func people(_ names: [String]) throws -> Finding {
        var found: [GuestNames.Person] = []
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
        switch names.people(named: name) {
        case .one(let person): return .found([person])
        case .several(let count):
            return .unclear("\(count) people of the event could be “\(name)”")
        case .nobody: break
        }
        switch try replica.lookUp(name) {
        case .one(let person): return .found([(person.id, person.name)])
        case .several(let people): return .unclear("\(people.count) people could be “\(name)”")
        case .none: return .unclear("nobody of that name")
        }
    }

    // MARK: - What

    private mutating func takeTouch(
        _ people: [GuestNames.Person], _ reading: CaptureLine.Reading, _ line: String
    ) throws {
        var made = notes.touch(with: people, reading)
        for person in people where makesFollowUps {
            let followUp = notes.followUp(with: person.id)
            let before = try replica.item(followUp.id)
            guard try replica.mayBeFollowedUp(person.id),
                let draft = notes.followUp(with: person.id, reading.note, after: before)
            else { continue }
            made.drafts.append(draft)
            made.told.append("follow up with \(person.name) by \(followUp.day)")
        }
        drafts += made.drafts
        results.append(
            Result(
                line: line, people: people.map(\.name), guest: nil, note: reading.note,
                made: made.told, why: ""))
    }

    private mutating func takeGuest(
        _ said: String, _ reading: CaptureLine.Reading, _ line: String, _ why: String
    ) {
        let guest = notes.guest(named: said, listed: names.guest(named: said), reading)
        drafts.append(guest.draft)
        results.append(
            Result(
                line: line, people: [], guest: guest.name, note: guest.note,
                made: ["kith add --name \"\(guest.name)\" makes a card"], why: why))
    }
}

extension Replica {
    /// Whether somebody may be come back to: a no is final, and who is muted is let be (practice
    /// S0-11).
    ///
    /// - Throws: ``ReplicaError``.
    func mayBeFollowedUp(_ person: EntityID) throws -> Bool {
        try rhythmFacts(of: person)?.peace(on: LocalTime.today) == nil
    }
}
