import Foundation
import Testing

/// A first stock-take, a gathering from the invitation to what came of it, and greetings.
///
/// All people are invented.
@Suite(.serialized)
struct AttentionStoryTests {
    /// A machine that knows eight people.
    private func book(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        let cards = [
            "Ada Lind", "Ada Lind", "Bob Ross", "Carol Day", "Dan Elm", "Eve Fox", "Mother Marsh",
            "Zoe Zorn",
        ].enumerated().map { number, name in
            """
            BEGIN:VCARD\r\nVERSION:4.0\r\nUID:attention-\(number)\r\nFN:\(name)\r
            EMAIL:person\(number)@example.org\r\nEND:VCARD\r\n
            """
        }
        try machine.kith("import", try bench.file("book.vcf", cards.joined()).path)
        return machine
    }

    private func proposals(_ machine: Machine) throws -> [String: String] {
        let all = try #require(try machine.json("stocktake")["proposals"] as? [[String: Any]])
        return Dictionary(
            all.map { ($0["name"] as? String ?? "", $0["proposed"] as? String ?? "–") },
            uniquingKeysWith: { first, _ in first })
    }

    @Test
    func `S4-16: a stock-take proposes what was written down says, and one undo takes it back`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        #expect(try proposals(machine).values.allSatisfy { $0 == "–" })
        try machine.kith("new", "goal", "Lead a lab", "why=my own questions")
        try machine.kith("set", "Bob", "influence=4", "stage=regular")
        try machine.kith("new", "seat", "vouches", "goal=lab", "person=Bob")
        try machine.kith("touch", "Bob", "coffee", "gave=hops", "got=advice")
        try machine.kith("set", "Mother", "circle=private")
        try machine.kith("set", "Eve", "boundary=no")
        try machine.expect("stocktake", "Bob", "--why", says: ["vouches", "influence 4 of 5"])
        let proposed = try proposals(machine)
        #expect(proposed["Bob Ross"] == "close" && proposed["Mother Marsh"] == "close")
        #expect(proposed["Eve Fox"] == "rest" && proposed["Dan Elm"] == "–")
        try machine.kith("stocktake", "--accept")
        try machine.expect("find", "tier:close", says: ["Bob Ross", "Mother Marsh"])
        try machine.kith("undo")
        try machine.expect("find", "tier:close", neverSays: ["Bob Ross", "Mother Marsh"])
    }

    @Test func `S4-16: on a terminal one key decides about a person, and who is parked comes back`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("set", "Bob", "influence=5")
        // Bob first, by the proposal; then by name: close, parked, skipped, and the end.
        let keys = try bench.file("keys", "\ncpsq")
        let run = try machine.onTerminal(["stocktake"], keys: keys)
        #expect(run.exitCode == 0 && run.output.contains("3 people decided"), "\(run.output)")
        try machine.expect("find", "tier:active", says: ["Bob Ross"])
        try machine.expect("find", "tier:close", says: ["Ada Lind"])
        let waiting = try machine.json("stocktake")
        #expect(waiting["waiting"] as? Int == 5 && waiting["parked"] as? Int == 1)
        try machine.kith("undo")
        #expect(try machine.json("stocktake")["waiting"] as? Int == 8)
        try machine.kith("set", "Zoe", "parked=-1d")
        let first = try #require(
            (try machine.json("stocktake")["proposals"] as? [[String: Any]])?.first)
        #expect(first["name"] as? String == "Zoe Zorn" && first["parked_until"] is String)
    }

    @Test func `S4-11: focus holds ten people, unless one insists`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let cards = try bench.file("cards.vcf", InventedCards.text(first: 10, count: 11))
        try machine.kith("import", cards.path)
        for number in 10...20 {
            let run = try machine.attempt("tier", "Person\(number)", "focus")
            #expect(run.exitCode == (number == 20 ? 5 : 0))
            if number == 20 { #expect(run.diagnostics.contains("--anyway")) }
        }
        // Saying it again of somebody who is in focus is no eleventh.
        try machine.kith("tier", "Person10", "focus")
        try machine.kith("tier", "Person20", "focus", "--anyway")
    }

    @Test func `S0-3, S4-6, S1-3, S0-18: direction is answered, with why`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "goal", "Lead a lab")
        try machine.kith("new", "criterion", "Time for my children", "goal=lab", "weight=5")
        try machine.kith("new", "criterion", "Money", "goal=lab", "weight=1")
        try machine.kith("new", "route", "Evenings", "goal=lab", "scores=time=5,money=2")
        try machine.kith("new", "route", "Abroad", "goal=lab", "scores=time=1,money=5")
        let routes = try machine.json("compare", "lab")
        #expect(routes["winner"] as? String == "Evenings")
        try machine.expect("compare", "lab", "--why", says: ["held back by Time for my children"])

        try machine.kith("tier", "Bob", "close")
        try machine.kith("new", "relation", "a=Bob", "b=Dan", "text=cousin", "strength=80")
        for (name, offer) in [("Dan", "a tasting"), ("Zoe", "a tasting")] {
            try machine.kith(
                "new", "target", "Head of \(name)", "person=\(name)", "why=decides",
                "offer=\(offer)", "goal=lab", "status=active")
        }
        let ranked = try #require(try machine.json("targets")["targets"] as? [[String: Any]])
        #expect(ranked.compactMap { $0["person"] as? String } == ["Dan Elm", "Zoe Zorn"])
        try machine.expect("targets", "--why", says: ["2 handshakes through Bob Ross"])
        try machine.expect(
            "prep", "Dan", says: ["Before the first approach", "open   their background"])

        try machine.kith("new", "area", "Sailing")
        try machine.expect("gap", says: ["Lead a lab", "Sailing", "blind"])
        try machine.kith("set", "Sailing", "go-to=Bob")
        try machine.expect("gap", "sailing", says: ["thin", "you would ask Bob Ross"])
        try machine.kith("set", "Bob", "knows=brewing=4")
        try machine.kith("me", "knows=brewing=2")
        try machine.expect("learn", "brewing", "--why", says: ["Bob Ross", "yours 2"])
        try machine.kith("me", "knows=brewing=5")
        try machine.expect("learn", "brewing", neverSays: ["Bob Ross"])
    }

    @Test func `S1-22: a gathering from the list of guests to what came of it`() throws {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "goal", "Lead a lab")
        try machine.kith(
            "new", "event", "Harbour fair", "day=today", "size=30", "hours=2", "goal=lab")
        try machine.kith(
            "new", "target", "Dan", "person=Dan", "why=decides", "offer=a tasting", "goal=lab")
        let list = try bench.file(
            "list.csv",
            "Name,Email\nAda Lind,\nSomebody,person2@example.org\nDan Elm,\nNew Person,new@example.org\n"
        )
        let before = try machine.names()
        let told = try machine.kith("guests", "fair", list.path).output
        #expect(told.contains("Ada Lind: guest (2 people have that name)"))
        #expect(told.contains("Somebody is Bob Ross") && told.contains("Dan Elm is Dan Elm"))
        try machine.kith("guests", "fair", list.path)
        #expect(try machine.items("guest").count == 2, "a list read twice names everybody once")
        #expect(try machine.names() == before, "nobody was created without being told")
        // S1-34: whoever has no card sits down too, and everybody once.
        try machine.expect(
            "meetup", "--event", "fair", "--tables", "2", "--rounds", "1",
            says: ["Ada Lind", "New Person", "Bob Ross", "Dan Elm", "2 of 6 pairs meet"])

        try machine.kith("add", "--name", "New Person", "--email", "new@example.org")
        try machine.kith("guests", "fair", list.path)
        try machine.expect("guests", "fair", says: ["New Person", "person=New Person"])

        let worth = try machine.json("worth", "fair")
        #expect((worth["before"] as? [[String: Any]])?.first?["verdict"] as? String == "go")
        try machine.expect(
            "prep", "harbour fair", says: ["Dan Elm", "What are you working on?", "Also there: "])

        let lines = try bench.file(
            "lines",
            """
            Dan: likes harbours, promised the draft, needs a cellar
            bob + Carol Day: sailing
            Dan: and tea
            Ada Lind: plays the horn
            Eve Fox: no
            """)
        try machine.kith("set", "Eve", "boundary=no")
        try machine.kith("capture", "fair", input: lines)
        #expect(try machine.items("touch").count == 4)
        let followups = try machine.items("followup")
        #expect(followups.count == 3, "one a person, and none for who said no")
        #expect(followups.contains { $0["text"] as? String == "likes harbours; and tea" })
        try machine.expect("items", "guests", says: ["plays the horn"])
        try machine.expect("today", says: ["the draft", "likes harbours"])
        try machine.expect("radar", neverSays: ["tea"])
        try machine.kith("undo")
        #expect(try machine.items("touch").isEmpty, "one undo takes all lines back")

        try machine.kith("capture", "fair", "--no-follow-up", input: lines)
        #expect(try machine.items("followup").isEmpty)
        try machine.expect("done", "harbour fair", says: ["say what you took home"])
        #expect(try machine.items("followup").count == 3, "what is over is followed up")
    }

    @Test func `S1-22: what was jotted down of a guest comes along with a card that is imported`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("new", "event", "Autumn conference", "day=today")
        let lines = try bench.file("lines", "Pam Iqbal: tides, promised the slides\n")
        let kept = try machine.kith("capture", "autumn", input: lines)
        let told = kept.output + kept.diagnostics
        #expect(told.contains("1 line kept, 1 guest without a card."))
        #expect(told.contains("--join") && !told.contains("kith today"))
        let card = try bench.file(
            "pam.vcf",
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Pam Iqbal\r\nEMAIL:pam@example.org\r\nEND:VCARD\r\n")
        try machine.kith("import", card.path)
        #expect(try machine.items("promise").isEmpty)
        try machine.expect(
            "guests", "autumn", "--join", "--dry-run", says: ["Pam Iqbal", "Nothing was written."])
        try machine.expect("guests", "autumn", "--join", says: ["Pam Iqbal was a guest"])
        try machine.expect("today", says: ["the slides"])
        #expect(try machine.items("promise").count == 1)
        #expect(try machine.items("touch").count == 1)
        try machine.expect("show", "pam", says: ["Autumn conference: tides"])
        try machine.expect("guests", "autumn", "--join", says: ["No guest"])
        try machine.kith("undo")
        #expect(try machine.items("promise").isEmpty && machine.items("touch").isEmpty)
        // The list of a gathering says the same of who has come by then.
        try machine.expect("guests", "autumn", card.path, says: ["Pam Iqbal was a guest"])
        #expect(try machine.items("promise").count == 1)
    }

    @Test func `S1-28, S1-25, S1-32, S4-5: greetings, data to check, rounds, and a full week`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("tier", "Bob", "wide")
        try machine.kith("touch", "Bob", "coffee", "on=-60d", "the harbour")
        try machine.kith(
            "new", "occasion", "Thesis", "person=Bob", "type=achievement",
            "day=\(try machine.today())")
        try machine.expect(
            "greet", "--why", says: ["Thesis", "Bob Ross", "the harbour", "tier wide"])
        try machine.expect("occasions", says: ["Thesis", "Bob Ross"])
        try machine.expect("occasions", "--ics", says: ["SUMMARY:Bob Ross: Thesis", "UNTIL="])
        try machine.expect("today", says: ["Greet", "Bob Ross  Thesis  today"])
        try machine.kith("touch", "Bob", "hello")
        try machine.expect("greet", neverSays: ["Thesis"])
        try machine.expect("today", neverSays: ["Thesis"])
        #expect(try machine.kith("today", "--if-any").output.isEmpty)

        try machine.expect("verify", says: ["Bob Ross", "person2@example.org"])
        try machine.kith("set", "Bob", "verified=today")
        try machine.expect("verify", neverSays: ["Bob Ross"])

        try machine.kith("new", "pool", "Kaffee für alle", "people=Bob,Dan")
        let mail = try machine.kith("match", "für", "--mail").output
        #expect(mail.contains("person2@example.org") && mail.contains("=?utf-8?q?Kaffee_f=C3=BCr"))
        let dates = try machine.kith("match", "für", "--ics", "--on", "2w").output
        #expect(dates.contains("BEGIN:VEVENT") && dates.contains("Dan Elm"))
        #expect(try machine.attempt("match", "für", "--ics", "--mail").exitCode == 2)

        try machine.kith("tier", "Carol", "close")
        try machine.expect("today", says: ["Carol Day"])
        try machine.expect("today", "--if-any", says: ["Carol Day"])
        try machine.kith("me", "ceiling=1")
        try machine.expect("today", says: ["the rest can wait"])
        try machine.expect("today", neverSays: ["Carol Day"])
        try machine.expect("review", says: ["your ceiling is 1"])
    }

    @Test func `S1-24, S4-23: a review asks for a brave step, and each quarter about the focus`()
        throws
    {
        let bench = try TestBench()
        let machine = try book(bench)
        try machine.kith("tier", "Bob", "focus")
        let week = try bench.file("week", "\n\n\n\n\nAsk Zoe for an hour\n")
        _ = try machine.onTerminal(["review"], keys: week)
        try machine.expect("today", says: ["Ask Zoe for an hour"])
        let quarter = try bench.file("quarter", "\n\n\n\n\n4 3 5\n")
        _ = try machine.onTerminal(["review", "--quarter"], keys: quarter)
        let rating = try #require(try machine.items("rating").first)
        #expect(rating["insight"] as? Int == 4 && rating["mutual"] as? Int == 5)
        try machine.expect("review", "--quarter", neverSays: ["not rated"])
    }

    @Test func `What follows who and what of a touch is what it was about`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Lena Fischer", "Carol Day", "Anna Lind", "Anna Schmidt"] {
            try machine.kith("add", "--name", name)
        }
        for (words, text, count) in [
            (["car"], "car", 1), (["Carol"], "", 2), (["carol day"], "", 2),
            (["text=Carol"], "Carol", 1),
        ] {
            try machine.kith(words: ["touch", "Lena", "coffee"] + words)
            let touch = try #require(try machine.items("touch").last)
            #expect((touch["text"] as? String ?? "") == text)
            #expect((touch["with"] as? [Any])?.count == count, "\(words)")
        }
        let several = try machine.attempt("touch", "Lena", "coffee", "Anna")
        #expect(several.exitCode == 1 && several.diagnostics.contains("Anna Schmidt"))
        // A time is read as kith prints it, and what follows counts from then (S3-10).
        for words in [["2026-01-10 09:30"], ["at=2026-01-10 09:30"]] {
            let told = try machine.kith(words: ["touch", "Lena", "call"] + words).output
            #expect(told.contains("at=2026-01-10 09:30"))
        }
        try machine.expect("today", says: ["A free day"])
        try machine.expect("touch", "Lena", "call", "working-on=Pilot", says: ["type=project"])
        let day = try machine.today()
        try machine.expect("touch", "Lena", "call", "-9d", "followup=x", says: ["by=\(day)"])
    }

    @Test func `Next steps of targets and alliances are asked for, but not in a rest`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Bob Ross", "Eve Elm", "Dan Day"] { try machine.kith("add", "--name", name) }
        try machine.kith("new", "goal", "Lead a lab")
        for (name, next) in [("Bob", "next=mail him"), ("Eve", "next-by="), ("Dan", "next-by=")] {
            try machine.kith(
                "new", "target", "T \(name)", "person=\(name)", "goal=lab", "why=w", "offer=o",
                "status=active", next)
        }
        try machine.kith("new", "step", "call Eve", "person=Eve", "by=today")
        try machine.kith("new", "alliance", "Data", "people=Bob", "review=2026-01-02", "mine=boats")
        try machine.expect(
            "today", says: ["mail him", "alliance: Data", "overdue since 2026-01-02"])
        try machine.expect("review", says: ["1 target without a next step: T Dan"])
        try machine.kith("new", "seat", "opens doors", "goal=lab", "role=guide", "person=Bob")
        try machine.expect(
            "prep", "Bob", "--why",
            says: [
                "seats of open goals: 1", "guide: opens doors (Lead a lab)", "your stake: boats",
            ])
        try machine.kith("new", "goal", "Sail home", "by=2020-01-02")
        try machine.expect("review", says: ["Sail home: 0 touches, overdue since 2020-01-02"])
        try machine.kith("new", "rest", "from=today", "to=3d")
        try machine.expect("today", says: ["Rest until"])
        try machine.expect("today", neverSays: ["mail him"])
        try machine.expect("plan", says: ["You rest until"])
    }

    @Test func `What cannot be is refused, with a word that helps`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Bob Ross")
        for (words, word) in [
            (["rest", "from=2026-12-31", "to=2026-11-01"], "before it begins"),
            (["affiliation", "Cook", "person=Bob", "org=Bob", "from=2019", "to=2018"], "before"),
            (["relation", "self", "a=Bob", "b=Bob"], "same person"),
            (["target", "CTO", "org=Tidal Labs"], "--organisation-card --name \"Tidal Labs\""),
        ] {
            let refused = try machine.start(["new"] + words).wait()
            #expect(refused.exitCode != 0 && refused.diagnostics.contains(word), "\(words)")
        }
        #expect(try machine.attempt("set", "Bob", "met-via=Bob").exitCode == 2)
        try machine.kith("new", "campaign", "talks", "people=Bob")
        try machine.kith("set", "talks", "people=")
        try machine.expect("items", "campaigns", neverSays: ["Bob"])
        try machine.kith("undo")
        try machine.expect("items", "campaigns", says: ["Bob"])
        try machine.kith("tier", "Bob", "focus")
        try machine.kith("me", "budget=30")
        try machine.expect("plan", says: ["30 minutes a week hold no slot of 40"])
        try machine.kith("me", "budget=40")
        try machine.kith("set", "Bob", "channel=phone")
        try machine.expect("plan", says: ["phone"])
    }

    @Test func `One list of guests and one line, on two machines offline, are one`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "phone"])
        let (laptop, phone) = (machines[0], machines[1])
        for name in ["Bob Ross", "Dan Elm"] { try laptop.kith("add", "--name", name) }
        try laptop.kith("new", "event", "Harbour fair", "day=today")
        for machine in machines { try machine.sync() }
        let list = try bench.file("both", "Bob Ross\nNew Person <new@example.org>\n")
        let lines = try bench.file("lines", "Bob: sailing, promised a map\nNew: plays the horn\n")
        for machine in machines {
            try machine.kith("guests", "fair", list.path)
            try machine.kith("capture", "fair", input: lines)
        }
        for machine in machines + machines { try machine.sync() }
        for machine in machines {
            for kind in ["guest", "touch", "promise", "followup"] {
                #expect(try machine.items(kind).count == 1, "\(kind)")
            }
            #expect(try machine.conflicts().isEmpty)
        }
        let both = try [laptop, phone].map { try $0.kith("worth", "fair", "--json").output }
        #expect(both[0] == both[1])
    }
}

extension Machine {
    /// The day it is on this machine.
    ///
    /// - Throws: ``ProgramFailure``, or what decoding throws.
    fileprivate func today() throws -> String {
        try #require(try json("today")["day"] as? String)
    }
}
