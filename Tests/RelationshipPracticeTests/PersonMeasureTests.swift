import ChangeLog
import ContactModel
import Testing

@testable import RelationshipPractice

/// Measures and figures by person.
@Suite struct PersonMeasureTests {
    private func measure(_ name: String, _ notes: NotesOfADay) throws -> Measure {
        try #require(Measure.all(notes.book).first { $0.name == name })
    }

    private func parts(_ name: String, _ notes: NotesOfADay) throws -> [String: Int] {
        Dictionary(try measure(name, notes).parts.map { ($0.label, $0.value) }) { $1 }
    }

    @Test func `S1-20: noticed counts what others began, not what I did`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let eve = notes.person("Eve")
        notes.touch([bob], "call", days: 1, [.direction: "in"])
        notes.touch([eve], "call", days: 1, [.direction: "out"])
        notes.touch([bob], "call", days: 400, [.direction: "in"])
        notes.write(.signal, [.type: "mentioned"], naming: [.person: bob], days: 9)
        #expect(try parts("noticed", notes) == ["Bob": 2])
    }

    @Test func `S1-29: drain names ties that take energy while I give at least what comes back`()
        throws
    {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let eve = notes.person("Eve")
        notes.touch([bob], "call", days: 1, [.energy: "-2", .gave: "a day"])
        notes.touch([bob], "call", days: 2, [.energy: "-1"])
        notes.touch([eve], "call", days: 2, [.energy: "-2", .got: "the truth"])
        #expect(try parts("drain", notes) == ["Bob": 3])
        #expect(try measure("drain", NotesOfADay()).sentence.hasPrefix("No tie"))
    }

    @Test func `S3-16: asks after having given are told apart from the others`() throws {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let eve = notes.person("Eve")
        notes.touch([bob], "coffee", days: 90, [.gave: "a book"])
        for (person, status, days) in [
            (bob, "yes", 30), (bob, "no", 20), (bob, "no", 100), (eve, "no", 5), (eve, "open", 4),
        ] {
            notes.write(
                .entry, [.side: "asked", .status: status], naming: [.person: person],
                days: days)
        }
        #expect(
            try parts("asks", notes) == [
                "yes, given first": 1, "no, given first": 1, "yes, not given": 0,
                "no, not given": 2,
            ])
        notes.write(
            .entry, [.side: "asked", .status: "yes", .weight: "5"], naming: [.person: bob], days: 3)
        #expect(try parts("asks", notes)["yes, given first"] == 6, "a great favour weighs more")
        #expect(
            try measure("asks", notes).sentence
                == "Yes to 6 of 7 asked, by weight, where you had given first, to 0 of 2 where not."
        )
    }

    @Test(arguments: [
        (0, 0, 0), (0, 3, 0), (1, 3, 33), (2, 3, 67), (1, 2, 50), (1, 999, 1), (998, 999, 99),
        (3, 3, 100), (1, 8, 13),
    ])
    func `A share is the nearest whole per cent; all but one is not all`(
        part: Int, whole: Int, share: Int
    ) {
        #expect(Measure.share(part, of: whole) == share)
    }

    @Test func `S3-2: of those met at an event, who was written to in two days, and met again`()
        throws
    {
        var notes = NotesOfADay()
        let people = ["A", "B", "C"].map { notes.person($0) }
        let fair = notes.write(.event, [.text: "Fair"])
        notes.touch(people, "event", days: 30, naming: [.event: fair.id])
        notes.touch([people[0]], "mail", days: 29)
        notes.touch([people[0]], "coffee", days: 10)
        notes.touch([people[1]], "coffee", days: 5)
        #expect(try parts("again", notes) == ["met": 3, "within two days": 1, "again": 2])
        #expect(try measure("again", notes).why.contains("Fair: 3 met, 2 again"))
    }

    @Test func `S3-9: two visits make a community ripe for a verdict`() throws {
        var notes = NotesOfADay()
        let table = notes.write(.community, [.text: "The table", .verdict: "trial"])
        let bob = notes.person("Bob")
        let eve = notes.person("Eve")
        func visit(_ person: EntityID, days: Int) {
            let event = notes.write(
                .event, [.hours: "2", .status: "over"], naming: [.community: table.id])
            notes.touch([person], "event", days: days, naming: [.event: event.id])
        }
        notes.touch([bob], "call", days: 90)
        visit(bob, days: 60)
        #expect(CommunityTrial.all(notes.book).map(\.isReady) == [false])
        visit(eve, days: 30)
        let trial = try #require(CommunityTrial.all(notes.book).first)
        #expect(trial.isReady && trial.visits == 2 && trial.newPeople == 1 && trial.hours == 4)
        #expect(try measure("trials", notes).sentence.contains("stay or leave?"))
    }

    @Test func `S1-2: rates go from each stage to any later one, corrections of a day aside`()
        throws
    {
        let day: UInt64 = 86_400_000
        func steps(_ parts: (String, UInt64)...) -> [StageRates.Step] {
            parts.map { StageRates.Step(stage: $0.0, at: $0.1 * day) }
        }
        let rates = StageRates(
            [
                EntityID(value: 1): steps(("spotted", 1), ("met", 11), ("regular", 31)),
                EntityID(value: 2): steps(("spotted", 1), ("retired", 9)),
                EntityID(value: 3): steps(("ally", 5), ("met", 5)),
            ], dayOf: { CivilDay(milliseconds: $0) }
        ).rates
        #expect(rates.map(\.stage) == ["spotted", "met", "regular"])
        #expect(rates.map(\.reached) == [2, 2, 1])
        #expect(rates.map(\.wentOn) == [1, 1, 0])
        #expect(rates.map(\.days) == [10, 20, nil])
        let none = Measure.stageRates([:]) { CivilDay(milliseconds: $0) }
        #expect(none.sentence == "No stage is written down yet.")
    }

    @Test func `S1-2: a day of a stage is one of the machine's own clock`() {
        let hour: UInt64 = 3_600_000
        // Half past eleven at night and half past midnight, two hours ahead of UTC.
        let steps = [("met", 21 * hour + hour / 2), ("regular", 22 * hour + hour / 2)].map {
            StageRates.Step(stage: $0.0, at: $0.1)
        }
        let rates = StageRates([EntityID(value: 1): steps]) {
            CivilDay(milliseconds: $0, minutesEast: 120)
        }.rates
        #expect(rates.map(\.stage) == ["met", "regular"] && rates.map(\.days) == [1, nil])
    }

    @Test func `S1-29: every tie that drains is counted, however few are drawn`() throws {
        var notes = NotesOfADay()
        for number in 1...11 {
            let person = notes.person("P\(number)")
            for days in [3, 9] { notes.touch([person], "call", days: days, [.energy: "-2"]) }
        }
        let drain = try #require(Measure.all(notes.book).first { $0.name == "drain" })
        #expect(drain.sentence.hasPrefix("11 ties take more than they give"))
        #expect(drain.parts.count == 8 && drain.why.contains("the first 8 of 11"))
    }

    @Test func `S1-1, S3-5: a field is one however it is capitalised`() throws {
        var notes = NotesOfADay()
        for (name, field) in [("Ada", "Sea"), ("Bob", "sea"), ("Carol", "sea"), ("Dan", "law")] {
            notes.touch([notes.person(name, [.field: field])], "call", days: 3)
        }
        let horizon = try #require(Measure.all(notes.book).first { $0.name == "horizon" })
        #expect(horizon.sentence.hasPrefix("25 % of touches leave the field"))
        #expect(horizon.parts.map(\.label) == ["sea", "law"])
        #expect(horizon.parts.map(\.value) == [3, 1])
    }

    @Test func `S3-1: a touch for a goal that was dropped serves none`() throws {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let goal = notes.write(.goal, [.text: "Lab", .status: "done"])
        notes.touch([ada], "call", days: 3, naming: [.goal: goal.id])
        notes.touch([ada], "call", days: 4, naming: [.goal: EntityID(value: 9)])
        let purpose = try #require(Measure.all(notes.book).first { $0.name == "purpose" })
        #expect(purpose.parts.map(\.value) == [1, 1])
    }

    @Test func `S2-13: being known is my own word, else what came from them`() {
        var said = Item(id: EntityID(value: 1), kind: .person)
        #expect(PersonScore.knownBy(overlay: said, PersonTally()).score == 0)
        said.put(FieldValue.text("4"), in: .known, .register)
        #expect(PersonScore.knownBy(overlay: said, PersonTally()).score == 80)
        var notes = NotesOfADay()
        let bob = notes.person("Bob", tier: .close)
        notes.touch([bob], "call", days: 1, [.direction: "out"])
        let silent = PersonScore.knownBy(
            overlay: notes.book.people[bob]?.overlay ?? said, PersonTallies(notes.book)[bob])
        #expect(silent.score == 0 && silent.reasons == ["nothing came from them yet"])
        notes.write(.support, [.side: "theirs"], naming: [.person: bob])
        notes.touch([bob], "call", days: 1, [.direction: "in"])
        let known = PersonScore.knownBy(
            overlay: notes.book.people[bob]?.overlay ?? said, PersonTallies(notes.book)[bob])
        #expect(known.score == 40)
        #expect(known.reasons.count == 2)
    }

    @Test func `Closeness, being known and being of use are three figures`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let goal = notes.write(.goal, [.text: "Lead"])
        notes.write(.seat, [.role: "sponsor"], naming: [.goal: goal.id, .person: bob])
        let tally = PersonTallies(notes.book)[bob]
        #expect(PersonScore.forGoals(tally).score == 33)
        #expect(PersonScore.forGoals(tally).reasons == ["seats of open goals: 1"])
        #expect(notes.book.closeness(to: bob).score == 0)
        #expect(PersonScore.forGoals(PersonTally()).score == 0)
    }

    @Test func `S3-17: the channel that is answered comes first, one answer is no certainty`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        for response in ["answered", "answered", "answered", "none"] {
            notes.touch([bob], "mail", days: 5, [.direction: "out", .response: response])
        }
        notes.touch([bob], "call", days: 4, [.direction: "in"])
        notes.touch([bob], "message", days: 3, [.response: "none", .channel: "Signal"])
        let habit = ChannelHabit(of: bob, in: notes.book)
        #expect(habit.channels.map(\.name) == ["mail", "phone", "signal"])
        #expect(habit.sentences.first == "mail: 3 of 4 answered or begun by them")
    }

    @Test func `S3-17: parts of the day are learnt from times that were written down`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        func touch(_ hour: Int, _ minute: Int = 0, _ texts: [FieldName: String]) {
            var item = notes.write(
                .touch, texts.merging([.type: "call"]) { $1 }, people: [.with: [bob]])
            let noon = NotesOfADay.noon(daysAgo: 9)
            let at = noon - 43_200_000 + UInt64((hour * 60 + minute) * 60_000)
            item.put(FieldValue.instant(at), in: .at, .register)
            notes.replace(item)
        }
        touch(19, 30, [.direction: "in"])
        touch(20, 0, [.response: "answered"])
        touch(9, 15, [.response: "none", .direction: "out"])
        touch(3, 0, [.direction: "in"])
        for hour in [11, 12, 13] { touch(hour, 0, [.direction: "in"]) }
        touch(12, 10, [.direction: "out"])
        let habit = ChannelHabit(of: bob, in: notes.book)
        #expect(
            habit.times.map(\.name) == [
                "around noon", "in the evening", "at night", "in the morning",
            ])
        #expect(habit.sentences.contains("around noon: 3 of 3 answered or begun by them"))
        #expect(habit.sentences.contains("in the evening: 2 of 2 answered or begun by them"))
        #expect(notes.book.minuteOfDay(of: .max) != nil)
    }
}
