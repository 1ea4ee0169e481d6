import ChangeLog
import ContactModel
import Testing

/// Items as they read once some cards are one person's.
@Suite struct ItemAsReadTests {
    private let ada = EntityID(value: 1)
    private let other = EntityID(value: 2)
    private let cem = EntityID(value: 3)

    private func item(
        _ id: UInt128, _ kind: EntityKind, _ naming: [FieldName: EntityID],
        _ texts: [FieldName: String] = [:]
    ) -> Item {
        var item = Item(id: EntityID(value: id), kind: kind)
        for (field, entity) in naming { item.put(entity.bytes, in: field, .register) }
        for (field, text) in texts { item.put(FieldValue.text(text), in: field, .register) }
        return item
    }

    @Test(arguments: [EntityKind.relation, .intro, .pair, .distinct])
    func `Nobody is tied to themself: a tie of two cards of one person is none`(kind: EntityKind) {
        let both = [
            item(10, kind, [.a: ada, .b: other]), item(11, kind, [.a: other, .b: ada]),
            item(12, kind, [.a: other, .b: cem]),
        ]
        #expect(both.read(as: [:]) == both)
        let read = both.read(as: [other: ada])
        #expect(read.map(\.id) == [EntityID(value: 12)])
        #expect(read.first?.people == [ada, cem])
    }

    @Test func `A pair of three still says that two of them met`() {
        let pair = item(10, .pair, [.a: ada, .b: other, .c: cem])
        #expect([pair].read(as: [other: ada]).count == 1)
    }

    @Test func `The very same tie is told once, and one that says anything else is told too`() {
        let ties = [
            item(10, .relation, [.a: ada, .b: cem], [.text: "sister"]),
            item(11, .relation, [.a: other, .b: cem], [.text: "sister"]),
            item(12, .relation, [.a: other, .b: cem], [.text: "sister", .from: "2020"]),
            item(13, .affiliation, [.person: ada, .org: cem]),
            item(14, .affiliation, [.person: other, .org: cem]),
            item(15, .promise, [.person: ada], [.text: "the map"]),
            item(16, .promise, [.person: other], [.text: "the map"]),
        ]
        #expect(ties.tellingTiesOnce() == ties)
        let told = ties.read(as: [other: ada]).tellingTiesOnce()
        #expect(told.map(\.id.value) == [10, 12, 13, 15, 16])
    }

    @Test func `Nobody was met through themself`() {
        var said = item(1, .person, [.metVia: other], [.why: "tides"])
        #expect(said.sayings(as: [:]).entity(.metVia) == other)
        #expect(said.sayings(as: [other: ada]).entity(.metVia) == nil)
        #expect(said.sayings(as: [other: ada]).text(.why) == "tides")
        said.put(cem.bytes, in: .metVia, .register)
        #expect(said.sayings(as: [cem: other]).entity(.metVia) == other)
    }
}
