import ChangeLog
import ContactModel
import Foundation
import RelationshipPractice
import Testing

/// What asks for a look, words about people, and words for them.
@Suite struct HygieneTests {
    private func subjects(_ notes: NotesOfADay) -> [Concern.Subject] {
        Concern.all(in: notes.book).map(\.subject)
    }

    @Test func `A practice in order raises no concern`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob", tier: .close)
        notes.touch([bob], "coffee", days: 20, [.gave: "a book"])
        notes.touch([bob], "thanks", days: 3)
        notes.write(.promise, [.status: "kept"], naming: [.person: bob])
        #expect(Concern.all(in: notes.book).isEmpty)
        #expect(Concern.all(in: NotesOfADay().book).isEmpty)
    }

    @Test func `S0-21: what others wait for comes first, each with a reason and a way out`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob", tier: .close)
        let eve = notes.person("Eve")
        notes.touch([bob], "coffee", days: 20, [.got: "a map"])
        for _ in 0..<3 { notes.touch([eve], "mail", days: 9, [.response: "none"]) }
        notes.write(.entry, [.text: "a letter", .side: "asked"], naming: [.person: eve])
        notes.write(
            .promise, [.text: "the draft", .by: NotesOfADay.today.adding(days: -1).description],
            naming: [.person: bob])
        let ada = notes.person("Ada")
        notes.write(
            .promise, [.text: "a map", .side: "theirs", .by: "2020-01-01"], naming: [.person: ada])
        #expect(subjects(notes) == [.promise, .thanks, .ask, .boundary, .awaited])
        for concern in Concern.all(in: notes.book) {
            #expect(!concern.remedy.isEmpty && !concern.reasons.isEmpty, "\(concern.sentence)")
        }
    }

    @Test func `S0-7: who is dear is told of before who wrote or agreed to meet somebody`() {
        var notes = NotesOfADay()
        let (bob, eve) = (notes.person("Bob"), notes.person("Eve"))
        let mother = notes.person("Mother", [.circle: "private", .cadence: "7d"])
        notes.touch([mother], "call", days: 60)
        notes.touch([bob], "letter", days: 3, [.direction: "in"])
        notes.write(.intro, [.aSays: "yes"], naming: [.a: bob, .b: eve])
        #expect(subjects(notes) == [.silence, .answer, .introduction])
    }

    @Test func `S3-10, S3-19: what one wanted to come back to is told of when its day has gone`() {
        var notes = NotesOfADay()
        let (bob, eve) = (notes.person("Bob"), notes.person("Eve"))
        func by(_ days: Int) -> String { NotesOfADay.today.adding(days: days).description }
        notes.write(.followup, [.text: "the boat", .by: by(0)], naming: [.person: bob])
        notes.write(.target, [.text: "Eve", .nextBy: by(-9)], naming: [.person: eve])
        notes.write(.step, [.text: "no day"])
        #expect(subjects(notes).isEmpty)
        notes.write(.followup, [.text: "the map", .by: by(-1)], naming: [.person: bob])
        notes.write(
            .target, [.text: "Bob", .next: "call", .nextBy: by(-4)], naming: [.person: bob])
        notes.write(.step, [.text: "over", .by: by(-2), .status: "done"])
        let told = Concern.all(in: notes.book)
        #expect(told.map(\.subject) == [.followup])
        #expect(
            told.first?.sentence
                == "2 next steps and follow-ups are overdue, the oldest since \(by(-4)).")
        #expect(told.first?.reasons == ["\(by(-4)): call", "\(by(-1)): the map"])
        notes.died(bob, by(-1))
        #expect(subjects(notes).isEmpty)
    }

    @Test
    func `S0-21: a touch that a wrong clock dated ahead is told of, and one of tomorrow is not`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob", tier: .close)
        notes.touch([bob], "coffee", days: 2)
        notes.touch([bob], "call", days: -1)
        #expect(subjects(notes).isEmpty)
        notes.touch([bob], "call", days: -365)
        let told = Concern.all(in: notes.book).filter { $0.subject == .data }
        #expect(told.count == 1 && told.first?.person == bob)
        #expect(told.first?.sentence.hasSuffix("call with Bob.") == true)
    }

    @Test func `S2-10: thanks are due until a touch of thanks or thanked=, and not for ever`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        notes.touch([bob], "coffee", days: 400, [.got: "a boat"])
        notes.touch([bob], "coffee", days: 20, [.got: "a map"])
        notes.write(
            .entry, [.text: "a letter", .side: "received", .thanked: "2026-01-01"],
            naming: [.person: bob], days: 10)
        #expect(ThanksDue.all(notes.book).map(\.text) == ["a map"])
        notes.touch([bob], "thanks", days: 19, [.direction: "in"])
        #expect(ThanksDue.all(notes.book).count == 1, "thanks of theirs are none of mine")
        notes.touch([bob], "thanks", days: 19)
        #expect(ThanksDue.all(notes.book).isEmpty)
        notes.touch([bob], "coffee", days: 2, [.got: "a saw"])
        #expect(ThanksDue.all(notes.book).map(\.text) == ["a saw"])
    }

    @Test func `A tie of the inner tiers cools; one of the wide tier, or a muted one, does not`() {
        for (tier, overlay, expected) in [
            (Tier.close, [:], true), (.wide, [:], false),
            (.close, [FieldName.boundary: "no"], false),
            (.close, [.strength: "90"], false),
        ] {
            var notes = NotesOfADay()
            let bob = notes.person("Bob", tier: tier, overlay)
            for days in [190, 200, 220, 240] { notes.touch([bob], "visit", days: days) }
            #expect(subjects(notes).contains(.cooling) == expected, "\(tier) \(overlay)")
        }
    }

    @Test func `S0-7, S0-21: who is dear and went without a word is told of`() {
        for (overlay, days, expected) in [
            ([FieldName.circle: "private", .cadence: "7d"], 163, true),
            ([.circle: "private", .cadence: "7d"], 12, false), ([.circle: "private"], 163, false),
            ([.circle: "private"], 200, true), ([.cadence: "7d"], 163, false),
            ([.circle: "private", .cadence: "7d", .boundary: "no"], 163, false),
            ([.circle: "private", .mute: "2099-01-01"], 200, false),
        ] {
            var notes = NotesOfADay()
            let mum = notes.person("Mum", overlay)
            notes.touch([mum], "call", days: days)
            let told = Concern.all(in: notes.book).filter { $0.subject == .silence }
            #expect(told.isEmpty == !expected, "\(overlay) \(days)")
            #expect(
                !expected
                    || told[0].sentence == "You and Mum have not been in touch for \(days) days.")
        }
    }

    @Test func `S0-21: the closest cool too, though their score hardly falls`() throws {
        var notes = NotesOfADay()
        let papa = notes.person("Papa", tier: .close)
        for days in 183...187 { notes.touch([papa], "visit", days: days, [.minutes: "240"]) }
        let concern = try #require(Concern.all(in: notes.book).first { $0.subject == .cooling })
        #expect(concern.person == papa)
        #expect(concern.reasons[0].hasSuffix("no touch since"))
        notes.touch([papa], "call", days: 182)
        #expect(!subjects(notes).contains(.cooling))
    }

    @Test func `S2-11: an ask is judged by the ledger before it`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        notes.touch([bob], "visit", days: 40, [.minutes: "240", .gave: "a map"])
        let ask = notes.write(
            .entry, [.text: "a letter", .side: "asked"], naming: [.person: bob], days: 1)
        #expect(!subjects(notes).contains(.ask))
        #expect(AskGuard(asking: bob, in: notes.book).verdict == .warmUp, "another one now")
        #expect(AskGuard(asking: bob, in: notes.book, besides: ask.id).verdict == .ask)
    }

    @Test func `Ties that go one way are told from three on, in either direction`() {
        for (field, count, expected) in [
            (FieldName.gave, 3, true), (.got, 3, true), (.gave, 2, false),
        ] {
            var notes = NotesOfADay()
            let bob = notes.person("Bob")
            for days in 0..<count {
                notes.touch([bob], "coffee", days: 5 + days, [field: "a book"])
            }
            notes.touch([bob], "thanks", days: 1)
            #expect(subjects(notes).contains(.ledger) == expected, "\(count) \(field)")
        }
    }

    @Test func `S2-7: the same words to many in a week are told, other words are not`() {
        var notes = NotesOfADay()
        for number in 0..<4 {
            let person = notes.person("P\(number)")
            notes.touch([person], "mail", days: 1, [.text: "Happy   new year!"])
            notes.touch([person], "mail", days: 1, [.text: "For \(number) alone"])
        }
        #expect(subjects(notes) == [.words])
    }

    @Test func `S0-10: loaded words are found by word, in any case, and each once`() {
        let text = "A STUPID, stupid idea of a parasites' nest; Leading the lab. Divorced?"
        #expect(Wording.findings(in: text).map(\.word) == ["stupid", "parasites", "divorced"])
        #expect(
            Wording.findings(in: text).map(\.reason) == [.verdict, .verdict, .intimate])
        for plain in [
            "", "I mean the milk of Lead Street", "leads a team, hunts for a room", "classes",
            "He was late three times; I felt small",
        ] { #expect(Wording.findings(in: plain).isEmpty, "\(plain)") }
        #expect(Wording.Reason.allCases.allSatisfy { !$0.proposal.isEmpty })
    }

    @Test func `S3-4: a draft to ask begins with what is shared, and leaves a no open`() {
        var notes = NotesOfADay()
        let dora = notes.person("Dora Dean", [.trust: "2", .why: "secret reasons"])
        notes.touch([dora], "coffee", days: 20, [.text: "the harbour", .got: "a map"])
        notes.write(.need, [.text: "a cellar"], naming: [.person: dora])
        notes.write(.me, [.name: "Ann"])
        let draft = MessageDraft(
            .ask, to: dora, wish: "a letter", name: "Dora Dean", in: notes.book)
        for words in ["Dear Dora,", "a coffee: the harbour", "a map", "a letter", "A no is", "Ann"]
        {
            #expect(draft.text.contains(words), "\(words)")
        }
        #expect(!draft.text.contains("secret") && draft.isPersonal)
        #expect(draft.reasons.count == 3)
        for purpose in MessageDraft.Purpose.allCases {
            let text = MessageDraft(purpose, to: dora, name: "Dora Dean", in: notes.book).text
            #expect(!text.contains("\n\n\n") && text.hasSuffix("Ann\n"), "\(purpose)")
        }
    }

    @Test
    func `S3-4: a touch without words counts by its type, day and gathering, and a gift is named`()
    {
        var notes = NotesOfADay()
        let karl = notes.person("Karl Maier")
        let fair = notes.write(.event, [.text: "the Fair"])
        notes.touch([karl], "coffee", days: 90, [.text: "storage"])
        notes.touch([karl], "coffee", days: 4, [.gave: "a contact"], naming: [.event: fair.id])
        let day = NotesOfADay.today.adding(days: -4)
        let ask = MessageDraft(.ask, to: karl, wish: "a letter", name: "Karl", in: notes.book)
        #expect(
            ask.text.contains(
                "On \(LetterDay.text(day, today: NotesOfADay.today)) we had a coffee at the Fair."))
        #expect(ask.text.contains("I hope it was of use to you: a contact."))
        #expect(!ask.text.contains("storage") && ask.isPersonal)
        notes.touch([karl], "event", days: 1, naming: [.event: fair.id])
        let next = MessageDraft(.followup, to: karl, name: "Karl", in: notes.book)
        #expect(next.text.contains("we had a word at the Fair."))
    }

    @Test func `S3-4: a letter has days as people write them, and none of the tool's words`() {
        var notes = NotesOfADay()
        let (celia, kuno) = (notes.person("Celia"), notes.person("Kuno"))
        let market = notes.write(.event, [.text: "lab market"])
        notes.touch([celia], "event", days: 4, naming: [.event: market.id])
        notes.write(.followup, [.text: EventFollowUp.withoutNote], naming: [.person: celia])
        func draft(_ purpose: MessageDraft.Purpose, _ person: EntityID) -> String {
            MessageDraft(purpose, to: person, name: "X", in: notes.book).text
        }
        #expect(!draft(.followup, celia).contains("say what"))
        #expect(draft(.followup, celia).contains("What I took home: [what]."))
        notes.write(.followup, [.text: "lab market"], naming: [.person: celia])
        let market2 = draft(.followup, celia).components(separatedBy: "lab market").count
        #expect(market2 == 2, "said once")
        notes.write(.followup, [.text: "the seats"], naming: [.person: celia])
        #expect(draft(.followup, celia).contains("I wanted to come back to you: the seats."))
        notes.touch([kuno], "mail", days: 3, [.direction: "in", .text: "sorry for the silence"])
        let hello = draft(.hello, kuno)
        #expect(hello.contains("Thank you for your mail of ") && !hello.contains("sorry"))
        #expect(hello.components(separatedBy: "how you are").count == 2)
        #expect(!hello.contains("How are you") && !hello.contains("-"))
        let today = CivilDay(year: 2026, month: 11, day: 22)
        for (day, words) in [("2026-10-07", "7 October"), ("2025-12-31", "31 December 2025")] {
            let text = CivilDay(day).flatMap { day in
                today.map { LetterDay.text(day, today: $0) }
            }
            #expect(text == words)
        }
    }

    @Test func `S2-8: a promise that was not kept is told until there was a talk`() {
        var notes = NotesOfADay()
        let uwe = notes.person("Uwe")
        let eve = notes.person("Eve", [.boundary: "no"])
        let by = NotesOfADay.today.adding(days: -9).description
        for person in [uwe, eve] {
            notes.touch([person], "coffee", days: 20)
            notes.write(
                .promise, [.text: "the slides", .by: by, .status: "broken"],
                naming: [.person: person])
        }
        #expect(
            Concern.all(in: notes.book).map(\.sentence)
                == ["You did not keep what you promised Uwe: the slides."])
        notes.touch([uwe], "mail", days: 1, [.direction: "out", .response: "none"])
        #expect(Concern.all(in: notes.book).count == 1)
        notes.touch([uwe], "call", days: 0)
        #expect(Concern.all(in: notes.book).isEmpty)
    }

    @Test func `S0-21: what others promised is told when its day has passed, unless they rest`() {
        var notes = NotesOfADay()
        let grace = notes.person("Grace")
        let gone = notes.person("Gone", [.retired: "moved away"])
        let by = NotesOfADay.today.adding(days: -1)
        for person in [grace, gone] {
            for day in [by, NotesOfADay.today] {
                notes.write(
                    .promise, [.text: "a letter", .side: "theirs", .by: day.description],
                    naming: [.person: person])
            }
        }
        let concerns = Concern.all(in: notes.book)
        #expect(concerns.map(\.sentence) == ["Grace promised you: a letter, by \(by)."])
        #expect(concerns[0].remedy.hasPrefix("ask kindly, or let it go: kith done "))
    }

    @Test func `S2-11: an ask of somebody close is early, and not out of the cold`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", [.strength: "60"])
        let far = notes.person("Far")
        notes.touch([ada], "coffee", days: 3)
        for person in [ada, far] {
            notes.write(.entry, [.text: "a letter", .side: "asked"], naming: [.person: person])
        }
        let sentences = Concern.all(in: notes.book).map(\.sentence)
        #expect(sentences.contains("You asked Ada for a letter before the well was full."))
        #expect(sentences.contains("You asked Far for a letter out of the cold."))
    }

    @Test func `S0-12: a line about a touch says where it was, and that nothing came back`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let fair = notes.write(.event, [.text: "the Fair"])
        notes.touch([ada], "coffee", days: 1, [.text: "silt"], naming: [.event: fair.id])
        notes.touch([ada], "mail", days: 0, [.direction: "out", .response: "none"])
        let lines = notes.book.touches(with: ada).map(notes.book.line)
        #expect(lines[0].hasSuffix("  coffee at the Fair: silt"))
        #expect(lines[1].hasSuffix("  mail (no answer)"))
    }

    @Test func `S2-7: drafts without a word of one's own for more than three are alike`() {
        var notes = NotesOfADay()
        let people = (0..<5).map { notes.person("P\($0)") }
        func alike() -> Int {
            MessageDraft.alike(
                people.map { MessageDraft(.hello, to: $0, name: "P", in: notes.book) }
            ).count
        }
        #expect(alike() == 5)
        for person in people.prefix(2) {
            notes.write(.need, [.text: "a cellar"], naming: [.person: person])
        }
        #expect(alike() == 0)
    }

    @Test func `S0-7: the silence of the private circle is told of those never touched, too`() {
        var notes = NotesOfADay()
        let elin = notes.person("Elin", tier: .close, [.circle: "private"])
        notes.promised(elin, at: NotesOfADay.noon(daysAgo: 330))
        let bea = notes.person("Bea", [.circle: "private"])
        notes.promised(bea, at: NotesOfADay.noon(daysAgo: 330))
        let fresh = notes.person("Fresh", tier: .close, [.circle: "private"])
        notes.promised(fresh, at: NotesOfADay.noon(daysAgo: 3))
        let told = Concern.all(in: notes.book).filter { $0.subject == .silence }
        #expect(Set(told.compactMap(\.person)) == [elin, bea])
        #expect(told.allSatisfy { $0.sentence.hasPrefix("No touch with ") })
    }

    @Test func `S4-24: who stood up for me is not said to give nothing`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        for days in [5, 10, 20] { notes.touch([bob], "coffee", days: days, [.gave: "a lamp"]) }
        func isOneSided() -> Bool {
            Concern.all(in: notes.book).contains { $0.subject == .ledger }
        }
        #expect(isOneSided())
        notes.write(
            .support, [.text: "backed me", .side: "theirs"], naming: [.person: bob], days: 3)
        #expect(!isOneSided())
        #expect(Balance(with: bob, in: notes.book).received == 1)
    }

    @Test func `the order of what is to be looked at is the same each time`() {
        func order() -> [EntityID?] {
            var notes = NotesOfADay()
            for _ in 0..<12 {
                let ada = notes.person("Ada Lind")
                for days in [5, 10, 20] { notes.touch([ada], "coffee", days: days, [.gave: "x"]) }
            }
            return Concern.all(in: notes.book).map(\.person)
        }
        let first = order()
        #expect(first.count >= 12)
        for _ in 0..<8 { #expect(order() == first) }
    }
}
