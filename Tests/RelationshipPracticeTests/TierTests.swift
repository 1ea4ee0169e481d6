import ContactModel
import RelationshipPractice
import Testing

@Suite struct TierTests {
    @Test(arguments: Tier.allCases)
    func `Every tier reads what it writes`(tier: Tier) throws {
        #expect(Tier(value: tier.value) == tier)
        #expect(try Tier(parsing: "  \(tier.rawValue.uppercased()) ") == tier)
    }

    @Test func `A search knows every tier`() {
        #expect(Set(SearchField.tiers) == Set(Tier.allCases.map(\.rawValue)))
    }

    @Test func `An unknown tier is refused with the list of those there are`() {
        let error = #expect(throws: TierError.self) { try Tier(parsing: "vip") }
        #expect(error?.sentence.contains("focus, close, active, wide, rest") == true)
        #expect(Tier(value: Array("vip".utf8)) == nil)
        #expect(Tier(value: [0xFF]) == nil)
    }

    @Test func `Attention rises from rest to focus`() {
        #expect(Tier.allCases.sorted() == [.rest, .wide, .active, .close, .focus])
    }

    @Test func `More people in a tier than can be served is told, and refused nowhere`() {
        #expect(TierCaps(countByTier: [.focus: 10, .wide: 90]).warnings.isEmpty)
        #expect(TierCaps(countByTier: [.focus: 11, .wide: 90]).warnings.count == 1)
        #expect(TierCaps(countByTier: [.close: 30, .active: 60]).warnings.count == 1)
        #expect(TierCaps(countByTier: [.close: 20, .active: 140]).warnings.count == 1)
        #expect(TierCaps(countByTier: [.active: 150]).warnings.isEmpty)
    }
}
