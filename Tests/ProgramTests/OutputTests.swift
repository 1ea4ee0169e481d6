import Foundation
import Testing

/// What happens when the answer cannot be written.
struct OutputTests {
    @Test func `An export into a full disk is no success`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example", "--email", "ada@example.org")
        for command in ["export", "list", "show ada", "find ada --json", "page --format md"] {
            try machine.kith("me", "name=Ada")
            let result = try RunningProgram(
                "/bin/sh",
                ["-c", "exec \"$0\" \(command) > /dev/full", BuildFolder.path(of: "kith")],
                environment: machine.environment, scratch: machine.scratch
            ).wait()
            #expect(result.exitCode == 6, "\(command)")
            #expect(result.diagnostics.contains("cannot be written"), "\(command)")
        }
    }

    @Test func `A list of nothing says so to people, and is empty to programs`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        let lists = [
            (["vdir", "list"], "No folder is linked", "folders"),
            (["photo", "list"], "Nobody has a photo", "photos"),
        ]
        for (words, sentence, member) in lists {
            let told = try machine.kith(words: words)
            #expect(told.diagnostics.contains(sentence))
            #expect(told.output.isEmpty)
            let asked = try machine.kith(words: words + ["--json"])
            #expect(asked.diagnostics.isEmpty)
            #expect(asked.output == "{\"version\":1,\"\(member)\":[]}\n")
        }
    }

    @Test func `What is preferred is marked where there is a choice`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let lines = [
            "TEL;TYPE=home:+49 30 1", "TEL;TYPE=work,pref:+49 30 2", "EMAIL;TYPE=pref:a@x.example",
            "ADR;TYPE=home:;;Old 1;;;;", "ADR;PREF=1:;;New 2;;;;", "TITLE:Captain", "TITLE:Cook",
        ].joined(separator: "\r\n")
        let card = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Example\r\n\(lines)\r\nEND:VCARD\r\n"
        try machine.kith("import", try bench.file("a.vcf", card).path)
        let page = try machine.kith("show", "ada").output.split(separator: "\n").map(String.init)
        #expect(page.contains("phone       +49 30 1  (home)"))
        #expect(page.contains("phone       +49 30 2  (work, preferred)"))
        #expect(page.contains("address     New 2  (preferred)"))
        #expect(page.contains("e-mail      a@x.example"))
        #expect(page.contains("title       Captain") && page.contains("title       Cook"))
    }

    @Test func `A file that could not be written leaves nothing behind`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("import", try bench.file("a.vcf", InventedCards.text(count: 300)).path)
        let target = bench.folder.appending(path: "out.vcf").path
        // A limit on the size of files stands for a disk that is full.
        let result = try RunningProgram(
            "/bin/sh",
            [
                "-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" export -o '\(target)'",
                BuildFolder.path(of: "kith"),
            ], environment: machine.environment, scratch: machine.scratch
        ).wait()
        #expect(result.exitCode == 6, "\(result.diagnostics)")
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path)
        #expect(left.filter { $0.hasPrefix("out.vcf") }.isEmpty)
    }
}
