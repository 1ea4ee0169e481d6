import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import Glibc
import SQLiteReplica

/// `kith purge`.
struct Purge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Erase somebody for good, on every machine and on the server.",
        discussion: """
            Goes: the cards with their history, what you say of the person, your notes, what \
            you wrote down about the person alone, and what anybody of a team shared of it. It shows all that and asks before it erases; \
            `kith undo` cannot bring it back. With the next syncs the server and every other machine \
            erase it too. An edit made elsewhere that this machine has not seen stays, and \
            `kith conflicts list` says so.

            Of somebody whom others erased, what you wrote down for yourself stays: `kith list \
            --trash` has the id to purge it by.

            Backups made before still hold the person: delete them, or recover one and sync, which \
            erases again.

            Examples:
              kith purge ada
              kith purge ada --dry-run
              kith purge --trash --older 30d
            """)

    @Argument(
        help: "Whom; people in the trash are found too.", completion: CompletedWords.people.kind)
    var person: [String] = []

    @Flag(name: .long, help: "Everybody in the trash.")
    var trash = false

    @Option(name: .long, help: "Of the trash only who is there for longer, such as 30d.")
    var older: String?

    @Flag(name: .long, help: "Show what would be erased, and erase nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Do not ask.")
    var yes = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard trash != !person.isEmpty else {
            throw ValidationError("Say whom, or --trash for everybody in the trash.")
        }
        guard older == nil || trash else { throw ValidationError("--older belongs to --trash.") }
        if let older, Self.milliseconds(older) == nil {
            throw ValidationError("--older takes days, such as 30d.")
        }
    }

    func run() throws {
        let reading = try Replica.reading()
        let people = try people(reading)
        let plan = try output.waiting("Looking for all that is to go …") {
            try reading.planPurge(of: people)
        }
        let text = PurgeText(plan)
        guard !plan.isEmpty else {
            if output.json { return JSONOutput.write(text.json(isErased: false)) }
            return Terminal.write("There is nothing to erase.\n")
        }
        if dryRun {
            if output.json { return JSONOutput.write(text.json(isErased: false)) }
            return Terminal.write(text.list + "Nothing was erased.\n")
        }
        if !output.json || !yes { Terminal.writeError(text.list) }
        if !yes {
            try Confirmation.ask(
                "Erase all this for good? Type yes:", yes: ["yes"],
                orRefuse: "This would erase for good what is listed")
        }
        // While it was looked at nothing was locked.
        let replica = try Replica.writing()
        guard try replica.planPurge(of: people).isSame(as: plan) else {
            throw CommandError(
                exit: .decisionNeeded,
                sentence: "Something changed meanwhile: nothing was erased; look at it again.")
        }
        try erase(plan, replica)
        if output.json { return JSONOutput.write(text.json(isErased: true)) }
        Terminal.write(
            try replica.enrolment() == nil
                ? "Erased here.\n"
                : "Erased here. `kith sync` erases it on the server, and so on each machine.\n")
    }

    /// Erases; linked folders say first what was edited in them, and lose the files after it.
    private func erase(_ plan: PurgePlan, _ replica: Replica) throws {
        for folder in plan.folders { try replica.syncVDir(folder) }
        let people = plan.people.map(\.id)
        try output.waiting("Erasing …") {
            try replica.purge(plan.folders.isEmpty ? plan : try replica.planPurge(of: people))
        }
        var left: [String] = []
        for folder in plan.folders {
            do {
                let report = try replica.syncVDir(folder)
                left += report.leftOfErased.map {
                    "\(folder)/\($0) was changed and stays: take it away yourself."
                }
            } catch let error as VDirError {
                left.append(error.sentence)
            }
        }
        if try !output.waiting("Writing the file anew …", { try replica.scrub() }) {
            left.append("Another kith reads the file; the next sync clears what is left in it.")
        }
        left.forEach(Terminal.note)
    }

    private func people(_ replica: Replica) throws -> [EntityID] {
        guard !trash else {
            return try replica.trash(olderThan: older.flatMap(Self.milliseconds) ?? 0)
        }
        let words = person.joined(separator: " ")
        // Whom others erased has no name here any more.
        if let erased = try replica.erasedByOthers(meantBy: words) { return [erased] }
        return [try replica.personAnywhere(words).id]
    }

    /// A number of days as milliseconds; nil for anything else.
    private static func milliseconds(_ text: String) -> UInt64? {
        guard text.hasSuffix("d"), let days = UInt64(text.dropLast()), days <= 36_500 else {
            return nil
        }
        return days * 86_400_000
    }
}

