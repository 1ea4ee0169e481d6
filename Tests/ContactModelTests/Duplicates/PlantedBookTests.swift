import ContactModel
import Testing

struct PlantedBookTests {
    static let finder = DuplicateFinder(home: DialingPlan(country: "DE"))

    @Test(arguments: [7] as [UInt64])
    func `10,000 cards: every merge is right, 95 of 100 duplicates are found`(seed: UInt64) {
        let book = PlantedBook(seed: seed, count: 10_000, duplicateCount: 500, homonymCount: 200)
        #expect(book.profiles.count >= 10_000)
        let result = Self.finder.candidates(among: book.profiles)
        let merges = result.candidates.filter { $0.verdict == .merge }
        for candidate in merges where !book.duplicates.contains(candidate.pair) {
            let why = candidate.evidence.map(\.sentence).joined(separator: " ")
            Issue.record("seed \(seed), wrongly merged at \(candidate.score): \(why)")
        }
        let merged = Set(merges.map(\.pair)).intersection(book.duplicates)
        let shown = Set(result.candidates.map(\.pair)).intersection(book.duplicates)
        #expect(merged.count * 100 >= 95 * book.duplicates.count, "\(merged.count) merged")
        #expect(shown.count * 100 >= 99 * book.duplicates.count, "\(shown.count) shown")
        #expect(Set(merges.map(\.pair)).isDisjoint(with: book.homonyms))
        // Work grows with the number of cards and not with its square.
        #expect(result.comparisonCount < 30 * book.profiles.count, "\(result.comparisonCount)")
    }

    @Test func `the order of the cards changes nothing`() {
        let book = PlantedBook(seed: 9, count: 1_000, duplicateCount: 60, homonymCount: 30)
        let there = Self.finder.candidates(among: book.profiles).candidates
        let back = Self.finder.candidates(among: book.profiles.reversed()).candidates
        #expect(there == back)
        #expect(!there.isEmpty)
    }

    @Test func `a dismissed pair does not come back`() throws {
        let book = PlantedBook(seed: 10, count: 500, duplicateCount: 30, homonymCount: 5)
        let pair = try #require(Self.finder.candidates(among: book.profiles).candidates.first?.pair)
        let rest = Self.finder.candidates(among: book.profiles, dismissed: [pair]).candidates
        #expect(!rest.contains { $0.pair == pair })
        #expect(!rest.isEmpty)
    }

    @Test func `one name on ten thousand cards is still quick`() {
        let book = PlantedBook(seed: 11, count: 3_000, duplicateCount: 0, homonymCount: 0)
        let profiles = book.profiles.map { profile in
            var same = profile
            (same.name, same.displayName) = (PersonName(family: "Smith", given: "Ada"), "Ada Smith")
            return same
        }
        let result = Self.finder.candidates(among: profiles)
        #expect(result.comparisonCount < 100 * profiles.count)
        #expect(
            !result.candidates.contains { candidate in
                candidate.verdict == .merge && !candidate.evidence.contains { $0.weight >= 40 }
            })
    }
}
