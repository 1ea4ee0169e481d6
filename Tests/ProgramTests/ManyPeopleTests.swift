import Foundation
import Testing

/// Commands for everybody who matches a search.
struct ManyPeopleTests {
    private func club(_ bench: TestBench, of count: Int = 3) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith(
            "import", try bench.file("people.vcf", InventedCards.text(count: count)).path)
        return machine
    }

    private func tagged(_ machine: Machine, _ tag: String) throws -> Int {
        let result = try machine.attempt("find", "tag:\(tag)", "--ids", "--limit", "1000")
        return result.lines.count
    }

    @Test func `An id that is named twice is one person`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        let id = try #require(machine.people().first?["id"] as? String)
        let ids = try bench.file("ids", "\(id)\n\(id)\n")
        let told = try machine.kith("rm", "--ids", "--dry-run", "--json", input: ids).output
        #expect(told.contains("\"matched\":1"), "\(told)")
    }

    @Test func `A search is edited as one command, looked at before, and taken back as a whole`()
        throws
    {
        let bench = try TestBench()
        let machine = try club(bench)
        let before = try machine.export()
        let looked = try machine.kith(
            "edit", "--search", "Example", "--add", "tag=club", "--set", "title=Member", "--dry-run"
        )
        #expect(looked.output.contains("Person1 Example1"))
        #expect(looked.output.contains("tags: + club"))
        #expect(looked.output.contains("title: + Member"))
        #expect(looked.diagnostics.contains("Would change 3 people of 3"))
        #expect(try machine.export() == before)
        let done = try machine.kith(
            "edit", "--search", "Example", "--add", "tag=club", "--set", "title=Member")
        #expect(done.output.contains("Changed 3 people"))
        #expect(try tagged(machine, "club") == 3)
        let again = try machine.kith("edit", "--search", "tag:club", "--add", "tag=club")
        #expect(again.diagnostics.contains("Nothing to change: all 3 who match are"))
        // Who has no such value is left alone.
        let one = try machine.kith(
            "edit", "--search", "tag:club", "--remove", "email=person1@example.org")
        #expect(one.output.contains("Changed 1 person"))
        try machine.kith("undo")
        try machine.kith("undo")
        #expect(try machine.export() == before)
        #expect(try machine.attempt("edit", "--search", "nobody", "--add", "tag=x").exitCode == 1)
    }

    @Test func `What would become of many is told of the first, and how many more`() throws {
        let bench = try TestBench()
        let machine = try club(bench, of: 130)
        let looked = try machine.kith(
            "edit", "--search", "Example", "--add", "tag=club", "--dry-run")
        #expect(looked.lines.count { $0.contains("tags: + club") } == 100)
        #expect(looked.lines.last == "and 30 people more; --json has all.")
        #expect(looked.diagnostics.contains("Would change 130 people of 130"))
        let all = try machine.json("edit", "--search", "Example", "--add", "tag=club", "--dry-run")
        #expect((all["people"] as? [Any])?.count == 130)
    }

    @Test func `A search gives programs everybody, and says when a table is cut`() throws {
        let bench = try TestBench()
        let machine = try club(bench, of: 60)
        for form in ["--ids", "--tsv"] {
            #expect(try machine.kith("find", "Example", form).lines.count == 60, "\(form)")
        }
        let table = try machine.kith("find", "Example")
        #expect(table.lines.count == 50)
        #expect(table.diagnostics.contains("more than 50; --limit"))
        let all = try machine.kith("find", "Example", "--limit", "60")
        #expect(all.lines.count == 60 && all.diagnostics.isEmpty)
        #expect(try machine.kith("find", "Example", "--ids", "--limit", "7").lines.count == 7)
    }

    @Test func `Two cards of somebody are one address, and as many pairs as are asked for`() throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for org in ["Harbour", "Lighthouse", "Pier"] {
            try machine.kith(
                "add", "--name", "Ada Example", "--email", "ada@example.org", "--org", org)
        }
        #expect(try machine.kith("mail-query", "--no-header", "ada").lines.count == 1)
        let pairs = try machine.json("dupes", "--limit", "1")["pairs"] as? [Any]
        #expect(pairs?.count == 1)
        #expect((try machine.json("dupes")["pairs"] as? [Any])?.count == 3)
    }

    @Test func `Fields of one's own are compared, and a choice is one of its words`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Ada", "Ben", "Cy", "Dee"] {
            try machine.kith("add", "--name", "\(name) Example")
        }
        // As vCard 4.0 writes dates.
        let written = "BEGIN:VCARD\nVERSION:4.0\nFN:Eve Example\nX-SINCE:20210301\nEND:VCARD\n"
        try machine.kith("import", try bench.file("eve.vcf", written).path)
        try machine.kith("new", "field", "height", "type=number")
        try machine.kith("new", "field", "since", "type=date")
        try machine.kith("edit", "ada", "--set", "x.height=1.80", "--set", "x.since=2019-05-04")
        try machine.kith("edit", "ben", "--set", "x.height=10", "--set", "x.since=2020-02")
        try machine.kith("edit", "cy", "--set", "x.height=-3", "--set", "x.since=--05-04")
        try machine.kith("edit", "dee", "--set", "x.note=>2 of them")
        let searches: [(String, [String])] = [
            ("x.height:>1.5", ["Ada", "Ben"]), ("x.height:>=1.8", ["Ada", "Ben"]),
            ("x.height:<0", ["Cy"]), ("x.height:1..9.5", ["Ada"]), ("x.height:>10", []),
            ("x.since:>2019", ["Ben", "Eve"]), ("x.since:2019..2020", ["Ada", "Ben"]),
            ("x.since:2021..2022", ["Eve"]), ("x.since:2021-03", ["Eve"]),
            ("x.since:20210301..20210302", ["Eve"]),
            ("x.since:<=2019-05", ["Ada"]), ("x.since:<2019-05-04", []),
            ("x.note:\">2 of\"", ["Dee"]),
        ]
        for (search, names) in searches {
            let found = try machine.attempt("find", search, "--tsv").lines
            let first = found.map { $0.split(separator: "\t")[1].split(separator: " ")[0] }
            #expect(Set(first.map(String.init)) == Set(names), "\(search)")
        }
        #expect(try machine.attempt("new", "field", "diet", "type=choice").exitCode == 2)
        try machine.kith("new", "field", "diet", "type=choice", "choices=vegan, All of it")
        let refused = try machine.attempt("edit", "ada", "--set", "x.diet=meat")
        #expect(refused.exitCode == 2)
        #expect(refused.diagnostics.contains("`diet` takes one of these: vegan, All of it."))
        try machine.kith("edit", "ada", "--set", "x.diet=all OF it")
        #expect(try machine.kith("show", "ada").output.contains("diet        All of it"))
    }

    @Test func `Relations are found and shown by the names of people`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let cards = [
            "FN:Ada Example\r\nRELATED;TYPE=spouse:urn:uuid:b\r\nRELATED;TYPE=child:mailto:kid@x.example",
            "FN:Ben O'Neil_50%\r\nUID:urn:uuid:b", "FN:Cy Example",
        ].map { "BEGIN:VCARD\r\nVERSION:4.0\r\n\($0)\r\nEND:VCARD\r\n" }.joined()
        try machine.kith("import", try bench.file("a.vcf", cards).path)
        let shown = try machine.kith("show", "ada").output
        #expect(shown.contains("Ben O'Neil_50%  (spouse)"))
        #expect(shown.contains("kid@x.example  (child)") && !shown.contains("mailto"))
        try machine.kith("new", "relation", "sister", "a=cy", "b=ben")
        #expect(try machine.kith("find", "relation:o'neil", "--ids").lines.count == 1)
        #expect(try machine.kith("find", "relation:O'Neil_50%", "--ids").lines.count == 1)
        #expect(try machine.kith("find", "relation:cy").output.contains("Ben"))
        #expect(try machine.attempt("find", "relation:neil").exitCode == 1)
        #expect(try machine.attempt("find", "relation:o_neil").exitCode == 1)
    }

    @Test func `More than twenty people are changed only when that is said`() throws {
        let bench = try TestBench()
        let machine = try club(bench, of: 25)
        let refused = try machine.attempt("edit", "--search", "Example", "--add", "tag=club")
        #expect(refused.exitCode == 5)
        #expect(refused.diagnostics.contains("--yes"))
        #expect(try tagged(machine, "club") == 0)
        let done = try machine.kith("edit", "--search", "Example", "--add", "tag=club", "--yes")
        #expect(done.output == "Changed 25 people; `kith undo` takes it back.\n")
        #expect(try tagged(machine, "club") == 25)
        try machine.kith("undo")
        #expect(try tagged(machine, "club") == 0)
    }

    @Test func `A search that cannot be understood changes nobody`() throws {
        let bench = try TestBench()
        let machine = try club(bench)
        let cases: [(arguments: [String], code: Int32, hint: String)] = [
            (["edit", "--search", "tga:club", "--add", "tag=x"], 2, "tag"),
            (["edit", "--search", "", "--add", "tag=x"], 2, "empty"),
            (["edit", "@nothing", "--add", "tag=x"], 1, "kith items searches"),
            (["edit", "--search", "Example"], 2, "--set"),
            (["edit", "--search", "Example"], 2, "for one person"),
            (["edit", "ada", "--search", "Example", "--add", "tag=x"], 2, "one way"),
            (["edit", "--add", "tag=x"], 2, "--search"),
            (["edit", "Person1", "--dry-run"], 2, "without --dry-run"),
            (["edit", "Person1", "--add", "tag=x", "--dry-run"], 0, "Would change 1 person of 1"),
            (["edit", "--search", "Example", "--set", "birthday=soon"], 2, "date"),
        ]
        for (arguments, code, hint) in cases {
            let result = try machine.start(arguments).wait()
            #expect(result.exitCode == code, "\(arguments): \(result.diagnostics)")
            #expect((result.output + result.diagnostics).contains(hint), "\(arguments)")
        }
        #expect(try tagged(machine, "x") == 0)
    }

    @Test func `A saved search and ids from another command say whom as well`() throws {
        let bench = try TestBench()
        let machine = try club(bench)
        try machine.kith("new", "search", "first", "query=person0@example.org")
        try machine.kith("edit", "@first", "--add", "tag=harbour")
        #expect(try tagged(machine, "harbour") == 1)
        let ids = try machine.kith("find", "Example", "--ids").output
        let input = try bench.file("ids", ids)
        try machine.kith("edit", "--ids", "--add", "tag=friend", input: input)
        #expect(try tagged(machine, "friend") == 3)
        try machine.kith("tier", "@first", "close")
        try machine.kith("tier", "--search", "tag:friend -tag:harbour", "wide")
        try machine.kith("set", "--search", "tag:friend", "circle=work", "why=Club")
        #expect(try machine.attempt("find", "tier:wide", "--ids").lines.count == 2)
        #expect(try machine.attempt("find", "tier:close", "--ids").lines.count == 1)
        let cards = try machine.kith("export", "@first", "--search", "tag:friend").output
        #expect(cards.split(separator: "BEGIN:VCARD").count == 3)
        try machine.kith("new", "area", "Harbour", "people=@first")
        #expect(try machine.kith("items", "areas").output.contains("people=Person0 Example0"))
        let looked = try machine.kith("rm", "--search", "tier:wide", "--dry-run")
        #expect(looked.output.contains("into the trash"))
        try machine.kith("rm", "--search", "tier:wide")
        #expect(try machine.names().count == 1)
        try machine.kith("undo")
        #expect(try machine.names().count == 3)
    }

    @Test func `Searches say or, group, leave out and name each other`() throws {
        let bench = try TestBench()
        let machine = try club(bench)
        try machine.kith("new", "search", "pair", "query=person0@example.org or Person1")
        try machine.kith("new", "search", "rest", "query=Example -@pair")
        for (words, count) in [
            (["person0@example.org", "or", "Person1"], 2), (["@pair"], 2),
            (["-@pair", "Example"], 1),
            (["@rest"], 1), (["-(Person0 or Person1)", "Example"], 1),
            (["(Person0 or Person1) -Person1"], 1), (["@rest", "or", "@pair"], 3),
            (["name:Person0,Person2"], 2), (["created:today"], 3), (["created:1969"], 0),
            (["touched:1969", "or", "Person2"], 1),
        ] {
            let found = try machine.start(["find", "--ids"] + words).wait()
            #expect(found.lines.count == count, "\(words): \(found.output)\(found.diagnostics)")
            #expect(found.exitCode == (count == 0 ? 1 : 0), "\(words): \(found.diagnostics)")
        }
        try machine.kith("tier", "--search", "Person1 or Person2", "wide")
        #expect(try machine.kith("find", "tier:wide", "--ids").lines.count == 2)
        let unsure = try machine.attempt("tier", "--search", "(Person1 or", "close")
        #expect(unsure.exitCode == 2 && unsure.diagnostics.contains("bracket"))
    }

    @Test func `A name that two machines gave to two searches is asked about`() throws {
        let bench = try TestBench()
        let (_, machines) = try bench.household(machines: ["laptop", "desktop"])
        for (machine, tag) in zip(machines, ["a", "b"]) {
            try machine.kith("add", "Person \(tag)", "--tag", tag)
            try machine.kith("new", "search", "q", "query=tag:\(tag)")
        }
        for machine in machines + machines { try machine.sync() }
        for words in [["find", "@q"], ["edit", "@q", "--add", "tag=x", "--yes"]] {
            let told = try machines[0].attempt(words: words)
            #expect(told.exitCode == 2, "\(words)")
            #expect(told.diagnostics.contains("@q is 2 saved searches"))
        }
    }

    @Test func `A saved search stands for its people wherever several are named`() throws {
        let bench = try TestBench()
        let machine = try club(bench)
        try machine.kith("new", "search", "pair", "query=name:Person0")
        try machine.kith("new", "search", "none", "query=name:Nobody")
        try machine.kith("new", "search", "all", "query=Example")
        let touch = try machine.json("touch", "@all", "Person1", "event", "the concert")["touch"]
        let with = (touch as? [String: Any])?["with"] as? [Any]
        #expect(with?.count == 3, "nobody twice: \(touch ?? "")")
        try machine.kith("group", "new", "choir", "@pair")
        try machine.kith("group", "add", "choir", "@all")
        #expect(try machine.kith("find", "group:choir", "--ids").lines.count == 3)
        try machine.kith("group", "remove", "choir", "@pair")
        #expect(try machine.kith("find", "group:choir", "--ids").lines.count == 2)
        #expect(try machine.kith("draft", "hello", "@pair").output.contains("Person0"))
        for words in [["touch", "@none", "call"], ["group", "add", "choir", "@none"]] {
            let refused = try machine.start(words).wait()
            #expect(refused.exitCode == 1 && refused.diagnostics.contains("@none"), "\(words)")
        }
        let unknown = try machine.attempt("touch", "@nothing", "call")
        #expect(unknown.exitCode == 1 && unknown.diagnostics.contains("kith items searches"))
    }

    @Test func `What I say of people is found, and by nobody else's words`() throws {
        let bench = try TestBench()
        let machine = try club(bench)
        try machine.kith("set", "Person1", "stage=met", "why=the harbours", "strength=50")
        try machine.kith("set", "Person2", "stage=ally", "strength=5")
        for (query, count) in [
            ("my.stage:met", 1), ("my.stage:met,ally", 2), ("my.why:harbour", 1),
            ("my.strength:5", 1), ("has:my.stage", 2), ("missing:my.stage", 1),
            ("-my.stage:met", 2), ("my.stage:met my.strength:50", 1),
        ] {
            #expect(try machine.kith("find", query, "--ids").lines.count == count, "\(query)")
        }
        #expect(try machine.attempt("find", "my.why:%").exitCode == 1)
        let hint = try machine.attempt("find", "stage:met")
        #expect(hint.exitCode == 1 && hint.diagnostics.contains("my.stage:"))
    }

    @Test func `Whom a private word names is found by the name`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Ada Lind", "Carl Cooper", "Bob Ross"] { try machine.kith("add", name) }
        try machine.kith("set", "ada", "met-via=carl")
        for query in ["my.met-via:carl", "my.met-via:cooper", "my.met-via:\"Carl Cooper\""] {
            #expect(try machine.kith("find", query).output.contains("Ada Lind"), "\(query)")
        }
        #expect(try machine.attempt("find", "my.met-via:bob").exitCode == 1)
        try machine.kith("merge", "bob", "carl")
        #expect(try machine.kith("find", "my.met-via:ross").output.contains("Ada Lind"))
    }

    @Test func `A field of one's own has a type, is shown, found and exported`() throws {
        let bench = try TestBench()
        let machine = try club(bench)
        try machine.kith("new", "field", "shoe-size", "type=number")
        try machine.kith("edit", "Person1", "--set", "x.dietary=Vegan", "--set", "x.shoe-size=42")
        let wrong = try machine.attempt("edit", "Person2", "--set", "x.shoe-size=large")
        #expect(wrong.exitCode == 2)
        #expect(wrong.diagnostics.contains("a number"))
        #expect(try machine.attempt("edit", "Person2", "--set", "x.a b=c").exitCode == 2)
        #expect(try machine.attempt("new", "field", "a b").exitCode == 2)
        #expect(try machine.kith("show", "Person1").output.contains("dietary"))
        for query in ["x.dietary:vegan", "x.dietary:veg", "has:x.shoe-size", "vegan"] {
            #expect(try machine.kith("find", query, "--ids").lines.count == 1, "\(query)")
        }
        #expect(try machine.attempt("find", "x.dietary:meat").exitCode == 1)
        #expect(try machine.kith("find", "-has:x.dietary", "--ids").lines.count == 2)
        #expect(try machine.kith("find", "missing:x.dietary", "--ids").lines.count == 2)
        #expect(try machine.kith("find", "-missing:x.dietary", "--ids").lines.count == 1)
        #expect(try machine.kith("find", "Example", "-x.dietary:veg", "--ids").lines.count == 2)
        #expect(try machine.attempt("find", "Example", "--idz").exitCode == 2)
        let card = try machine.kith("export", "Person1").output
        #expect(card.contains("X-DIETARY:Vegan\r\n"))
        #expect(card.contains("X-SHOE-SIZE:42\r\n"))
        try machine.kith("edit", "Person1", "--remove", "x.dietary=Vegan", "--set", "x.shoe-size=")
        #expect(try machine.attempt("find", "has:x.dietary").exitCode == 1)
    }

    @Test func `Said again, what stands is no change, and nothing to undo`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Ada Lind", "Bob Ross"] { try machine.kith("add", name) }
        try machine.kith("set", "ada", "circle=work", "why=Club")
        let steps = try machine.kith("undo", "--list").lines.count
        let again = try machine.kith("set", "ada", "circle=work")
        #expect(again.output == "Ada Lind: circle=work, as it was said already.\n")
        try machine.kith("set", "bob", "circle=")
        #expect(try machine.kith("undo", "--list").lines.count == steps)
        let trial = try machine.kith(
            "set", "--search", "l or b", "circle=work", "--dry-run", "--json")
        #expect(trial.output.contains("Bob Ross"))
        try machine.kith("set", "--search", "ada or bob", "circle=work")
        #expect(try machine.kith("undo", "--list").lines.count == steps + 1)
        try machine.kith("undo")
        let left = try machine.attempt("find", "my.circle:work", "--json").output
        #expect(left.contains("Ada Lind") && !left.contains("Bob Ross"))
        let history = try machine.kith("history", "ada").output
        #expect(history.components(separatedBy: "circle").count == 2)
    }

    @Test func `Several named at once are the same people in a trial run and for programs`() throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Ada Lind", "Bob Ross", "Kim Lee"] { try machine.kith("add", name) }
        for option in ["--dry-run", "--json", ""] {
            let words = ["tier", "ada", "bob", "wide"] + (option.isEmpty ? [] : [option])
            let told = try machine.attempt(words: words)
            #expect(told.exitCode == 0 && told.output.contains("Ada Lind"), "\(option)")
            #expect(told.output.contains("Bob Ross"), "\(option)")
            #expect(
                try machine.json("find", "tier:wide")["people"] as? [Any] != nil
                    || option == "--dry-run")
            try machine.kith("tier", "ada", "none")
        }
        #expect(try machine.attempt("tier", "ada", "bob", "focus", "--json").exitCode == 5)
        // Whose cards were merged has no tier to take away a second time.
        try machine.kith("merge", "ada", "kim")
        try machine.kith("tier", "ada", "close")
        try machine.kith("tier", "ada", "none")
        let again = try machine.kith("tier", "ada", "none", "--dry-run")
        #expect(again.diagnostics.contains("Nothing to change"))
        // An address that is there is not written again; a label calls it so.
        for label in ["", "", ".home"] {
            try machine.kith("edit", "bob", "--add", "address\(label)=1 Road")
        }
        let bob = try machine.kith("show", "bob").lines.filter { $0.contains("1 Road") }
        #expect(bob == ["address     1 Road  (home)"])
        // What is written down twice is told, and kept.
        let boat = ["new", "event", "Boat", "day=2026-12-01", "people=bob"]
        #expect(try machine.attempt(words: boat).diagnostics.isEmpty)
        #expect(
            try machine.attempt(words: boat).diagnostics.contains(
                "The same was written down before"))
        #expect(
            try machine.kith("new", "event", "Boat", "day=2026-12-02", "people=bob").diagnostics
                .isEmpty)
    }

    @Test(arguments: [
        "city", "org", "title", "role", "country", "ever", "tag", "x.size", "relation", "my.why",
        "name", "email", "phone", "group",
    ])
    func `A search of as many values as one can be is answered`(key: String) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Lind", "--org", "zz")
        let values = (0..<64).map { String(UnicodeScalar(UInt8(97 + $0 % 26))) + "\($0)" }
        let long = "\(key):" + values.joined(separator: ",")
        let pairs = (0..<31).map { "(\(key):a\($0) org:b\($0))" }.joined(separator: " or ")
        for query in [long, pairs, "\(long) or org:zz"] {
            let found = try machine.attempt("find", query)
            #expect([0, 1].contains(found.exitCode), "\(found.diagnostics)")
            #expect(found.diagnostics.isEmpty || !found.diagnostics.contains("database"))
        }
        #expect(try machine.kith("find", "\(long) or org:zz").output.contains("Ada Lind"))
        try machine.kith("new", "search", "many", "query=\(pairs) or org:zz")
        #expect(try machine.kith("find", "@many").output.contains("Ada Lind"))
    }
}
