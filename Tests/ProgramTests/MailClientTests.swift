import Foundation
import Testing

/// Mail clients themselves, set up with the lines that docs/mail.md gives for them.
struct MailClientTests {
    /// A machine with two people, and what a mail client needs to run in its scratch folder.
    private struct Desk {
        let bench: TestBench
        let machine: Machine
        let home: URL
        let environment: [String: String]

        init() throws {
            bench = try TestBench()
            machine = try bench.machine("laptop")
            home = machine.scratch
            environment = machine.environment.merging([
                "PATH": BuildFolder.searchPath, "TERM": "screen-256color",
                "XDG_CONFIG_HOME": machine.scratch.appending(path: ".config").path,
            ]) { $1 }
            try machine.kith("add", "--name", "Ada Example", "--email", "ada@example.org")
            try machine.kith(
                "add", "--name", "Ångström Example", "--email", "angstrom@example.org")
            for folder in ["mail/cur", "mail/new", "mail/tmp"] {
                try FileManager.default.createDirectory(
                    at: home.appending(path: folder), withIntermediateDirectories: true)
            }
        }

        var mail: String { home.appending(path: "mail").path }

        /// Writes a file below the home folder, readable by its owner alone.
        func write(_ name: String, _ text: String) throws {
            let file = home.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: file.path)
        }

        func path(_ name: String) -> String { home.appending(path: name).path }

        func terminal(_ program: String, _ arguments: String...) throws -> TestTerminal {
            try TestTerminal(
                bench, environment: environment, [BuildFolder.installed(program)] + arguments)
        }

        func run(_ program: String, _ arguments: String...) throws -> ProgramResult {
            try RunningProgram(
                BuildFolder.installed(program), arguments, environment: environment,
                scratch: home
            ).wait()
        }
    }

    @Test func `neomutt completes addresses and adds senders, set up as docs/mail.md says`() throws
    {
        let desk = try Desk()
        try desk.write(
            "mail/new/1.message",
            """
            From: Grace Example <grace@example.org>
            To: me@example.org
            Subject: Invented
            Date: Sat, 21 Nov 2026 10:00:00 +0000
            Message-ID: <1@example.org>

            Nothing.

            """)
        try desk.write(
            "neomuttrc",
            """
            set mbox_type = Maildir
            set folder = "\(desk.mail)"
            set spoolfile = "\(desk.mail)"
            set from = "me@example.org"
            set sort_alias = unsorted

            """ + Manual.snippet(of: "mail.md", under: "mutt, neomutt"))
        let terminal = try desk.terminal("neomutt", "-n", "-F", desk.path("neomuttrc"))
        try terminal.wait(for: "Invented")
        try terminal.type("m")
        try terminal.wait(for: "To:")
        try terminal.type("ada")
        try terminal.press("Tab")
        try terminal.wait(for: "To: Ada Example <ada@example.org>")
        try terminal.keep(as: "neomutt-one")
        try terminal.press("C-u")
        try terminal.type("example")
        try terminal.press("Tab")
        let menu = try terminal.wait(for: "angstrom@example.org")
        #expect(menu.contains("ada@example.org") && menu.contains("Ångström Example"))
        try terminal.keep(as: "neomutt-several")
        try terminal.type("q")
        try terminal.press("C-g")
        try terminal.type("A")
        try terminal.wait(for: "Press any key")
        try terminal.keep(as: "neomutt-add")
        #expect(try desk.machine.names().contains("Grace Example"))
    }

    @Test func `aerc offers addresses while a recipient is typed, set up as docs/mail.md says`()
        throws
    {
        let desk = try Desk()
        try desk.write(
            ".config/aerc/aerc.conf", "[compose]\n" + Manual.snippet(of: "mail.md", under: "aerc"))
        try desk.write(
            ".config/aerc/accounts.conf",
            """
            [me]
            source = maildir://\(desk.mail)
            from = Me <me@example.org>
            outgoing = /bin/true

            """)
        let terminal = try desk.terminal("aerc")
        try terminal.wait(for: "me")
        try terminal.type(":compose")
        try terminal.press("Enter")
        try terminal.wait(for: "To:")
        try terminal.type("ang")
        let screen = try terminal.wait(for: "angstrom@example.org")
        #expect(screen.contains("Ångström Example <angstrom@example.org>"))
        #expect(!screen.contains("ada@example.org"))
        try terminal.keep(as: "aerc")
    }

    @Test func `lbdb asks the module that docs/mail.md gives`() throws {
        let desk = try Desk()
        try desk.write("modules/m_kith", Manual.snippet(of: "mail.md", under: "lbdb"))
        try desk.write(
            ".lbdbrc",
            """
            MODULES_PATH="$MODULES_PATH \(desk.path("modules"))"
            METHODS="m_kith"

            """)
        let result = try desk.run("lbdbq", "example")
        #expect(result.exitCode == 0, "\(result.diagnostics)")
        #expect(
            Set(result.lines.dropFirst().map { $0.trimmingCharacters(in: .whitespaces) }) == [
                "ada@example.org\tAda Example", "angstrom@example.org\tÅngström Example",
            ])
    }

    @Test func `alot's expression of docs/mail.md finds every address and name`() throws {
        let desk = try Desk()
        let snippet = try Manual.snippet(of: "mail.md", under: "alot")
        let setting = { (name: String) throws -> String in
            let line = try #require(
                snippet.components(separatedBy: "\n").first { $0.contains("\(name) = ") })
            return try String(#require(line.split(separator: "=", maxSplits: 1).last))
                .trimmingCharacters(in: CharacterSet(charactersIn: " '"))
        }
        // What alot 0.10 does with it (alot/addressbook/external.py).
        let result = try desk.run(
            "python3", "-c",
            """
            import re, shlex, subprocess, sys
            answer = subprocess.run(shlex.split(sys.argv[1]) + ["example"], capture_output=True)
            for line in answer.stdout.decode().splitlines():
                found = re.match(sys.argv[2], line)
                if found: print(found.group("name") + " = " + found.group("email").strip())
            """, try setting("command"), try setting("regexp"))
        #expect(
            result.lines == [
                "Ada Example = ada@example.org", "Ångström Example = angstrom@example.org",
            ], "\(result.diagnostics)")
    }

    @Test func `abook itself answers the same`() throws {
        let desk = try Desk()
        try desk.write(
            ".abook/addressbook",
            """
            # abook addressbook file

            [format]
            program=abook
            version=0.6.1

            [0]
            name=Ada Example
            email=ada@example.org

            """)
        for words in ["ada", "nobody"] {
            let theirs = try desk.run("abook", "--mutt-query", words)
            let ours = try desk.machine.attempt("mail-query", "--mutt-query", words)
            #expect(ours.output == theirs.output)
            #expect(ours.exitCode == theirs.exitCode)
        }
    }
}
