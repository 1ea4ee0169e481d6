import ArgumentParser
import ChangeLog
import ContactModel
import SQLiteReplica

/// `kith merge`.
struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Say that two cards are one person's; nothing of either is lost.",
        discussion: """
            Both cards stay as they are and are shown as one; `kith unmerge` takes them apart \
            again, byte for byte. --dry-run shows what the person would say.

            Examples:
              kith merge ada 9b48b8c5 --dry-run
              kith merge ada 9b48b8c5
            """)

    @Argument(help: "The person who stays.", completion: PeopleCompletion.names)
    var person: String

    @Argument(help: "The other card of that person.", completion: PeopleCompletion.names)
    var other: String

    @Flag(name: .long, help: "Show field by field what would be shown, and change nothing.")
    var dryRun = false

    func run() throws {
        guard !dryRun else {
            let replica = try Replica.reading()
            let (kept, merged) = try pair(replica)
            try preview(kept, merged, replica)
            return
        }
        let (replica, (kept, merged)) = try Replica.writing(asking: pair)
        try replica.merge(merged.id, into: kept.id)
        Terminal.write(
            TerminalText.visible("\(merged.name) is \(kept.name) now; `kith unmerge` undoes it.")
                + "\n")
    }

    private func pair(
        _ replica: Replica
    ) throws -> (kept: PersonSummary, merged: PersonSummary) {
        let kept = try replica.person(person)
        let merged = try replica.person(other)
        guard kept.id != merged.id else {
            throw CommandError(
                exit: .usage, sentence: "Both mean \(kept.name); say who is who by the id.")
        }
        return (kept, merged)
    }

    private func preview(
        _ kept: PersonSummary, _ merged: PersonSummary, _ replica: Replica
    ) throws {
        let first = try replica.cards(of: kept.id)
        let second = try replica.cards(of: merged.id)
        guard let card = first.first else { return }
        let merge = CardMerge(card, with: Array(first.dropFirst()) + second)
        let own = Set(card.lines.map(\.element))
        var table = TextTable("property", "value", "from")
        for line in merge.card.lines {
            let content = ContentLine(raw: line.raw)
            guard !["VERSION", "PRODID", "REV", "UID"].contains(content.name) else { continue }
            table.add(
                content.name, Self.text(content), own.contains(line.element) ? "first" : "second")
        }
        for content in merge.hiddenLines {
            table.add(content.name, Self.text(content), "second, kept but not shown")
        }
        Terminal.write(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
    }

    private static func text(_ content: ContentLine) -> String {
        content.rawValue.count > 500
            ? "(\(content.rawValue.count) bytes)"
            : content.components.filter { !$0.isEmpty }.joined(separator: "; ")
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

    @Argument(help: "Whose cards.", completion: PeopleCompletion.names)
    var person: String

    func run() throws {
        let (replica, whole) = try Replica.writing { try $0.person(person).id }
        let parts = try replica.unmerge(whole)
        let names = try replica.names(of: parts)
        for part in parts {
            Terminal.write(
                "\(PeopleTable.shortID(part))  \(TerminalText.visible(names[part] ?? ""))\n")
        }
    }
}
