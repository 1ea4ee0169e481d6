import Foundation
import Testing

/// Whose turn it is, who leads where, and what is left of whom: the same on every screen.
struct TurnStoryTests {
    private func machine(_ bench: TestBench, _ names: String...) throws -> Machine {
        let machine = try bench.machine("laptop")
        for name in names { try machine.kith("add", "--name", name) }
        return machine
    }

    @Test func `S1-13: topics in which it is my turn are on the screen of the day`() throws {
        let bench = try TestBench()
        let machine = try machine(bench, "Bob Ross", "Cy Day", "Di Elm")
        try machine.kith("new", "topic", "new wine", "person=bob", "turn=mine")
        try machine.kith("new", "topic", "old tale", "person=cy", "turn=theirs")
        try machine.kith("new", "topic", "let be", "person=di", "turn=mine")
        try machine.kith("set", "di", "mute=1y")
        let day = try machine.kith("today").output
        #expect(day.contains("Your turn to say something") && day.contains("new wine  Bob Ross"))
        #expect(!day.contains("old tale") && !day.contains("let be"))
        let topics = try machine.json("today")["topics"] as? [[String: Any]] ?? []
        #expect(topics.compactMap { $0["text"] as? String } == ["new wine"])
        #expect(try machine.kith("prep", "cy").output.contains("old tale (their turn)"))
        try machine.kith("done", "new wine")
        #expect(try !machine.kith("today").output.contains("new wine"))
    }

