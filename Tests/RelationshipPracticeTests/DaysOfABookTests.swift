import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// On which day things were, and what had been by then.
@Suite struct DaysOfABookTests {
    @Test func `A touch keeps its day and hour when the clocks of the zone change`() throws {
        let summer = try #require(CivilDay("2026-07-01"))
        let minutesEast: @Sendable (UInt64) -> Int = {
            (4...10).contains(CivilDay(milliseconds: $0).parts.month) ? 120 : 60
        }
        let today = try #require(CivilDay("2026-12-01"))
        let book = PracticeBook(
            itemsByKind: [:], people: [:], today: today, minutesEast: minutesEast)
        let night = summer.instant(atMinute: 40, minutesEast: minutesEast)
        #expect(book.day(of: night) == summer)
        #expect(book.minuteOfDay(of: night) == 40)
        let winter = today.instant(atMinute: 23 * 60 + 30, minutesEast: minutesEast)
        #expect(book.day(of: winter) == today && book.minuteOfDay(of: winter) == 1_410)
    }

    @Test func `A touch of a day to come is of no week that was, and makes nobody close`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        notes.touch([ada], "visit", days: -30)
        #expect(notes.book.touches(lastDays: 7).isEmpty)
        #expect(notes.book.closeness(to: ada).score == 0)
        notes.touch([ada], "coffee", days: 0)
        #expect(notes.book.touches(lastDays: 7).count == 1)
    }

    @Test func `S4-2: doctor and prep tell the same closeness, giving both ways included`() throws {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", tier: .close)
        for days in [200, 210, 220, 230] { notes.touch([ada], "visit", days: days) }
        for side in ["given", "received"] {
            notes.write(
                .entry, [.text: "a boat", .side: side, .weight: "4"],
                naming: [.person: ada], days: 200)
        }
        let book = notes.book
        let now = book.closeness(to: ada).score
        let then = book.closeness(to: ada, on: book.today.adding(days: -DayCount.halfYear)).score
        #expect(then > now)
        #expect(BookByPerson(book).closeness(to: ada).score == now)
        let cooling = try #require(Concern.all(in: book).first { $0.subject == .cooling })
        #expect(cooling.reasons[0].hasPrefix("closeness \(now), \(then) half a year ago"))
    }

    @Test(arguments: 0..<8)
    func `S2-7: the same words to four within seven days are told on whichever days`(days: Int) {
        var notes = NotesOfADay()
        let people = (0..<4).map { notes.person("P\($0)") }
        for (number, person) in people.enumerated() {
            notes.touch(
                [person], "mail", days: number < 2 ? days + 6 : days, [.text: "Vote for me"])
        }
        #expect(Concern.all(in: notes.book).contains { $0.subject == .words })
        var apart = notes
        for person in people { apart.touch([person], "mail", days: 3, [.text: ""]) }
        let fifth = apart.person("P5")
        apart.touch([fifth], "mail", days: days + 7, [.text: "Vote for me"])
        let told = Concern.all(in: apart.book).first { $0.subject == .words }
        #expect(told?.sentence.contains("to 4 people") == true, "the fifth was a week before")
    }

    @Test func `S2-8: a broken promise without a day is told`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        notes.touch([ada], "coffee", days: 1)
        notes.write(
            .promise, [.text: "the draft", .status: "broken"], naming: [.person: ada])
        let told = Concern.all(in: notes.book).filter { $0.subject == .promise }
        #expect(told.map(\.sentence) == ["You did not keep what you promised Ada: the draft."])
    }

    @Test(arguments: [
        ("", true), ("2026-12-31", true), ("2027", true), ("2026-05-27", false), ("2025", false),
        ("some day", false),
    ])
    func `S1-6: a role with an end to come still lasts`(end: String, lasts: Bool) {
        var notes = NotesOfADay()
        let (ada, harbour) = (notes.person("Ada"), notes.person("Harbour"))
        notes.touch([ada], "coffee", days: 3)
        notes.write(
            .affiliation, [.text: "head", .to: end], naming: [.person: ada, .org: harbour])
        #expect(BookByPerson(notes.book).known(at: harbour) == (lasts ? [ada] : []))
    }

    @Test(arguments: [
        ("", true), ("2026", true), ("2026-06", false), ("2999-01-01", false), ("soon", true),
    ])
    func `S1-6: a role that is still to begin is none yet`(start: String, counts: Bool) {
        var notes = NotesOfADay()
        let (ada, harbour) = (notes.person("Ada"), notes.person("Harbour"))
        notes.touch([ada], "coffee", days: 3)
        notes.write(
            .affiliation, [.text: "head", .from: start], naming: [.person: ada, .org: harbour])
        #expect(BookByPerson(notes.book).known(at: harbour) == (counts ? [ada] : []))
    }

    @Test func `S3-8: the plan has who falls due within the week, on a day when they are`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", tier: .focus)
        notes.touch([ada], "coffee", days: 13)
        let late = notes.person("Late", tier: .wide)
        notes.touch([late], "coffee", days: 800)
        let away = notes.person(
            "Away", tier: .focus, [.snooze: NotesOfADay.today.adding(days: 9).description])
        notes.touch([away], "coffee", days: 20)
        let contacts = notes.due(ahead: DayCount.week)
        #expect(notes.dueNames == ["Late"])
        #expect(contacts.map(\.name) == ["Late", "Ada"] && contacts[1].isAhead)
        #expect(!contacts[1].isLate)
        let free = (1...3).map { NotesOfADay.today.adding(days: $0) }
        let slots = WeekSlots.given(to: contacts, on: free, limit: 5)
        #expect(slots.map(\.contact.name) == ["Late", "Ada"])
        #expect(slots.map(\.day) == Array(free.prefix(2)))
        #expect(WeekSlots.given(to: contacts, on: free, limit: 1).map(\.contact.name) == ["Late"])
        #expect(WeekSlots.given(to: contacts, on: [], limit: 5).isEmpty)
    }
}
