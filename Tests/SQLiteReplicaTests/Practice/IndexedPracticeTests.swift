import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

@testable import SQLiteReplica

/// What is read from tables made for it equals what the pure rules say of the whole book.
@Suite struct IndexedPracticeTests {
    private static let seeds: Range<UInt64> = 0..<4

    private func eachStage(
        _ seed: UInt64, _ body: (Replica) throws -> Void
    ) throws {
        var life = try RandomPractice(seed: seed)
        for _ in 0..<3 {
            try life.live(steps: 60)
            for machine in life.machines { try body(machine) }
        }
        for first in life.machines {
            for second in life.machines where first !== second {
                for space in [Bench.personal, Bench.team] {
                    try first.send(to: second, space: space)
                }
            }
        }
        for machine in life.machines { try body(machine) }
    }

    private static func lines(_ contacts: some Sequence<DueContact>) -> String {
        contacts.map {
            "\($0.person.description.prefix(4)) \($0.name) \($0.due)\($0.isLate ? " late" : "") "
                + $0.reasons.joined(separator: "; ")
        }.joined(separator: "\n")
    }

    @Test(arguments: seeds)
    func `Who is due is what the rules say of everybody, in the same order`(seed: UInt64) throws {
        try eachStage(seed) { machine in
            let law = try LawOfTheBook(machine)
            let rules = try machine.cadenceRules()
            let found = try machine.due(
                rules, today: RandomPractice.today, dayOf: RandomPractice.dayOf)
            #expect(Self.lines(found.contacts) == Self.lines(law.due(rules)))
            #expect(found.count == found.contacts.count)
            let week = try machine.due(
                rules, today: RandomPractice.today, ahead: 7, dayOf: RandomPractice.dayOf)
            #expect(Self.lines(week.contacts) == Self.lines(law.due(rules, ahead: 7)))
            #expect(week.count == week.contacts.count)
            for limit in [0, 1, 3] {
                let first = try machine.due(
                    rules, today: RandomPractice.today, limit: limit,
                    dayOf: RandomPractice.dayOf)
                #expect(Self.lines(first.contacts) == Self.lines(found.contacts.prefix(limit)))
                #expect(first.count == found.count)
            }
        }
    }

    @Test(arguments: seeds)
    func `S4-5: how many touches counted in a time is what each of them says`(seed: UInt64) throws {
        try eachStage(seed) { machine in
            // One with nobody counts too: nobody's mark says so.
            var alone = ItemDraft(id: machine.newItemID(), kind: .touch)
            alone.set(.at, instant: UInt64(RandomPractice.today.number) * 86_400_000)
            alone.set(.type, text: "call")
            try machine.write("touch", [alone])
            let again = try Touch.saidAgain(
                machine.items(of: .touch), machine.canonicalCards(of: machine.people().map(\.id)))
            let touches = try machine.items(of: .touch).filter { !again.contains($0.id) }
                .map(Touch.init)
            let times = touches.map(\.milliseconds).sorted()
            let (first, last) = (times.first ?? 0, times.last ?? 0)
            for (from, end) in [(first, last), (0, last + 1), (times[times.count / 2], last + 1)] {
                let law = touches.count { $0.isReal && (from..<end).contains($0.milliseconds) }
                #expect(try machine.realTouchCount(from: from, before: end) == law)
            }
        }
    }

    @Test(arguments: seeds)
    func `What is open by a day is what is not over in the whole list`(seed: UInt64) throws {
        try eachStage(seed) { machine in
            for schema in ItemCatalogue.schemas {
                let day = RandomPractice.today.adding(days: 3)
                let law = try machine.items(of: schema.kind).filter { item in
                    schema.openBy(item).map { $0 <= day.description } ?? false
                }.sorted { left, right in
                    let days = [left, right].map { ($0.text(.by).isEmpty ? "9" : $0.text(.by)) }
                    return (days[0], left.instant(.at) ?? 0, left.id)
                        < (days[1], right.instant(.at) ?? 0, right.id)
                }
                #expect(try machine.openItems(of: schema.kind, by: day) == law)
            }
        }
    }

    @Test(arguments: seeds)
    func `Each way is the best over all written relations without whom those before it ask`(
        seed: UInt64
    ) throws {
        try eachStage(seed) { machine in
            let law = try LawOfTheBook(machine)
            for person in try machine.people().map(\.id).prefix(8) {
                for maximum in [2, 6] {
                    let ways = try machine.ways(
                        to: person, count: 3, maximumHandshakes: maximum,
                        today: RandomPractice.today)
                    let lawful = law.ways(to: person, count: 3, maximum: maximum)
                    #expect(ways.map(\.people.first?.id) == lawful.map(\.first))
                    #expect(ways.map(\.people.count) == lawful.map(\.handshakes))
                    let costs = ways.map { way in
                        way.strengths.map(IntroductionSearch.cost).reduce(0, +)
                    }
                    #expect(costs == lawful.map(\.cost))
                    #expect(ways.allSatisfy(law.holds))
                }
            }
        }
    }

    @Test(arguments: seeds)
    func `A book about somebody says of them what the whole book says`(seed: UInt64) throws {
        try eachStage(seed) { machine in
            let law = try LawOfTheBook(machine)
            for person in try machine.people().map(\.id) {
                let book = try machine.practiceBook(
                    about: [person], today: RandomPractice.today, minutesEast: { _ in 0 })
                #expect(book.closeness(to: person) == law.book.closeness(to: person))
                #expect(Balance(with: person, in: book) == Balance(with: person, in: law.book))
                #expect(
                    AskGuard(asking: person, in: book) == AskGuard(asking: person, in: law.book))
                for schema in ItemCatalogue.schemas {
                    let kind = schema.kind
                    #expect(
                        book.items(kind, naming: person) == law.book.items(kind, naming: person))
                }
            }
        }
    }

    @Test(arguments: seeds)
    func `Made anew from the log, every table is as it was`(seed: UInt64) throws {
        var life = try RandomPractice(seed: seed)
        try life.live(steps: 180)
        for machine in life.machines {
            let findings = try machine.examine()
            #expect(findings.filter { !$0.isGood }.map(\.detail).isEmpty)
        }
    }
}

