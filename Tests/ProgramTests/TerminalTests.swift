import Foundation
import Testing

/// What a person sees and is asked in a terminal.
struct TerminalTests {
    /// Invented names whose letters take two columns, one or none.
    private static let wideNames = [
        "山田 太郎", "김 하나", "Zoë Á Å", "Cafe\u{301} N\u{303}", "Ana 🙂 Example", "Bo 🇸🇪",
        "Ｆｕｌｌ Width", "Plain Example", "Thermo \u{1F321} Example", "ﾊﾝｶｸ Half",
        "कृष्ण कुमार", "தமிழ் Tamil", "বাংলা", "กำธร Thai",
    ]

    private func machine(_ bench: TestBench, people: Int) throws -> Machine {
        let machine = try bench.machine("laptop")
        let book = try bench.file("book.vcf", InventedCards.text(count: people))
        try machine.kith("import", book.path)
        return machine
    }

    private func terminal(
        _ bench: TestBench, _ machine: Machine, columns: Int = 100, rows: Int = 20,
        _ command: String, extra: [String: String] = [:]
    ) throws -> TestTerminal {
        try TestTerminal(
            bench, machine, columns: columns, rows: rows, shell: command, extra: extra)
    }

    @Test func `A list longer than the screen is paged in colour, and leaving early is no error`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench, people: 400)
        let terminal = try terminal(bench, machine, "kith list")
        let first = try terminal.wait(for: "\n:")
        #expect(first.contains("organisation") && !first.contains("exit="))
        #expect(try terminal.colouredScreen.contains("\u{1B}[2m"))
        try terminal.type(" ")
        try terminal.keep(as: "pager")
        try terminal.type("q")
        try terminal.wait(for: "exit=0")
    }

    @Test func `Only what is longer than the screen goes to the pager, and never into a pipe`()
        throws
    {
        let bench = try TestBench()
        let machine = try machine(bench, people: 40)
        let pager = ["KITH_PAGER": "echo paged; cat > /dev/null", "PAGER": "false"]
        let cases: [(command: String, isPaged: Bool)] = [
            ("kith list", true), ("kith find example", true), ("kith history Person7", false),
            ("kith list --no-pager", false), ("kith list --json", false),
            ("kith list --ids", false), ("kith list | tail -3", false),
            ("kith show Person7", false), ("KITH_PAGER= kith list", false),
            ("KITH_PAGER=cat kith list", false), ("TERM=dumb kith list", false),
        ]
        for (command, isPaged) in cases {
            let terminal = try terminal(bench, machine, rows: 30, command, extra: pager)
            let screen = try terminal.wait(for: "exit=0")
            #expect(screen.contains("paged") == isPaged, "\(command): \(screen)")
        }
    }

    @Test func `Long answers go to the pager as lists do, with their notes behind them`() throws {
        let bench = try TestBench()
        let machine = try machine(bench, people: 4)
        let pager = ["KITH_PAGER": "echo paged; tail -n 1"]
        let cases: [(command: String, isPaged: Bool)] = [
            ("kith stats", true), ("kith stats --no-pager", false), ("kith stats --json", false),
            ("kith stats | tail -3", false), ("kith stats balance", false),
            ("kith gap", false), ("kith occasions", false), ("kith doctor", false),
        ]
        for (command, isPaged) in cases {
            let terminal = try terminal(bench, machine, rows: 12, command, extra: pager)
            let screen = try terminal.wait(for: "exit=0")
            #expect(screen.contains("paged") == isPaged, "\(command): \(screen)")
        }
        let terminal = try terminal(bench, machine, rows: 12, "kith gap")
        try terminal.wait(for: "Nothing to look at yet")
    }

    @Test func `Long lines count as the rows that they take`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "--name", "Ada Example")
        try machine.kith("edit", "Ada", "--set", "note=\(String(repeating: "long ", count: 90))")
        let pager = ["KITH_PAGER": "echo paged; cat > /dev/null"]
        for (columns, isPaged) in [(40, true), (120, false)] {
            let terminal = try terminal(
                bench, machine, columns: columns, rows: 10, "kith show Ada", extra: pager)
            let screen = try terminal.wait(for: "exit=0")
            #expect(screen.contains("paged") == isPaged, "\(screen)")
        }
    }

    @Test func `A pager that is not there is told, and the text comes all the same`() throws {
        let bench = try TestBench()
        let machine = try machine(bench, people: 40)
        let terminal = try terminal(
            bench, machine, rows: 60, "stty rows 10; kith list 2>&1",
            extra: ["KITH_PAGER": "/nowhere/pager"])
        let screen = try terminal.wait(for: "exit=0")
        #expect(screen.contains("set KITH_PAGER") && screen.contains("Person39"))
    }

    @Test func `Who could be several people is asked for by number on a terminal`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for name in ["Ada Example", "Alan Example"] {
            try machine.kith("add", "--name", name, "--email", "\(name.prefix(2))@example.org")
        }
        let asked = try terminal(bench, machine, "kith show Example")
        let question = try asked.wait(for: "Which one (1-2, nothing for none)?")
        #expect(question.contains("1  ") && question.contains("Alan Example"))
        try asked.type("2")
        try asked.keep(as: "choice")
        try asked.press("Enter")
        let answer = try asked.wait(for: "exit=0")
        #expect(answer.contains("e-mail      Al@example.org"), "\(answer)")
        for wrong in ["", "3", "0", "-9223372036854775808", "x"] {
            let terminal = try terminal(bench, machine, "kith show Example")
            try terminal.wait(for: "Which one")
            try terminal.type(wrong)
            try terminal.press("Enter")
            try terminal.wait(for: "exit=1")
        }
        let piped = try machine.attempt("show", "Example")
        #expect(piped.exitCode == 1 && piped.diagnostics.contains("say which by the id"))
    }

    @Test(arguments: [60, 200])
    func `Columns stand in line under wide letters, signs and marks`(columns: Int) throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        for (number, name) in Self.wideNames.enumerated() {
            try machine.kith(
                "add", "--name", name, "--org", name, "--email", "x\(number)@example.org")
        }
        let terminal = try terminal(bench, machine, columns: columns, "kith list")
        let screen = try terminal.wait(for: "exit=0")
        try terminal.keep(as: "wide-\(columns)")
        let rows = screen.components(separatedBy: "\n").filter { $0.contains("@exam") }
        #expect(rows.count == Self.wideNames.count)
        var starts: Set<Int> = []
        for row in rows {
            let address = try #require(row.range(of: #"x\d+@exam"#, options: .regularExpression))
            let start = try bench.file("row", String(row[..<address.lowerBound]))
            let printed = try self.terminal(
                bench, machine, columns: 250, "cat '\(start.path)'; read x")
            starts.insert(try printed.column(after: row.prefix(8)))
        }
        #expect(starts.count == 1, "\(starts) \(screen)")
    }
}
