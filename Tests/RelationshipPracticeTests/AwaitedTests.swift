import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// Who waits for something of mine: introductions, letters, gatherings that nobody told of.
@Suite struct AwaitedTests {
    private static let today = NotesOfADay.today

    private func told(_ subject: Concern.Subject, _ notes: NotesOfADay) -> [Concern] {
        Concern.all(in: notes.book).filter { $0.subject == subject }
    }

    private static let turns: [(String, String, OpenIntroduction.Turn?)] = [
        ("yes", "yes", .bringTogether), ("yes", "", .ask), ("", "yes", .ask),
        ("yes", "asked", .wait), ("no", "yes", .tell), ("asked", "", nil), ("no", "", nil),
    ]

    @Test(arguments: turns)
    func `S0-5: who agreed to an introduction is told of, with what comes next`(
        a: String, b: String, turn: OpenIntroduction.Turn?
    ) {
        var notes = NotesOfADay()
        let (anna, hugo) = (notes.person("Anna"), notes.person("Hugo"))
        let intro = notes.write(.intro, [.aSays: a, .bSays: b], naming: [.a: anna, .b: hugo])
        let found = OpenIntroduction.all(in: notes.book)
        #expect(found.map(\.turn) == [turn].compactMap(\.self))
        #expect(found.first?.willing ?? hugo == (a == "yes" ? anna : hugo))
        let concerns = told(.introduction, notes)
        #expect(concerns.count == found.count)
        if turn == .ask {
            let side = a == "yes" ? "b-says" : "a-says"
            #expect(concerns.first?.remedy.contains("\(side)=asked") == true)
        }
        var made = intro
        made.put(FieldValue.text("made"), in: .status, .register)
        notes.replace(made)
        #expect(OpenIntroduction.all(in: notes.book).isEmpty)
    }

    @Test func `S0-11: of who said no or died the other hears, and who is muted is let be`() {
        for (overlay, died, turn): ([FieldName: String], Bool, OpenIntroduction.Turn?) in [
            ([.boundary: "no"], false, .tell), ([:], true, .tell),
            ([.mute: Self.today.adding(days: 9).description], false, nil),
        ] {
            var notes = NotesOfADay()
            let (anna, hugo) = (notes.person("Anna"), notes.person("Hugo", overlay))
            if died { notes.died(hugo, "2020-01-01") }
            notes.write(.intro, [.aSays: "yes"], naming: [.a: anna, .b: hugo])
            #expect(OpenIntroduction.all(in: notes.book).first?.turn == turn)
        }
    }

    @Test func `S0-11: nobody is brought together anew with who said no or died`() {
        var notes = NotesOfADay()
        let (anna, dan) = (notes.person("Anna"), notes.person("Dan", [.boundary: "no"]))
        let open = notes.write(.intro, naming: [.a: anna, .b: dan])
        let made = notes.write(.intro, [.status: "made"], naming: [.a: anna, .b: dan])
        let declined = notes.write(.intro, [.status: "declined"], naming: [.a: anna, .b: dan])
        let book = notes.book
        func fault(_ item: Item, before: Item?) -> ItemFault? {
            ItemFault.ofPeace(item, before: before) { (book.name($0), book.peace(of: $0)) }
        }
        let refused = fault(open, before: nil)
        #expect(refused?.isForbidden == true && refused?.sentence.contains("Dan said no") == true)
        #expect(fault(made, before: nil) != nil && fault(made, before: open) != nil)
        #expect(fault(open, before: open) == nil, "what else is said of it may change")
        #expect(fault(made, before: made) == nil, "it was made while one could")
        #expect(fault(declined, before: nil) == nil)
    }

    private static let letters: [(type: String, text: String, waits: Bool)] = [
        ("mail", "my plan", true), ("letter", "", true), ("message", "my plan", false),
        ("message", "can you look at my plan?", true), ("thanks", "was it far?", false),
        ("coffee", "?", false), ("like", "?", false),
    ]