extension Replica {
    /// For each further card of some people the one that stands for them.
    fileprivate func canonicalCards(of people: [EntityID]) throws -> [EntityID: EntityID] {
        var canonical: [EntityID: EntityID] = [:]
        for person in people {
            for card in try database.read({ try $0.cards(of: person) }) where card != person {
                canonical[card] = person
            }
        }
        return canonical
    }
}

/// What the pure rules say of one replica's whole book.
private struct LawOfTheBook {
    let book: PracticeBook
    let facts: [RhythmFacts]
    private let ties: [EntityID: [(other: EntityID, strength: Int)]]

    init(_ replica: Replica) throws {
        let book = try replica.practiceBook(today: RandomPractice.today, minutesEast: { _ in 0 })
        self.book = book
        facts = try replica.people().map { person in
            RhythmFacts(
                person: person.id, name: person.name, tier: Tier(rawValue: person.tier),
                tags: try replica.details(of: person.id)?.view.tags ?? [],
                overlay: try replica.overlay(of: person.id),
                touches: TouchSummary(book.touches(with: person.id)),
                promisedMilliseconds: try replica.rhythmFacts(of: person.id)?
                    .promisedMilliseconds,
                knownMilliseconds: try replica.rhythmFacts(of: person.id)?.knownMilliseconds)
        }
        var ties: [EntityID: [(other: EntityID, strength: Int)]] = [:]
        for item in book.items(.relation) + book.items(.intro) {
            let isTie =
                item.kind == .intro
                ? item.text(.status) == "made" : item.lasts(RandomPractice.today)
            guard isTie, let a = item.entity(.a), let b = item.entity(.b), a != b else {
                continue
            }
            let strength = min(max(item.number(.strength) ?? 50, 1), 100)
            let sure = max(strength * min(max(item.number(.confidence) ?? 100, 0), 100) / 100, 1)
            ties[a, default: []].append((b, sure))
            ties[b, default: []].append((a, sure))
        }
        self.ties = ties
    }

    func due(_ rules: CadenceRules, ahead: Int = 0) -> [DueContact] {
        facts.compactMap {
            DueContact(
                $0, rules, today: RandomPractice.today, ahead: ahead,
                dayOf: RandomPractice.dayOf)
        }.sorted(by: DueContact.precedes)
    }

    private func facts(of person: EntityID) -> RhythmFacts? {
        facts.first { $0.person == person }
    }

    private func ownStrength(_ person: EntityID) -> Int? {
        isPassedOver(person)
            ? nil : facts(of: person).flatMap { IntroductionSearch.ownStrength($0) }
    }

    /// Whether no way leads through somebody.
    private func isPassedOver(_ person: EntityID) -> Bool {
        facts(of: person).map { $0.peace(on: RandomPractice.today) != nil || $0.isTheirTurn }
            ?? true
    }

    /// A way, as far as it is told from others.
    struct LawfulWay {
        let first: EntityID
        let cost: Int
        let handshakes: Int
    }

    /// The best ways, by looking at every way of so many handshakes.
    func ways(to wanted: EntityID, count: Int, maximum: Int) -> [LawfulWay] {
        var asked: Set<EntityID> = []
        var found: [LawfulWay] = []
        while found.count < count,
            let way = bestWay(to: wanted, maximum: maximum, besides: asked)
        {
            found.append(way)
            asked.insert(way.first)
        }
        return found
    }

    private func bestWay(
        to wanted: EntityID, maximum: Int, besides asked: Set<EntityID>
    ) -> LawfulWay? {
        var cheapest: [EntityID: Int] = [wanted: 0]
        var ways: [(LawfulWay, Acquaintance)] = []
        for handshakes in 2...maximum {
            var next: [EntityID: Int] = [:]
            for (person, cost) in cheapest {
                for tie in ties[person] ?? []
                where !isPassedOver(tie.other) && !asked.contains(tie.other) {
                    let sum = cost + IntroductionSearch.cost(ofStrength: tie.strength)
                    next[tie.other] = min(next[tie.other] ?? .max, sum)
                }
            }
            next[wanted] = nil
            for (person, cost) in next {
                guard let strength = ownStrength(person) else { continue }
                let own = Acquaintance(
                    0, strength: strength,
                    lastMilliseconds: facts(of: person)?.touches.pauseMilliseconds,
                    order: (facts(of: person)?.name ?? "") + "\u{0}" + person.description)
                let whole = cost + IntroductionSearch.cost(ofStrength: strength)
                ways.append(
                    (LawfulWay(first: person, cost: whole, handshakes: handshakes), own))
            }
            cheapest = next
        }
        return ways.min {
            ($0.0.cost, $0.0.handshakes, $0.1) < ($1.0.cost, $1.0.handshakes, $1.1)
        }?.0
    }

    /// Whether every step of a way was written down, and none leads through who is left in peace.
    func holds(_ way: NamedWay) -> Bool {
        guard let first = way.people.first, ownStrength(first.id) == way.strengths.first,
            !way.people.dropLast().contains(where: { isPassedOver($0.id) })
        else { return false }
        return zip(zip(way.people, way.people.dropFirst()), way.strengths.dropFirst()).allSatisfy {
            step, strength in
            (ties[step.0.id] ?? []).contains { $0.other == step.1.id && $0.strength == strength }
        }
    }
}
