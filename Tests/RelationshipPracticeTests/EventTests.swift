import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

@Suite struct EventTests {
    private static let soon = NotesOfADay.today.adding(days: 3).description

    private static func day(_ days: Int) -> String {
        NotesOfADay.today.adding(days: -days).description
    }

    @Test func `S4-8: a small gathering for a goal with targets beats a crowd for nothing`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        notes.write(.target, [.text: "Ada", .why: "decides"], naming: [.person: ada])
        let small = notes.write(
            .event, [.text: "Table", .day: Self.soon, .size: "10"],
            naming: [.goal: goal.id], people: [.people: [ada]])
        let crowd = notes.write(
            .event, [.text: "Fair", .day: Self.soon, .size: "5000", .cost: "high"])
        let fits = EventFit.all(in: notes.book)
        #expect(fits.map(\.event) == [small.id, crowd.id])
        #expect(fits.map(\.verdict) == [.go, .skip])
        #expect(fits[0].reasons.contains("+10 1 of your targets: Ada"))
        #expect(fits[1].reasons.contains("−15 for no goal and in no area"))
        // What is said adds up to the score, as far as there is one.
        #expect(fits.allSatisfy { $0.reasons.first == "30 to begin with" })
        #expect(fits[1].reasons.last == "0 at least" && fits[1].score == 0)
        let parts = fits[0].reasons.compactMap { reason in
            reason.split(separator: " ").first.flatMap {
                Int($0.replacing("−", with: "-").replacing("+", with: ""))
            }
        }
        #expect(parts.count == fits[0].reasons.count && parts.reduce(0, +) == fits[0].score)
    }

    @Test
    func
        `S3-9: two visits without anything lower the next one, something that came of it lifts it`()
    {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let first = notes.write(
            .event, [.text: "Fair 2025", .day: Self.day(400), .status: "over"])
        notes.write(.event, [.text: "Fair 2026", .day: Self.day(40), .status: "over"])
        // Nobody says that I was there.
        notes.write(.event, [.text: "Fair 2026b", .day: Self.day(30)])
        let next = notes.write(.event, [.text: "Fair 2027", .day: Self.soon])
        let other = notes.write(.event, [.text: "Regatta", .day: Self.soon])
        let fit = { (event: Item, notes: NotesOfADay) in EventFit(event, in: notes.book) }
        #expect(
            fit(next, notes).score == fit(other, notes).score - 20 || fit(next, notes).score == 0)
        #expect(fit(next, notes).reasons.contains("−20 nothing came of 2 visits before"))
        notes.touch([ada], "event", days: 400, naming: [.event: first.id])
        notes.touch([ada], "coffee", days: 300)
        #expect(
            fit(next, notes).reasons.contains("+15 something came of 1 of 2 visits before"))
    }

    @Test func `S3-2: what came of a gathering: new, followed up in time, met again, results`() {
        var notes = NotesOfADay()
        let (old, new, card) = (notes.person("Old"), notes.person("New"), notes.person("Card"))
        let unspoken = notes.person("Unspoken")
        let event = notes.write(
            .event, [.text: "Fair", .day: Self.day(20), .hours: "2"],
            people: [.people: [old, unspoken]])
        notes.touch([old], "coffee", days: 90)
        for person in [old, new] {
            notes.touch([person], "event", days: 20, naming: [.event: event.id])
        }
        notes.touch([card], "card", days: 20, naming: [.event: event.id])
        notes.touch([new], "mail", days: 18)
        notes.touch([old], "coffee", days: 5)
        notes.write(.outcome, [.text: "an offer"], people: [.via: [new]], days: 2)
        notes.write(.outcome, [.text: "old news"], people: [.via: [old]], days: 2)
        let result = EventReturn(event, in: notes.book)
        #expect(result.onlyListed == 1 && result.reasons.contains { $0.hasPrefix("1 more on its") })
        #expect(result.met.count == 3 && result.new == [new, card].sorted())
        #expect(result.followedUp == 1 && result.again == 1, "a mail is no second meeting")
        let measure = Measure.all(notes.book).first { $0.name == "again" }
        #expect(measure?.parts.map(\.value) == [3, 1, 1], "stats and worth tell the same")
        #expect(result.results == ["an offer"] && result.hasReturned)
        #expect(result.reasons.contains("1.0 new people an hour"))
        #expect(result.reasons.contains("1 of 3 followed up within 48 hours"))
    }

    @Test
    func `S1-22: those spoken with who have no card are told of, others on a list are counted`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let event = notes.write(.event, [.text: "Fair", .day: Self.day(7)])
        for (name, note) in [("Pam", "likes tides"), ("Jo", "spoken with"), ("Kim", "")] {
            notes.write(.guest, [.text: name, .note: note], naming: [.event: event.id])
        }
        notes.write(
            .guest, [.text: "Ada", .note: "x"], naming: [.event: event.id, .person: ada])
        let found = SpokenGuests(at: event, notes.book.items(.guest))
        #expect(found.names == "Jo, Pam" && found.otherCount == 1)
        let today = NotesOfADay.today
        #expect(SpokenGuests.isAsked(of: event, today: today))
        #expect(!SpokenGuests.isAsked(of: event, today: today.adding(days: 1)), "a face fades")
        #expect(!SpokenGuests.isAsked(of: event, today: today.adding(days: -8)), "it is to come")
        let concern = Concern.all(in: notes.book).first { $0.subject == .guests }
        #expect(concern?.sentence == "You spoke with Jo, Pam at Fair, who have no card.")
    }

    @Test(arguments: [("over", 7, true), ("over", 8, false), ("", 1, false), ("skipped", 1, false)])
    func `S3-10: a touch at a gathering that is over is come back to by itself, for a week`(
        status: String, days: Int, isMissed: Bool
    ) {
        var notes = NotesOfADay()
        let event = notes.write(.event, [.text: "Fair", .day: Self.day(days), .status: status])
        #expect(EventFollowUp.isMissed(after: event, today: NotesOfADay.today) == isMissed)
    }

    @Test func `S3-10: a follow-up done in time counts, one that is open is told`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let event = notes.write(.event, [.text: "Fair", .day: Self.day(1)])
        notes.touch([ada], "event", days: 1, naming: [.event: event.id])
        var open = notes
        open.write(.followup, [.text: "x"], naming: [.person: ada, .event: event.id])
        #expect(EventReturn(event, in: open.book).open == 1)
        #expect(EventReturn(event, in: open.book).followedUp == 0)
        for (done, count) in [("", 0), (Self.day(-42), 0), (Self.day(0), 1)] {
            var notes = notes
            notes.write(
                .followup, [.text: "x", .status: "done", .done: done],
                naming: [.person: ada, .event: event.id])
            #expect(EventReturn(event, in: notes.book).followedUp == count, "done on “\(done)”")
        }
    }

    @Test func `S4-9: the sheet says whom to meet, why, and what to say first`() {
        var notes = NotesOfADay()
        let (ada, bob, eve) = (notes.person("Ada"), notes.person("Bob"), notes.person("Eve"))
        let no = notes.person("No", [.boundary: "no"])
        let event = notes.write(
            .event, [.text: "Fair", .day: Self.soon], people: [.people: [ada, bob, eve, no]])
        notes.write(.target, [.text: "Ada", .why: "decides"], naming: [.person: ada])
        notes.write(.promise, [.text: "the draft"], naming: [.person: bob])
        notes.write(.need, [.text: "a cellar"], naming: [.person: ada])
        notes.write(.target, [.text: "Max Guest", .offer: "a tasting"])
        notes.write(.guest, [.text: "Max Guest"], naming: [.event: event.id])
        let sheet = EventSheet(event, in: notes.book)
        #expect(sheet.entries.map(\.name) == ["Ada", "Bob", "Max Guest"])
        #expect(sheet.entries[0].opener == "How is it going with “a cellar”?")
        #expect(sheet.entries[1].opener == "Bring it, or say when: the draft")
        #expect(sheet.entries[1].reasons == ["you promised: the draft"])
        #expect(sheet.entries[2].person == nil && sheet.entries[2].opener == "Offer: a tasting")
        #expect(sheet.others.map(\.name) == ["Eve"] && sheet.others.map(\.person) == [eve])
    }

    @Test
    func `S1-22: the address decides, a name only when one has it and no address speaks against`() {
        let (ada, other) = (EntityID(value: 1), EntityID(value: 2))
        func namesake(_ person: EntityID, _ name: String, _ hasEmail: Bool) -> GuestMatch.Namesake {
            GuestMatch.Namesake(person: person, name: name, hasEmail: hasEmail)
        }
        func match(_ email: String, owner: EntityID?, _ found: [GuestMatch.Namesake]) -> GuestMatch
        {
            GuestMatch(name: "Ada Lind", email: email, owner: owner, namesakes: found)
        }
        let two = [namesake(ada, "Ada Lind", true), namesake(other, "ADA LIND", true)]
        #expect(match("a@x.org", owner: other, two) == .known(other))
        #expect(match("", owner: nil, [two[0]]) == .known(ada))
        #expect(match("a@x.org", owner: nil, [namesake(ada, "Ada Lind", false)]) == .known(ada))
        let unsure = [
            match("", owner: nil, two), match("b@x.org", owner: nil, [two[0]]),
            match("", owner: nil, [namesake(ada, "Ada Lind Holm", false)]),
        ]
        for match in unsure {
            guard case .guest(let why) = match else {
                Issue.record("\(match) is guessed")
                continue
            }
            #expect(!why.isEmpty)
        }
        // A part of names is nobody's name, and not nobody's either.
        #expect(
            GuestMatch(name: "Lind", email: "", owner: nil, namesakes: two)
                == .guest(why: "could be Ada Lind, ADA LIND: kith set ID person=NAME says who"))
    }

    @Test func `S1-22: a line is a name, a note and what follows of it`() throws {
        let line = CaptureLine("Ada Lind: likes harbours, promised the draft, needs a cellar")
        let reading = try #require(line.readings.first)
        #expect(line.readings.count == 1 && reading.names == ["Ada Lind"])
        #expect(reading.note == "likes harbours")
        #expect(reading.parts.map(\.word) == [.promised, .needs])
        #expect(reading.parts.map(\.text) == ["the draft", "a cellar"])
    }

    @Test func `S1-22: without a mark the name is tried out, the longest first`() throws {
        let line = CaptureLine("ada lind likes harbours promises a list")
        #expect(
            line.readings.map(\.names) == [
                ["ada lind likes harbours"], ["ada lind likes"], ["ada lind"], ["ada"],
            ])
        let reading = line.readings[2]
        #expect(reading.note == "likes harbours" && reading.parts.map(\.text) == ["a list"])
        #expect(CaptureLine("bob promised hops").readings.map(\.names) == [["bob"]])
    }

    @Test func `S1-22: several people, empty lines and comments`() {
        #expect(
            CaptureLine("Bob + Carol Day - sailing").readings.first?.names == ["Bob", "Carol Day"])
        #expect(CaptureLine("Bob and Carol: sea").readings.first?.names == ["Bob", "Carol"])
        #expect(CaptureLine("Anderson: sea").readings.first?.names == ["Anderson"])
        #expect(CaptureLine("Bob").readings.first?.note == "")
        #expect(CaptureLine("New Person").guest?.names == ["New Person"])
        #expect(CaptureLine("Bob likes old harbours").guest?.names == ["Bob"])
        #expect(CaptureLine("Ada Lind: harbours").guest?.names == ["Ada Lind"])
        for text in ["", "   ", "# the bar"] { #expect(CaptureLine(text).readings.isEmpty) }
    }

    @Test func `S3-2: followed up is who heard from me: no like, card or message of theirs`() {
        var notes = NotesOfADay()
        let people = ["Liked", "Card", "Wrote", "Heard", "Talked"].map { notes.person($0) }
        let event = notes.write(
            .event, [.text: "Fair", .day: Self.day(10), .status: "over", .learned: "dams leak"])
        for person in people {
            notes.touch([person], "event", days: 10, naming: [.event: event.id])
        }
        notes.touch([people[0]], "like", days: 9)
        notes.touch([people[1]], "card", days: 9)
        notes.touch([people[2]], "mail", days: 9, [.direction: "in"])
        notes.touch([people[3]], "mail", days: 9, [.direction: "out", .response: "none"])
        notes.touch([people[4]], "call", days: 9, [.direction: "in"])
        let end = EventReturn(event, in: notes.book)
        #expect((end.met.count, end.followedUp) == (5, 2))
        #expect(end.learned == "dams leak" && end.reasons.last == "learned: dams leak")
    }
}
