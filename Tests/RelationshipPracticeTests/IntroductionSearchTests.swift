import RelationshipPractice
import TestSupport
import Testing

@Suite struct IntroductionSearchTests {
    private typealias Tie = IntroductionSearch.Tie

    /// Ties both ways, as the store gives them.
    private func web(_ edges: [(Int64, Int64, Int)]) -> [Int64: [Tie]] {
        var ties: [Int64: [Tie]] = [:]
        for (a, b, strength) in edges {
            ties[a, default: []].append(Tie(other: b, strength: strength))
            ties[b, default: []].append(Tie(other: a, strength: strength))
        }
        return ties
    }

    private func ways(
        _ edges: [(Int64, Int64, Int)], to wanted: Int64, known: [Int64: Int], count: Int = 3,
        maximum: Int = 6
    ) -> [[Int64]] {
        let web = web(edges)
        return IntroductionSearch.ways(
            to: wanted, count: count, maximumHandshakes: maximum,
            known: { person in known[person].map { Acquaintance(person, strength: $0) } },
            ties: { web[$0] ?? [] }
        ).map(\.people)
    }

    @Test func `S1-17: the strongest way comes first, each by another introducer`() {
        let edges: [(Int64, Int64, Int)] = [(1, 9, 20), (2, 9, 90), (3, 4, 90), (4, 9, 90)]
        let found = ways(edges, to: 9, known: [1: 50, 2: 50, 3: 50])
        #expect(found == [[2, 9], [3, 4, 9], [1, 9]])
        #expect(ways(edges, to: 9, known: [1: 50, 2: 50, 3: 50], count: 1) == [[2, 9]])
    }

    @Test func `A way costs my own tie too: who hardly knows me comes after who does`() {
        let edges: [(Int64, Int64, Int)] = [(1, 9, 80), (2, 9, 70)]
        #expect(ways(edges, to: 9, known: [1: 5, 2: 90]) == [[2, 9], [1, 9]])
    }

