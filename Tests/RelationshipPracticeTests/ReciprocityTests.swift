import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

@Suite struct ReciprocityTests {
    @Test func `S2-3: the ledger adds touches and entries up, by weight`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let ada = notes.person("Ada")
        notes.touch([bob], "coffee", days: 30, [.gave: "a book", .got: "a map"])
        notes.touch([ada], "coffee", days: 2, [.gave: "a cake"])
        for (side, weight) in [("given", "3"), ("received", "2"), ("asked", "4")] {
            notes.write(
                .entry, [.text: side, .side: side, .weight: weight], naming: [.person: bob],
                days: 10)
        }
        notes.write(.entry, [.text: "a hand", .side: "given"], naming: [.person: bob])
        let balance = Balance(with: bob, in: notes.book)
        #expect([balance.given, balance.received, balance.asked] == [5, 3, 4])
        notes.write(
            .entry, [.text: "a letter", .side: "asked", .status: "yes", .weight: "2"],
            naming: [.person: bob])
        #expect(Balance(with: bob, in: notes.book).sentence == "given 5, received 5, asked 6")
        #expect(balance.lastGiven == NotesOfADay.today.adding(days: -10))
    }

    /// Somebody whom one may ask: close, lately met, and given to.
    private func asked(
        _ overlay: [FieldName: String] = [:], gave: String = "a contact", days: Int = 10
    ) -> (notes: NotesOfADay, person: EntityID) {
        var notes = NotesOfADay()
        let bob = notes.person("Bob", tier: .close, overlay)
        for day in 0..<5 {
            notes.touch([bob], "meal", days: days + day, [.minutes: "90", .gave: gave])
        }
        return (notes, bob)
    }

    @Test func `S2-11: the way is free when it is close, fresh, and more was given`() {
        let (notes, bob) = asked()
        let answer = AskGuard(asking: bob, in: notes.book)
        #expect(answer.verdict == .ask)
        #expect(answer.plan.isEmpty && !answer.reasons.isEmpty)
    }

    @Test func `S2-11: otherwise the guard says what to do first, and why`() {
        var (notes, bob) = asked(gave: "")
        var answer = AskGuard(asking: bob, in: notes.book)
        #expect(answer.verdict == .warmUp)
        #expect(answer.plan.contains { $0.contains("give something first") })

        (notes, bob) = asked(days: 400)
        answer = AskGuard(asking: bob, in: notes.book)
        #expect(answer.verdict == .warmUp)
        #expect(answer.reasons.contains { $0.hasPrefix("last in touch") })

        (notes, bob) = asked()
        notes.write(.promise, [.text: "the draft"], naming: [.person: bob])
        answer = AskGuard(asking: bob, in: notes.book)
        #expect(answer.plan == ["keep your promise first"])

        let stranger = notes.person("Stranger")
        #expect(AskGuard(asking: stranger, in: notes.book).verdict == .warmUp)
    }

    @Test func `S2-11: the evidence names touches, the ledger, open promises and the rule`() {
        var (notes, bob) = asked()
        notes.write(.promise, [.text: "the draft"], naming: [.person: bob])
        notes.write(.entry, [.text: "a reference", .side: "asked"], naming: [.person: bob])
        let evidence = AskGuard(asking: bob, in: notes.book).evidence
        let last = NotesOfADay.today.adding(days: -10)
        for line in ["\(last)  meal", "ledger: asked a reference", "open promise: the draft"] {
            #expect(evidence.contains(line), "\(evidence)")
        }
        #expect(evidence.last?.contains("closeness of 30, within 180 days") == true)
    }

    @Test func `S4-20: a quiet tie is dormant after half a year, by what was and what could be`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let bob = notes.person("Bob")
        let eve = notes.person("Eve")
        let muted = notes.person("Muted", [.boundary: "no"])
        for day in [200, 300] { notes.touch([ada, muted], "meal", days: day) }
        notes.touch([bob], "mail", days: 181, [.gave: "a map"])
        notes.touch([bob], "visit", days: 400)
        notes.touch([bob], "like", days: 1)
        notes.touch([eve], "visit", days: 180)
        let goal = notes.write(.goal, [.text: "Open a brewery"])
        notes.write(
            .seat, [.text: "the grower"], naming: [.goal: goal.id, .person: bob])
        notes.write(.need, [.text: "a kettle"], naming: [.person: ada])
        let ties = DormantTie.all(in: notes.book)
        #expect(ties.map(\.name) == ["Bob", "Ada"])
        #expect(ties.map(\.score) == [9, 4])
        #expect(ties.last?.reasons.last == "ask about: a kettle")
        let day = NotesOfADay.today.adding(days: -181)
        let past = NotesOfADay.today.adding(days: -400)
        #expect(
            ties.first?.evidence.prefix(3) == [
                "\(day)  mail, depth 1", "\(past)  visit, depth 3", "seat: the grower",
            ])
        #expect(ties.first?.reasons.last == "ask whether it was of use: a map")
    }

    @Test
    func `S4-20: one meeting was never a strong tie, and every dormant one has a reason to write`()
    {
        var notes = NotesOfADay()
        let once = notes.person("Once")
        let twice = notes.person("Twice")
        let said = notes.person("Said", [.strength: "60"])
        notes.touch([once], "visit", days: 300)
        for days in [300, 310] { notes.touch([twice], "coffee", days: days, [.text: "the sea"]) }
        notes.touch([said], "mail", days: 300)
        let ties = DormantTie.all(in: notes.book)
        #expect(ties.map(\.name) == ["Twice", "Said"])
        #expect(ties[0].reasons.last == "you last spoke of the sea")
        #expect(ties[1].reasons.last?.hasPrefix("say that they came to your mind") == true)
        #expect(ties[1].reasons.first?.hasPrefix("1 touch, ") == true)
    }

    @Test func `What was kept, or promised by the other side, is no reason to wait`() {
        var (notes, bob) = asked()
        notes.write(.promise, [.text: "a", .status: "kept"], naming: [.person: bob])
        notes.write(.promise, [.text: "b", .side: "theirs"], naming: [.person: bob])
        #expect(AskGuard(asking: bob, in: notes.book).verdict == .ask)
    }

    @Test func `S0-11: who said no is not asked, however close`() {
        let (notes, bob) = asked([.boundary: "no"])
        let answer = AskGuard(asking: bob, in: notes.book)
        #expect(answer.verdict == .no)
        #expect(answer.plan.isEmpty)
    }

    @Test(arguments: [
        ("a translator", "translators", true), ("translators", "translator", true),
        ("a glass", "a gla", false), ("gas", "ga", false), ("vans", "a van", true),
    ])
    func `S3-14: one and several of a thing are the same word`(
        need: String, offer: String, isMet: Bool
    ) {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        notes.write(.need, [.text: need], naming: [.person: ada])
        notes.write(.offer, [.text: offer])
        #expect(HelpRadar.matches(in: notes.book).isEmpty != isMet)
    }

    @Test func `S1-29: who is let rest is not asked, and no step towards them is proposed`() {
        let (notes, bob) = asked([.retired: "hurt me"])
        let answer = AskGuard(asking: bob, in: notes.book)
        #expect(answer.verdict == .no && answer.plan.isEmpty)
        #expect(answer.reasons == ["is retired (hurt me)"])
        let (later, eve) = asked([.mute: NotesOfADay.today.adding(days: 3).description])
        #expect(AskGuard(asking: eve, in: later.book).verdict == .ask)
    }

    @Test func `S3-14: a need meets my offer, another's offer, and what somebody knows`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let bob = notes.person("Bob", [.knows: "brewing=4, chess"])
        let eve = notes.person("Eve")
        notes.write(.need, [.text: "a kettle for brewing"], naming: [.person: ada])
        notes.write(.offer, [.text: "A kettle to lend"])
        notes.write(.offer, [.text: "a brewing kettle"], naming: [.person: eve])
        let answers = HelpRadar.matches(in: notes.book)
        #expect(
            answers.map(\.answer) == [
                "Eve: a brewing kettle", "Bob knows brewing", "your offer: A kettle to lend",
            ])
        #expect(answers.first?.words == ["brewing", "kettle"])
        #expect(
            answers.first?.evidence.prefix(2) == [
                "need of Ada: a kettle for brewing", "offer: a brewing kettle",
            ])
        #expect(answers.map(\.helper) == [eve, bob, nil])
    }

    @Test func `S0-15: who is left in peace is neither helped nor named as help`() {
        let tomorrow = NotesOfADay.today.adding(days: 1).description
        for silence in [[FieldName.boundary: "no"], [.mute: tomorrow], [.retired: "enough"]] {
            var notes = NotesOfADay()
            let ada = notes.person("Ada")
            _ = notes.person("Bob", silence.merging([.knows: "brewing"]) { first, _ in first })
            notes.write(.need, [.text: "brewing lessons"], naming: [.person: ada])
            #expect(HelpRadar.matches(in: notes.book).isEmpty)

            let quiet = notes.person("Quiet", silence)
            notes.write(.need, [.text: "good kettle"], naming: [.person: quiet])
            notes.write(.offer, [.text: "kettle"])
            #expect(HelpRadar.matches(in: notes.book).isEmpty)
        }
    }

    @Test func `S2-14: short words are needs too, and words that join others are none`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        notes.write(.need, [.text: "a van for moving"], naming: [.person: ada])
        notes.write(.need, [.text: "tax and AI"], naming: [.person: ada])
        for offer in ["a van", "advice on tax", "eine Stunde for other things"] {
            notes.write(.offer, [.text: offer])
        }
        notes.write(.need, [.text: "eine andere Stelle"], naming: [.person: ada])
        #expect(Set(HelpRadar.matches(in: notes.book).map(\.words)) == [["van"], ["tax"]])
    }

    @Test func `A met need, one's own offer and words that say nothing match nothing`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", [.knows: "brewing"])
        notes.write(.need, [.text: "brewing", .status: "met"], naming: [.person: ada])
        notes.write(.need, [.text: "some help with this"], naming: [.person: ada])
        notes.write(.need, [.text: "brewing"], naming: [.person: ada])
        notes.write(.offer, [.text: "help with brewing"], naming: [.person: ada])
        notes.write(.offer, [.text: "some help about that"])
        #expect(HelpRadar.matches(in: notes.book).isEmpty)
    }

    @Test func `S0-5: who could help each other, or shares a field, should meet; best first`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let bob = notes.person("Bob", [.knows: "brewing"])
        let eve = notes.person("Eve")
        notes.write(.need, [.text: "brewing advice"], naming: [.person: ada])
        notes.write(.area, [.text: "Harbours"], people: [.people: [ada, bob]])
        notes.write(.area, [.text: "Chess"], people: [.people: [bob, eve]])
        let pairs = Weaving.pairs(in: notes.book)
        #expect(pairs.map { [$0.first, $0.second] } == [[ada, bob], [bob, eve]])
        #expect(
            pairs.first?.reasons == [
                "Ada needs brewing advice; Bob knows brewing", "both are in Harbours",
            ])
    }

    @Test func `Who knows each other already is not woven again`() {
        for kind in [EntityKind.relation, .intro, .touch] {
            var notes = NotesOfADay()
            let ada = notes.person("Ada")
            let bob = notes.person("Bob")
            notes.write(.area, [.text: "Harbours"], people: [.people: [ada, bob]])
            #expect(Weaving.pairs(in: notes.book).count == 1)
            if kind == .touch {
                notes.touch([ada, bob], "coffee", days: 3)
            } else {
                notes.write(kind, [.text: "friend"], naming: [.a: bob, .b: ada])
            }
            #expect(Weaving.pairs(in: notes.book).isEmpty, "\(kind.rawValue)")
        }
    }

    @Test func `S3-13: a need is told by what it is, an offer with its limits`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        notes.write(.need, [.text: "no sand", .type: "pain"], naming: [.person: bob])
        notes.write(.offer, [.text: "sand", .limits: "a sack a week"])
        let match = HelpRadar.matches(in: notes.book).first
        #expect(match?.needPhrase == "has a hard time: no sand")
        #expect(match?.answer == "your offer: sand (a sack a week)")
    }

    @Test func `S0-5: allies, and who was met through whom, need no introduction`() {
        var notes = NotesOfADay()
        let people = ["Ada", "Bob", "Cy", "Di"].map { notes.person($0) }
        notes.write(.area, [.text: "t"], people: [.people: people])
        #expect(Weaving.pairs(in: notes.book).count == 6)
        notes.write(.alliance, [.text: "pact"], people: [.people: [people[0], people[1]]])
        notes.say(people[3], .metVia, people[0])
        #expect(Weaving.pairs(in: notes.book).count == 4)
    }
}
