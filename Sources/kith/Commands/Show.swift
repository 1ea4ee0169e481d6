import ArgumentParser
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith show`.
struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what is known about somebody.",
        discussion: """
            PERSON is words of the name, an e-mail address, a phone number, or the beginning of an id.

            Examples:
              kith show ada
              kith show ada@example.org --json
              kith show ada --raw
              kith show ada --at 2026-03-01
            """)

    @Argument(help: "Whom to show.", completion: PeopleCompletion.names)
    var person: [String]

    @Flag(name: .long, help: "Print the vCard as it is stored.")
    var raw = false

    @Option(name: .long, help: "Show the card as it was at the end of that day.")
    var at: String?

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        if let at {
            try showPast(at)
        } else {
            try Self.show(person, raw: raw, json: output.json, pager)
        }
    }

    /// Shows the card alone: what was private then is told by `kith history`.
    private func showPast(_ text: String) throws {
        guard let day = CivilDay(spoken: text, today: LocalTime.today) else {
            throw CommandError(exit: .usage, sentence: "--at is a day: 2026-03-01, yesterday, -2w.")
        }
        let replica = try Replica.reading()
        let summary = try replica.person(person.joined(separator: " "))
        let card = try replica.card(of: summary.id, at: LocalTime.end(of: day))
        guard !card.lines.isEmpty else {
            throw CommandError(
                exit: .nothingFound, sentence: "\(summary.name) was not known on \(day).")
        }
        let photos = card.photos.map { PhotoFacts($0, using: ReplicaEnvironment.system.digest) }
        if raw {
            Self.writeRaw(card)
        } else if output.json {
            JSONOutput.write([
                ("person", PersonView(card).json(photo: photos.first)),
                ("at", .text(day.description)),
            ])
        } else {
            Terminal.page(
                Terminal.told(
                    PersonPage(PersonView(card), photos).text, hanging: PersonPage.valueColumn),
                pager)
        }
    }

    /// Shows the one person that the words mean, and ends the program.
    ///
    /// - Throws: ``KithExit/nothingFound`` after telling who it could be, or ``ReplicaError``.
    static func show(
        _ person: [String], raw: Bool, json: Bool, _ pager: PagerOptions? = nil
    ) throws {
        let replica = try Replica.reading()
        let summary = try replica.person(person.joined(separator: " "))
        guard let details = try replica.details(of: summary.id) else {
            throw ReplicaError.unknownPerson
        }
        if raw {
            writeRaw(details.card)
        } else if json {
            let ties = try replica.ties(of: summary.id)
            let names = try ItemText.names(in: ties, replica)
            JSONOutput.write(
                members(details) + [("ties", .array(ties.map { ItemText.json($0, names) }))])
        } else {
            let ties = try replica.ties(of: summary.id)
            let names = ties.isEmpty ? [:] : try ItemText.names(in: ties, replica)
            let lines = ties.compactMap { TieLine($0, of: details.cardIDs, names) }
            let relations =
                details.view.relations.isEmpty ? [] : try replica.cardRelations(of: summary.id)
            Terminal.page(
                Terminal.told(
                    PersonPage(details, lines, relations).text, hanging: PersonPage.valueColumn),
                pager)
        }
        withExtendedLifetime(replica) { Terminal.end() }
    }

    /// Writes the card as it is; a picture that is not here is told, not passed over.
    private static func writeRaw(_ card: Card) {
        Terminal.write(bytes: card.bytes)
        if card.lacksPicture {
            Terminal.note("A picture is not on this machine yet: its line is without it.")
        }
    }

    private static func members(_ details: PersonDetails) -> [(key: String, value: JSONValue)] {
        [
            ("person", details.view.json(photo: details.photos.first)),
            ("tier", .text(details.summary.tier)),
            ("space", .text(details.summary.space)), ("spaces", .texts(details.spaces)),
            (
                "private_notes",
                .array(
                    details.notes.map { note in
                        .object([
                            ("at", .integer(Int64(clamping: note.atMilliseconds))),
                            ("text", .text(note.text)),
                        ])
                    })
            ),
            ("conflicts", .integer(Int64(details.conflictCount))),
        ]
    }
}

/// A person on one screen.
struct PersonPage {
    /// Where values begin, behind their titles.
    static let valueColumn = 12

    private let view: PersonView
    private let photos: [PhotoFacts]
    private var lines: [String] = []
    /// What the people are called whom the card names by something else than a name.
    private var relatives: [String: String] = [:]

    /// What is known of a person, with what the reader alone says.
    init(_ details: PersonDetails, _ ties: [TieLine] = [], _ relations: [CardRelation] = []) {
        view = details.view
        for relation in relations {
            guard case .person(_, let name) = relation.outcome, relation.text.contains(":")
            else { continue }
            relatives[relation.text] = name
        }
        photos = details.photos
        build()
        for tie in ties { add(tie.title, tie.text, tie.label) }
        addOverlay(details)
    }

    /// A card by itself.
    init(_ view: PersonView, _ photos: [PhotoFacts]) {
        self.view = view
        self.photos = photos
        build()
    }

    /// The page, with a line break at the end.
    var text: String { lines.joined(separator: "\n") + "\n" }

    private mutating func build() {
        lines.append(
            Style.strong(TerminalText.visible(view.displayName)) + "  "
                + Style.faint(PeopleTable.shortID(view.entity)))
        add("title", view.title)
        add("role", view.role)
        add(
            "at",
            ([view.organisation] + view.organisationUnits).filter { !$0.isEmpty }
                .joined(separator: ", "))
        for email in view.emails { add("e-mail", email.value, email.label) }
        for phone in view.phones { add("phone", phone.value, phone.label) }
        for address in view.addresses { add("address", address.value.oneLine, address.label) }
        for url in view.urls { add("url", url.value, url.label) }
        for handle in view.handles { add("handle", handle.value, handle.label) }
        add("birthday", view.birthday?.description ?? "")
        add("anniversary", view.anniversary?.description ?? "")
        for date in view.dates { add("date", date.value.description, date.label) }
        for fact in view.facts { add(fact.name, fact.value) }
        let own = Set(view.custom.map { [$0.name, $0.value] })
        for relation in view.relations where !own.contains([relation.label, relation.value]) {
            add("relation", relatives[relation.value] ?? shown(relation.value), relation.label)
        }
        add("nickname", view.nicknames.joined(separator: ", "))
        add("tags", view.tags.joined(separator: ", "))
        let groups = Array(view.groups.dropFirst(view.tags.count))
        add("groups", groups.joined(separator: ", "))
        for field in view.custom { add(field.name, field.value) }
        for note in view.notes { add("note", note, style: MarkdownText.line) }
        for photo in photos { add("photo", photo.summary) }
    }

    /// A reference without the scheme that only programs read.
    private func shown(_ reference: String) -> String {
        for scheme in ["mailto:", "tel:"] where reference.lowercased().hasPrefix(scheme) {
            return String(reference.dropFirst(scheme.count))
        }
        return reference
    }

    private mutating func addOverlay(_ details: PersonDetails) {
        if details.spaces != ["personal"] { add("space", details.spaces.joined(separator: ", ")) }
        if !details.summary.tier.isEmpty { add("tier", details.summary.tier, "private") }
        for note in details.notes {
            add(
                "note", note.text, "private, \(TimeText.local(note.atMilliseconds))",
                style: MarkdownText.line)
        }
        if details.conflictCount > 0 {
            lines.append(ConflictText.pointer(details.conflictCount))
        }
    }

    private mutating func add(
        _ title: String, _ value: String, _ label: String = "",
        style: (String) -> String = { $0 }
    ) {
        guard !value.isEmpty else { return }
        let parts = TerminalText.visibleLines(value).map(style)
        let width = max(Self.valueColumn, TerminalText.width(title) + 1)
        let head = Style.faint(TerminalText.padded(title, to: width))
        let tail = label.isEmpty ? "" : "  " + Style.faint("(\(TerminalText.visible(label)))")
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            let indent = index == 0 ? head : String(repeating: " ", count: width)
            lines.append(indent + part + (isLast ? tail : ""))
        }
    }
}
