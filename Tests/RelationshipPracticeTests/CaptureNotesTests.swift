import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// What lines jotted down at a gathering make, and whom their names mean.
@Suite struct CaptureNotesTests {
    private static let today = NotesOfADay.today
    private let ada: GuestNames.Person = (EntityID(value: 1), "Ada Lind")
    private let bob: GuestNames.Person = (EntityID(value: 2), "Bob Berg")
    private let event: Item
    private var notes: CaptureNotes

    init() {
        var written = NotesOfADay()
        event = written.write(
            .event, [.text: "fair", .day: Self.today.adding(days: -1).description],
            naming: [.goal: EntityID(value: 9)])
        notes = CaptureNotes(
            of: event, at: NotesOfADay.noon(daysAgo: 1), today: Self.today, identify: Self.identify)
    }

    private static func identify(_ parts: [String]) -> EntityID {
        let bytes = parts.joined(separator: "\u{0}").utf8
        return EntityID(value: bytes.reduce(7) { $0 &* 1_099_511_628_211 ^ UInt128($1) })
    }

    private func reading(_ line: String) throws -> CaptureLine.Reading {
        try #require(CaptureLine(line).readings.first)
    }

    private func items(_ drafts: [ItemDraft?]) -> [Item] {
        drafts.compactMap(\.self).map { draft in
            var item = Item(id: draft.id, kind: draft.kind)
            for edit in draft.edits { item.put(edit.value, in: edit.cell.field, edit.cell.element) }
            return item
        }
    }

    @Test func `S1-22: a line makes a touch of all, and a promise and a need of each`() throws {
        let line = "Ada + Bob: likes harbours, promised the draft, needs a cellar, gave a map"
        let made = notes.touch(with: [ada, bob], try reading(line))
        let written = items(made.drafts)
        #expect(written.map(\.kind) == [.promise, .promise, .need, .need, .touch])
        #expect(written.map { $0.entity(.person) } == [ada.id, bob.id, ada.id, bob.id, nil])
        let touch = try #require(written.last)
        #expect(touch.entities(.with) == [ada.id, bob.id] && touch.text(.type) == "event")
        #expect(touch.entity(.event) == event.id && touch.entity(.goal) == EntityID(value: 9))
        #expect(touch.text(.text) == "likes harbours" && touch.text(.gave) == "a map")
        #expect(touch.instant(.at) == NotesOfADay.noon(daysAgo: 1))
        #expect(
            made.told == [
                "promised: the draft", "promised: the draft", "needs: a cellar",
                "needs: a cellar", "gave: a map",
            ])
    }

    @Test func `A promise of theirs is theirs, and the same line makes the same again`() throws {
        let line = "Ada: promises a map"
        let made = notes.touch(with: [ada], try reading(line))
        let again = notes.touch(with: [ada], try reading(line))
        #expect(items(made.drafts).first?.text(.side) == "theirs")
        #expect(made.drafts.map(\.id) == again.drafts.map(\.id))
        let mine = notes.touch(with: [ada], try reading("Ada: promised a map"))
        #expect(items(mine.drafts).first?.text(.side) == "mine")
    }

    @Test mutating func `S3-10: one follow-up a person keeps every note once, and none when done`()
        throws
    {
        let first = notes.followUp(with: ada.id, "harbours", after: nil)
        var before = try #require(items([first]).first)
        #expect(before.text(.text) == "harbours" && before.entity(.event) == event.id)
        #expect(CivilDay(before.text(.by)) == Self.today.adding(days: 1))
        let second = notes.followUp(with: ada.id, "boats", after: before)
        #expect(second?.id == first?.id)
        #expect(items([second]).first?.text(.text) == "harbours; boats")
        let third = notes.followUp(with: ada.id, "boats", after: before)
        #expect(items([third]).first?.text(.text) == "harbours; boats")
        let bare = notes.followUp(with: bob.id, "", after: nil)
        #expect(items([bare]).first?.text(.text) == "say what you took home")
        before.put(FieldValue.text("done"), in: .status, .register)
        let done = notes.followUp(with: ada.id, "more", after: before)
        #expect(done == nil)
    }

    @Test(arguments: [(-9, false), (-8, false), (-7, true), (0, true), (3, true)])
    func `S3-10: a week after a gathering nobody is come back to by itself`(
        days: Int, isWorth: Bool
    ) {
        var written = NotesOfADay()
        let event = written.write(
            .event, [.text: "fair", .day: Self.today.adding(days: days).description])
        #expect(EventFollowUp.isWorth(event, today: Self.today) == isWorth)
        let followUp = EventFollowUp(
            with: ada.id, after: event, today: Self.today, identify: Self.identify)
        #expect((0...2).contains(followUp.day.days(since: Self.today)))
    }

    @Test mutating func `Somebody without a card stays a guest with all that was said`() throws {
        let new = notes.guest(named: "Eve", listed: nil, try reading("Eve: sails, needs a boat"))
        #expect(new.name == "Eve" && new.note == "sails, needs a boat")
        let made = try #require(items([new.draft]).first)
        #expect(made.text(.note) == "sails, needs a boat" && made.text(.text) == "Eve")
        let again = notes.guest(named: "eve", listed: nil, try reading("eve: cooks"))
        #expect(again.draft.id == new.draft.id, "the same guest")
        #expect(items([again.draft]).first?.text(.note) == "sails, needs a boat; cooks")
        var written = NotesOfADay()
        let listed = written.write(
            .guest, [.text: "Eve Holm", .note: CaptureNotes.withoutNote], naming: [.event: event.id]
        )
        let known = notes.guest(named: "Eve", listed: listed, try reading("Eve"))
        #expect(known.name == "Eve Holm" && known.draft.id == listed.id)
        let bare = try #require(items([known.draft]).first)
        #expect(bare.text(.note) == CaptureNotes.withoutNote && bare.text(.text).isEmpty)
    }

    @Test func `Of those who are expected the beginning of a name is enough, when it is one`() {
        var written = NotesOfADay()
        let guests = ["Eve Holm", "Eva Holm"].map { written.write(.guest, [.text: $0]) }
        let names = GuestNames(expected: [ada, (bob.id, "Adam Berg")], guests: guests)
        func found(_ name: String) -> String {
            switch names.people(named: name) {
            case .one(let person): person.name
            case .several(let count): "\(count)"
            case .nobody: "nobody"
            }
        }
        #expect(
            ["ada", "ada l", "li", "berg ad", "lind", "dam", ""].map(found) == [
                "2", "Ada Lind", "Ada Lind", "Adam Berg", "Ada Lind", "nobody", "nobody",
            ])
        #expect(names.guest(named: "eve") == guests[0] && names.guest(named: "ev") == nil)
        #expect(names.guest(named: "zoe") == nil)
    }

    @Test func `S3-18: a guest is the same by address, else by name, and at one gathering only`() {
        func parts(_ name: String, _ email: String = "", _ at: UInt128 = 1) -> [String] {
            GuestIdentity.parts(of: name, email: email, at: EntityID(value: at))
        }
        #expect(parts("Eve Holm") == parts("EVE  holm") && parts("Eve") != parts("Eva"))
        #expect(parts("Eve", "e@x.org") == parts("E. Holm", "e@x.org"))
        #expect(parts("Eve") != parts("Eve", "", 2))
    }
}
