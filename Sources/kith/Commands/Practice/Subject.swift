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
            The cards with their space, what you say of the person, notes, every item that names the \
            person, and what members of your teams shared, so that you can see whether you would be at ease if they read it. \
            Words worth a second look (verdicts, people as means, what is theirs to tell) stand at \
            the end. `kith set ada trust=` takes a word away, `kith drop` an item.

            Example:
              kith subject ada
            """)

    @Argument(help: "About whom.", completion: CompletedWords.people.kind)
    var person: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        if let erased = try replica.erasedByOthers(meantBy: person) {
            return try ErasedPage(erased, replica).write(json: output.json)
        }
        let page = try SubjectPage(try replica.person(person).id, replica)
        output.json ? JSONOutput.write(page.json) : Terminal.tell(page.text)
    }
}

/// Everything that is held about somebody, as text or JSON.
private struct SubjectPage {
    private let details: PersonDetails
    private let cards: [Card]
    private let said: [(field: String, text: String)]
    private let items: [Item]
    private let names: [EntityID: String]
    /// The people of whom it is said that they were met through this one.
    private let introduced: [(id: EntityID, name: String)]
    private let wording: [Wording]
    private let team: TeamPage

    init(_ person: EntityID, _ replica: Replica) throws {
        guard let details = try replica.details(of: person) else {
            throw ReplicaError.unknownPerson
        }
        let overlay = try replica.overlay(of: person)
        let items = try replica.asRead(replica.items(naming: person))
        let via = overlay.entities(.metVia)
        let names = try ItemText.names(in: items, replica)
            .merging(replica.names(of: via)) { first, _ in first }
        let introduced = try replica.people(metThrough: details.cardIDs)
        let namesOfIntroduced = try replica.names(of: introduced)
        self.introduced = introduced.map { ($0, namesOfIntroduced[$0] ?? "") }
        let said = ItemCatalogue.overlay.compactMap { field -> (String, String)? in
            let text = ItemText.text(field, of: overlay, names)
            return text.isEmpty ? nil : (field.name.rawValue, text)
        }
        self.details = details
        cards = try replica.cards(of: person)
        self.said = said
        self.items = items
        self.names = names
        team = try TeamPage(of: person, replica)
        wording = Wording.findings(
            in: (said.map(\.1) + details.notes.map(\.text) + items.map { WordingText.all(of: $0) })
                .joined(separator: "\n"))
    }

    var json: [(key: String, value: JSONValue)] {
        let fields = said.map { field, text in
            JSONValue.object([("field", .text(field)), ("value", .text(text))])
        }
        return [
            ("cards", .texts(cards.map { String(decoding: $0.bytes, as: UTF8.self) })),
            ("space", .text(details.summary.space)), ("spaces", .texts(details.spaces)),
            ("tier", .text(details.summary.tier)),
            ("said", .array(fields)), ("notes", .texts(details.notes.map(\.text))),
            ("items", .array(items.map { ItemText.json($0, names) })),
            ("met_through", .texts(introduced.map(\.name))),
            ("met_through_ids", .ids(introduced.map(\.id))),
            ("team", team.json(limit: .max)), ("wording", .array(wording.map(WordingText.json))),
        ]
    }

    var text: String {
        let spaces = TerminalText.visible(details.spaces.joined(separator: ", "))
        let isOwn = details.spaces == ["personal"]
        let isOne = details.spaces.count == 1
        var lines = [
            isOwn
                ? Style.strong("In your own space") + ", where nobody but you sees it"
                : Style.strong("In the \(isOne ? "space" : "spaces") \(spaces)")
                    + (isOne
                        ? ", where its members see it" : ", where members of a team see its card")
        ]
        for card in cards {
            lines += TerminalText.visibleLines(String(decoding: card.bytes, as: UTF8.self)).map {
                "  \($0)"
            }
        }
        lines.append(Style.strong("For you alone"))
        if !details.summary.tier.isEmpty { lines.append("  tier: \(details.summary.tier)") }
        lines += said.map { "  \($0.field): \(TerminalText.visible($0.text))" }
        lines += details.notes.map { "  note: \(TerminalText.visible($0.text))" }
        lines += items.map { "  \($0.kind.rawValue)  \(ItemText.line($0, names))" }
        lines += introduced.map { "  met through them: \(TerminalText.visible($0.name))" }
        let shared = team.lines(limit: .max)
        if !shared.isEmpty {
            lines.append(Style.strong("Shared by name, where your teams read it"))
        }
        lines += shared.map { "  " + TerminalText.visible($0.text) }
        if !wording.isEmpty { lines.append(Style.strong("Worth a second look")) }
        lines += wording.map { "  “\(TerminalText.visible($0.word))”: \($0.reason.proposal)" }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Loaded words, as text or JSON.
enum WordingText {
    /// Every text of an item, joined by lines.
    static func all(of item: Item) -> String {
        let fields = ItemCatalogue.schema(of: item.kind)?.fields ?? []
        return fields.filter { $0.type == .text }.map { item.text($0.name) }
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
