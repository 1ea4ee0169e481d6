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
            try machine.cadenceRules(), today: RandomPractice.today,
            limit: limit, dayOf: RandomPractice.dayOf)
    }

    private func addRule(_ scope: String, every: String = "1y") throws -> Item {
        var draft = ItemDraft(id: machine.newItemID(), kind: .cadence)
        draft.set(.text, text: scope)
        draft.set(.every, text: every)
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

    @Test func `S0-20: by a rule alone one is due since both are there, and late after its gap`()
        throws
    {
        let day: UInt64 = 86_400_000
        func linesOf(_ scope: String) throws -> [String] {
            bench.wallMilliseconds = UInt64(RandomPractice.today.number - 100) * day
            let names = ["Old", "New"].map { "\($0) \(scope)" }
            let old = try machine.add(names[0])
            bench.wallMilliseconds += 60 * day
            let rule = try addRule(scope, every: "20d")
            bench.wallMilliseconds += 15 * day
            let new = try machine.add(names[1])
            for person in [old, new] {
                try machine.setOverlay(of: person, [(.relation, FieldValue.text("manager"))])
            }
            let found = try due().contacts.filter { names.contains($0.name) }
            #expect(try isAsMadeAnew())
            try machine.delete([rule])
            return found.map {
                "\($0.name.prefix(3)) \($0.due.days(since: RandomPractice.today))"
                    + " \($0.lateSince.map { $0.days(since: RandomPractice.today) } ?? 99)"
            }
        }
        for scope in ["all", "relation:manager"] {
            #expect(try linesOf(scope) == ["Old -41 0", "New -26 99"], "\(scope)")
        }
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
