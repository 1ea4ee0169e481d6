import Foundation
import Testing

/// Touches and guests that are kept apart, and people who are left in peace on every screen.
///
/// All people are invented.
@Suite(.serialized)
struct PeaceStoryTests {
    private func machine(_ bench: TestBench, _ name: String = "laptop") throws -> Machine {
        let machine = try bench.machine(name)
        for name in ["Ada Lind", "Bob Ross", "Carol Day", "Eve Fox"] {
            try machine.kith("add", name)
        }
        return machine
    }

    private func touches(_ machine: Machine) throws -> [[String: Any]] {
        try #require(try machine.json("items", "touches")["items"] as? [[String: Any]])
    }

    @Test func `Who died is in peace as soon as one says so, by whichever word`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        for name in ["Ada", "Bob"] {
            try machine.kith("edit", name, "--set", "birthday=1950-12-01")
            try machine.kith("tier", name, "close")
        }
        try machine.kith("edit", "Ada", "--set", "died=2026-05-01")
        try machine.kith("edit", "Bob", "--add", "date.death=2026-05")
        #expect(try machine.kith("export", "Ada").output.contains("DEATHDATE:20260501\r\n"))
        let occasions = try machine.start(["occasions", "--next", "400d"]).wait().output
        #expect(!occasions.contains("Ada") && !occasions.contains("Bob"))
        try machine.expect("show", "bob", says: ["2026-05"])
        let due = try machine.start(["due"]).wait().output
        #expect(!due.contains("Ada") && !due.contains("Bob"))
        try machine.kith("edit", "Ada", "--set", "died=")
        #expect(!(try machine.kith("export", "Ada").output.contains("DEATHDATE")))
        let wrong = try machine.attempt("edit", "Ada", "--set", "died=yes")
        #expect(wrong.exitCode == 2 || wrong.exitCode == 6)
    }

    @Test func `S1-8: a touch never takes the place of another one of its day`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("touch", "Ada", "call", "one")
        try machine.kith("touch", "Ada", "call", "two", "got=an introduction")
        let first = try #require(
            try touches(machine).first { "\($0)".contains("one") }?["id"] as? String)
        try machine.kith("drop", first)
        try machine.kith("touch", "Ada", "call", "three")
        let left = try touches(machine).map { "\($0)" }
        #expect(left.count == 2)
        #expect(left.contains { $0.contains("two") && $0.contains("an introduction") })
        #expect(left.contains { $0.contains("three") && !$0.contains("an introduction") })
        // The same words of another pair are another touch, the first of its kind.
        try machine.kith("touch", "Ada", "Bob", "coffee")
        try machine.kith("touch", "Ada", "Carol", "coffee")
        let ids = Set(try touches(machine).compactMap { $0["id"] as? String })
        #expect(ids.count == 4)
    }

    @Test func `S1-22: whatever is jotted down about a guest is kept`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "event", "Fair", "day=today")
        let lines = try bench.file(
            "lines", "Zoe New: has a boat, needs a skipper\nZoe New: wants the price list\n")
        let told = try machine.kith("capture", "Fair", input: lines)
        #expect(told.diagnostics.contains("1 guest without a card"))
        try machine.expect("guests", "Fair", says: ["has a boat", "wants the price list"])
    }

    @Test func `S0-11, S0-15: today sends nobody to who is left in peace or in the trash`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        for name in ["Ada", "Bob", "Carol", "Eve"] {
            try machine.kith("new", "followup", "write to \(name)", "person=\(name)", "by=today")
            try machine.kith("new", "step", "call \(name)", "person=\(name)", "by=today")
            try machine.kith("new", "promise", "the map for \(name)", "person=\(name)", "by=today")
        }
        try machine.kith("set", "Ada", "boundary=no")
        try machine.kith("set", "Bob", "retired=moved away")
        try machine.kith("rm", "Eve", "--yes")
        let today = try machine.kith("today").output
        #expect(today.contains("write to Carol") && today.contains("call Carol"))
        for name in ["Ada", "Bob", "Eve"] {
            #expect(!today.contains("write to \(name)") && !today.contains("call \(name)"))
        }
        // A word that was given stands, as long as there is somebody to keep it to.
        #expect(today.contains("the map for Ada") && !today.contains("the map for Eve"))
    }

    @Test func `Nobody in the trash is counted, matched, seated or a part of a way`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("tier", "Ada", "close")
        try machine.kith("new", "goal", "Lab", "why=my own")
        try machine.kith("new", "seat", "vouches", "goal=Lab", "role=mentor", "person=Bob")
        try machine.kith("new", "need", "a boat", "person=Bob")
        try machine.kith("new", "offer", "boat trips")
        try machine.kith("new", "event", "Fair", "day=today", "people=Ada,Bob,Carol")
        try machine.kith("new", "pool", "tea", "people=Ada,Bob,Carol,Eve")
        try machine.kith("new", "relation", "a=Ada", "b=Bob", "text=friend")
        try machine.kith("new", "relation", "a=Bob", "b=Carol", "text=friend")
        try machine.kith("set", "Eve", "met-via=Bob")
        let screens = [
            ["radar"], ["gap"], ["prep", "Fair"], ["match", "tea"], ["path", "Carol"],
            ["meetup", "--event", "Fair", "--tables", "1", "--rounds", "1"], ["circle", "Carol"],
            ["circle", "--tree"],
        ]
        for screen in screens {
            #expect(try machine.start(screen).wait().output.contains("Bob Ross"), "\(screen)")
        }
        try machine.kith("rm", "Bob", "--yes")
        for screen in screens {
            #expect(try !machine.start(screen).wait().output.contains("Bob Ross"), "\(screen)")
        }
        #expect(try !machine.attempt("radar").output.contains("boat"))
        #expect(try machine.kith("gap").output.contains("nobody yet: "))
        #expect(try machine.kith("gap").output.contains("mentor"))
        #expect(try !machine.kith("worth", "Fair").output.contains("has a seat"))
        try machine.kith("undo")
        for screen in screens {
            #expect(try machine.start(screen).wait().output.contains("Bob Ross"), "\(screen)")
        }
    }

    @Test func `S0-11, S0-15: no way leads to who is left in peace, nor through them`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("tier", "Ada", "close")
        try machine.kith("new", "relation", "a=Ada", "b=Bob", "text=friend")
        try machine.kith("new", "relation", "a=Bob", "b=Carol", "text=friend")
        #expect(try machine.kith("path", "Carol").output.contains("ask Ada Lind; 3 handshakes"))
        for (field, words) in [
            ("boundary=no", "said no"), ("retired=moved away", "is retired (moved away)"),
            ("mute=30d", "is muted until"),
        ] {
            try machine.kith("set", "Bob", field)
            #expect(try machine.attempt("path", "Carol").output.isEmpty)
            let told = try machine.attempt("path", "Bob")
            #expect(told.output.isEmpty && told.diagnostics.contains("Bob Ross \(words)"))
            try machine.kith("undo")
        }
        try machine.kith("tier", "Ada", "rest")
        try machine.kith("touch", "Ada", "coffee")
        #expect(try machine.attempt("path", "Carol").output.isEmpty)
    }

    @Test func `S1-9: whom one sees this week is not asked for besides, on any screen`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        for name in ["Ada", "Bob", "Carol"] { try machine.kith("tier", name, "close") }
        try machine.kith("new", "event", "Dinner", "day=tomorrow", "people=Ada")
        try machine.kith("new", "followup", "the map", "person=Bob", "by=tomorrow")
        for screen in ["due", "plan"] {
            let said = try machine.kith(screen).output
            #expect(said.contains("Carol") && !said.contains("Ada") && !said.contains("Bob"))
            #expect(!said.contains("more"))
        }
        let today = try machine.kith("today").output
        #expect(today.contains("the map  Bob Ross"))
        #expect(!today.contains("Ada") && !today.contains("more can wait"))
        try machine.kith("done", "Dinner", "skipped")
        try machine.kith("set", "the map", "by=-1d")
        let due = try #require(try machine.json("due")["due"] as? [[String: Any]])
        #expect(due.count == 3)
    }

    @Test func `S0-11: no letter is begun to who died, or said no`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let card = try bench.file(
            "dead.vcf",
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Dora Old\r\nDEATHDATE:20200202\r\nEND:VCARD\r\n")
        try machine.kith("import", card.path)
        let told = try machine.attempt("draft", "hello", "Dora")
        #expect(told.output.isEmpty && told.diagnostics.contains("Dora Old died (2020-02-02)"))
        try machine.kith("set", "Ada", "retired=moved away")
        let ask = try machine.kith("draft", "ask", "Ada", "--for", "a word").diagnostics
        #expect(ask.contains("Ada Lind: do not ask (`kith ask` says why)."))
    }

    @Test func `A relation is one from its first day to its last`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("tier", "Ada", "close")
        try machine.kith("tier", "Carol", "close")
        try machine.kith("new", "relation", "a=Ada", "b=Bob", "text=tenant", "to=9000-01")
        try machine.kith("new", "relation", "a=Carol", "b=Bob", "text=tenant", "to=2020")
        try machine.kith("new", "relation", "a=Carol", "b=Bob", "text=friend", "from=8000")
        #expect(try machine.kith("path", "Bob", "--why").output.contains("tenant of Bob Ross"))
        #expect(try !machine.kith("path", "Bob").output.contains("Carol"))
        let circle = try machine.kith("circle", "Bob").output
        #expect(circle.contains("Ada Lind") && !circle.contains("Carol"))
        #expect(try machine.kith("map", "--format", "dot").output.contains("tenant"))
        try machine.kith("doctor")
    }

    @Test func `A card that says when somebody died ends reminders`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("tier", "Ada", "close")
        try machine.kith("touch", "Ada", "visit", "2020-01-01")
        #expect(try machine.kith("due").output.contains("Ada Lind"))
        let card = try String(
            decoding: machine.kith("export", "Ada").standardOutput, as: UTF8.self)
        let died = card.replacing("END:VCARD", with: "DEATHDATE:2020-02-02\r\nEND:VCARD")
        try machine.kith("import", try bench.file("died.vcf", died).path)
        #expect(!(try machine.kith("due").output.contains("Ada Lind")))
        #expect(!(try machine.kith("dormant").output.contains("Ada Lind")))
        #expect(try machine.kith("doctor").exitCode == 0)
    }

    @Test func `A person with two cards takes one seat`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("add", "Ada Second", "--email", "ada@example.org")
        try machine.kith("new", "pool", "coffee", "people=Ada Lind,Ada Second,Bob")
        try machine.kith("new", "event", "Fair", "people=Ada Lind,Ada Second,Bob")
        try machine.kith("merge", "Ada Lind", "Ada Second")
        let pairs = try machine.kith("match", "coffee").output
        #expect(pairs.split(separator: "\n").count == 1 && pairs.contains("Bob Ross"))
        let seats = try machine.json("meetup", "--event", "Fair", "--tables", "1", "--rounds", "1")
        #expect("\(seats)".components(separatedBy: "Ada").count == 2)
    }
}