    @Test(arguments: letters)
    func `S1-13: a letter by which somebody began waits, and what asks something`(
        type: String, text: String, waits: Bool
    ) {
        var notes = NotesOfADay()
        let hadi = notes.person("Hadi")
        notes.touch([hadi], type, days: 3, [.direction: "in", .text: text])
        #expect(told(.answer, notes).map(\.person) == (waits ? [hadi] : []))
        notes.touch([hadi], "like", days: 2, [.direction: "out"])
        #expect(told(.answer, notes).isEmpty != waits, "a like is no answer")
        notes.touch([hadi], "call", days: 1)
        #expect(told(.answer, notes).isEmpty)
    }

    @Test func `S1-13: an answer to my words asks for none, a late one after silence does`() {
        var notes = NotesOfADay()
        let kuno = notes.person("Kuno")
        notes.touch([kuno], "mail", days: 9, [.direction: "out"])
        notes.touch([kuno], "mail", days: 8, [.direction: "in", .text: "all is well"])
        #expect(told(.answer, notes).isEmpty)
        notes.touch([kuno], "mail", days: 7, [.direction: "out", .response: "none"])
        notes.touch([kuno], "mail", days: 3, [.direction: "in", .text: "sorry for the silence"])
        let found = told(.answer, notes)
        #expect(found.first?.sentence.contains("sorry for the silence") == true)
        #expect(found.first?.remedy.contains("response=none") == true)
    }

    @Test func `S1-13: who asks again waits since the first time, and one answer is enough`() {
        var notes = NotesOfADay()
        let kuno = notes.person("Kuno")
        for (days, text) in [(3, "can you send the plan?"), (1, "please?"), (0, "hello?")] {
            notes.touch([kuno], "mail", days: days, [.direction: "in", .text: text])
        }
        let found = told(.answer, notes)
        #expect(found.count == 1 && found.first?.sentence.contains("send the plan") == true)
        notes.touch([kuno], "mail", days: 0, [.direction: "out"])
        #expect(told(.answer, notes).isEmpty)
    }

    @Test func `S1-13: what needs no answer, came today, or is of who is in peace is not told`() {
        var notes = NotesOfADay()
        let (ada, bob) = (notes.person("Ada"), notes.person("Bob", [.boundary: "no"]))
        notes.touch([ada], "mail", days: 0, [.direction: "in"])
        notes.touch([ada], "mail", days: 1, [.direction: "in", .response: "none"])
        notes.touch([bob], "mail", days: 9, [.direction: "in"])
        let eve = notes.person("Eve")
        notes.touch([eve], "letter", days: 181, [.direction: "in"])
        #expect(told(.answer, notes).isEmpty)
        let old = AnswerDue.all(
            in: notes.book.touches(with: eve), today: Self.today, dayOf: notes.book.day
        ) { $0 }
        #expect(old.count == 1 && old.first?.isAsked(on: Self.today) == false)
    }

