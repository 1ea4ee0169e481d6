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

    @Test func `Chosen columns come in their order, for people, spreadsheets and programs`() throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example", "--email", "ada@example.org")
        try machine.kith("add", "--name", "Grace Example")
        try machine.kith(
            "edit", "ada", "--add", "email=old@example.org", "--set", "birthday=--04-12",
            "--set", "x.shoe-size=42")
        try machine.kith("touch", "ada", "call", "at=2026-03-04")
        try machine.kith("set", "ada", "stage=met")
        let fields = "name,emails,birthday,touched,my.stage,x.shoe-size"
        let ada = [
            "Ada Example", "ada@example.org; old@example.org", "--04-12", "2026-03-04", "met", "42",
        ]
        let rows = try machine.kith("list", "--tsv", "--fields", fields).output
        #expect(rows == ada.joined(separator: "\t") + "\nGrace Example\t\t\t\t\t\n")
        let sheet = try machine.kith("find", "ada", "--csv", "--fields", fields).output
        // A day without a year begins as a formula does.
        let defused = ada.map { $0.hasPrefix("-") ? "'" + $0 : $0 }
        #expect(
            sheet
                == [fields.components(separatedBy: ","), defused].map { row in
                    row.map { "\"\($0)\"" }.joined(separator: ",") + "\r\n"
                }.joined())
        let document = try machine.kith("list", "--json", "--fields", "name,emails,touched").output
        #expect(
            document == """
                {"version":1,"people":[{"name":"Ada Example","emails":["ada@example.org",\
                "old@example.org"],"touched":"2026-03-04"},\
                {"name":"Grace Example","emails":[],"touched":""}]}

                """)
        let refused = try machine.start(["list", "--fields", "nmae"]).wait()
        #expect(refused.exitCode == 2)
        #expect(refused.diagnostics.contains("There is no column “nmae”; did you mean name?"))
        try machine.kith("rm", "ada", "--yes")
        #expect(
            try machine.kith("list", "--trash", "--fields", "name,email").output.contains("ada@"))
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
