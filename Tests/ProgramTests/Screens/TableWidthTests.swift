import Foundation
import Testing

/// What stays readable of tables where there is not room for all.
struct TableWidthTests {
    private func screen(
        _ bench: TestBench, _ machine: Machine, columns: Int, _ command: String
    ) throws -> String {
        var environment = machine.environment
        environment["PATH"] = BuildFolder.searchPath
        environment["TERM"] = "screen-256color"
        let terminal = try TestTerminal(
            bench, columns: columns, rows: 24, environment: environment,
            ["/bin/sh", "-c", "\(command); echo \"exit=$?\""])
        return try terminal.wait(for: "exit=0")
    }

    @Test func `One long organisation does not push everybody's e-mail out of sight`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example", "--email", "ada.example@example.org")
        try machine.kith(
            "add", "--name", "Ben Example", "--email", "ben@example.org", "--phone", "+1 555 0100",
            "--org", "International Holdings and Subsidiaries of Everything Limited")
        for columns in [50, 80, 120] {
            let screen = try screen(bench, machine, columns: columns, "kith list")
            #expect(screen.contains("Ada Example"), "\(columns)")
            #expect(screen.contains("ada.example@example.org"), "\(columns): \(screen)")
        }
        #expect(try screen(bench, machine, columns: 120, "kith list").contains("+1 555 0100"))
        #expect(try screen(bench, machine, columns: 120, "kith list").contains("International"))
    }

    @Test func `One very long address is cut, and makes nobody else's column narrow`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let long = "grace.with.a.very.long.local.part.that.never.ends@subdomain.example.org"
        for (name, email) in [
            ("Ada Lovelace", "ada@example.org"), ("Ben Cumberland", "ben@example.org"),
            ("Grace Hopper", long), ("Zoe Angstrom", "zoe@example.org"),
        ] {
            try machine.kith(
                "add", "--name", name, "--email", email, "--phone", "+1 555 0100", "--org",
                "Analytical Engines")
        }
        let screen = try screen(bench, machine, columns: 80, "kith list")
        for whole in [
            "Ada Lovelace", "Ben Cumberland", "ben@example.org", "Analytical Engines",
            "+1 555 0100",
        ] {
            #expect(screen.contains(whole), "\(whole): \(screen)")
        }
        #expect(screen.contains("grace.with") && screen.contains("…") && !screen.contains(long))
    }

    @Test(arguments: [40, 60])
    func `What an import and a look for doubles say is broken between words`(columns: Int) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let cards = ["Ada Example Lovelace of Analytical Engines", "Ada Lovelace"].map {
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\($0)\r\nEMAIL:ada.lovelace@example.org\r\n"
                + "TEL:+442079460018\r\nBDAY:1815-12-10\r\nEND:VCARD\r\n"
        }.joined()
        let book = try bench.file("book.vcf", cards + "BEGIN:VCARD\r\nFN:Cut short\r\n")
        // It is told that the file ends within a card.
        _ = try screen(bench, machine, columns: columns, "kith import \(book.path); true")
        for command in ["import \(book.path) --dry-run", "dupes"] {
            let screen = try screen(bench, machine, columns: columns, "kith \(command); true")
            let shown = Set(screen.split(whereSeparator: \.isWhitespace))
            let plain = try machine.start(
                command.split(separator: " ").map(String.init), extra: [:]
            )
            .wait()
            let lost = (plain.output + plain.diagnostics).split(whereSeparator: \.isWhitespace)
                .filter { $0.count < columns / 2 && !shown.contains($0) }
            #expect(lost.isEmpty, "\(command): \(lost) of \(screen)")
        }
    }

    @Test func `A history says what came after, however narrow the terminal is`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example", "--title", "Analyst of many things")
        try machine.kith("edit", "Ada", "--set", "title=Engineer")
        let screen = try screen(bench, machine, columns: 50, "kith history Ada")
        let last = try #require(screen.split(separator: "\n").last { $0.contains("title") })
        #expect(last.contains("Analyst") && last.contains("Engineer"), "\(screen)")
    }

    @Test func `What has no blanks is broken between characters, and values begin in one column`()
        throws
    {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        let note = String(repeating: "長いメモ、", count: 20)
        try machine.kith(
            "add", "--name", "Ada", "--org", "Example", "--set", "note=\(note)", "--add",
            "x.favourite-colour=blue")
        for columns in [40, 80] {
            let screen = try screen(bench, machine, columns: columns, "kith show Ada")
            let lines = screen.split(separator: "\n").map(String.init)
            #expect(lines.contains { $0.hasPrefix("note             長いメモ、長い") }, "\(screen)")
            #expect(lines.contains("at               Example"))
            #expect(lines.contains("favourite-colour blue"))
            let further = lines.filter { $0.contains("長") && !$0.hasPrefix("note") }
            #expect(!further.isEmpty)
            #expect(further.allSatisfy { $0.hasPrefix("                 ") && !$0.contains(" 、") })
            #expect(lines.allSatisfy { $0.unicodeScalars.count <= columns })
        }
    }
}
