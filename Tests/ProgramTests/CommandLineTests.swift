import Foundation
import Testing

/// The program as a person meets it in a terminal, and as other programs use it.
struct CommandLineTests {
    private func machine(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Grace Example", "--email", "grace@example.org")
        return machine
    }

    @Test func `Help of what is no command is refused`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for words in [["help", "nosuch"], ["help", "group", "nosuch"]] {
            let result = try machine.start(words).wait()
            #expect(result.exitCode == 2 && result.output.isEmpty)
            #expect(result.diagnostics.contains("There is no command `nosuch` here"))
            let daemon = words.map { $0 == "group" ? "space" : $0 }
            let served = try RunningProgram(
                "kithd", daemon, environment: machine.environment, scratch: machine.scratch
            ).wait()
            #expect(served.exitCode == 2 && served.diagnostics.contains("no command `nosuch`"))
        }
        for words in [["help"], ["help", "group", "add"], ["help", "show"]] {
            #expect(try machine.start(words).wait().exitCode == 0)
        }
    }

    @Test(arguments: [
        ["find", "x"], ["mail-query", "x"], ["dupes"], ["verify"], ["stocktake"], ["map"],
        ["list"], ["due"], ["items"], ["list", "--json"], ["due", "--json"],
    ])
    func `Every --limit takes the same numbers`(command: [String]) throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        for wrong in ["0", "100001"] {
            let result = try machine.start(command + ["--limit", wrong]).wait()
            #expect(result.exitCode == 2 && result.output.isEmpty)
            #expect(result.diagnostics.contains("--limit is a number from 1 to 100000."))
        }
    }

    @Test func `A list shows as many as it is told, for programs too, and says how many are left`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for number in 1...3 {
            try machine.kith("add", "Person\(number) Example")
            try machine.kith("tier", "Person\(number)", "close")
        }
        let list = try machine.kith("list", "--limit", "2")
        #expect(list.lines.count == 2 && list.diagnostics.contains("1 more"))
        #expect(try machine.kith("list", "--limit", "3").diagnostics.isEmpty)
        #expect((try machine.json("list", "--limit", "2")["people"] as? [Any])?.count == 2)
        #expect((try machine.json("due", "--limit", "2")["due"] as? [Any])?.count == 2)
        #expect((try machine.json("due")["due"] as? [Any])?.count == 3)
        let prep = try machine.attempt("prep", "Person1", "--top", "0")
        #expect(prep.exitCode == 2 && prep.diagnostics.contains("--top is a number from 1"))
    }

    @Test func `Nothing is made where there is nothing to take back`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for command in ["undo", "redo"] {
            let result = try machine.attempt(command)
            #expect(result.exitCode == 6 && result.diagnostics.contains("Nobody is here yet"))
        }
        #expect(!FileManager.default.fileExists(atPath: machine.home.path))
    }

    @Test func `A saved search that asks for itself is not said to be missing`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("new", "search", "loop", "query=@loop or grace")
        let found = try machine.kith("find", "@loop")
        #expect(found.output.contains("Grace Example"))
        #expect(found.diagnostics.contains("@loop asks for itself"))
        #expect(!found.diagnostics.contains("no saved search"))
        let edited = try machine.attempt("edit", "@loop", "--set", "title=x")
        #expect(edited.exitCode == 2 && edited.diagnostics.contains("asks for itself"))
    }

    @Test func `Contact data cannot steer the terminal`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let card = """
            BEGIN:VCARD\r
            VERSION:3.0\r
            FN:Eve \u{1B}]0;title\u{7}\u{1B}[31m\u{202E}red\r
            NOTE:a\u{9B}2Jb\r
            END:VCARD\r

            """
        try machine.kith("import", try bench.file("eve.vcf", card).path)
        for arguments in [["list"], ["find", "eve"], ["show", "eve"], ["history", "eve"]] {
            let result = try machine.start(arguments).wait()
            #expect(result.exitCode == 0)
            let scalars = result.output.unicodeScalars.filter { $0 != "\n" }
            #expect(
                !scalars.contains { $0.properties.generalCategory == .control || $0 == "\u{202E}" },
                "\(arguments)")
        }
        let json = try machine.kith("list", "--json").standardOutput
        #expect(!json.dropLast().contains { $0 < 32 })
    }

    @Test func `Nor can a name or a text that begins with a control character, in any command`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let escape = "\u{1B}]0;title\u{7}"
        for name in ["Eve", "Mallory"] {
            try machine.kith(
                "import",
                try bench.file(
                    "\(name).vcf",
                    """
                    BEGIN:VCARD\r
                    VERSION:3.0\r
                    FN:\(escape)\(name)\r
                    ORG:\(escape)Works\r
                    END:VCARD\r

                    """
                ).path)
        }
        for command in [
            ["tier", "Eve", "close"], ["touch", "Eve", "call", "\(escape)words", "at=2026-01-05"],
            ["set", "Eve", "knows=\(escape)boats=5"], ["set", "Mallory", "met-via=Eve"],
            ["new", "relation", "a=Eve", "b=Mallory", "text=friend"],
            ["new", "goal", "\(escape)goal", "why=\(escape)why"],
            [
                "new", "target", "\(escape)minister", "person=Mallory", "why=\(escape)w",
                "offer=\(escape)o",
                "status=active",
            ],
            ["new", "promise", "\(escape)book", "person=Eve", "by=2026-01-10"],
            ["new", "need", "\(escape)boat", "person=Eve"], ["new", "offer", "\(escape)boat"],
            ["new", "event", "\(escape)fair", "day=2026-01-05", "people=Eve"],
        ] { try machine.kith(words: command) }
        for words in [
            "list", "show Eve", "history Eve", "today --why", "due --why", "plan --why",
            "review", "stats --why", "prep Eve --why", "learn boats --why", "verify --why",
            "circle --why", "circle --tree", "path Mallory --why", "gap --why", "targets --why",
            "items", "dormant --why", "weave --why", "radar --why", "ask Eve", "worth fair --why",
            "doctor --practice", "subject Eve", "occasions", "greet", "dupes", "status",
        ] {
            let result = try machine.start(words.components(separatedBy: " ")).wait()
            let text = result.output + result.diagnostics
            let scalars = text.unicodeScalars.filter { $0 != "\n" }
            #expect(!scalars.contains { $0.properties.generalCategory == .control }, "\(words)")
            #expect(result.exitCode < 2, "\(words): \(text)")
        }
    }

    @Test func `What is wrong is told with the documented exit code and a remedy`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let cases: [(arguments: [String], code: Int32, hint: String)] = [
            (["show", "nobody"], 1, "kith find"), (["nonsense"], 2, "kith --help"),
            (["show"], 2, "person"), (["edit", "Grace", "--set", "colour=red"], 2, "name, org"),
            (["tier", "Grace", "vip"], 2, "focus"), (["sync"], 5, "kith join"),
            (["import", "/nowhere/x.vcf"], 6, "/nowhere/x.vcf"),
            (["conflicts", "pick", "00", "1"], 1, "conflicts list"),
            (["join", "ftp://x", "CODE"], 2, "https://"),
            (["join", "http://example.org", "CODE"], 2, "--insecure"),
            (["edit", "Grace", "--set", "birthday=soon"], 2, "date"),
        ]
        for (arguments, code, hint) in cases {
            let result = try machine.start(arguments).wait()
            #expect(result.exitCode == code, "\(arguments): \(result.diagnostics)")
            #expect(
                (result.output + result.diagnostics).lowercased().contains(hint.lowercased()),
                "\(arguments): \(result.diagnostics)")
        }
    }

    @Test func `The words of a touch may say when it was, and what, as people do`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let tomorrow = Date.now.addingTimeInterval(86_400).formatted(.iso8601).prefix(10)
        for word in ["yesterday", "-3d", "2026-01-02", "on=fri"] {
            let made = try machine.kith("touch", "Grace", word, "lunch").output
            let at = try #require(made.split(separator: " ").first { $0.hasPrefix("at=") })
            #expect(at.dropFirst(3) < tomorrow && made.contains("type=meal"), "\(made)")
            if word.hasPrefix("2026") { #expect(at == "at=2026-01-02") }
        }
        // Behind what it was, the beginning of somebody's name is what it was about.
        try machine.kith("add", "--name", "Carol Day")
        let about = try machine.kith("touch", "Grace", "coffee", "car").output
        #expect(about.contains("  car  ") && !about.contains("Carol"))
        #expect(try machine.kith("touch", "Grace", "coffee", "Carol").output.contains("Carol Day"))
        let dated = try machine.kith("items", "touches", "--all", "--json").output
        let typo = try machine.start(["touch", "Grace", "lunch", "--jsn"]).wait()
        #expect(typo.exitCode == 2 && typo.diagnostics.contains("--jsn"))
        let nobody = try machine.start(["touch", "Grace", "dinr"]).wait()
        #expect(nobody.exitCode == 1 && nobody.diagnostics.contains("meal"))
        #expect(try machine.kith("items", "touches", "--all", "--json").output == dated)
    }

    @Test func `Alone, kith says where to begin, and later what a day needs`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        #expect(try machine.kith().output.contains("kith import"))
        try machine.kith("add", "--name", "Grace Example")
        #expect(try machine.kith().output.contains("kith today"))
    }

    @Test func `A folder that cannot be used is told as such`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let file = try bench.file("plain", "no folder")
        for home in [file.path, file.path + "/below", "/proc/kith"] {
            let result = try machine.attempt("add", "--name", "A", extra: ["KITH_HOME": home])
            #expect(result.exitCode == 6, "\(home): \(result.diagnostics)")
            #expect(result.diagnostics.hasPrefix("kith: "))
        }
        let reading = try machine.attempt("list", extra: ["KITH_HOME": file.path + "x"])
        #expect(reading.exitCode == 6)
        #expect(reading.diagnostics.contains("kith import"))
    }

    @Test func `A name that fits several people lists them and does nothing`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        try machine.kith("add", "--name", "Grace Other")
        let result = try machine.attempt("rm", "Grace")
        #expect(result.exitCode == 1)
        #expect(result.diagnostics.contains("Grace Example"))
        #expect(result.diagnostics.contains("Grace Other"))
        #expect(try machine.people().count == 2)
    }

    @Test func `The editor opens again with the error until the card can be read`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let script = try bench.file(
            "editor.sh",
            """
            if grep -q '^# kith: ' "$1"; then sed -i 's/^BROKEN$/TITLE:Analyst\\r/' "$1"
            else sed -i 's/^END:VCARD/BROKEN\\nEND:VCARD/' "$1"; fi
            """)
        try machine.kith(
            "edit", "Grace", "--vcard",
            extra: ["EDITOR": "sh '\(script.path)'", "KITH_EDIT_AGAIN": "1"])
        #expect(try machine.kith("export", "Grace").output.contains("TITLE:Analyst"))
        let unchanged = try machine.kith("edit", "Grace", extra: ["EDITOR": "true"])
        #expect(unchanged.diagnostics.contains("Nothing was changed"))
        let failing = try machine.attempt(
            "edit", "Grace", extra: ["EDITOR": "sh -c 'echo typed >> \"$1\"; exit 1' sh"])
        #expect(failing.exitCode == 6)
        #expect(failing.diagnostics.contains("Your text is in"))
    }

    @Test func `Everything that reads prints JSON with a version`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let commands = [
            ["list"], ["find", "grace"], ["show", "Grace"], ["status"], ["history", "Grace"],
            ["conflicts", "list"], ["space", "list"], ["doctor"], ["find", "nobody"],
            ["subject", "Grace"], ["due"], ["today"], ["stats"], ["items"], ["occasions"],
            ["dupes"],
        ]
        for command in commands {
            let result = try machine.start(command + ["--json"]).wait()
            let object = try JSONSerialization.jsonObject(with: Data(result.standardOutput))
            #expect((object as? [String: Any])?["version"] as? Int == 1, "\(command)")
        }
    }

    @Test func `P7: no argument crashes the program`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let words = [
            "", "-", "--", "\u{0301}", "%s%n", "'\"", String(repeating: "a", count: 100_000),
            "NEAR(", "\"", "*", "a AND", "-1", "--json", "=", "x=", "=x", "999999999999999999999",
        ]
        let commands = ["show", "find", "list", "edit", "rm", "note", "tier", "history", "export"]
        for command in commands {
            for word in words {
                let result = try machine.start([command, word], extra: ["EDITOR": "true"]).wait()
                #expect(result.exitCode < 128, "\(command) \(word.prefix(20))")
            }
        }
    }

    @Test func `Completion scripts are accepted by their shells and complete names`() throws {
        let bench = try TestBench()
        let machine = try machine(bench)
        let script = try machine.kith("completion", "bash").output
        let file = try bench.file("kith.bash", script)
        let result = try RunningProgram(
            "/bin/bash", ["-n", file.path], environment: [:], scratch: bench.folder
        ).wait()
        #expect(result.exitCode == 0, "\(result.diagnostics)")
        #expect(script.contains("kith complete"))
        #expect(try machine.kith("complete", "people", "gra").lines == ["Grace Example"])
        #expect(try machine.kith("completion", "zsh").output.hasPrefix("#compdef kith"))
        #expect(try machine.kith("completion", "fish").output.contains("complete -c"))
    }
}
