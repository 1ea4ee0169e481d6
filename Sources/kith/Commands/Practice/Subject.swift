import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith subject`.
struct Subject: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject",
        abstract: "Show everything that is held about somebody, as that person would read it.",
        discussion: """
            The cards with their space, what you say of the person, notes, and every item that \
            names the person, so that you can see whether you would be at ease if they read it. \
            Words worth a second look (verdicts, people as means, what is theirs to tell) stand at \
            the end. `kith set ada trust=` takes a word away, `kith drop` an item.

            Example:
              kith subject ada
            """)

    @Argument(help: "About whom.", completion: PeopleCompletion.names)
    var person: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let summary = try replica.person(person)
        guard let details = try replica.details(of: summary.id) else {
            throw ReplicaError.unknownPerson
        }
        let cards = try replica.cards(of: summary.id)
        let overlay = try replica.overlay(of: summary.id)
        let items = try replica.items(naming: summary.id)
        let names = try ItemText.names(in: items, replica)
        let said = ItemCatalogue.overlay.compactMap { field -> (String, String)? in
            let text = ItemText.text(field, of: overlay, names)
            return text.isEmpty ? nil : (field.name.rawValue, text)
        }
        let wording = Wording.findings(
            in: (said.map(\.1) + details.notes.map(\.text) + items.map { WordingText.all(of: $0) })
                .joined(separator: "\n"))
        if output.json {
            JSONOutput.write([
                ("cards", .texts(cards.map { String(decoding: $0.bytes, as: UTF8.self) })),
                ("space", .text(details.summary.space)), ("tier", .text(details.summary.tier)),
                (
                    "said",
                    .array(
                        said.map { .object([("field", .text($0.0)), ("value", .text($0.1))]) })
                ), ("notes", .texts(details.notes.map(\.text))),
                ("items", .array(items.map { ItemText.json($0, names) })),
                ("wording", .array(wording.map(WordingText.json))),
            ])
            return
        }
        Terminal.write(
            Style.strong("In the space \(TerminalText.visible(details.summary.space))")
                + ", where its members see it\n")
        for card in cards {
            for line in TerminalText.visibleLines(String(decoding: card.bytes, as: UTF8.self)) {
                Terminal.write("  \(line)\n")
            }
        }
        Terminal.write(Style.strong("For you alone") + "\n")
        if !details.summary.tier.isEmpty { Terminal.write("  tier: \(details.summary.tier)\n") }
        for (field, text) in said { Terminal.write("  \(field): \(TerminalText.visible(text))\n") }
        for note in details.notes {
            Terminal.write("  note: \(TerminalText.visible(note.text))\n")
        }
        for item in items {
            Terminal.write("  \(item.kind.rawValue)  \(ItemText.line(item, names))\n")
        }
        guard !wording.isEmpty else { return }
        Terminal.write(Style.strong("Worth a second look") + "\n")
        for finding in wording {
            Terminal.write(
                "  “\(TerminalText.visible(finding.word))”: \(finding.reason.proposal)\n")
        }
    }
}

/// Loaded words, for eyes and for programs.
enum WordingText {
    /// Every text of an item, joined by lines.
    static func all(of item: Item) -> String {
        let fields = ItemCatalogue.schema(of: item.kind)?.fields ?? []
        return fields.filter { $0.type == .text }.map { item.text($0.name.rawValue) }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// A finding for programs.
    static func json(_ finding: Wording) -> JSONValue {
        .object([
            ("word", .text(finding.word)), ("reason", .text(finding.reason.rawValue)),
            ("proposal", .text(finding.reason.proposal)),
        ])
    }
}
