import Foundation
import Testing

/// What is asked about goals, targets, lessons and ties is answered by what was written down.
///
/// All people are invented.
@Suite(.serialized)
struct DirectionStoryTests {
    private func book(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith(
            "add", "--name", "Ada Lind", "--org", "Tidal Labs", "--phone", "+1 555 0101", "--email",
            "ada@example.org")
        for name in ["Bob Ross", "Omar Hill"] { try machine.kith("add", "--name", name) }
        return machine
    }

    @Test func `S0-11, S0-15: gap and targets say who rests, until when, and name somebody else`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("touch", "Ada", "visit", "4h")
        try machine.kith("new", "goal", "Lead a lab", "by=2020-01-31")
        try machine.kith("new", "seat", "vouches", "goal=lab", "role=sponsor", "person=Ada")
        try machine.kith("new", "area", "Sea", "go-to=Ada")
        try machine.kith("new", "target", "Minister", "person=Omar", "why=a", "offer=b")
        try machine.expect("gap", says: ["covered", "known", "was to be reached by 2020-01-31"])
        try machine.kith("set", "Ada", "boundary=no")
        try machine.kith("set", "Omar", "mute=2099-01-01")
        try machine.expect(
            "gap", says: ["resting", "Ada Lind said no", "name somebody else"])
        try machine.expect("gap", neverSays: ["closeness 0"])
        try machine.expect(
            "targets", says: ["Minister rests: Omar Hill is muted until 2099-01-01"])
        try machine.expect("targets", neverSays: ["No target yet"])
        try machine.expect(
            "doctor", "--practice", says: ["was to be reached by 2020-01-31", "person=NAME"])
    }

    @Test func `S3-19: a goal that is over says what stays open for it, and today is quiet`() throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "goal", "Close the round")
        try machine.kith(
            "new", "target", "Partner", "person=Omar", "goal=round", "next=send deck",
            "next-by=tomorrow")
        try machine.kith("new", "step", "ring up", "goal=round", "by=tomorrow")
        try machine.kith("new", "seat", "opens doors", "goal=round", "role=connector")
        try machine.expect("today", says: ["send deck", "ring up"])
        try machine.expect("prep", "Omar", says: ["Next step", "send deck, by"])
        let done = try machine.attempt("done", "round", "dropped")
        #expect(done.diagnostics.contains("1 target, 1 step"), "\(done.diagnostics)")
        try machine.expect("today", neverSays: ["send deck", "ring up"])
        try machine.expect("doctor", "--practice", says: ["for what is over", "ring up"])
        let drop = try machine.attempt("drop", "round")
        #expect(drop.diagnostics.contains("1 seat, 1 target, 1 step"), "\(drop.diagnostics)")
        try machine.expect("today", neverSays: ["send deck", "ring up"])
    }

    @Test func `S0-20, S1-37: prep names family, sources and ids, and a mother gets no figures`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("set", "Ada", "relation=mother", "cadence=1d")
        try machine.kith("new", "relation", "a=Ada", "b=Bob", "text=wife")
        try machine.kith("new", "research", "built a weir", "person=Ada", "source=a paper")
        try machine.kith("new", "feed", "person=Ada", "url=https://ada.example")
        try machine.kith("touch", "Ada", "mail", "direction=out")
        try machine.expect(
            "prep", "Ada",
            says: [
                "wife of Bob Ross", "built a weir (a paper)", "https://ada.example",
                "How are you, really?",
            ], neverSays: ["Knows you", "For your goals", "What are you working on?"])
        try machine.expect("prep", "Ada", "--why", says: ["Knows you", "For your goals"])
        try machine.expect("draft", "hello", "Ada", says: ["I wrote to you."])
        let sections = try #require(
            machine.json("prep", "Ada")["sections"] as? [[String: Any]])
        let touches = try #require(sections.first { $0["title"] as? String == "Last touches" })
        let item = try #require(
            machine.json("items", "touches")["items"] as? [[String: Any]]
        ).first
        #expect(touches["line_ids"] as? [String] == [item?["id"] as? String ?? ""])
        #expect(try machine.json("ask", "Ada")["name"] as? String == "Ada Lind")
        let refused = try machine.attempt("new", "signal")
        #expect(refused.exitCode == 2 && refused.diagnostics.contains("type=invited"))
    }

    @Test func `S0-14: path takes the words of a target, and says when nobody is known yet`() throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("tier", "Bob", "close")
        try machine.kith("new", "relation", "a=Bob", "b=Omar", "text=cousin")
        try machine.kith("new", "target", "Head of Harbour", "why=decides")
        let run = try machine.attempt("path", "Head of Harbour")
        #expect(run.exitCode == 1 && run.diagnostics.contains("find out who it is"))
        try machine.kith("set", "Head of Harbour", "person=Omar")
        try machine.expect("path", "Head of Harbour", says: ["Bob Ross", "Omar Hill"])
    }

    @Test
    func `S1-6: ORG of cards counts, and an organisation without a card says how to make one`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("tier", "Ada", "active")
        for words in [["target", "CTO", "org=Tidal Labs"], ["area", "Tides", "orgs=Tidal Labs"]] {
            let run = try machine.start(["new"] + words).wait()
            #expect(run.exitCode == 1 && run.diagnostics.contains("1 card says “Tidal Labs”"))
            #expect(run.diagnostics.contains("--organisation-card --name \"Tidal Labs\""))
        }
        try machine.kith("add", "--organisation-card", "--name", "Tidal Labs")
        try machine.kith("new", "target", "CTO", "org=Tidal Labs")
        try machine.kith("new", "area", "Tides", "orgs=Tidal Labs")
        try machine.expect("gap", neverSays: ["nobody known at"])
        try machine.expect("targets", "--why", says: ["you know Ada Lind there"])
    }

    @Test func `S0-9, S1-19: what was learned comes back in learn and prep`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("touch", "Ada", "call", "learned=silt moves", "topic=tides")
        try machine.kith("touch", "Ada", "visit", "learned=silt moves", "topic=tides")
        try machine.expect("learn", "tides", says: ["Ada Lind", "learned: silt moves"])
        for command in [["prep", "Ada"], ["learn", "tides"]] {
            let told = try machine.kith(words: command).output.components(separatedBy: "silt moves")
            #expect(told.count == 2, "\(command)")
        }
        try machine.expect("prep", "Ada", says: ["Learned", "silt moves"])
    }

    @Test
    func `S0-4, S2-5: the quarter shows what it asks about, and an answer is the target's why`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "goal", "Lead a lab", "why=my own questions")
        try machine.kith("new", "target", "Minister", "person=Omar", "why=signs the money")
        let answers = try bench.file("answers", "\nto learn how laws are made\n\n\n\ncall him\n")
        let run = try machine.onTerminal(["review", "--quarter"], keys: answers)
        for text in ["Lead a lab: my own questions", "so far: signs the money"] {
            #expect(run.output.contains(text), "\(run.output)")
        }
        let targets = try #require(
            try machine.json("items", "targets")["items"] as? [[String: Any]])
        #expect(targets.first?["why"] as? String == "to learn how laws are made")
        try machine.expect("items", "steps", says: ["call him"])
        let questions = try machine.json("review", "--quarter")["questions"] as? [[String: Any]]
        #expect(questions?.count == 6)
    }

    @Test func `S3-8: a planned slot names the person, the channel and the number`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("tier", "Ada", "focus")
        try machine.kith("set", "Ada", "channel=phone")
        let calendar = try machine.kith("plan", "--ics").output
        #expect(calendar.contains("SUMMARY:Call Ada Lind"))
        #expect(calendar.contains("LOCATION:+1 555 0101") && calendar.contains("ada@example.org"))
    }

    @Test func `S4-12, S4-22: people stay in the order in which they were typed`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        let orders = [
            ["Omar Hill", "Ada Lind", "Bob Ross"], ["Bob Ross", "Omar Hill", "Ada Lind"],
        ]
        for (number, names) in orders.enumerated() {
            let typed = names.joined(separator: ",")
            try machine.kith("new", "campaign", "Talks \(number)", "people=\(typed)")
            try machine.kith("new", "outcome", "An offer \(number)", "via=\(typed)")
            for kind in ["campaigns", "outcomes"] {
                try machine.expect("items", kind, says: [names.joined(separator: ", ")])
            }
        }
        try machine.kith("set", "Talks 0", "people=-Ada")
        try machine.kith("set", "Talks 0", "people=Ada")
        try machine.expect("items", "campaigns", says: ["Omar Hill, Bob Ross, Ada Lind"])
    }

    @Test func `S1-29, S1-21: prep draws nobody out who is let rest, and has what they brought`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "opportunity", "Port job", "person=Ada", "type=vacancy")
        try machine.kith("new", "promise", "the slides", "person=Ada", "by=2026-01-05")
        try machine.kith("done", "slides", "broken")
        let shown = ["they brought: Port job (vacancy)", "the slides, not kept", "working on?"]
        try machine.expect("prep", "Ada", says: shown)
        try machine.kith("set", "Ada", "retired=moved away")
        try machine.expect("prep", "Ada", neverSays: ["working on?"])
        try machine.expect("subject", "Ada", says: ["where nobody but you sees it"])
    }

    @Test
    func `A word of an organisation's name is what a touch was about, and not the organisation`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("add", "--organisation-card", "--name", "Harbour Works")
        try machine.kith("touch", "Ada", "coffee", "harbour")
        let touch = try #require(try machine.items("touch").first)
        #expect(touch["text"] as? String == "harbour" && (touch["with"] as? [Any])?.count == 1)
        try machine.kith("touch", "Bob", "coffee", "Harbour Works")
        #expect((try machine.items("touch").last?["with"] as? [Any])?.count == 2)
    }

    @Test func `The same touch of one day is asked about, and nothing is kept from you`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        let words = ["touch", "Ada", "coffee", "at=2026-01-05", "text=the harbour"]
        #expect(try machine.kith(words: words).diagnostics.isEmpty)
        #expect(
            try machine.kith(words: words).diagnostics.contains("`kith undo` takes this one back"))
        #expect(try machine.kith(words: words.dropLast() + ["text=x"]).diagnostics.isEmpty)
        try machine.kith("undo")
        try machine.kith("undo")
        #expect(try machine.items("touch").count == 1)
        try machine.expect("verify", says: ["Nobody has a tier yet"])
        try machine.kith("tier", "Ada", "close")
        try machine.expect("verify", neverSays: ["Nobody has a tier yet"])
    }

    @Test func `S0-11, S3-10: a draft says whose turn it is, a touch what may be done by it`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        for day in ["01", "02", "03"] {
            try machine.kith(
                "touch", "Omar", "mail", "at=2026-01-\(day)", "direction=out", "response=none")
        }
        try machine.expect("draft", "hello", "Omar", says: ["has not answered 3 times"])
        try machine.kith("touch", "Bob", "coffee", "at=2026-01-05", "followup=the boat")
        let run = try machine.kith("touch", "Bob", "call")
        #expect(run.diagnostics.contains("You wanted to come back to “the boat”: kith done "))
        try machine.kith("done", "the boat")
        #expect(try machine.kith("touch", "Bob", "coffee").diagnostics.isEmpty)
        try machine.kith("new", "event", "Book fair", "day=today")
        let lines = try bench.file("lines", "Ada and Omar: the bridge\nWerner and Lotte: sails\n")
        try machine.kith("capture", "fair", input: lines)
        #expect((try machine.items("touch").last?["with"] as? [Any])?.count == 2)
        #expect(
            try machine.items("guest").compactMap { $0["text"] as? String }.sorted() == [
                "Lotte", "Werner",
            ])
    }

    @Test func `S3-19: a next step that is done asks for another, and its target goes on`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith(
            "new", "target", "Omar of the yard", "person=Omar", "why=he builds boats",
            "offer=my time", "status=active", "next=send the data", "next-by=2026-10-16")
        let done = try machine.kith("done", "Omar of the yard")
        #expect(done.diagnostics.contains("Done: “send the data”. What comes next? `kith set"))
        let target = try #require(try machine.items("target").last)
        #expect(target["status"] as? String == "active" && target["next"] == nil)
        try machine.kith("undo")
        #expect(try machine.items("target").last?["next"] as? String == "send the data")
        try machine.kith("done", "Omar of the yard", "reached")
        #expect(try machine.kith("items", "target", "--all").output.contains("status=reached"))
    }

    @Test func `S1-28: greet says that others have a day too`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("tier", "Ada", "close")
        for name in ["Ada Lind", "Bob Ross"] {
            try machine.kith("edit", name, "--set", "birthday=\(try birthday(machine))")
        }
        try machine.expect("greet", says: ["Ada Lind", "`kith occasions` has 1 day of others."])
        try machine.expect("greet", neverSays: ["Bob Ross"])
    }

    /// The day it is on the machine, in 1984.
    private func birthday(_ machine: Machine) throws -> String {
        let today = try #require(try machine.json("today")["day"] as? String)
        return "1984" + today.dropFirst(4)
    }

    @Test func `S1-22: a guest who gets a card brings along address, note, touch, promise`() throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "event", "Harbour fair", "day=today")
        let list = try bench.file(
            "guests.csv",
            "name,email,organisation\nHans Meer,hans@example.org,Meer AG\nHans Meer,other@x.org,\n")
        let lines = try bench.file("lines", "Lotte Reich: sails, promised the draft\n")
        try machine.kith("guests", "fair", list.path)
        try machine.kith("capture", "fair", input: lines)
        try machine.kith("add", "--name", "Lotte Reich")
        try machine.expect(
            "prep", "Lotte",
            says: ["Harbour fair: sails, promised", "  at Harbour fair: sails", "the draft, by"])
        // Two guests of one name and different addresses: the address says which.
        try machine.kith("add", "--name", "Hans Meer")
        try machine.expect("show", "Hans Meer", neverSays: ["hans@example.org"])
        try machine.kith("undo")
        try machine.kith("add", "--name", "Hans Meer", "--email", "hans@example.org")
        try machine.expect("show", "Hans Meer", says: ["Meer AG"])
        // One undo takes all of it back.
        try machine.kith("undo")
        try machine.kith("undo")
        try machine.expect("items", "promises", neverSays: ["the draft"])
    }

    @Test func `P10: a card for the team gets nothing of a private list of guests`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "event", "Harbour fair", "day=today")
        let list = try bench.file("guests.csv", "name,email\nHans Meer,hans@example.org\n")
        try machine.kith("guests", "fair", list.path)
        try machine.kith("add", "--name", "Hans Meer", "--space", "personal")
        try machine.expect("show", "Hans", neverSays: ["hans@example.org"])
        try machine.expect("items", "--of", "Hans Meer", says: ["Harbour fair"])
    }
}
