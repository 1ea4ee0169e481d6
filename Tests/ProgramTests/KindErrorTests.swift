import Foundation
import Testing

/// Errors that a person meets in the first days, and what they advise.
struct KindErrorTests {
    @Test func `An error says what to do instead`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example", "--email", "ada@example.org")
        let other = try bench.file("letter.txt", "hello").path
        let cases: [(words: [String], code: Int32, advice: String)] = [
            (["edit", "ada", "--set", "phone=+1"], 2, "--add phone=… adds one"),
            (["edit", "ada", "--set", "shoe=42"], 2, "There is no field `shoe`"),
            (["find", "@nowhere"], 1, "`kith items searches` lists them"),
            (["touch", "ada", "coffee", "tomorrow"], 2, "kith new followup"),
            (["touch", "ada", "call", "on=2099-01-01"], 2, "by=2099-01-01"),
            (["recover", other], 6, "no backup that `kith backup` wrote"),
            (["backup", "/nowhere/b.sqlite"], 6, "/nowhere: No such file or directory"),
            (["unmerge", "ada"], 2, "one card only"),
            (["restore", other], 2, "`kith recover"),
            (["edit", "ada", "--remove", "title"], 2, "write field=value, such as title="),
            (["tier", "ada"], 2, "Which tier?"),
            (["export", "--search", "nobody"], 1, "Nobody matches nobody"),
            (["note", "ada", ""], 2, "The note is empty"),
            (["add", "--name", "Leap", "--birthday", "--02-30"], 2, "That is no date"),
        ]
        for (words, code, advice) in cases {
            let result = try machine.start(words).wait()
            #expect(result.exitCode == code, "\(words): \(result.diagnostics)")
            #expect(result.diagnostics.contains(advice), "\(words): \(result.diagnostics)")
        }
        #expect(try machine.json("items")["items"] as? [[String: String]] == [])
    }

    @Test func `What is there under a name, or the very same tie, is not written down twice`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example", "--tag", "club")
        try machine.kith("add", "--name", "Ben Example")
        let twice = [
            ["new", "search", "club", "query=tag:club"], ["new", "field", "diet", "type=text"],
            ["new", "relation", "sister", "a=ada", "b=ben"],
        ]
        for words in twice {
            try machine.kith(words: words)
            let again = try machine.start(words).wait()
            #expect(again.exitCode == 5, "\(again.diagnostics)")
            #expect(again.diagnostics.contains("written down already: "))
        }
        try machine.kith("new", "relation", "manager", "a=ada", "b=ben")
        #expect(try machine.attempt("new", "search", "CLUB", "query=x").exitCode == 5)
        try machine.kith("edit", "ada", "--add", "tag=Club")
        #expect(try machine.kith("show", "ada").output.contains("tags        club\n"))
        try machine.kith("merge", "ada", "ben")
        let distinct = try machine.attempt("dupes", "--not", "ada", "ben")
        #expect(distinct.exitCode == 2 && distinct.diagnostics.contains("Both mean Ada Example"))
    }

    @Test func `A file of something else, and of much of it, is told in a few lines`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let nobody = try machine.attempt("list")
        #expect(nobody.exitCode == 6 && nobody.diagnostics.contains("`kith import FILE`"))
        let page = try machine.attempt(
            "import", try bench.file("page.html", "<html>hello</html>").path)
        #expect(page.exitCode == 6)
        #expect(page.output.contains("no cards; nothing in it is a vCard or a table"))
        let noise = String(repeating: String(repeating: "x", count: 2_000) + "\n", count: 100)
        let result = try machine.attempt("import", try bench.file("noise.vcf", noise).path)
        #expect(result.exitCode == 6)
        #expect(result.diagnostics.split(separator: "\n").count < 8, "\(result.diagnostics)")
        let looked = try machine.kith(
            "import", "--dry-run", try bench.file("b.vcf", InventedCards.text(count: 20)).path)
        #expect(looked.output.contains("line   1  ") && looked.output.contains("line 1"))
    }

    @Test func `A column that there is not names others, and a list has one form`() throws {
        let bench = try TestBench()
        let laptop = try bench.machine("laptop")
        try laptop.kith("add", "--name", "Ada Example")
        let near = try laptop.attempt("list", "--fields", "name,my.tier")
        #expect(near.exitCode == 2 && near.diagnostics.contains("did you mean tier?"))
        let far = try laptop.attempt("list", "--fields", "xyzzy").diagnostics
        #expect(
            far.contains("name,email,city,birthday,tags,my.stage,x.size; docs/search.md has all."))
        for forms in [["--csv", "--tsv"], ["--json", "--csv"], ["--ids", "--json"]] {
            let refused = try laptop.start(["list"] + forms).wait()
            #expect(refused.exitCode == 2, "\(forms)")
            #expect(refused.diagnostics.contains("Say one of --"), "\(forms)")
        }
    }

    @Test func `A goal that is called like somebody is told of where it may be meant`() throws {
        let bench = try TestBench()
        let laptop = try bench.machine("laptop")
        try laptop.kith("add", "--name", "Ada Example")
        try laptop.kith("new", "goal", "Ada Example")
        try laptop.kith("new", "goal", "Ada Example and others")
        let goals = try laptop.items("goal")
        let goal = try #require(goals.first { $0["text"] as? String == "Ada Example" })
        let end = try #require(goal["id"] as? String).suffix(6)
        let refused = try laptop.attempt("set", "Ada Example", "by=2030-01-01")
        #expect(refused.exitCode == 2)
        #expect(refused.diagnostics.contains("`kith set \(end) …` means the goal of that name."))
        try laptop.kith("set", String(end), "by=2030-01-01")
        let other = try laptop.attempt("set", "Ada", "by=2030-01-01").diagnostics
        #expect(!other.contains("of that name"))
    }

    @Test func `Whoever is in the trash is said to be there`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example", "--birthday", "--02-29")
        #expect(try machine.kith("show", "ada").output.contains("29 Feb"))
        try machine.kith("rm", "ada")
        let result = try machine.attempt("show", "ada")
        #expect(result.exitCode == 1)
        #expect(result.diagnostics.contains("Ada Example is in the trash; `kith restore"))
    }

    @Test func `Whom one has met is known, not unreachable`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        #expect(try machine.attempt("path", "ada").diagnostics.contains("No way of 6 handshakes"))
        try machine.kith("touch", "ada", "coffee")
        #expect(try machine.attempt("path", "ada").diagnostics.contains("You know Ada Example"))
    }

    @Test func `Something is named by its whole title, though others have the same words and more`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for title in ["Harbour fair 2", "Harbour fair 24"] {
            try machine.kith("new", "event", title)
        }
        try machine.kith("set", "harbour fair 2", "size=30")
        try machine.expect(
            "items", "events", says: ["Harbour fair 2  size=30"], neverSays: ["fair 24  size"])
        #expect(try machine.attempt("set", "harbour", "size=30").exitCode != 0)
    }
}
