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
        #expect(quoted.contains("ann@example.org\tAnn \\\"A\\\" \\\\ Example\t"))
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
}