/// The data to be erased, as people and programs read it.
struct PurgeText {
    private let plan: PurgePlan

    init(_ plan: PurgePlan) {
        self.plan = plan
    }

    /// One line each.
    var list: String {
        var lines = ["To be erased for good, here and everywhere:"]
        for person in plan.people.prefix(20) {
            let parts = [
                person.name, PeopleTable.shortID(person.id), person.spaces.joined(separator: ", "),
                person.cardCount > 1 ? "\(person.cardCount) cards, seen as one" : "",
            ]
            let line = parts.filter { !$0.isEmpty }.joined(separator: "  ")
            lines.append("  " + TerminalText.visible(line))
        }
        if plan.people.count > 20 { lines.append("  and \(plan.people.count - 20) more") }
        lines.append("  " + counts)
        for item in plan.items.prefix(20) { lines.append("    " + line(item)) }
        if !plan.sharedTouches.isEmpty {
            lines.append(
                "  " + Counted.text(plan.sharedTouches.count, "touch", "touches")
                    + " that you or colleagues shared with a team")
        }
        if !plan.teams.isEmpty {
            let teams = plan.teams.map(TerminalText.visible).joined(separator: ", ")
            lines.append("Gone for all members of: \(teams)")
        }
        if !plan.closedTeams.isEmpty {
            let teams = plan.closedTeams.map(TerminalText.visible).joined(separator: ", ")
            lines.append("Stays where you may only read: \(teams)")
        }
        for folder in plan.folders {
            lines.append("With the files in: \(TerminalText.visible(folder))")
        }
        if !plan.mentioning.isEmpty || !plan.introduced.isEmpty {
            lines.append("Stays, with its words, without the name:")
            for item in plan.mentioning.prefix(20) { lines.append("    " + line(item)) }
            for person in plan.introduced.prefix(20) {
                lines.append("    met through them: " + TerminalText.visible(person.name))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var counts: String {
        [
            Counted.text(plan.lineCount, "line") + " of cards",
            Counted.text(plan.overlayCount, "private field"), Counted.text(plan.noteCount, "note"),
            Counted.text(plan.items.count, "item"), Counted.text(plan.photoCount, "photo"),
        ].joined(separator: ", ")
    }

    private func line(_ item: Item) -> String {
        TerminalText.visible("\(item.kind.rawValue)  \(ItemText.title(item))")
    }

    /// The members of the answer.
    ///
    /// - Parameter isErased: Whether it was done.
    /// - Returns: For ``JSONOutput``.
    func json(isErased: Bool) -> [(key: String, value: JSONValue)] {
        [
            ("erased", .bool(isErased)),
            (
                "people",
                .array(
                    plan.people.map {
                        .object([
                            ("id", .text($0.id.description)), ("name", .text($0.name)),
                            ("space", .text($0.spaces.first ?? "")),
                            ("spaces", .texts($0.spaces)),
                        ])
                    })
            ), ("lines", .integer(Int64(plan.lineCount))),
            ("private_fields", .integer(Int64(plan.overlayCount))),
            ("notes", .integer(Int64(plan.noteCount))),
            ("items", .integer(Int64(plan.items.count))),
            ("photos", .integer(Int64(plan.photoCount))),
            ("mentioning", .integer(Int64(plan.mentioning.count))),
            ("met_through", .texts(plan.introduced.map(\.name))),
            ("met_through_ids", .ids(plan.introduced.map(\.entity))),
            ("shared", .integer(Int64(plan.sharedTouches.count))),
            ("teams", .texts(plan.teams)), ("stays_in", .texts(plan.closedTeams)),
            ("folders", .texts(plan.folders)),
        ]
    }
}
