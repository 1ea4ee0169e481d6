import Foundation
import Testing

/// What somebody types who is new here: understood, or refused with what to type instead.
struct PlainWordsTests {
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada", "Lind")
        try machine.kith("add", "Carol", "Example")
        return machine
    }

    @Test(arguments: [
        ["yesterday"], ["31.10.2025"], ["oct", "31"], ["monday"], ["last", "friday"],
        ["3", "days", "ago"], ["yesterday", "9:00"], ["9:00", "yesterday"],
    ])
    func `A touch is of the day that was said, and says which`(words: [String]) throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let said = try machine.kith(words: ["touch", "carol", "coffee"] + words)
        let item = try #require(
            (try machine.json("items", "touches")["items"] as? [[String: Any]])?.first)
        #expect(item["text"] == nil, "it is no text: \(said.output)")
        let at = try #require((item["at"] as? NSNumber)?.doubleValue) / 1_000
        let format = DateFormatter()
        format.timeZone = TimeZone(identifier: "UTC")
        format.dateFormat = "yyyy-MM-dd"
        let day = format.string(from: Date(timeIntervalSince1970: at))
        #expect(said.output.contains(day))
        if words != ["monday"] {
            #expect(day != format.string(from: Date()) && said.output.contains("day \(day)"))
        }
        if words.contains("9:00") { #expect(said.output.contains(" 09:00")) }
    }

    @Test(arguments: [
        ["10/31"], ["10/11/2026"], ["2026-10"], ["25:00"], ["tomorrow"], ["next", "friday"],
        ["on=10/11/2026"],
    ])
    func `What could be several days, or is to come, writes nothing`(words: [String]) throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let result = try machine.start(["touch", "carol", "coffee"] + words).wait()
        #expect(result.exitCode == 2 && result.output.isEmpty, "\(result.diagnostics)")
        #expect((try machine.json("items", "touches")["items"] as? [Any])?.isEmpty == true)
    }

    @Test func `A touch takes a length in the words of many, and a text as it is`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        for words in [["1h", "30m"], ["90", "min"], ["90min"], ["1.5h"]] {
            let said = try machine.kith(words: ["touch", "carol", "coffee"] + words)
            #expect(said.output.contains("minutes=90"), "\(words)")
        }
        let said = try machine.kith("touch", "carol", "coffee", "evening walk")
        #expect(said.output.contains("evening walk") && !said.output.contains("minutes="))
    }

    @Test func `A note is listed, corrected and taken away, and comes back`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("note", "ada", "Prefers calls.")
        let listed = try machine.kith("note", "ada", "--list").output
        let id = String(listed.prefix(6))
        #expect(listed.contains("Prefers calls."))
        try machine.kith("note", "ada", "--edit", id, "Prefers letters.")
        #expect(try machine.kith("show", "ada").output.contains("Prefers letters."))
        try machine.kith("set", id, "Prefers visits.")
        #expect(try machine.kith("history", "ada").output.contains("Prefers letters."))
        #expect(try machine.attempt("note", "carol", "--remove", id).exitCode == 1)
        try machine.kith("drop", id)
        #expect(try machine.kith("note", "ada", "--list").output.isEmpty)
        try machine.kith("undo")
        try machine.kith("note", "ada", "--remove", id)
        try machine.kith("undo")
        let notes = try machine.json("note", "ada", "--list")["notes"] as? [[String: Any]]
        #expect(notes?.map { $0["text"] as? String } == ["Prefers visits."])
        let editor = try bench.program("editor", "#!/bin/sh\necho 'Prefers mail.' > \"$1\"\n")
        try machine.kith("note", "ada", "--edit", id, extra: ["EDITOR": editor.path])
        #expect(try machine.kith("note", "ada", "--list").output.contains("Prefers mail."))
    }

    @Test(arguments: [
        ("search ada", "kith find"), ("ls", "kith list"), ("delete ada", "kith rm"),
        ("birthdays", "kith occasions"), ("trash", "kith list --trash"), ("fnd x", "kith find"),
        ("version", "kith --version"), ("duplicates --json", "kith dupes"),
        ("group ad", "kith group add"), ("device rm x", "kith device --help"),
    ])
    func `A command that there is not names the one that may be meant`(
        line: String, meant: String
    ) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let result = try machine.start(line.split(separator: " ").map(String.init)).wait()
        #expect(result.exitCode == 2 && result.output.isEmpty)
        #expect(result.diagnostics.contains("There is no command"))
        #expect(result.diagnostics.contains("`\(meant)`"), "\(result.diagnostics)")
    }

    @Test func `kithd names what is missing, not the option behind it`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let result = try RunningProgram(
            "kithd", ["space", "drop", "team", "--data", machine.home.path],
            environment: machine.environment, scratch: machine.scratch
        ).wait()
        #expect(result.exitCode == 2 && !result.diagnostics.contains("Unknown option"))
        #expect(result.diagnostics.contains("There is no command `kithd space drop`"))
    }

    @Test func `A list of everything says where the touches are`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        #expect(!(try machine.kith("items").diagnostics.contains("items touches")))
        try machine.kith("touch", "carol", "coffee")
        #expect(try machine.kith("items").diagnostics.contains("kith items touches"))
    }

    @Test func `Who has no tier is found, and a tier that there is not is told`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("tier", "ada", "close")
        let none = try machine.kith("find", "tier:none").output
        #expect(none.contains("Carol Example") && !none.contains("Ada Lind"))
        let wrong = try machine.attempt("find", "tier:foo")
        #expect(wrong.exitCode == 1 && wrong.diagnostics.contains("no tier “foo”"))
    }

    @Test func `Who is added twice is told, and doubles say what to do with them`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let again = try machine.kith("add", "Ada Lind", "--email", "ada@example.org")
        #expect(again.diagnostics.contains("There is Ada Lind already"))
        #expect(again.diagnostics.contains("kith merge "))
        #expect(!(try machine.kith("add", "Ada Lindgren").diagnostics.contains("already")))
        let alike = try machine.kith("add", "A. Lind", "--email", "ADA@example.org")
        #expect(alike.diagnostics.contains("Ada Lind has ADA@example.org already"))
        try machine.kith("add", "Zoë Müller", "--phone", "+49 30 5550475")
        let spelled = try machine.kith("add", "Zoe Mueller")
        #expect(spelled.diagnostics.contains("There is Zoë Müller already"))
        let called = try machine.kith("add", "Office", "--phone", "0049305550475")
        #expect(called.diagnostics.contains("Zoë Müller has 0049305550475 already"))
        let doubles = try machine.kith("dupes").diagnostics
        #expect(doubles.contains("kith merge ") && doubles.contains("--not "))
    }

    @Test func `What did not happen is not said`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let joined = try machine.attempt(
            "join", "http://127.0.0.1:1", "KITH-ABCDE-FGHJK-MNPQR-STVWX")
        #expect(joined.exitCode == 4 && joined.diagnostics.contains("Nothing was joined"))
        #expect(!joined.diagnostics.contains("sync later"))
        try machine.kith("new", "promise", "the draft", "person=ada")
        #expect(try machine.kith("done", "the", "draft").output.contains("status=kept"))
        try machine.kith("new", "promise", "the book", "person=ada")
        #expect(try machine.kith("done", "the", "book", "broken").output.contains("status=broken"))
        try machine.kith("new", "event", "fair", "people=ada")
        try machine.kith("set", "fair", "people=carol")
        let few = try machine.attempt("meetup", "--event", "fair", "--tables", "2", "--rounds", "1")
        #expect(few.exitCode == 2 && few.diagnostics.contains("the event has 2 people"))
        let table = try bench.file("x.csv", "Name,Email\nA B,a@x.es\n")
        let read = try machine.attempt("import", "--format", "vcard", table.path)
        #expect(read.exitCode == 6 && read.output.contains("--format vcard"))
        #expect(!read.output.contains("or a table"))
    }

    @Test func `What reaches nobody is refused where it is typed, and not offered to mail clients`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        for option in [["--email", "notanaddress"], ["--phone", "abc"]] {
            let result = try machine.start(["add", "Eve"] + option).wait()
            #expect(result.exitCode == 2 && result.diagnostics.contains("is no "))
        }
        let cards = """
            BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Two Example\r\nEMAIL:a@x.es; b@x.es\r\nEND:VCARD\r\n
            """
        try machine.kith("import", try bench.file("a.vcf", cards).path)
        #expect(try machine.attempt("mail-query", "two").output == "Not found\n")
        try machine.kith("edit", "two", "--set", "title=x")
        #expect(try machine.kith("show", "two", "--raw").output.contains("EMAIL:a@x.es; b@x.es"))
    }
}