    @Test func `S1-22, S3-18: a gathering that passed without a word is asked about`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        func day(_ days: Int) -> String { Self.today.adding(days: -days).description }
        for (name, days, status) in [
            ("to come", -1, ""), ("today", 0, "planned"), ("skipped", 9, "skipped"),
            ("over", 9, "over"),
        ] {
            notes.write(.event, [.text: name, .day: day(days), .status: status])
        }
        let touched = notes.write(.event, [.text: "touched", .day: day(9)])
        notes.touch([ada], "event", days: 9, naming: [.event: touched.id])
        notes.write(.event, [.text: "learned", .day: day(9), .learned: "much"])
        #expect(told(.gathering, notes).isEmpty)
        let soup = notes.write(.event, [.text: "Sunday soup", .day: day(1), .status: "planned"])
        notes.write(.event, [.text: "old fair", .day: day(30)])
        let found = told(.gathering, notes)
        #expect(found.count == 1 && found.first?.sentence.contains("Sunday soup") == true)
        #expect(found.first?.sentence.contains("2 gatherings") == true)
        #expect(found.first?.remedy.contains("skipped") == true)
        #expect(UntoldGathering.isRecent(soup, today: Self.today))
        notes.write(.guest, [.text: "Pam", .note: "tides"], naming: [.event: soup.id])
        #expect(told(.gathering, notes).first?.sentence.contains("1 gathering ") == true)
    }

    @Test func `S2-8: a promise to who died is told as such, can be let go, and is not late`() {
        var notes = NotesOfADay()
        let joost = notes.person("Joost")
        notes.write(
            .promise, [.text: "bring soup", .by: Self.today.adding(days: -1).description],
            naming: [.person: joost])
        func overdue() -> Int? {
            Measure.all(notes.book).first { $0.name == "promises" }?.parts
                .first { $0.label == "overdue" }?.value
        }
        #expect(overdue() == 1)
        notes.died(joost, "2020-01-01")
        #expect(overdue() == 0)
        let found = told(.promise, notes).first
        #expect(found?.sentence.contains("Joost, who died:") == true)
        #expect(found?.remedy.contains("withdrawn") == true)
    }

    @Test
    func `S0-7, S3-8: the hours of gatherings are minutes of the week, but not of who is dear`() {
        var notes = NotesOfADay()
        func day(_ days: Int) -> String { Self.today.adding(days: days).description }
        notes.write(.event, [.text: "Fair", .day: day(3), .hours: "3"])
        notes.write(.event, [.text: "Skipped", .day: day(3), .hours: "9", .status: "skipped"])
        notes.write(.event, [.text: "Later", .day: day(8), .hours: "9"])
        let week = Self.today.adding(days: 1)...Self.today.adding(days: 7)
        let taken = GatheringMinutes.sum(of: notes.book.items(.event), on: week)
        #expect(taken == 180)
        for name in ["Anna", "Bert"] { _ = notes.person(name, tier: .close) }
        let me = notes.write(.me, [.budget: "220"])
        func plan(_ notes: NotesOfADay) -> WeekPlan {
            WeekPlan(
                of: notes.due, minutes: 40, gatherings: taken, rests: RestDays([]), profile: [me],
                today: Self.today, start: { UInt64($0.number) })
        }
        #expect(plan(notes).slots.map(\.contact.name) == ["Anna"])
        let mother = notes.person("Mother", [.circle: "private", .cadence: "7d"])
        notes.touch([mother], "call", days: 9)
        notes.touch([notes.person("Aunt", [.circle: "private", .cadence: "7d"])], "call", days: 9)
        #expect(Set(plan(notes).slots.map(\.contact.name)) == ["Aunt", "Mother"])
        let full = WeekPlan(
            of: notes.due.filter { !$0.isPrivate }, minutes: 40, gatherings: 200,
            rests: RestDays([]), profile: [me], today: Self.today, start: { _ in 0 })
        #expect(full.obstacle == .gatherings(minutes: 200, of: 220) && full.slots.isEmpty)
    }

    @Test func `S4-5: the hours of a gathering one was at count as minutes of those weeks`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let day = Self.today.adding(days: -2).description
        let fair = notes.write(.event, [.text: "Fair", .day: day, .hours: "3"])
        notes.write(.event, [.text: "Missed", .day: day, .hours: "9"])
        notes.write(.me, [.budget: "200"])
        notes.touch([ada], "event", days: 2, [.minutes: "20"], naming: [.event: fair.id])
        let energy = Measure.all(notes.book).first { $0.name == "energy" }
        #expect(energy?.sentence.hasSuffix("180 of 200 minutes a week.") == true)
    }

    @Test func `S3-10: who was written to in time and is still to be come back to is told once`() {
        var notes = NotesOfADay()
        let (ada, bob) = (notes.person("Ada"), notes.person("Bob"))
        let day = Self.today.adding(days: -5).description
        let fair = notes.write(.event, [.text: "Fair", .day: day, .status: "over"])
        for person in [ada, bob] {
            notes.touch([person], "event", days: 5, naming: [.event: fair.id])
            notes.write(.followup, [.text: "x"], naming: [.person: person, .event: fair.id])
        }
        notes.touch([ada], "mail", days: 4)
        let found = EventReturn(fair, in: notes.book)
        #expect(found.open == 2 && found.followedUp == 1 && found.openThough == 1)
        #expect(found.reasons.contains { $0.contains("2 follow-ups are open, 1 of them with") })
    }
}
