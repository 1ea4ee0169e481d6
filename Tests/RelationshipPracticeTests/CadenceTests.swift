import ContactModel
import RelationshipPractice
import Testing

@Suite struct CadenceTests {
    @Test(arguments: [
        ("30d", 30, 60), ("6w", 42, 84), ("30d/60d", 30, 60), ("1y", 365, 730), ("7d/7d", 7, 7),
    ])
    func `A cadence is an ideal gap, and twice that at most unless it says so`(
        text: String, ideal: Int, longest: Int
    ) throws {
        let cadence = try #require(Cadence(text))
        #expect(cadence == Cadence(idealDays: ideal, longestDays: longest))
    }

    @Test(arguments: ["", "soon", "0d", "-3d", "30d/20d", "1d/2d/3d", "/"])
    func `What is no gap of days is no cadence`(text: String) {
        #expect(Cadence(text) == nil)
    }

    @Test func `Closer tiers have shorter gaps, and rest has none`() throws {
        let gaps = try [Tier.focus, .close, .active, .wide].map {
            try #require(Cadence.usual(for: $0)).idealDays
        }
        #expect(gaps == gaps.sorted() && Set(gaps).count == 4)
        #expect(Cadence.usual(for: .rest) == nil)
    }

    @Test func `S1-27: the rule nearest to a person wins: own, tag, tier, everybody`() {
        var notes = NotesOfADay()
        let rules = CadenceRules([
            notes.write(.cadence, [.text: "all", .every: "400d"]),
            notes.write(.cadence, [.text: "tier:close", .every: "20d"]),
            notes.write(.cadence, [.text: "Tag:Family", .every: "10d"]),
            notes.write(.cadence, [.text: "tag:broken", .every: "whenever"]),
        ])
        func ideal(_ own: String, _ tags: [String], _ tier: Tier?) -> Int? {
            rules.cadence(own: Cadence(own), tags: tags, tier: tier)?.cadence.idealDays
        }
        #expect(ideal("5d", ["family"], .close) == 5)
        #expect(ideal("", ["FAMILY"], .close) == 10)
        #expect(ideal("", ["broken"], .close) == 20)
        #expect(ideal("", [], .active) == Cadence.usual(for: .active)?.idealDays)
        #expect(ideal("", [], nil) == 400)
        #expect(ideal("", ["family"], .rest) == nil)
        #expect(CadenceRules().cadence(own: nil, tags: [], tier: nil) == nil)
        #expect(rules.cadence(own: nil, tags: ["family"], tier: nil)?.name == "tag family")
    }

    @Test func `S1-27: of two rules for the same people the later one holds`() {
        var notes = NotesOfADay()
        let scopes = ["tag:choir", "relation:manager", "tier:close", "all"]
        let rules = CadenceRules(
            ["90d", "14d"].flatMap { every in
                scopes.map { notes.write(.cadence, [.text: $0, .every: every]) }
            })
        func ideal(_ tags: [String], _ tier: Tier?) -> Int? {
            rules.cadence(own: nil, tags: tags, tier: tier)?.cadence.idealDays
        }
        #expect(ideal(["choir"], nil) == 14 && ideal(["relation:manager"], nil) == 14)
        #expect(ideal([], .close) == 14 && ideal([], nil) == 14)
        #expect(scopes.allSatisfy(CadenceRules.isScope))
        #expect(
            !["boss", "tier:best", "tag:", "relation:", ""].contains(where: CadenceRules.isScope))
    }

    @Test func `S0-20: what somebody is to me has a cadence, nearer than the tier`() throws {
        var notes = NotesOfADay()
        notes.write(.cadence, [.text: "Relation:Manager", .every: "14d"])
        notes.write(.cadence, [.text: "all", .every: "400d"])
        let bob = notes.person("Bob", tier: .close, [.relation: "manager"])
        let eve = notes.person("Eve", tier: .close, [.relation: "manager", .cadence: "90d"])
        let dan = notes.person("Dan", tier: .close, tags: ["manager"], [.relation: "friend"])
        for person in [bob, eve, dan] { notes.touch([person], "coffee", days: 20) }
        #expect(notes.dueNames == ["Bob"])
        #expect(try #require(notes.due.first).reasons.last?.contains("(relation:manager)") == true)
    }
}
