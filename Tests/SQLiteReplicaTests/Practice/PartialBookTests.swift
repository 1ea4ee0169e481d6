import ChangeLog
import ContactModel
import RelationshipPractice
import TestSupport
import Testing

@testable import SQLiteReplica

/// A question about one goal, pool or person is answered from what is written about it alone, in the
/// same words as from the whole book.
@Suite struct PartialBookTests {
    private static let seeds: Range<UInt64> = 0..<6

    /// Calls the closure with machines on which much was written down, also for goals.
    private func eachMachine(
        _ seed: UInt64, _ body: (Replica, PracticeBook) throws -> Void
    ) throws {
        var life = try RandomPractice(seed: seed)
        try life.live(steps: 120)
        let machine = try #require(life.machines.first)
        var direction = RandomDirection(machine, seed: seed)
        try direction.write()
        // Some of those who were named are merged or gone afterwards.
        try life.live(steps: 60)
        try body(machine, try machine.practiceBook(today: RandomPractice.today) { _ in 0 })
    }

    @Test(arguments: seeds)
    func `What is there for a goal, and how its routes compare`(seed: UInt64) throws {
        try eachMachine(seed) { machine, whole in
            let goals = try machine.items(of: .goal)
            #expect(whole.items(.touch).contains { $0.entity(.event) != nil })
            for goal in goals {
                let book = try machine.practiceBook(about: goal, today: RandomPractice.today) { _ in
                    0
                }
                #expect(GoalGap(goal, in: book) == GoalGap(goal, in: whole))
                let routes = try machine.practiceBook(
                    about: [goal.id], today: RandomPractice.today, minutesEast: { _ in 0 })
                #expect(RouteComparison(goal, in: routes) == RouteComparison(goal, in: whole))
            }
            #expect(
                GoalGap.all(in: whole) == whole.open(.goal).map { GoalGap($0, in: whole) })
            #expect(GoalGap.all(in: whole).contains { !$0.connected.isEmpty })
        }
    }

    @Test(arguments: seeds)
    func `The next round of a pool`(seed: UInt64) throws {
        try eachMachine(seed) { machine, whole in
            for pool in try machine.items(of: .pool) {
                let book = try machine.practiceBook(
                    about: [pool.id], with: [.pool, .area], and: pool.entities(.people),
                    today: RandomPractice.today, minutesEast: { _ in 0 })
                let (part, law) = (
                    PoolRound(of: book.asRead(pool), in: book),
                    PoolRound(of: whole.asRead(pool), in: whole)
                )
                #expect(part.match == law.match)
                #expect(part.number == law.number)
                #expect(part.evidence == law.evidence)
                #expect(part.leftInPeace == law.leftInPeace)
                #expect(part.sittingOut == law.sittingOut)
            }
        }
    }

    @Test(arguments: seeds)
    func `The tier that fits somebody, and words to begin a message with`(seed: UInt64) throws {
        try eachMachine(seed) { machine, whole in
            for person in try machine.people() {
                let candidates = [
                    TierCandidate(
                        person: person.id, name: person.name, current: Tier(rawValue: person.tier))
                ]
                let book = try machine.practiceBook(
                    about: [person.id], with: Purposes.kinds + [.me], today: RandomPractice.today,
                    minutesEast: { _ in 0 })
                #expect(
                    TierProposal.proposals(for: candidates, in: book, caps: try machine.tierCaps())
                        == TierProposal.proposals(for: candidates, in: whole))
                for purpose in MessageDraft.Purpose.allCases {
                    #expect(
                        MessageDraft(purpose, to: person.id, name: person.name, in: book)
                            == MessageDraft(purpose, to: person.id, name: person.name, in: whole))
                }
            }
        }
    }

    @Test(arguments: seeds)
    func `Whose data is to be looked at again, and who brought me whom`(seed: UInt64) throws {
        try eachMachine(seed) { machine, whole in
            let tiers = try machine.practiceBook(
                about: EmptyCollection(), in: StaleContact.tiers, today: RandomPractice.today,
                minutesEast: { _ in 0 })
            #expect(StaleContact.queue(in: tiers) == StaleContact.queue(in: whole))
            let sayings = try machine.practiceBook(of: [], today: RandomPractice.today) { _ in 0 }
            #expect(IntroductionTree(sayings) == IntroductionTree(whole))
        }
    }
}

/// Writes down goals, gatherings for them, and who is there.
private struct RandomDirection {
    private let machine: Replica
    private var random: SeededRandom
    private var written: [EntityKind: [EntityID]] = [:]

    init(_ machine: Replica, seed: UInt64) {
        self.machine = machine
        random = SeededRandom(seed: seed &+ 77)
    }

    private static let kinds: [EntityKind] = [
        .goal, .area, .community, .event, .touch, .touch, .touch, .seat, .target, .told, .support,
        .outcome, .step, .entry, .need, .criterion, .route, .pool, .pair, .me,
    ]

    /// Writes 120 items of kinds that serve something.
    mutating func write() throws {
        let people = try machine.people().map(\.id)
        for person in people {
            guard Int.random(in: 0..<4, using: &random) == 0, let via = random.pick(people),
                via != person
            else { continue }
            try machine.setOverlay(of: person, [(field: .metVia, value: via.bytes)])
        }
        for number in 0..<120 {
            let kind = number < 4 ? Self.kinds[number] : random.pick(Self.kinds) ?? .goal
            try machine.write("new", [draft(kind, number, people)])
        }
    }

    private mutating func draft(
        _ kind: EntityKind, _ number: Int, _ people: [EntityID]
    ) -> ItemDraft {
        var draft = ItemDraft(id: machine.newItemID(), kind: kind)
        for field in ItemCatalogue.schema(of: kind)?.fields ?? [] {
            switch field.type {
            case .item(let other):
                guard Int.random(in: 0..<4, using: &random) > 0,
                    let named = random.pick(written[other] ?? [])
                else { continue }
                draft.set(field.name, entity: named)
            case .person:
                if let person = random.pick(people) { draft.set(field.name, entity: person) }
            case .people:
                for _ in 0..<Int.random(in: 1...5, using: &random) {
                    if let person = random.pick(people) { draft.insert(field.name, person) }
                }
            case .text: draft.set(field.name, text: "\(kind.rawValue) \(number)")
            default: continue
            }
        }
        let day = UInt64(RandomPractice.today.number - Int.random(in: 0..<60, using: &random))
        if ItemCatalogue.schema(of: kind)?.field(.at) != nil {
            draft.set(.at, instant: day * 86_400_000)
        }
        if kind == .touch { draft.set(.type, text: random.pick(["coffee", "meal", "mail"]) ?? "") }
        if kind == .pair { draft.set(.round, text: String(number % 3)) }
        if kind == .me { draft.set(.audience, text: "") }
        written[kind, default: []].append(draft.id)
        return draft
    }
}
