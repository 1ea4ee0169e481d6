import ChangeLog
import ContactModel
import Testing

/// What is said in private of several cards that become one person's.
@Suite struct MergedSayingsTests {
    private func card(_ id: UInt128, _ texts: [FieldName: String]) -> Item {
        var item = Item(id: EntityID(value: id), kind: .person)
        for (field, text) in texts { item.put(FieldValue.text(text), in: field, .register) }
        return item
    }

    @Test func `The first card's word stands, and what the others say otherwise is named`() {
        let merged = MergedSayings(
            [card(9, [.tier: "close", .why: "tides"])],
            with: [
                card(3, [.tier: "wide", .why: "tides", .cadence: "30d"]),
                card(2, [.tier: "rest", .cadence: "90d"]),
            ])
        #expect(merged.fields.map(\.name) == [.tier, .why, .cadence])
        #expect(
            merged.fields.map { FieldValue.text($0.standing.value) } == ["close", "tides", "90d"])
        #expect(merged.fields.map(\.standing.card.value) == [9, 9, 2])
        #expect(
            merged.fields.map { $0.others.map { FieldValue.text($0.value) } }
                == [["rest", "wide"], [], ["30d"]])
    }

    @Test func `Of whom nothing is said there is nothing`() {
        #expect(MergedSayings([], with: []).fields.isEmpty)
        #expect(MergedSayings([card(1, [:])], with: [card(2, [:])]).fields.isEmpty)
    }
}
