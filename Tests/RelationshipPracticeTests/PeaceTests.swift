import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// Who is left in peace, and what is said of it instead of a proposal.
@Suite struct PeaceTests {
    private static let resting: [(overlay: [FieldName: String], says: String, isClosed: Bool)] = [
        ([.boundary: "no"], "said no, which is final until you lift it", true),
        ([.retired: "moved away"], "is retired (moved away)", true),
        ([.mute: NotesOfADay.today.adding(days: 3).description], "is muted until", false),
    ]

    @Test(arguments: resting.indices)
    func `S0-11, S0-15, S1-29: whoever is left in peace is so for a gap, an area, a target, a way`(
        row: Int
    ) throws {
        let (overlay, says, isClosed) = Self.resting[row]
        var notes = NotesOfADay()
        let ada = notes.person("Ada", tier: .close, overlay)
        for days in [3, 9] { notes.touch([ada], "visit", days: days) }
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        notes.write(
            .seat, [.text: "vouches", .role: "sponsor"],
            naming: [.goal: goal.id, .person: ada])
        let area = notes.write(.area, [.text: "Salt"], naming: [.goTo: ada])
        notes.write(.target, [.text: "Head"], naming: [.person: ada])
        let book = notes.book
        let gap = GoalGap(goal, in: book)
        #expect(gap.seats[0].state == .resting && gap.seats[0].why.contains(says))
        #expect(gap.seats[0].why.contains("name somebody else"))
        #expect(gap.emptyRoles.contains("sponsor"))
        let coverage = AreaCoverage(area, in: book)
        #expect(coverage.state == .blind && coverage.reasons[0].contains(says))
        #expect(TargetRank.all([:], in: book).isEmpty)
        #expect(TargetRank.resting(in: book).map(\.target) == book.items(.target))
        #expect(TargetRank.resting(in: book)[0].peace.sentence.hasPrefix(says))
        let facts = try #require(book.people[ada])
        #expect(facts.isClosed == isClosed && book.peace(of: ada) != nil)
        #expect((IntroductionSearch.ownStrength(facts) == nil) == isClosed)
        #expect((ContactRhythm(facts, under: CadenceRules()) == nil) == isClosed)
    }

    /// Somebody of whom kith would have much to propose, were there nothing against it.
    private func book(
        tier: Tier = .close, _ overlay: [FieldName: String] = [:], died: String? = nil,
        attempts: Int = 0
    ) -> (book: PracticeBook, ada: EntityID) {
        var notes = NotesOfADay()
        let overlay = overlay.merging([.knows: "boats"]) { first, _ in first }
        let ada = notes.person("Ada", tier: tier, overlay)
        if let died { notes.died(ada, died) }
        let ben = notes.person("Ben", tier: .close)
        for days in [400, 410, 420] { notes.touch([ada], "visit", days: days, [.learned: "salt"]) }
        for number in 0..<attempts {
            notes.touch(
                [ada], "mail", days: 10 + number, [.direction: "out", .response: "none"])
        }
        notes.write(.need, [.text: "boats"], naming: [.person: ben])
        notes.write(.offer, [.text: "boats to lend"], naming: [.person: ada])
        notes.write(.need, [.text: "maps"], naming: [.person: ada])
        notes.write(.offer, [.text: "maps"])
        notes.write(.area, [.text: "Salt"], people: [.people: [ada, ben]])
        return (notes.book, ada)
    }

    private func proposals(about ada: EntityID, in book: PracticeBook) -> Int {
        let radar = HelpRadar.matches(in: book).count { $0.person == ada || $0.helper == ada }
        let dormant = DormantTie.all(in: book).count { $0.person == ada }
        let woven = Weaving.pairs(in: book).count { $0.first == ada || $0.second == ada }
        let teachers = Teacher.all(in: book).count { $0.person == ada }
        return radar + dormant + woven + teachers
    }

    @Test func `S0-11, S1-29: kith proposes nothing about who is at rest, or whose turn it is`() {
        let free = book()
        #expect(proposals(about: free.ada, in: free.book) >= 5)
        for (book, ada) in [
            book(tier: .rest), book([.stage: "retired"]), book([.boundary: "no"]),
            book(died: "1990-01-01"), book(attempts: DueContact.maximumUnanswered),
        ] {
            #expect(proposals(about: ada, in: book) == 0)
            let told = Concern.all(in: book).filter { $0.person == ada }.map(\.subject)
            #expect(Set(told).isSubset(of: [.boundary]))
        }
        let unanswered = book(attempts: DueContact.maximumUnanswered)
        let ask = AskGuard(asking: unanswered.ada, in: unanswered.book)
        #expect(ask.verdict == .no && ask.plan.isEmpty)
        #expect(ask.reasons[0].contains("their turn"))
    }

    @Test func `The dead are due to nobody, and nobody is asked to greet them`() throws {
        let (book, ada) = book(died: "1990-01-01")
        let facts = try #require(book.people[ada])
        #expect(facts.isClosed && book.peace(of: ada)?.sentence == "died (1990-01-01)")
        #expect(ContactRhythm(facts, under: CadenceRules()) == nil)
        #expect(IntroductionSearch.ownStrength(facts) == nil)
        let cause = Greeting.Cause(
            person: ada, name: "Ada", day: book.today, what: "name day", isWritten: true)
        #expect(Greeting.queue([cause], in: book).isEmpty)
        let candidate = TierCandidate(person: ada, name: "Ada")
        #expect(TierProposal.proposals(for: [candidate], in: book).map(\.tier) == [.rest])
    }

    @Test func `What is written down about somebody in the trash asks for nothing`() {
        var notes = NotesOfADay()
        let gone = EntityID(value: 7)
        notes.write(.promise, [.text: "the draft", .by: "2020-01-01"], naming: [.person: gone])
        notes.write(.target, [.text: "Head"], naming: [.person: gone])
        notes.write(.topic, [.text: "sea", .turn: "mine"], naming: [.person: gone])
        notes.touch([gone], "coffee", days: 3, [.got: "a map"])
        let book = notes.book
        #expect(Concern.all(in: book).isEmpty)
        #expect(ThanksDue.all(book).isEmpty && TargetRank.all([:], in: book).isEmpty)
    }

    @Test func `S0-15: a mute that is over, and nothing said, leave nobody out`() throws {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", [.mute: NotesOfADay.today.description, .boundary: "slow"])
        let book = notes.book
        let facts = try #require(book.people[ada])
        #expect(book.peace(of: ada) == nil && !facts.isClosed)
    }

    @Test func `S1-27: a scope is a scope exactly when a rule for it is read`() {
        let scopes = [
            "all", "ALL", "tier:close", "tier:best", "tier:", "tag:choir", "tag:", "tag:a\u{1}b",
            "relation:manager", "relation:", "boss", "", "everybody", "Tag:Choir",
        ]
        for scope in scopes {
            var notes = NotesOfADay()
            let rule = notes.write(.cadence, [.text: scope, .every: "5d"])
            let rules = CadenceRules([rule])
            let tiers = Tier.allCases.contains { tier in
                rules.cadence(own: nil, tags: [], tier: tier)?.cadence.idealDays == 5
            }
            let isRead = rules.coversEverybody || !rules.tags.isEmpty || tiers
            #expect(CadenceRules.isScope(scope) == isRead, "\(scope)")
        }
    }
}
