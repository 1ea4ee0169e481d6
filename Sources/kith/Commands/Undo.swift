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
            Again, it takes back the one before. `kith redo` does again what was taken back. What \
            was changed again since is left alone, so is whoever is in the trash or was made by the \
            command and edited elsewhere since, and what was purged is gone.

            Examples:
              kith undo
              kith undo --list
              kith undo --past-purge
            """)

    /// How many commands are listed: a day's work.
    private static let listed = 20

    @Flag(
        name: .long, help: "Show the last 20 commands that can be taken back, and take back none.")
    var list = false

    @Flag(name: .long, help: "Pass over `kith purge` and `unsent`, which nothing takes back.")
    var pastPurge = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        guard !list else { return try showList() }
        // Where nobody is yet there is nothing to take back, and no replica to make.
        _ = try Replica.reading()
        let replica = try Replica.writing()
        let conflicts = try replica.conflictCount()
        let report = try replica.undoLast(isPastPurge: pastPurge)
        UndoText.tell(report, as: "Took back", output)
        if !output.json, report.command == "conflicts pick", report.undoneCells > 0 {
            Terminal.note(
                try replica.conflictCount() > conflicts
                    ? "The question stands again: `kith conflicts` has it."
                    : "The conflict does not come back; `kith history` has both values.")
        }
    }

    private func showList() throws {
        let commands = try Replica.reading().commands(
            limit: Self.listed, people: UndoText.namesAsked)
        if output.json {
            JSONOutput.write([
                (
                    "commands",
                    .array(
                        commands.map {
                            .object([
                                ("command", .text($0.name)),
                                ("at", .integer(Int64(clamping: $0.atMilliseconds))),
                                ("at_day", .day(of: $0.atMilliseconds)),
                                ("taken_back", .bool($0.isTakenBack)),
                                ("changes", .integer($0.changeCount)),
                                ("people", .texts($0.people.map(\.name))),
                                ("people_ids", .ids($0.people.map(\.entity))),
                            ])
                        })
                )
            ])
            return
        }
        guard !commands.isEmpty else {
            return Terminal.note("No command of this machine wrote anything yet.")
        }
        var table = TextTable("when", "command", "of whom", "what it wrote", "")
        for command in commands {
            table.add(
                TimeText.local(command.atMilliseconds), "kith \(command.name)",
                UndoText.names(command.people), Counted.text(command.changeCount, "change"),
                command.isTakenBack ? "taken back" : "")
        }
        Terminal.write(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
    }

}

/// `kith redo`.
struct Redo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redo",
        abstract: "Do again what `kith undo` took back last.",
        discussion: """
            As long as no other command was called since. Again, it does again what was taken back \
            before that.

            Example:
              kith redo
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        _ = try Replica.reading()
        UndoText.tell(try Replica.writing().redoLast(), as: "Did again", output)
    }
}

/// Tells what became of a command.
private enum UndoText {
    /// How many people who stay are named.
    private static let listed = 5
    /// How many people of a command are named: enough to tell one edit from another.
    private static let named = 2
    /// One more tells that there are more.
    static let namesAsked = named + 1

    /// The names of the people a command wrote of.
    static func names(_ people: [PersonOfCommand]) -> String {
        people.prefix(named).map { TerminalText.visible($0.name) }.joined(separator: ", ")
            + (people.count > named ? " …" : "")
    }

    /// Says what is as it was, and what is not.
    static func tell(_ report: UndoReport, as deed: String, _ output: OutputOptions) {
        guard !output.json else {
            JSONOutput.write([
                ("command", .text(report.command)),
                ("at", .integer(Int64(clamping: report.atMilliseconds))),
                ("at_day", .day(of: report.atMilliseconds)),
                ("people", .texts(report.people.map(\.name))),
                ("people_ids", .ids(report.people.map(\.entity))),
                ("undone", .integer(Int64(report.undoneCells))),
                ("kept", .integer(Int64(report.keptCells))),
                ("kept_choices", .integer(Int64(report.keptChoices))),
                ("kept_people", .texts(report.keptPeople.map(\.name))),
                ("kept_people_ids", .ids(report.keptPeople.map(\.entity))),
                ("conflicts_settled", .integer(Int64(report.settledConflicts))),
                ("erased", .integer(Int64(report.erasedCells))),
            ])
            return
        }
        var text =
            "\(deed) `kith \(report.command)` of \(TimeText.local(report.atMilliseconds))"
            + (report.people.isEmpty ? ": " : " (\(names(report.people))): ")
            + (report.undoneCells == 0
                ? "nothing." : "\(Counted.text(report.undoneCells, "value")).")
        if report.keptCells > 0 {
            text +=
                " \(Counted.text(report.keptCells, "value")) "
                + (report.keptCells == 1
                    ? "stays: it was changed again since, cannot be taken back alone, or is"
                    : "stay: they were changed again since, cannot be taken back alone, or are")
                + " where you may only read now."
        }
        if report.keptChoices > 0 {
            text += " Who was kept stays; `kith rm` puts them into the trash."
        }
        if !report.keptPeople.isEmpty {
            let first = report.keptPeople.prefix(listed).map(\.name).joined(separator: ", ")
            let further = report.keptPeople.count - listed
            text +=
                " As they are: \(first)" + (further > 0 ? " and \(further) more" : "")
                + ", in the trash or edited since."
        }
        // Of a choice that is taken back it is told whether the question stands again.
        if report.settledConflicts > 0, report.command != "conflicts pick" {
            text +=
                report.settledConflicts == 1
                ? " A conflict of before does not come back; `kith history` has its values."
                : " \(report.settledConflicts) conflicts of before do not come back; `kith history` has "
                    + "their values."
        }
        if report.erasedCells > 0 {
            text +=
                " \(Counted.text(report.erasedCells, "value")) of it "
                + (report.erasedCells == 1 ? "was" : "were") + " purged and cannot come back."
        }
        Terminal.write(TerminalText.visible(text) + "\n")
    }
}
