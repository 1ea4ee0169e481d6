import Foundation
import Testing

/// Campaigns, news of a goal, cards for tables and messages to partners, as people type them.
struct EffortStoryTests {
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith(
            "add", "Ada Lind", "--org", "Tidal Labs", "--title", "Engineer", "--email",
            "ada@example.org", "--add", "url=https://ada.example.org")
        for name in ["Bob Ross", "Carol Day", "Eve Fox"] { try machine.kith("add", name) }
        return machine
    }

    @Test func `S4-12: gap shows how far a campaign has come, and what to do for the rest`() throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith(
            "new", "campaign", "Ten talks", "template=Ask for 20 minutes", "people=Ada,Bob,Carol")
        try machine.kith("new", "step", "write", "campaign=Ten talks", "person=Ada", "by=tomorrow")
        try machine.kith("new", "step", "meet him", "campaign=Ten talks", "person=Bob")
        try machine.kith("done", "meet him")
        let told = try machine.kith("gap", "Ten talks")
        #expect(told.output.contains("3 people: 1 open, 1 planned, 1 done"), "\(told.output)")
        #expect(told.diagnostics.contains("kith new step \"Ask for 20 minutes\" campaign="))
        try machine.expect("gap", says: ["Ten talks"])
        let people = try machine.json("gap", "Ten talks")["people"] as? [[String: Any]]
        #expect(people?.map { $0["state"] as? String } == ["planned", "done", "open"])
    }

    @Test func `S4-19: a goal says whom to tell, and a draft begins to`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        for name in ["Ada", "Bob"] { try machine.kith("tier", name, "close") }
        try machine.kith("new", "goal", "Lead a lab")
        try machine.kith("new", "told", "talk to Eve", "goal=Lead", "person=Ada")
        try machine.expect(
            "gap", "Lead a lab",
            says: ["told of it: Ada Lind (“talk to Eve”)", "not told yet: Bob Ross"])
        try machine.expect(
            "draft", "news", "Bob", "--for", "to lead a lab",
            says: ["set out to do: to lead a lab.", "What would you do in my place?"])
    }

    @Test func `S1-34: everybody at a large meeting has a card with the tables`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "event", "Fair", "day=tomorrow", "people=Ada,Bob,Carol,Eve")
        let told = try machine.kith(
            "meetup", "--event", "Fair", "--tables", "2", "--rounds", "3", "--cards"
        ).output
        #expect(told.contains("Ada Lind, Tidal Labs\n  round 1 table "), "\(told)")
        #expect(told.matches(of: #/round 3 table [12]/#).count == 4)
    }

    @Test func `S1-36: a message to partners says of each what the card says of work`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("set", "Ada", "why=a secret", "knows=tides")
        try machine.kith("new", "pool", "tea", "people=Ada,Bob")
        try machine.expect(
            "match", "tea", "--mail",
            says: ["Ada Lind: Engineer; Tidal Labs; https://ada.example.org"],
            neverSays: ["Bob Ross:", "secret", "tides"])
    }
}
