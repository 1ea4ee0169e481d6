import ChangeLog
import ContactModel
import Testing

@testable import RelationshipPractice

/// What the comments of weights and thresholds promise of them.
@Suite struct WeightTests {
    private let goalParts = [
        StandingWeights.seat.whole, StandingWeights.target.whole, StandingWeights.goalTouch.whole,
        StandingWeights.outcome.whole, StandingWeights.support.whole,
    ]
    private let tieParts = [
        StandingWeights.closeness, StandingWeights.exchange.whole, StandingWeights.known.whole,
        StandingWeights.stages.values.max() ?? 0,
    ]

    @Test func `S4-7: nothing alone makes anybody close`() {
        for part in goalParts + tieParts + [StandingWeights.influence.whole] {
            #expect(part < StandingWeights.closePoints)
        }
    }

    @Test func `S4-6: a goal and a tie at their fullest weigh about the same`() {
        let (goal, tie) = (goalParts.reduce(0, +), tieParts.reduce(0, +))
        #expect(abs(goal - tie) * 10 <= goal + tie)
    }

    @Test func `S4-6: what leads to focus leads to close, and close to active`() {
        #expect(
            StandingWeights.activePoints < StandingWeights.closePoints
                && StandingWeights.closePoints < StandingWeights.focusPoints)
    }

    @Test func `S3-1: without a purpose nothing alone makes a gathering worth going to`() {
        let others = [
            EventWeights.target.whole, EventWeights.seat.whole, EventWeights.need.whole,
            EventWeights.areaPeople.whole, EventWeights.everybody, EventWeights.stay,
            EventWeights.returned,
        ]
        for part in others {
            #expect(EventWeights.start + EventWeights.noPurpose + part < EventWeights.go)
        }
        #expect(EventWeights.start + EventWeights.goal < EventWeights.go)
        #expect(
            EventWeights.start + EventWeights.area.base + 5 * EventWeights.area.energy
                < EventWeights.go)
    }

    @Test func `S3-9: a community that was left, and a rest, outweigh a goal`() {
        #expect(EventWeights.leave + EventWeights.goal < 0)
        #expect(EventWeights.rest + EventWeights.goal < 0)
    }

    @Test func `S4-20: a seat weighs more than the deepest touch, and less than two`() {
        #expect((Touch.deepest + 1..<2 * Touch.deepest).contains(DormantTie.seatWeight))
    }

    @Test func `S2-11: an hour's coffee opens the way to ask for six weeks`() {
        let closeness = [0, 42, 50].map { days in
            var notes = NotesOfADay()
            let bob = notes.person("Bob")
            notes.touch([bob], "coffee", days: days, [.minutes: "60"])
            return notes.book.closeness(to: bob).score
        }
        #expect(closeness[0] == 33)
        #expect(closeness[1] >= AskGuard.enoughCloseness)
        #expect(closeness[2] < AskGuard.enoughCloseness)
    }

    @Test func `S1-17: the weakest word costs as much as the longest way of strong ones`() {
        let weakest = IntroductionSearch.cost(ofStrength: 1)
        let strong = IntroductionSearch.cost(ofStrength: 100)
        #expect(weakest < IntroductionSearch.maximumHandshakes * strong)
        #expect(weakest >= (IntroductionSearch.maximumHandshakes - 1) * strong)
    }

    @Test func `S4-2: ten touches lift a tie by about one tier`() {
        let tiers: [Tier?] = [nil, .wide, .active, .close, .focus]
        let strengths = tiers.map { Tier.strength(of: $0, touches: 0) }
        #expect(strengths == strengths.sorted())
        for (tier, next) in zip(tiers, strengths.dropFirst(2)) {
            #expect(Tier.strength(of: tier, touches: 1_000) <= next)
        }
    }
}
