import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

@testable import SQLiteReplica

/// People of whom nothing was ever said stand in the table of rhythms while a rule covers them.
@Suite struct RuleForAllTests {
    private let bench: Bench
    private let machine: Replica

    init() throws {
        bench = try Bench(seed: 1)
        bench.wallMilliseconds = UInt64(RandomPractice.today.number) * 86_400_000
        machine = try bench.enrolled("desk")
    }

    private func due(limit: Int? = nil) throws -> DueList {
        try machine.due(
            CadenceRules(try machine.items(of: .cadence)), today: RandomPractice.today,
            limit: limit, dayOf: RandomPractice.dayOf)
    }

    private func addRule(_ scope: String) throws -> Item {
        var draft = ItemDraft(id: machine.newItemID(), kind: .cadence)
        draft.set(.text, text: scope)
        draft.set(.every, text: "1y")
        try machine.write("new cadence", [draft])
        return try #require(try machine.item(draft.id))
    }

    private func isAsMadeAnew() throws -> Bool {
        try machine.examine().allSatisfy(\.isGood)
    }

    @Test func `S1-9: a rule for everybody covers whoever was there and whoever comes`() throws {
        let ada = try machine.add("Ada")
        _ = try machine.add("Bob")
        #expect(try due().count == 0)
        let rule = try addRule("all")
        #expect(try due().contacts.map(\.name) == ["Ada", "Bob"])
        _ = try machine.add("Cleo")
        try machine.delete(ada)
        #expect(try due().contacts.map(\.name) == ["Bob", "Cleo"])
        try machine.restore(ada)
        #expect(try due(limit: 1).contacts.map(\.name) == ["Ada"])
        #expect(try due(limit: 1).count == 3)
        #expect(try isAsMadeAnew())
        try machine.delete([rule])
        #expect(try due().count == 0)
        #expect(try isAsMadeAnew())
    }

    @Test func `S1-9: of two rules for everybody one may go, and undo brings it back`() throws {
        _ = try machine.add("Ada")
        let first = try addRule("all")
        let second = try addRule("ALL")
        try machine.delete([first])
        #expect(try due().count == 1)
        try machine.delete([second])
        #expect(try due().count == 0)
        _ = try machine.undoLast()
        #expect(try due().count == 1)
        #expect(try isAsMadeAnew())
    }

    @Test func `S1-9: who was left in peace is not covered, and stays out when the rule goes`()
        throws
    {
        let ada = try machine.add("Ada")
        let bob = try machine.add("Bob")
        try machine.setOverlay(of: ada, [(field: .boundary, value: FieldValue.text("no"))])
        try machine.setTier(.close, of: bob)
        let rule = try addRule("all")
        #expect(try due().contacts.map(\.name) == ["Bob"])
        try machine.delete([rule])
        #expect(try due().contacts.map(\.name) == ["Bob"])
        #expect(try isAsMadeAnew())
    }
}
