import Foundation
import Testing

/// An address book full of doubles, put in order in one go.
struct CertainMergeTests {
    private func card(_ name: String, _ mail: String, _ phone: String, note: String = "") -> String
    {
        let parts = name.split(separator: " ")
        return """
            BEGIN:VCARD\r
            VERSION:3.0\r
            FN:\(name)\r
            N:\(parts.last ?? "");\(parts.first ?? "");;;\r
            EMAIL:\(mail)\r
            TEL:\(phone)\r
            NOTE:\(note)\r
            END:VCARD\r

            """
    }

    private func book() -> String {
        (0..<30).map { number in
            let name = "Person\(number) Example"
            let (mail, phone) = ("p\(number)@example.org", "+49 30 55501\(number + 10)")
            return card(name, mail, phone, note: "one of two")
                + card(name, mail.uppercased(), phone, note: "second")
        }.joined() + card("Person0 Example", "other@example.com", "+49 30 777000")
    }

    @Test func `Whoever could be either of two people is merged with neither`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let (mail, phone) = ("roe@example.org", "+49 30 2222222")
        let cards =
            card("A. Roe", mail, phone) + card("Anna Roe", mail, phone)
            + card("Albert Roe", mail, phone)
        try machine.kith("import", try bench.file("roe.vcf", cards).path)
        let certain = try machine.json("dupes", "--certain")["pairs"] as? [Any]
        #expect(certain?.count == 2)
        let merged = try machine.kith("merge", "--certain", "--yes")
        #expect(merged.diagnostics.contains("may as well be somebody else's: 2 pairs"))
        #expect(try machine.names().count == 3)
    }

    @Test func `All certain doubles are merged at once, named before, and taken apart by one undo`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("import", try bench.file("book.vcf", book()).path)
        #expect(try machine.names().count == 61)
        let before = try machine.export()

        let dry = try machine.kith("merge", "--certain", "--dry-run").output
        #expect(dry.contains("60 cards of 30 people would be merged; nothing was changed."))
        // Of each what is joined.
        let joined = dry.components(separatedBy: "\n").filter { $0.hasPrefix("    ") }
        #expect(joined.count == 30)
        #expect(Set(joined) == ["    note  second", "    note  one of two"])
        let people =
            try machine.json("merge", "--certain", "--dry-run")["people"] as? [[String: Any]]
        let lines = try #require(people?.first?["lines"] as? [[String: Any]])
        let notes = lines.filter { $0["property"] as? String == "NOTE" }
        #expect(notes.map { $0["from"] as? String } == ["first", "second"])
        #expect(try machine.names().count == 61)
        let refused = try machine.attempt("merge", "--certain")
        #expect(refused.exitCode == 5 && refused.diagnostics.contains("say --yes"))

        let merged = try machine.kith("merge", "--certain", "--yes").output
        #expect(merged.contains("Merged 60 cards of 30 people; `kith undo` takes it back."))
        // The homonym with another address stays who he is.
        #expect(try machine.names().count == 31)
        #expect(try machine.attempt("dupes", "--certain").output.isEmpty)
        try machine.kith("undo")
        #expect(try machine.names().count == 61)
        #expect(try machine.export() == before)
    }

    @Test func `A merge says what of one's own words stands, and keeps the other's`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Example", "--birthday", "1985-04-12")
        try machine.kith("add", "Ada Sample", "--birthday", "1986-04-12")
        try machine.kith("tier", "Ada Example", "close")
        try machine.kith("tier", "Ada Sample", "wide")
        try machine.kith("set", "Ada Sample", "cadence=30d", "why=the tides")
        try machine.kith("set", "Ada Example", "why=the tides")
        let dry = try machine.kith("merge", "Ada Example", "Ada Sample", "--dry-run").lines
        func has(_ words: String...) -> Bool {
            dry.contains { line in words.allSatisfy(line.contains) }
        }
        #expect(has("tier (private)", "close", "first"))
        #expect(has("tier (private)", "wide", "second, kept but not shown"))
        #expect(has("cadence (private)", "30d", "second"))
        #expect(dry.filter { $0.contains("the tides") }.count == 1)
        let json = try machine.json("merge", "Ada Example", "Ada Sample", "--dry-run")
        let said = try #require(json["private"] as? [[String: Any]])
        #expect(said.compactMap { $0["field"] as? String } == ["tier", "tier", "why", "cadence"])
        #expect(said.map { $0["shown"] as? Bool } == [true, false, true, true])

        let told = try machine.kith("merge", "Ada Example", "Ada Sample").diagnostics
        #expect(told.contains("tier: “close” stands; “wide” of the other card is kept with it."))
        #expect(told.contains("birthday “1986-04-12” is kept with its card, and not shown."))
        #expect(!told.contains("cadence") && !told.contains("tides") && !told.contains("FN"))
        #expect(try machine.people().map { $0["tier"] as? String } == ["close"])
        for format in ["vcard", "vcard3", "csv"] {
            let told = try machine.kith("export", "--format", format).diagnostics
            #expect(told.contains("has another FN") && told.contains("another BDAY"), "\(format)")
            let one = try machine.kith("export", "Ada Example", "--format", format).diagnostics
            #expect(one.contains("has another BDAY"), "\(format)")
        }
        try machine.kith("unmerge", "Ada Example")
        #expect(try !machine.kith("export").diagnostics.contains("another"))
        #expect(Set(try machine.people().map { $0["tier"] as? String }) == ["close", "wide"])
    }

    @Test func `A merge says what a value is for, beside it`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Example")
        try machine.kith("add", "Ada Sample")
        try machine.kith("edit", "Ada Sample", "--add", "email.boat=ada@example.org")
        let dry = try machine.kith("merge", "Ada Example", "Ada Sample", "--dry-run").output
        #expect(dry.contains("ada@example.org (boat)") && !dry.contains("ABLABEL"))
        let lines =
            try machine.json("merge", "Ada Example", "Ada Sample", "--dry-run")["lines"]
            as? [[String: Any]]
        let mail = try #require(lines?.first { $0["field"] as? String == "email" })
        #expect(mail["value"] as? String == "ada@example.org")
        #expect(mail["label"] as? String == "boat" && mail["property"] as? String == "EMAIL")
    }

    @Test func `Merging two of one name says so, and again says that it is done`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("import", try bench.file("book.vcf", book()).path)
        let ids = try machine.people().filter { $0["name"] as? String == "Person3 Example" }
            .compactMap { $0["id"] as? String }
        try #require(ids.count == 2)
        let first = try machine.kith("merge", ids[0], ids[1]).output
        #expect(first.contains("Both cards of Person3 Example are one person now"))
        let again = try machine.attempt("merge", ids[0], ids[1])
        #expect(again.exitCode == 2 && again.diagnostics.contains("merged already"))
        #expect(try machine.attempt("merge", "Person3").exitCode == 2)
    }
}
