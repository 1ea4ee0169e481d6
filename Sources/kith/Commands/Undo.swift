import ArgumentParser
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith undo`.
struct Undo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take back the last command of this machine, a whole import included.",
        discussion: """
            What was changed again since is left alone, and what was purged is gone.

            Examples:
              kith undo
              kith undo --past-purge
            """)

    @Flag(name: .long, help: "Pass over `kith purge`, which nothing takes back.")
    var pastPurge = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let report = try Replica.writing().undoLast(isPastPurge: pastPurge)
        guard !output.json else {
            JSONOutput.write([
                ("command", .text(report.command)),
                ("at", .integer(Int64(clamping: report.atMilliseconds))),
                ("undone", .integer(Int64(report.undoneCells))),
                ("kept", .integer(Int64(report.keptCells))),
                ("erased", .integer(Int64(report.erasedCells))),
            ])
            return
        }
        var text =
            "Took back `kith \(report.command)` of \(TimeText.local(report.atMilliseconds)): "
            + "\(Counted.text(report.undoneCells, "value"))."
        if report.keptCells > 0 {
            text +=
                " \(report.keptCells) were changed again since, or are where you may only read now: they stay."
        }
        if report.erasedCells > 0 {
            text +=
                " \(Counted.text(report.erasedCells, "value")) of it "
                + (report.erasedCells == 1 ? "was" : "were") + " purged and cannot come back."
        }
        Terminal.write(TerminalText.visible(text) + "\n")
        if report.command == "conflicts pick", report.undoneCells > 0 {
            Terminal.note("The conflict does not come back; `kith history` has both values.")
        }
    }
}