    @Test func `S0-10: who was met through somebody is told, and the name goes with a purge`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench, "Ada Lind", "Bob Ross")
        try machine.kith("set", "bob", "met-via=ada")
        #expect(try machine.kith("subject", "ada").output.contains("met through them: Bob Ross"))
        #expect(try machine.kith("subject", "bob").output.contains("met-via: Ada Lind"))
        #expect(try machine.kith("history", "bob").output.contains("Ada Lind"))
        let plan = try machine.kith("purge", "ada", "--dry-run").output
        #expect(plan.contains("met through them: Bob Ross"))
        try machine.kith("purge", "ada", "--yes")
        for screen in ["subject", "prep"] {
            #expect(try !machine.kith(screen, "bob").output.contains("met-via"), "\(screen)")
        }
    }

    @Test func `MERGE-4: a choice between two people is told by their names`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "phone"])
        for name in ["Paul", "Via One", "Via Two"] { try machines[0].kith("add", "--name", name) }
        try machines[0].sync()
        try machines[1].sync()
        try machines[0].kith("set", "Paul", "met-via=Via One")
        try machines[1].kith("set", "Paul", "met-via=Via Two")
        for machine in machines + machines { try machine.sync() }
        for machine in machines {
            let told = try machine.kith("conflicts", "list").output
            #expect(told.contains("Via One") && told.contains("Via Two"))
            #expect(!told.contains("bytes"))
        }
    }

    @Test func `S1-17: to somebody I know others lead too, and I am told that I know them`() throws
    {
        let bench = try TestBench()
        let machine = try machine(bench, "Ada Lind", "Bob Ross")
        try machine.kith("tier", "bob", "close")
        for name in ["ada", "bob"] { try machine.kith("touch", name, "coffee") }
        try machine.kith("new", "relation", "friend", "a=ada", "b=bob")
        let way = try machine.kith("path", "bob")
        #expect(way.diagnostics.contains("You know Bob Ross yourself"))
        #expect(way.output.contains("ask Ada Lind"))
        #expect(try machine.json("path", "bob")["known"] as? Bool == true)
    }

    @Test func `S1-31: the messages of a round say how the pool meets, and whom they miss`() throws
    {
        let bench = try TestBench()
        let machine = try machine(bench, "Ada Lind")
        try machine.kith("add", "Bob Ross", "--email", "bob@example.org")
        try machine.kith("new", "pool", "p", "people=ada,bob", "mode=online")
        let round = try machine.kith("match", "p", "--mail")
        #expect(round.output.contains("You meet online.") && !round.output.contains("up to you"))
        #expect(round.diagnostics.contains("no message reaches Ada Lind"))
        try machine.kith("set", "p", "mode=offline")
        #expect(try machine.kith("match", "p", "--mail").output.contains("You meet in person."))
    }

    @Test func `S1-33: today asks for the next round of a pool that has a rhythm`() throws {
        let bench = try TestBench()
        let machine = try machine(bench, "Ada Lind", "Bob Ross")
        try machine.kith("new", "pool", "tea", "people=ada,bob")
        try machine.expect("today", neverSays: ["Match a round"])
        #expect(try machine.attempt("set", "tea", "every=often").exitCode == 2)
        try machine.kith("set", "tea", "every=2w")
        try machine.expect("today", says: ["Match a round", "tea  no round says its day yet"])
        let kept = try machine.kith("match", "tea", "--save", "--on=-8d")
        #expect(kept.diagnostics.contains("Round 1 is kept, for "))
        try machine.expect("today", says: ["tea  the last round was on ", "the next is due on"])
        #expect((try machine.json("today")["pools"] as? [Any])?.count == 1)
        let next = try machine.json("match", "tea", "--save")["day"] as? String
        #expect(try machine.json("match", "tea", "--on", "6d")["day"] as? String == next)
        try machine.expect("today", neverSays: ["Match a round"])
        try machine.kith("undo")
        try machine.expect("today", says: ["Match a round"])
    }

    @Test func `S1-33: of an area and a pool of one name the one is meant that is written so`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench, "Ada Lind", "Bob Ross")
        try machine.kith("new", "area", "HR", "why=x")
        try machine.kith("new", "pool", "hr", "people=ada")
        #expect(try machine.kith("set", "hr", "people=+bob").output.contains("Ada Lind, Bob Ross"))
        try machine.kith("new", "pool", "HR", "people=ada")
        let asked = try machine.attempt("set", "HR", "people=+bob")
        #expect(asked.exitCode == 1 && asked.diagnostics.contains("could be several"))
        #expect(try machine.kith("done", "HR").output.contains("why=x"))
    }

    @Test func `S0-3: a criterion keeps its scores under a new name`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "goal", "g")
        try machine.kith("new", "criterion", "money", "goal=g", "weight=5")
        try machine.kith("new", "criterion", "fun", "goal=g", "weight=1")
        try machine.kith("new", "route", "r1", "goal=g", "scores=money=5,fun=1")
        try machine.kith("new", "route", "r2", "goal=g", "scores=money=1,fun=5")
        let before = try machine.kith("compare", "g").output
        try machine.kith("set", "money", "text=income")
        let after = try machine.kith("compare", "g").output
        #expect(after.replacing("income", with: "money") == before)
        try machine.kith("undo")
        #expect(try machine.kith("compare", "g").output == before)
    }

    @Test func `S3-10: who was written to since the gathering needs no follow-up when it is done`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench, "Ada Lind", "Bob Ross")
        try machine.kith("new", "event", "fair", "day=-2d")
        for name in ["ada", "bob"] { try machine.kith("touch", name, "event", "-2d", "event=fair") }
        try machine.kith("touch", "ada", "mail", "-1d", "thank you")
        // Of a touch at a gathering that is over a follow-up is made at once.
        let items = try machine.json("items", "followups")["items"] as? [[String: Any]] ?? []
        for item in items { try machine.kith("drop", try #require(item["id"] as? String)) }
        let done = try machine.kith("done", "fair").output
        #expect(!done.contains("person=Ada Lind"))
    }

    @Test func `S4-7: one person of two cards is named once in lists of what was written down`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench, "Xena Young", "X Young", "Ally Good")
        try machine.kith("new", "pool", "p", "people=xena young,x young,ally")
        try machine.kith("touch", "X Young", "Xena Young", "coffee")
        try machine.kith("merge", "Xena Young", "X Young")
        let items = try machine.kith("items").output
        #expect(items.contains("people=Xena Young, Ally Good"))
        #expect(try machine.kith("items", "touches").output.contains("with=Xena Young  "))
    }

    @Test func `S4-23: whom to rate is told to programs, too`() throws {
        let bench = try TestBench()
        let machine = try machine(bench, "Ada Lind")
        try machine.kith("tier", "ada", "focus")
        try machine.kith("touch", "ada", "coffee")
        let review = try machine.json("review", "--quarter")
        #expect(review["not_rated"] as? [String] == ["Ada Lind"])
        #expect((review["not_rated_ids"] as? [String])?.count == 1)
    }

    @Test func `S1-29: no batch of a stock-take draws the muted or those at rest closer`() throws {
        let bench = try TestBench()
        let machine = try machine(bench, "Ruth Rest", "Mona Muted", "Ada Lind")
        for name in ["Ruth Rest", "Mona Muted", "Ada Lind"] {
            try machine.kith("touch", name, "coffee", "-10d")
            try machine.kith("touch", name, "visit", "-40d")
            try machine.kith("set", name, "influence=4")
        }
        try machine.kith("tier", "Ruth Rest", "rest")
        try machine.kith("tier", "Mona Muted", "Ada Lind", "wide")
        try machine.kith("set", "Mona Muted", "mute=1y")
        let told = try machine.kith("stocktake", "--all").output
        #expect(told.contains("Ada Lind") && !told.contains("Ruth") && !told.contains("Mona"))
    }

    @Test func `S4-5: a ceiling of nothing is named as what is in the way`() throws {
        let bench = try TestBench()
        let machine = try machine(bench, "Ada Lind")
        try machine.kith("tier", "ada", "close")
        try machine.kith("me", "ceiling=0")
        #expect(try machine.kith("plan").diagnostics.contains("Your own ceiling"))
    }

    @Test func `S1-36: the own card given to a team a second time is the same card`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("me", "name=Ann Org", "value=I fill halls", "email=ann@example.org")
        for value in ["I fill halls", "I fill big halls"] {
            try machine.kith("me", "value=\(value)")
            let card = try machine.kith("page", "--format", "vcf").output
            try machine.kith("import", try bench.file("me.vcf", card).path)
        }
        #expect(try machine.names() == ["Ann Org"])
        #expect(try machine.kith("show", "ann").output.contains("I fill big halls"))
    }
}
