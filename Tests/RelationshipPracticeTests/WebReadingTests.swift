import ChangeLog
import ContactModel
import Testing

@testable import RelationshipPractice

/// The web of people: circles, holes, bridges, closure.
@Suite struct WebReadingTests {
    /// Two triangles of people I know, and two people beyond.
    private struct Two {
        var notes = NotesOfADay()
        let people: [EntityID]
        let beyond: [EntityID]

        init() {
            var notes = NotesOfADay()
            people = ["Ada", "Bob", "Cleo", "Dan", "Eve", "Fay"].map {
                notes.person($0, tier: .active, [.field: $0 < "D" ? "tides" : "law"])
            }
            beyond = ["Gil", "Hal"].map { notes.person($0) }
            for (a, b) in [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)] {
                notes.write(
                    .relation, [.text: "friend"], naming: [.a: people[a], .b: people[b]])
            }
            self.notes = notes
        }

        mutating func tie(_ a: EntityID, _ b: EntityID, _ texts: [FieldName: String] = [:]) {
            notes.write(
                .relation, texts.merging([.text: "knows"]) { $1 }, naming: [.a: a, .b: b])
        }

        var reading: WebReading { WebReading(PeopleWeb(notes.book), notes.book) }
    }

    @Test func `S3-6: people who know each other are a circle, and only I stand between two`() {
        var two = Two()
        #expect(
            two.reading.circles.map { Set($0.people) }
                == [Set(two.people[..<3]), Set(two.people[3...])])
        #expect(two.reading.circles.map(\.field) == ["tides", "law"])
        #expect(two.reading.circles.allSatisfy { $0.ties == 3 && $0.pairs == 3 })
        #expect(two.reading.circles[0].reasons.first == "Ada and Bob: friend")
        #expect(two.reading.holes.map { [$0.first, $0.second] } == [[0, 1]])
        two.tie(two.people[0], two.people[3])
        #expect(two.reading.holes.isEmpty)
        #expect(two.reading.circles.count == 2)
    }

    @Test func `S3-6: a bridge leads alone to those beyond; a second way makes it none`() {
        var two = Two()
        two.tie(two.people[0], two.beyond[0])
        two.tie(two.beyond[0], two.beyond[1])
        #expect(two.reading.bridges.map(\.person) == [two.people[0]])
        #expect(two.reading.bridges[0].beyond == two.beyond)
        two.tie(two.people[4], two.beyond[1])
        #expect(two.reading.bridges.isEmpty)
    }

    @Test func `Ties that ended, and a crowd at one table, make nobody acquainted`() {
        var two = Two()
        two.tie(
            two.people[0], two.people[3], [.to: NotesOfADay.today.adding(days: -1).description])
        #expect(two.reading.holes.count == 1)
        let crowd = (0..<20).map { two.notes.person("P\($0)") }
        two.notes.touch(crowd, "meal", days: 3)
        #expect(two.reading.circles.count == 2)
        two.notes.touch(Array(crowd.prefix(3)), "meal", days: 2)
        #expect(two.reading.circles.count == 3)
    }

    @Test func `Who is retired is no part of the web, and met-via is a tie`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", tier: .close)
        let bob = notes.person("Bob", tier: .close, [.retired: "drifted apart"])
        notes.write(.relation, [.text: "friend"], naming: [.a: ada, .b: bob])
        let reading = WebReading(PeopleWeb(notes.book), notes.book)
        #expect(reading.pairs == 0)
        #expect(reading.bridges.map(\.beyond) == [[bob]])
    }

    @Test func `The constraint is that of Burt's formula, worked out by hand`() {
        // Two people of equal weight who do not know each other: 0.5 squared, twice.
        var notes = NotesOfADay()
        let ada = notes.person("Ada", [.strength: "50"])
        let bob = notes.person("Bob", [.strength: "50"])
        for person in [ada, bob] { notes.touch([person], "call", days: 1) }
        #expect(WebReading(PeopleWeb(notes.book), notes.book).constraint == 50)
        #expect(WebReading(PeopleWeb(notes.book), notes.book).effectiveCount == 2)
        // A tie of 50 between them: (0.5 + 0.5 * 0.5) squared, twice, is more than 1 and held there.
        notes.write(
            .relation, [.text: "friend", .strength: "50"], naming: [.a: ada, .b: bob])
        #expect(WebReading(PeopleWeb(notes.book), notes.book).constraint == 100)
        #expect(WebReading(PeopleWeb(notes.book), notes.book).effectiveCount == 1)
        #expect(WebReading(PeopleWeb(NotesOfADay().book), NotesOfADay().book).constraint == 0)
    }

    @Test func `Communities of two cliques of any size with one tie between them are the cliques`()
    {
        for size in 3...9 {
            var ties = [[(other: Int, strength: Int)]](repeating: [], count: size * 2)
            for clique in [0, size] {
                for a in 0..<size {
                    for b in 0..<size where a != b { ties[clique + a].append((clique + b, 10)) }
                }
            }
            ties[0].append((size, 10))
            ties[size].append((0, 10))
            let groups = Communities.groups(ties)
            #expect(Set(groups[..<size]) == [0] && Set(groups[size...]) == [1], "\(size)")
        }
        #expect(Communities.groups([]).isEmpty)
        #expect(Communities.groups([[], []]) == [0, 1])
    }

    @Test func `S4-15: the tree says who brought whom, and a ring is cut once`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let bob = notes.person("Bob")
        let cleo = notes.person("Cleo")
        notes.say(bob, .metVia, ada)
        notes.say(cleo, .metVia, bob)
        let tree = IntroductionTree(notes.book)
        #expect(tree.rows.map(\.person) == [ada, bob, cleo])
        #expect(tree.rows.map(\.depth) == [0, 1, 2])
        #expect(tree.rows.map(\.count) == [2, 1, 0])
        #expect(tree.brought(by: ada) == [bob] && tree.via(cleo) == bob)
        notes.say(ada, .metVia, cleo)
        let ring = IntroductionTree(notes.book)
        #expect(Set(ring.rows.map(\.person)) == [ada, bob, cleo] && ring.rows.count == 3)
        #expect(ring.rows.count { $0.depth == 0 } == 1)
    }

    @Test func `S4-17: who was at the same place at the same time, by years`() {
        var notes = NotesOfADay()
        let works = notes.person("Harbour Works")
        let people = ["Ada", "Bob", "Cleo", "Dan"].map { notes.person($0) }
        for (person, from, to) in [
            (0, "2010", "2014"), (1, "2012-05", ""), (2, "2015-01-01", ""),
            (3, "", ""),
        ] {
            notes.write(
                .affiliation, [.type: "works", .from: from, .to: to],
                naming: [.person: people[person], .org: works])
        }
        let shared = SharedTime.all(of: people[0], in: notes.book.items(.affiliation))
        #expect(shared.map(\.other) == [people[3], people[1]])
        #expect(shared.map(\.years) == ["2010 to 2014", "2012 to 2014"])
        #expect(
            SharedTime.all(of: people[2], in: notes.book.items(.affiliation)).map(\.years)
                == ["since 2015", "since 2015"])
    }

    @Test func `S4-17: only somebody whom one knows is told to have been there`() throws {
        var notes = NotesOfADay()
        let works = notes.person("Harbour Works")
        let ada = notes.person("Ada")
        let others = [
            notes.person("Bob", tier: .wide), notes.person("Cleo", tier: .rest),
            notes.person("Dan"), notes.person("Eve"),
        ]
        notes.touch([others[3]], "call", days: 3)
        for person in [ada] + others {
            notes.write(
                .affiliation, [.from: "2010", .to: "2014"], naming: [.person: person, .org: works])
        }
        let book = notes.book
        let lines = try SharedTime.all(of: ada, in: book.items(.affiliation)).compactMap { time in
            time.line(of: try #require(book.people[time.other]), at: "Harbour Works")
        }
        let expected = ["Bob", "Eve"].map { "\($0): Harbour Works, 2010 to 2014" }
        #expect(lines == expected)
        let time = try #require(SharedTime.all(of: ada, in: book.items(.affiliation)).first)
        let bob = try #require(book.people[others[0]])
        #expect(time.line(of: bob, at: "") == "Bob: 2010 to 2014")
    }
}
