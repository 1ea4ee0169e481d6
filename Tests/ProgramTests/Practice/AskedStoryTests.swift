import Foundation
import Testing

/// What was begun and waits is asked about; what cannot be any more is let be.
///
/// All people are invented.
@Suite(.serialized)
struct AskedStoryTests {
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        for name in ["Ada Lind", "Bob Ross", "Carol Day", "Joost Brand"] {
            try machine.kith("add", name)
        }
        return machine
    }

    @Test func `S0-5, S1-13, S1-22: today, prep and doctor ask about what waits`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "intro", "boats", "a=Ada", "b=Bob", "a-says=yes")
        try machine.kith("touch", "Carol", "mail", "yesterday", "direction=in", "text=my plan")
        try machine.kith("new", "event", "Sunday soup", "day=-2d")
        let asked = [
            "Ada Lind said yes to meeting Bob Ross", "b-says=asked", "Your turn", "my plan",
            "How was it?", "Sunday soup",
        ]
        try machine.expect("today", says: asked)
        let json = try machine.json("today")
        for key in ["answers", "introductions", "untold"] {
            #expect((json[key] as? [[String: Any]])?.count == 1, "\(key)")
        }
        try machine.expect("prep", "Ada", says: ["Bring together", "who was not asked yet"])
        try machine.expect("prep", "Carol", says: ["Your turn", "my plan"])
        try machine.expect(
            "doctor", "--practice", says: ["Ada Lind said yes", "it is your turn", "Sunday soup"])
        try machine.kith("touch", "Carol", "mail", "direction=out")
        try machine.kith("done", "Sunday soup", "skipped")
        let refused = try machine.attempt(
            "new", "intro", "a=Ada", "b=Carol", "a-says=no", "status=made")
        #expect(refused.exitCode != 0)
        try machine.kith("set", "boats", "b-says=no")
        #expect(try machine.attempt("done", "boats").exitCode != 0, "one of them said no")
        try machine.expect(
            "today", says: ["and it will not be"], neverSays: ["Sunday soup", "my plan"])
        try machine.kith("done", "boats", "declined")
        try machine.expect("today", neverSays: ["Bring together", "Your turn", "How was it?"])
    }

    @Test func `S0-11, S1-28, S1-37: of who died nothing is asked, and a promise can be let go`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("touch", "Joost", "coffee", "-9d")
        try machine.kith("touch", "Ada", "coffee", "-9d")
        try machine.kith(
            "new", "occasion", "name day", "person=Joost", "day=2026-12-01", "type=name-day")
        try machine.kith("new", "followup", "bring soup", "person=Joost", "by=2020-10-29")
        try machine.kith("new", "need", "a driver", "person=Joost")
        try machine.kith("new", "promise", "the ladder", "person=Joost", "by=2020-10-29")
        try machine.kith("new", "relation", "brother", "a=Joost", "b=Ada")
        try machine.expect("occasions", "--next", "400d", says: ["name day"])
        try machine.kith("edit", "Joost", "--set", "died=2026-05-01")
        let days = try machine.start(["occasions", "--next", "400d"]).wait().output
        #expect(!days.contains("name day"))
        try machine.expect(
            "prep", "Joost", says: ["the ladder"], neverSays: ["bring soup", "a driver"])
        try machine.expect("prep", "Ada", says: ["Joost Brand (died)"])
        try machine.expect("circle", "Ada", says: ["Joost Brand (died)", "knew each other"])
        try machine.expect("today", says: ["the ladder", "Joost Brand (died)"])
        try machine.expect("doctor", "--practice", says: ["who died: the ladder", "withdrawn"])
        let refused = try machine.attempt("new", "intro", "a=Ada", "b=Joost")
        #expect(refused.diagnostics.contains("Joost Brand died"), "\(refused.diagnostics)")
    }

    @Test func `Several get a tier at once, a whole name wins, and one word settles two`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("add", "--name", "Tilda Adams", "--birthday=--10-20")
        try machine.kith("tier", "Ada", "bob", "Carol Day", "close")
        for name in ["Ada Lind", "Bob Ross", "Carol Day"] {
            try machine.expect("show", name, says: ["close"])
        }
        try machine.kith("undo")
        try machine.expect("show", "Bob Ross", neverSays: ["close"])
        try machine.kith("redo")
        #expect(try machine.attempt("tier", "Ada", "bob", "focus").exitCode != 0)
        #expect(try machine.attempt("tier", "Ada", "nobody", "wide").exitCode != 0)
        try machine.expect("show", "Ada", says: ["Ada Lind", "close"], neverSays: ["could be"])
        try machine.expect("show", "Tilda", says: ["20 Oct"], neverSays: ["--10"])
        try machine.kith("new", "occasion", "name day", "person=Bob", "day=today", "type=name-day")
        let today = try machine.start(["today"]).wait().output
        #expect(today.components(separatedBy: "Bob Ross").count == 2, "\(today)")
        try machine.kith("new", "occasion", "new job", "person=Bob", "day=today")
        try machine.expect("occasions", says: ["new job"], neverSays: ["Bob Ross  0"])
    }

    @Test func `Of two goals of one name, as two machines write them, one can be ended`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "goal", "Lead a lab")
        #expect(try machine.attempt("new", "goal", "Lead a lab").exitCode != 0)
        try machine.kith("new", "goal", "Lead a lab", "status=dropped")
    }

    @Test func `S1-37, S2-4, S2-14: prep says for which goal, why and what one brings, also later`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "goal", "Lead a cell lab")
        try machine.kith("new", "offer", "a recycling plant nearby")
        try machine.kith("new", "need", "a recycling plant partner", "person=Ada")
        try machine.kith(
            "new", "target", "Ada", "person=Ada", "goal=lab", "why=knows cells", "offer=the data")
        try machine.expect("prep", "Ada", says: ["goal: Lead a cell lab", "known  why you want"])
        try machine.kith("touch", "Ada", "coffee")
        try machine.expect(
            "prep", "Ada", "--why",
            says: [
                "goal: Lead a cell lab", "why: knows cells", "you bring: the data",
                "a recycling plant partner (since \(Date().formatted(.iso8601.year().month().day())); "
                    + "your offer: a recycling plant nearby)",
            ])
    }
}
