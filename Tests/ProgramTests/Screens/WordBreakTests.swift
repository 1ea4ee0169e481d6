import Foundation
import Testing

/// No text of the practice is broken inside a word, however narrow the terminal is.
@Suite(.serialized)
struct WordBreakTests {
    private static let goal = "Lead a laboratory for the energy of tides on questions of my own"
    private static let seat = "opens the doors of the ministry for the second round of money"

    private func household(_ bench: TestBench) throws -> Machine {
        let machine = try bench.machine("laptop")
        for name in ["Ada Example", "Ben Example", "Carol Example"] {
            try machine.kith("add", "--name", name)
        }
        try machine.kith("new", "goal", Self.goal, "why=A team that I may choose", "by=2020-01-01")
        try machine.kith("new", "seat", Self.seat, "goal=lab", "role=sponsor", "person=Ada")
        try machine.kith("tier", "Ada", "close")
        try machine.kith(
            "note", "Ada", "Spoke at length of the second basin, and of the silt that moves with it"
        )
        try machine.kith("touch", "Ada", "Ben", "coffee", "at=2026-01-05", "text=the second basin")
        try machine.kith("new", "relation", "a=Ben", "b=Carol", "text=colleague of many years")
        try machine.kith(
            "new", "event", "The fair of all harbours of the north", "day=2026-01-05",
            "people=Ada", "goal=lab", "size=30")
        return machine
    }

    /// What a command shows on a terminal, each run of blanks and line ends as one blank.
    private func words(
        _ bench: TestBench, _ machine: Machine, columns: Int, _ command: String
    ) throws -> String {
        let terminal = try TestTerminal(
            bench, machine, columns: columns, rows: 120, shell: command,
            extra: ["KITH_PAGER": ""])
        let screen = try terminal.wait(for: "exit=")
        return screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test(arguments: [60, 80])
    func `Every word that a pipe gets stands whole on a terminal`(columns: Int) throws {
        let bench = try TestBench()
        let machine = try household(bench)
        let commands = [
            "stats --why", "circle --why", "plan --why", "items", "worth --why", "gap --why",
            "today --why", "due --why", "prep Ada --why", "stocktake --why", "doctor --practice",
            "show Ada", "review --quarter", "kinds", "kinds person", "dormant --why", "me",
        ]
        for command in commands {
            let plain = try machine.kith(words: command.split(separator: " ").map(String.init))
                .output
            let shown = Set(
                try words(bench, machine, columns: columns, "kith \(command) < /dev/null")
                    .split(separator: " "))
            let lost = plain.split(whereSeparator: \.isWhitespace).filter {
                $0.count < columns / 4 && !$0.contains("█") && !shown.contains($0)
            }
            #expect(lost.isEmpty, "\(command): \(lost)")
        }
    }

    @Test func `S3-11: a reason that --why asked for is never cut, and hangs below its line`()
        throws
    {
        let bench = try TestBench()
        let machine = try household(bench)
        let reason = try #require(
            (try machine.json("gap", "lab")["seats"] as? [[String: Any]])?.first?["why"] as? String)
        for columns in [60, 80] {
            let shown = try words(bench, machine, columns: columns, "kith gap lab --why")
            #expect(shown.contains(reason) && shown.contains("sponsor"), "\(shown)")
            #expect(!shown.contains("…"), "\(shown)")
        }
    }
}
