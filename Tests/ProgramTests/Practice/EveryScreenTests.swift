import Foundation
import Testing

/// The dead, who said no, and who is in the trash are let be on every screen; nothing that was typed of
/// a touch is lost.
///
/// All people are invented.
@Suite(.serialized)
struct EveryScreenTests {
    /// Somebody who died, somebody who said no, and two others.
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        for name in ["Dee Dead", "Nora No", "Al Ive", "Bo Live"] {
            try machine.kith("add", name)
            try machine.kith("touch", name, "call", "-20d")
        }
        try machine.kith("edit", "dee", "--set", "died=2020-06-20")
        try machine.kith("set", "nora", "boundary=no")
        return machine
    }

    @Test func `S0-11: no screen proposes who died, said no or is in the trash`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let others = ["Dee Dead", "Nora No"]
        try machine.kith("new", "alliance", "pact", "people=dee,nora", "review=1d")
        try machine.kith("new", "alliance", "league", "people=dee,al", "review=1d")
        try machine.expect("today", says: ["league"], neverSays: ["pact"])
        try machine.kith("new", "event", "fair", "day=1d", "people=dee,nora,al,bo")
        try machine.expect(
            "meetup", "--event", "fair", "--tables", "1", "--rounds", "1",
            says: ["Al Ive", "Bo Live"], neverSays: others)
        try machine.kith("new", "goal", "a boat", "why=joy")
        for name in ["dee", "nora", "al"] {
            try machine.kith("new", "target", "T\(name)", "person=\(name)", "goal=a boat")
        }
        try machine.expect("gap", says: ["Al Ive"], neverSays: others)
        try machine.kith("add", "--organisation-card", "Acme Ltd")
        try machine.kith("add", "Far Away")
        for name in ["dee", "nora", "al", "far"] {
            try machine.kith("new", "affiliation", "Eng", "person=\(name)", "org=Acme")
        }
        let way = try machine.attempt("path", "far")
        #expect(way.diagnostics.contains("Perhaps Al Ive"))
        #expect(!others.contains { way.diagnostics.contains($0) }, "\(way.diagnostics)")
        try machine.kith("new", "area", "energy", "orgs=Acme")
        try machine.expect("gap", "energy", "--why", says: ["Al Ive (Eng)"], neverSays: others)

        try machine.kith("new", "occasion", "name day", "person=bo", "day=1d")
        try machine.expect("greet", says: ["Bo Live"])
        try machine.kith("rm", "bo")
        try machine.expect("greet", neverSays: ["Bo Live"])
        try machine.expect("occasions", neverSays: ["Bo Live"])
    }

    @Test func `S0-15: a no stands whichever card of somebody says it, until it is lifted`() throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("set", "al", "boundary=ok")
        try machine.kith("merge", "al", "nora")
        try machine.expect("ask", "al", says: ["said no"])
        try machine.expect("due", neverSays: ["Al Ive"])
        #expect(try !machine.kith("doctor").output.contains("bad"))
        try machine.kith("set", "al", "boundary=ok")
        try machine.expect("ask", "al", neverSays: ["said no"])
        try machine.kith("undo")
        try machine.expect("ask", "al", says: ["said no"])
    }

    @Test func `S1-28: whoever died has no birthday in the calendar after that day`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("edit", "dee", "--set", "birthday=1950-07-03")
        #expect(try machine.kith("occasions", "--ics").output.contains("UNTIL=20191231"))
        try machine.kith("edit", "dee", "--set", "birthday=1950-06-20")
        #expect(try machine.kith("occasions", "--ics").output.contains("UNTIL=20201231"))
    }

    @Test func `S1-4: what is typed of a touch is kept, or refused with a word that helps`() throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        for text in ["https://x.example/?id=7", "2+2=4", "#a=b", "😀=fun"] {
            let line = try machine.kith("touch", "al", "call", text).output
            #expect(line.contains(text.hasPrefix("#") ? "a=b" : text), "\(line)")
        }
        for (words, told) in [
            (["coffee", "promised="], "promised= takes a text"),
            (["coffee", "gave=a", "gave=b"], "gave= is said twice"),
            (["coffee", "E=mc2"], "text=\"E=mc2\""), (["coffee", "31.6."], "is none"),
        ] {
            let refused = try machine.start(["touch", "al"] + words).wait()
            #expect(refused.exitCode == 2 && refused.diagnostics.contains(told), "\(refused)")
        }
        let length = try machine.kith("touch", "al", "call", "yesterday", "9:15", "30m").output
        #expect(length.contains("09:15") && length.contains("minutes=30"))
        try machine.kith("add", "Al Most")
        let whole = try machine.kith("touch", "al", "most", "coffee").output
        #expect(whole.contains("with=Al Most"))
        try machine.kith("rm", "Al Most")
        let gone = try machine.attempt("touch", "Al Most", "Bo Live", "call")
        #expect(gone.exitCode == 1 && gone.diagnostics.contains("is in the trash"))
    }

    @Test func `A name with a comma is one person, by itself or in quotes`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Lee, Kim", "Kim", "Ada Lind"] {
            try machine.kith("add", "--name", name)
        }
        func people(_ text: String) throws -> [String] {
            let made = try machine.json("new", "pool", "p \(text)", "people=\(text)")
            let item = made["item"] as? [String: Any]
            let people = item?["people"] as? [[String: Any]] ?? []
            return people.compactMap { $0["name"] as? String }
        }
        #expect(try people("Lee, Kim") == ["Lee, Kim"])
        #expect(try people("\"Lee, Kim\", ada") == ["Lee, Kim", "Ada Lind"])
        #expect(try people("ada, +kim") == ["Ada Lind", "Kim"])
    }

    @Test func `S2-7, S4-12: the same words for many are refused, an outcome is counted once`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let names = ["ada", "ben", "cyd", "dan"]
        for name in names {
            try machine.kith("add", name)
            try machine.kith("touch", name, "mail", "yesterday", "Happy summer")
        }
        let alike = try machine.start(["draft", "hello"] + names).wait()
        #expect(alike.exitCode == 5 && alike.diagnostics.contains("The same words for 4"))
        try machine.kith("draft", "hello", "ada", "ben", "cyd")
        try machine.kith("new", "goal", "G", "why=x")
        try machine.kith("new", "campaign", "talks", "goal=G", "people=ada,ben")
        try machine.kith("new", "outcome", "a job", "via=ada,ben", "goal=G")
        try machine.expect("gap", "talks", says: ["2 open, 1 outcome"], neverSays: ["2 outcomes"])
        try machine.kith("new", "event", "fair", "day=yesterday", "people=ada,ben,cyd")
        try machine.kith("new", "area", "boats", "people=ada,ben")
        try machine.kith("merge", "ada", "ben")
        let guests = try machine.json("guests", "fair")["people"] as? [[String: Any]]
        #expect(guests?.count == 2)
        try machine.expect("gap", "boats", "--why", neverSays: ["  : closeness"])
    }
}