    @Test func `S1-17: a further way goes through nobody whom one before it asks`() {
        // 3 leads to 9 through 2 alone, whom I know better myself; 4 has a friend of their own.
        let edges: [(Int64, Int64, Int)] = [(2, 9, 70), (3, 2, 50), (4, 5, 50), (5, 9, 50)]
        #expect(ways(edges, to: 9, known: [2: 80, 3: 50, 4: 50]) == [[2, 9], [4, 5, 9]])
        // Whom I hardly know comes after who knows them well, and is asked when the answer is no.
        #expect(
            ways([(2, 9, 90), (3, 2, 100)], to: 9, known: [2: 20, 3: 100]) == [[3, 2, 9], [2, 9]])
        // The dearest way to 9 is not hidden by those through 2, of which there are many.
        let many = [(2, 9, 100), (20, 9, 1)] + (10...19).map { (Int64($0), Int64(2), 100) }
        let known = Dictionary(uniqueKeysWithValues: (10...20).map { (Int64($0), 50) })
        #expect(ways(many, to: 9, known: known.merging([2: 90]) { $1 }) == [[2, 9], [20, 9]])
    }

    @Test func `Ways that cost the same are ordered by handshakes, by warmth, then by name`() {
        let edges: [(Int64, Int64, Int)] = [
            (5, 9, 60), (4, 9, 40), (3, 9, 40), (2, 9, 40), (6, 7, 100), (7, 9, 100),
        ]
        let people = [
            Acquaintance(2, strength: 60, lastMilliseconds: 5, order: "Zed"),
            Acquaintance(3, strength: 60, lastMilliseconds: 9, order: "Zoe"),
            Acquaintance(4, strength: 60, lastMilliseconds: 5, order: "Ada"),
            Acquaintance(5, strength: 40, lastMilliseconds: 99, order: "Abe"),
            // As dear, over one more: 80 of weakness make two handshakes and 20.
            Acquaintance(6, strength: 20, lastMilliseconds: 99, order: "Ann"),
        ]
        let web = web(edges)
        for isTwoSided in [false, true] {
            var coming = people.sorted { $0.strength > $1.strength }[...]
            let found = IntroductionSearch.ways(
                to: 9, count: 5, known: { person in people.first { $0.person == person } },
                nextKnown: isTwoSided ? { coming.popFirst() } : nil, ties: { web[$0] ?? [] })
            #expect(Set(found.map(\.cost)) == [70])
            #expect(found.map(\.people) == [[3, 9], [4, 9], [2, 9], [5, 9], [6, 7, 9]])
        }
    }

    @Test func `Six handshakes are found, a seventh is not`() {
        let chain = (1...9).map { (Int64($0), Int64($0 + 1), 50) }
        #expect(ways(chain, to: 6, known: [1: 50]) == [[1, 2, 3, 4, 5, 6]])
        #expect(ways(chain, to: 7, known: [1: 50]).isEmpty)
        #expect(ways(chain, to: 6, known: [1: 50], maximum: 5).isEmpty)
    }

    @Test func `A strong detour does not hide the short way of six handshakes`() {
        // 20 is cheaper over 10, 11 and 12, but then the way to 1 would take eight.
        let edges: [(Int64, Int64, Int)] = [
            (30, 10, 100), (10, 11, 100), (11, 12, 100), (12, 20, 100), (30, 20, 1),
            (20, 21, 50), (21, 22, 50), (22, 1, 50),
        ]
        #expect(ways(edges, to: 30, known: [1: 50]) == [[1, 22, 21, 20, 30]])
    }

    @Test func `Circles end, and nobody is asked to introduce somebody to themselves`() {
        let circle: [(Int64, Int64, Int)] = [(1, 2, 50), (2, 3, 50), (3, 1, 50), (2, 2, 50)]
        #expect(ways(circle, to: 3, known: [:]).isEmpty)
        #expect(ways(circle, to: 3, known: [1: 50, 3: 50]) == [[1, 3]])
        #expect(ways([], to: 3, known: [1: 50]).isEmpty)
    }

    @Test func `Strengths go along the way, mine first`() throws {
        let ties = web([(1, 2, 30), (2, 9, 70)])
        let found = IntroductionSearch.ways(
            to: 9, known: { $0 == 1 ? Acquaintance(1, strength: 60) : nil },
            ties: { ties[$0] ?? [] })
        let way = try #require(found.first)
        #expect(way.strengths == [60, 30, 70])
        #expect(way.handshakes == 3)
        #expect(way.cost == [60, 30, 70].map(IntroductionSearch.cost).reduce(0, +))
    }

    @Test func `Impossible strengths cost no more than the weakest and no less than the strongest`()
    {
        #expect(IntroductionSearch.cost(ofStrength: -5) == IntroductionSearch.cost(ofStrength: 1))
        #expect(
            IntroductionSearch.cost(ofStrength: 900) == IntroductionSearch.cost(ofStrength: 100))
    }

    @Test func `In a web of 100,000 people and 1,000,000 ties few have to be looked at`() {
        var random = SeededRandom(seed: 11)
        let people = 100_000
        var ties = [[Tie]](repeating: [], count: people)
        for _ in 0..<1_000_000 {
            let a = Int(random.next() % UInt64(people))
            let b = Int(random.next() % UInt64(people))
            let strength = Int(random.next() % 100) + 1
            ties[a].append(Tie(other: Int64(b), strength: strength))
            ties[b].append(Tie(other: Int64(a), strength: strength))
        }
        // One in a hundred is known to me.
        for wanted in stride(from: Int64(500), to: 100_000, by: 9_999) {
            var looked = 0
            let found = IntroductionSearch.ways(
                to: wanted, known: { $0 % 100 == 7 ? Acquaintance($0, strength: 60) : nil },
                ties: { person in
                    looked += 1
                    return ties[Int(person)]
                })
            #expect(found.count == 3)
            #expect(Set(found.compactMap(\.people.first)).count == 3)
            #expect(found.map(\.cost) == found.map(\.cost).sorted())
            #expect(found.allSatisfy { $0.people.last == wanted && $0.handshakes <= 6 })
            #expect(looked < 5_000, "\(looked) people were looked at")
        }
        var looked = 0
        let none = IntroductionSearch.ways(
            to: 1, known: { _ in nil },
            ties: { person in
                looked += 1
                return ties[Int(person)]
            })
        #expect(none.isEmpty)
        #expect(looked <= IntroductionSearch.maximumPeople)
    }
}
