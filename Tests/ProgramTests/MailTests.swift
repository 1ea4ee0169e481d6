import Foundation
import Testing

/// What mail clients are answered.
struct MailTests {
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example", "--email", "ada@example.org")
        try machine.kith("add", "--name", "Ann \"A\" \\ Example", "--email", "ann@example.org")
        return machine
    }

    @Test func `mutt gets a line of its own first, then rows with tabs`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let found = try machine.kith("mail-query", "ada").output.split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(found.count == 3)
        #expect(found[1] == "ada@example.org\tAda Example\t")
        let quoted = try machine.kith("mail-query", "ann").output
        #expect(quoted.contains("ann@example.org\tAnn 'A' / Example\t"))
        let none = try machine.attempt("mail-query", "nobody")
        #expect(none.exitCode == 1)
        #expect(none.output == "Not found\n")
    }

    @Test func `aerc, abook and others get their own forms`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        #expect(
            try machine.kith("mail-query", "--no-header", "--format", "aerc", "ada").output
                == "ada@example.org\tAda Example\n")
        #expect(
            try machine.kith("mail-query", "--mutt-query", "ada").output
                == "\nada@example.org\tAda Example\t \n")
        #expect(
            try machine.kith("mail-query", "--format", "rfc5322", "ann").output
                == "\"Ann \\\"A\\\" \\\\ Example\" <ann@example.org>\n")
    }

    @Test(arguments: ["mutt", "aerc", "abook", "rfc5322"])
    func `A name turns no text around it, and an address is never another one`(
        format: String
    ) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let cards = [
            ("Eve \u{202E}moc.example\u{202C} Example", "eve@example.org"),
            ("\u{2066}\u{200F}Mia\u{2069} Example", "mia@example.org"),
            ("Ali\u{200C}reza Example", "ali@example.org"),
            ("Una Example", "una\u{200B}@example.org"), ("Rev Example", "\u{202E}gro@example.org"),
        ].map { "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:\($0)\r\nEMAIL:\($1)\r\nEND:VCARD\r\n" }
        try machine.kith("import", try bench.file("a.vcf", cards.joined()).path)
        let answer = try machine.kith("mail-query", "--format", format, "example").output
        let formatting = answer.unicodeScalars.filter { $0.properties.generalCategory == .format }
        #expect(formatting.map(\.value) == [0x200C])
        #expect(answer.contains("Eve moc.example Example") && answer.contains("Mia Example"))
        let rows = answer.split(separator: "\n").filter { $0.contains("@") }
        #expect(rows.count == 3 && !answer.contains("gro@") && !answer.contains("una@"))
        // Programs get what is written.
        let json = try machine.json("mail-query", "example", "--json")
        #expect((json["addresses"] as? [Any])?.count == 5)
    }

    @Test func `Those in touch most recently come first`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("touch", "ann@example.org", "coffee")
        let rows = try machine.kith("mail-query", "--no-header", "example").lines
        #expect(rows.map { $0.prefix(3) } == ["ann", "ada"])
    }

    @Test func `Addresses of a message are added, those of machines and known ones are not`() throws
    {
        let bench = try TestBench()
        let machine = try machine(bench)
        let message = try bench.file(
            "message.eml",
            """
            From: =?utf-8?q?J=C3=BCrgen_Example?= <juergen@example.org>
            To: Ada Example <ada@work.example>, no-reply@example.org
            Cc: ada@example.org

            To: nobody@example.org
            """)
        try machine.kith("add-email", "--headers", "from,to,cc", "--skip-known", input: message)
        #expect(try machine.names() == ["Ada Example", "Ann \"A\" \\ Example", "Jürgen Example"])
        #expect(try machine.kith("export", "ada").output.contains("ada@work.example"))
        try machine.kith("add-email", "--headers", "from,to,cc", input: message)
        #expect(try machine.people().count == 3)
    }

    @Test func `The addresses of a message are one command`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let message = try bench.file(
            "message.eml",
            """
            From: Jo Example <jo@example.org>
            Reply-To: Jo Example <jo@home.example>
            To: Kim Example <kim@example.org>, Ada Example <ada@work.example>

            """)
        let said = try machine.kith("add-email", "--headers", "from,reply-to,to", input: message)
        #expect(
            said.lines == [
                "jo@example.org is new: Jo Example.", "jo@home.example goes to Jo Example.",
                "kim@example.org is new: Kim Example.",
                "ada@work.example goes to Ada Example.",
            ])
        #expect(try machine.people().count == 4)
        #expect(try machine.kith("undo").output.contains("`kith add-email`"))
        #expect(try machine.people().count == 2)
        #expect(!(try machine.kith("export", "ada").output.contains("ada@work.example")))
        let wrong = try machine.attempt("add-email", "--headers", "form", input: message)
        #expect(wrong.exitCode == 2 && wrong.diagnostics.contains("from, to, cc"))
        let none = try machine.kith(
            "add-email", "--dry-run", "--json", input: try bench.file("x", "\n"))
        #expect(none.output.contains(#""dry_run":true,"addresses":[]"#))
    }

    @Test func `A client is told when more people match than it is offered`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let cut = try machine.kith("mail-query", "--limit", "1", "example").lines
        #expect(cut.first?.contains("1 address of the first 1 person; there are more") == true)
        #expect(cut.count == 2)
        let whole = try machine.kith("mail-query", "--limit", "2", "example").lines
        #expect(whole.first == "kith: 2 addresses")
        #expect(try machine.attempt("mail-query", "--limit", "0", "example").exitCode == 2)
    }

    @Test func `Nobody found is code 1, also where all that fits is left out`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Inv", "--email", "inv\u{200B}is@example.org")
        let told = try machine.attempt("mail-query", "inv")
        #expect(told.exitCode == 1 && told.output == "Not found\n")
    }

    @Test func `A list that writes in the name of its members is none of them`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let message = try bench.file(
            "list.eml",
            """
            From: Ann B via Dev <dev@lists.example>
            Reply-To: annb@example.org
            List-Id: Devs <dev.lists.example>
            List-Post: <mailto:Dev@lists.example?subject=x>
            To: Bob <bob@example.org>

            x
            """)
        try machine.kith("add-email", "--headers", "from,to,reply-to", input: message)
        let known = try machine.kith("mail-query", "--no-header", "e").output
        #expect(known.contains("bob@") && known.contains("annb@") && !known.contains("dev@"))
    }
}
