import ChangeLog
import RelationshipPractice
import TestSupport
import Testing

@Suite struct GatheringTests {
    private func people(_ count: Int) -> [EntityID] {
        (1...count).map { EntityID(value: UInt128($0)) }
    }

    @Test(arguments: [4, 6, 10, 30, 300])
    func `No pair comes again while a new one exists`(count: Int) {
        var pool = MatchRound.Pool(people: people(count))
        for _ in 0..<min(count - 1, 20) {
            let round = MatchRound(pool)
            #expect(round.repetitions == 0)
            #expect(Set(round.groups.flatMap(\.people)).count == count)
            for group in round.groups { pool.history[Set(group.people), default: 0] += 1 }
        }
        if count <= 10 { #expect(MatchRound(pool).repetitions == count / 2) }
    }

    @Test func `On odd numbers nobody is left over, and being one of three goes round`() {
        var pool = MatchRound.Pool(people: people(7))
        for _ in 0..<7 {
            let round = MatchRound(pool)
            #expect(Set(round.groups.flatMap(\.people)).count == 7)
            #expect(round.groups.count { $0.people.count == 3 } == 1)
            for group in round.groups {
                for (index, a) in group.people.enumerated() {
                    for b in group.people.dropFirst(index + 1) {
                        pool.history[[a, b], default: 0] += 1
                    }
                    if group.people.count == 3 { pool.trios[a, default: 0] += 1 }
                }
            }
        }
        #expect((pool.trios.values.max() ?? 0) <= 5)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `A pair that shall never be is never made`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let all = people(12)
        var pool = MatchRound.Pool(people: all)
        for _ in 0..<8 {
            if let a = random.pick(all), let b = random.pick(all), a != b {
                pool.avoided.insert([a, b])
            }
        }
        for _ in 0..<15 {
            let round = MatchRound(pool)
            for group in round.groups {
                #expect(!pool.avoided.contains(Set(group.people)))
                pool.history[Set(group.people), default: 0] += 1
            }
        }
    }

    @Test func `Who may meet nobody sits out, and is named`() {
        let all = people(5)
        let (a, b, c, d, e) = (all[0], all[1], all[2], all[3], all[4])
        let two = MatchRound(MatchRound.Pool(people: [a, b], avoided: [[a, b]]))
        #expect(two.groups.isEmpty && two.leftOut == [a, b])
        let three = MatchRound(MatchRound.Pool(people: [a, b, c], avoided: [[a, b]]))
        #expect(three.groups.count == 1 && three.leftOut.count == 1)
        #expect(three.groups[0].people.count == 2 && three.leftOut != [c])
        let four = MatchRound(
            MatchRound.Pool(people: [a, b, c, d], avoided: [[a, b], [a, c], [a, d]]))
        #expect(four.leftOut == [a] && Set(four.groups.flatMap(\.people)) == [b, c, d])
        let five = MatchRound(MatchRound.Pool(people: all, avoided: [[a, b], [a, c], [a, d]]))
        #expect(five.leftOut.isEmpty && Set(five.groups.flatMap(\.people)) == Set(all))
        #expect(five.groups.contains { Set($0.people) == [a, e] })
    }

    @Test func `Of three whom a forbidden pair parts, those two stay who have not met`() {
        let all = people(3)
        for forbidden in 0..<3 {
            let pairs: [Set<EntityID>] = [[all[0], all[1]], [all[1], all[2]], [all[0], all[2]]]
            for new in pairs where new != pairs[forbidden] {
                let met = pairs.filter { $0 != new }
                let history = Dictionary(met.map { ($0, 1) }, uniquingKeysWith: { one, _ in one })
                let round = MatchRound(
                    MatchRound.Pool(
                        people: all, history: history, avoided: [pairs[forbidden]]))
                #expect(round.groups.map { Set($0.people) } == [new])
                #expect(round.repetitions == 0)
            }
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `People who come and go meet nobody again while they need not`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let all = people(40)
        var pool = MatchRound.Pool(people: Array(all.prefix(24)))
        for _ in 0..<12 {
            let round = MatchRound(pool)
            #expect(round.repetitions == 0)
            for group in round.groups { pool.history[Set(group.people), default: 0] += 1 }
            let away = Set(pool.people.shuffled(using: &random).prefix(3))
            let fresh = all.filter { !pool.people.contains($0) }.shuffled(using: &random).prefix(3)
            pool.people = pool.people.filter { !away.contains($0) } + fresh
        }
    }

    @Test func `Nobody is matched with nobody`() {
        #expect(MatchRound(MatchRound.Pool(people: [])).groups.isEmpty)
        #expect(MatchRound(MatchRound.Pool(people: people(1))).groups.isEmpty)
    }
}
