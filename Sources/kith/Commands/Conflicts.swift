import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith conflicts`.
struct Conflicts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract:
            "See and settle what two machines, or a linked folder and kith, said differently.",
        subcommands: [ConflictsList.self, ConflictsShow.self, ConflictsPick.self],
        defaultSubcommand: ConflictsList.self)
}

/// `kith conflicts list`.
struct ConflictsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every conflict with both values.",
        discussion: """
            Example:
              kith conflicts list
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let conflicts = try Replica.reading().conflicts()
        if output.json {
            JSONOutput.write([("conflicts", .array(conflicts.map(ConflictText.json)))])
        } else if conflicts.isEmpty {
            Terminal.write("No conflicts.\n")
        } else {
            conflicts.forEach { Terminal.write(ConflictText.lines($0)) }
        }
    }
}

/// `kith conflicts show`.
struct ConflictsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one conflict.",
        discussion: """
            Example:
              kith conflicts show 3fa2
            """)

    @Argument(help: "The conflict, or the beginning of its id.")
    var id: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let conflict = try Replica.reading().conflict(id)
        if output.json {
            JSONOutput.write([("conflict", ConflictText.json(conflict))])
        } else {
            Terminal.write(ConflictText.lines(conflict))
        }
    }
}

/// `kith conflicts pick`.
struct ConflictsPick: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pick",
        abstract: "Settle a conflict, for all machines.",
        discussion: """
            Examples:
              kith conflicts pick 3fa2 1
              kith conflicts pick 3fa2 Engineer
            """)

    @Argument(help: "The conflict, or the beginning of its id.")
    var id: String

    @Argument(help: "The number of a choice, or what it says; keep or delete of somebody.")
    var choice: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let conflict = try Replica.writing().pick(id, choice)
        let what =
            conflict.isAboutLife
            ? "whether to keep " : ConflictText.field(conflict) + " of "
        output.print(
            [("conflict", ConflictText.json(conflict))],
            else: "Settled \(what)\(TerminalText.visible(conflict.personName)).")
    }
}

/// Conflicts, as text or JSON.
enum ConflictText {
    /// How many there are, and where to see them.
    static func pointer(_ count: Int) -> String {
        Style.warning(
            "\(Counted.text(count, "conflict")): `kith conflicts list` shows "
                + "\(count == 1 ? "it" : "them").")
    }

    /// The word people use for the field of a conflict.
    static func field(_ conflict: Conflict) -> String {
        TerminalText.visible(CardFieldWord.word(ofProperty: conflict.property))
    }

    /// A conflict with its choices, one a line.
    static func lines(_ conflict: Conflict) -> String {
        let what =
            conflict.isAboutLife
            ? "deleted on one machine, \(conflict.isRestored ? "kept" : "edited") on another"
            : Self.field(conflict)
        let place = conflict.isOwn ? "" : "  in \(TerminalText.visible(conflict.spaceName))"
        var text =
            Style.strong(TerminalText.visible(conflict.personName)) + "  "
            + what + place + "  " + Style.faint(conflict.id) + "\n"
        for (index, choice) in conflict.choices.enumerated() {
            let mark = choice.isShown ? "shown" : "     "
            text +=
                "  \(index + 1)  \(mark)  \(TerminalText.visible(choice.text))  "
                + Style.faint(
                    TerminalText.visible(
                        "(\(choice.machine), \(TimeText.local(choice.atMilliseconds)))")) + "\n"
        }
        if let space = conflict.closedSpace {
            return text + "  settled by who may write in \(TerminalText.visible(space))\n"
        }
        return text + "  settle with: kith conflicts pick \(conflict.id) NUMBER\n"
    }

    /// A conflict of `conflicts list --json`.
    static func json(_ conflict: Conflict) -> JSONValue {
        .object([
            ("id", .text(conflict.id)), ("person", .text(conflict.person.description)),
            ("name", .text(conflict.personName)), ("property", .text(conflict.property)),
            ("field", .text(CardFieldWord.word(ofProperty: conflict.property))),
            ("about_life", .bool(conflict.isAboutLife)),
            ("space", .text(conflict.spaceName)),
            ("may_settle", .bool(conflict.closedSpace == nil)),
            (
                "choices",
                .array(
                    conflict.choices.map { choice in
                        .object([
                            ("text", .text(choice.text)), ("machine", .text(choice.machine)),
                            ("at", .integer(Int64(clamping: choice.atMilliseconds))),
                            ("at_day", .day(of: choice.atMilliseconds)),
                            ("shown", .bool(choice.isShown)),
                        ])
                    })
            ),
        ])
    }
}
