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
        #expect(facts.isClosed == isClosed && HelpRadar.isSilent(ada, book))
        #expect((IntroductionSearch.ownStrength(facts) == nil) == isClosed)
        #expect((ContactRhythm(facts, ruleTags: []) == nil) == isClosed)
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
