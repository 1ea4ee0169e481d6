import ArgumentParser
import SQLiteReplica

/// `kith undo`.
struct Undo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take back the last command of this machine, a whole import included.",
        discussion: """
            What was changed again since is left alone.

            Example:
              kith undo
            """)

    func run() throws {
        let report = try Replica.writing().undoLast()
        var text =
            "Took back `kith \(report.command)` of \(TimeText.local(report.atMilliseconds)): "
            + "\(Counted.text(report.undoneCells, "value"))."
        if report.keptCells > 0 {
            text += " \(report.keptCells) were changed again since, and stay."
        }
        Terminal.write(TerminalText.visible(text) + "\n")
    }
}
