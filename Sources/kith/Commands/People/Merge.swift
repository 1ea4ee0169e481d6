import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith merge`.
struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Say that two cards are one person's; nothing of either is lost.",
        discussion: """
            Both cards stay as they are and are shown as one; `kith unmerge` takes them apart \
            again, byte for byte. Of what you say in private of both (tier, cadence, why …) the \
            first card's stands where they differ, and the other's is kept with its card. --dry-run \
            shows what the person would say.

            --certain merges all that `kith dupes --certain` shows, where every card of a person \
            is beyond doubt the same as every other; one `kith undo` takes all of it back.

            Examples:
              kith merge ada 9b48b8c5 --dry-run
              kith merge ada 9b48b8c5
              kith merge --certain --country DE --dry-run
            """)

    @Argument(help: "The person who stays.", completion: CompletedWords.people.kind)
    var person: String?

    @Argument(help: "The other card of that person.", completion: CompletedWords.people.kind)
    var other: String?

    @Flag(name: .long, help: "Merge everybody whose cards are beyond doubt the same.")
    var certain = false

    @Option(
        name: .long,
        help: "With --certain: the country of numbers without a code, as `kith dupes` takes it.")
    var country: String?

    @Flag(name: .long, help: "Show what would be shown, and change nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Do not ask before many cards are merged.")
    var yes = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard certain ? person == nil : other != nil else {
            throw ValidationError("Give two people, or --certain.")
        }
        guard certain || country == nil && !yes else {
            throw ValidationError("--country and --yes go with --certain.")
        }
    }

    func run() throws {
        guard let person, let other else {
            return try CertainMerge(country: country, json: output.json).run(
                dryRun: dryRun, yes: yes, json: output.json)
        }
        guard !dryRun else {
            let replica = try Replica.reading()
            let (kept, merged) = try pair(person, other, replica)
            let page = try MergedPage(kept.id, with: [merged.id], replica)
            return output.json ? write(kept, merged, page) : Terminal.write(page.table)
        }
        let (replica, (kept, merged)) = try Replica.writing(asking: { try pair(person, other, $0) })
        let page = try MergedPage(kept.id, with: [merged.id], replica)
        try replica.merge(merged.id, into: kept.id)
        guard !output.json else { return write(kept, merged, page) }
        let sentence =
            merged.name == kept.name
            ? "Both cards of \(kept.name) are one person now"
            : "\(merged.name) is \(kept.name) now"
        Terminal.write(TerminalText.visible("\(sentence); `kith unmerge` undoes it.") + "\n")
        page.hidden.forEach(Terminal.note)
    }

    private func pair(
        _ person: String, _ other: String, _ replica: Replica
    ) throws -> (kept: PersonSummary, merged: PersonSummary) {
        let kept = try replica.person(person)
        let merged = try replica.person(other)
        guard kept.id != merged.id else {
            throw CommandError(
                exit: .usage,
                sentence: "Both mean \(kept.name) (\(PeopleTable.shortID(kept.id))): one card, or "
                    + "cards that are merged already. `kith find` shows the ids.")
        }
        return (kept, merged)
    }

    private func write(_ kept: PersonSummary, _ merged: PersonSummary, _ page: MergedPage) {
        JSONOutput.write(
            [
                ("dry_run", .bool(dryRun)), ("person", PeopleTable.json(kept)),
                ("other", PeopleTable.json(merged)),
            ] + page.json)
    }
}

/// `kith unmerge`.
struct Unmerge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unmerge",
        abstract: "Take the cards of a person apart again, as they were.",
        discussion: """
            Example:
              kith unmerge ada
            """)

    @Argument(help: "Whose cards.", completion: CompletedWords.people.kind)
    var person: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let (replica, whole) = try Replica.writing { try $0.person(person).id }
        let parts = try replica.unmerge(whole)
        let names = try replica.names(of: parts)
        guard !output.json else {
            let cards = parts.map { part in
                JSONValue.object([
                    ("id", .text(part.description)), ("name", .text(names[part] ?? "")),
                ])
            }
            JSONOutput.write([("cards", .array(cards))])
            return
        }
        for part in parts {
            Terminal.write(
                "\(PeopleTable.shortID(part))  \(TerminalText.visible(names[part] ?? ""))\n")
        }
    }
}
