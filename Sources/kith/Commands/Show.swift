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
            PERSON is words of the name, an e-mail address, a phone number, or the beginning of an id. \
            Of somebody whom others erased, the id that `kith list --trash` names shows what you wrote down.

            Examples:
              kith show ada
              kith show ada@example.org --json
              kith show ada --raw
              kith show ada --at 2026-03-01
            """)

    @Argument(help: "Whom to show.", completion: CompletedWords.people.kind)
    var person: [String]

    @Flag(name: .long, help: "Print the vCard as it is stored.")
    var raw = false

    @Option(name: .long, help: "Show the card as it was at the end of that day.")
    var at: String?

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if raw, output.json { throw ValidationError("Say one of --raw and --json.") }
    }

    func run() throws {
        if let at {
            try showPast(at)
        } else {
            try Self.show(person, raw: raw, json: output.json, pager)
        }
    }

    /// Shows the card alone: what was private then is told by `kith history`.
    private func showPast(_ text: String) throws {
        guard let day = CivilDay(spokenOfPast: text, today: LocalTime.today) else {
            throw CommandError(exit: .usage, sentence: "--at is a day: 2026-03-01, yesterday, -2w.")
        }
        let replica = try Replica.reading()
        let summary = try replica.personAnywhere(person.joined(separator: " "))
        let (card, apart) = try replica.card(of: summary.id, at: LocalTime.end(of: day))
        guard !card.lines.isEmpty else {
            throw CommandError(
                exit: .nothingFound, sentence: "\(summary.name) was not known on \(day).")
        }
        if apart > 0 {
            Terminal.note(
                "\(Counted.text(apart, "other card")) that \(apart == 1 ? "is" : "are") one with this "
                    + "today \(apart == 1 ? "was" : "were") somebody else's on \(day).")
        }
        let photos = card.photos.map { PhotoFacts($0, using: ReplicaEnvironment.system.digest) }
        if raw {
            Self.writeRaw(card)
        } else if output.json {
            JSONOutput.write([
                ("person", PersonView(card).json(photo: photos.first)),
                ("at", .text(day.description)), ("cards_apart", .integer(Int64(apart))),
            ])
        } else {
            PersonPage(PersonView(card), photos).show(pager)
        }
    }

    /// Shows the one person that the words mean, and ends the program.
    ///
    /// - Throws: ``KithExit/nothingFound`` after telling who it could be, or ``ReplicaError``.
    static func show(
        _ person: [String], raw: Bool, json: Bool, _ pager: PagerOptions? = nil
    ) throws {
        let replica = try Replica.reading()
        let words = person.joined(separator: " ")
        if let erased = try replica.erasedByOthers(meantBy: words) {
            return try ErasedPage(erased, replica).write(json: json)
        }
        let summary = try replica.person(words)
        guard let details = try replica.details(of: summary.id) else {
            throw ReplicaError.unknownPerson
        }
        if raw {
            writeRaw(details.card)
        } else if json {
            let ties = try replica.ties(of: summary.id)
            let names = try ItemText.names(in: ties, replica)
            let team = try TeamPage(of: summary.id, replica)
            JSONOutput.write(
                members(details) + [
                    ("ties", .array(ties.map { ItemText.json($0, names) })),
                    ("team", team.json(limit: TeamPage.newest)),
                ])
        } else {
            let ties = try replica.ties(of: summary.id)
            let names = ties.isEmpty ? [:] : try ItemText.names(in: ties, replica)
            let lines = ties.compactMap { TieLine($0, of: details.cardIDs, names) }
            let relations =
                details.view.relations.isEmpty ? [] : try replica.cardRelations(of: summary.id)
            var page = PersonPage(details, lines, relations)
            let team = try TeamPage(of: summary.id, replica)
            page.add(
                team.lines(limit: TeamPage.newest).map { TerminalText.visible($0.text) },
                more: team.touches.count - TeamPage.newest, of: summary.name)
            page.show(pager)
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
                "cards",
                .array(
                    details.cards.map { card in
                        .object([
                            ("space", .text(card.space)), ("person", card.view.json(photo: nil)),
                        ])
                    })
            ),
            (
                "private_notes",
                .array(
                    details.notes.map { note in
                        .object([
                            ("at", .integer(Int64(clamping: note.atMilliseconds))),
                            ("at_day", .day(of: note.atMilliseconds)),
                            ("text", .text(note.text)),
                        ])
                    })
            ),
            ("conflicts", .integer(Int64(details.conflictCount))),
        ]
    }
}
