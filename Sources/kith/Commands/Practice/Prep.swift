import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith prep`.
struct Prep: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prep",
        abstract: "Show what to know before you meet somebody, or go to a gathering.",
        discussion: """
            Last touches, yours and those that your team shared, promises on both sides, needs, topics, \
            the ledger, common people, and three open questions.

            Of an event: whom to meet there, why, and what to say first.

            Examples:
              kith prep ada
              kith prep ada --why
              kith prep "harbour fair" --top 5
            """)

    @Argument(help: "Whom you meet, or the event.", completion: CompletedWords.people.kind)
    var person: String

    @Flag(name: .long, help: "Say what the figures are made of.")
    var why = false

    @Option(name: .long, help: "How many people of an event, from 1.")
    var top = 10

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try LimitOption.check(top, "--top")
    }

    func run() throws {
        let replica = try Replica.reading()
        if let event = try event(replica) {
            let page = try output.waiting {
                let book = try PracticeBook.read(replica)
                return EventPage(book.asRead(event), in: book, limit: top)
            }
            output.json ? JSONOutput.write(page.json) : Terminal.tell(page.text(why: why))
            return
        }
        let summary = try replica.person(person)
        guard let details = try replica.details(of: summary.id) else {
            throw ReplicaError.unknownPerson
        }
        let book = try PracticeBook.read(replica, about: [summary.id], with: [.offer])
        let known: [PrepSection.Line] = try replica.circle(of: summary.id, on: LocalTime.today)
            .filter(\.isKnown).prefix(8).map { ($0.name + ($0.hasDied ? " (died)" : ""), $0.id) }
        let overlay = try replica.overlay(of: summary.id)
        // Who is let rest is not to be drawn out.
        let isRefused = book.isUnproposed(summary.id)
        let sections =
            [
                PrepSection("You and them", try said(overlay, replica)),
                PrepSection("Around them", try around(details, book, replica)),
            ] + told(of: details, book)
            + [
                PrepSection(
                    "Your team",
                    try TeamPage(of: summary.id, replica).lines(limit: TeamPage.newest))
            ]
            + figures(of: summary.id, book)
            + (try PersonFigures(summary.id, book, why: why).sections(replica))
            + [
                PrepSection("You both know", known),
                PrepSection(
                    "Ask", isRefused ? [] : OpenQuestions(for: summary.id, in: book).questions),
            ]
        let hasDied = book.people[summary.id]?.died != nil
        show(
            details,
            sections.filter {
                !$0.lines.isEmpty && !(hasDied && Self.ofTheLiving.contains($0.title))
            })
    }

    /// The reader's words about somebody, in the order of the catalogue; first of all that they
    /// said no.
    private func said(_ overlay: Item, _ replica: Replica) throws -> [String] {
        let names = try replica.names(of: overlay.entities(.metVia))
        let lines = ItemCatalogue.overlay.compactMap { field -> String? in
            let text = ItemText.text(field, of: overlay, names)
            return text.isEmpty ? nil : "\(field.name.rawValue): \(text)"
        }
        return overlay.text(.boundary) == "no"
            ? ["They said no: that is final until you lift it."] + lines : lines
    }

    /// Husbands, children, friends and employers that were written down and still are, as `kith show`
    /// has them.
    private func around(
        _ details: PersonDetails, _ book: PracticeBook, _ replica: Replica
    ) throws -> [PrepSection.Line] {
        let ties = [EntityKind.relation, .affiliation].flatMap {
            book.items($0, naming: details.summary.id)
        }.filter { $0.lasts(book.today) }
        let names = try ItemText.names(in: ties, replica)
        return ties.compactMap { tie in
            TieLine(tie, of: [details.summary.id], names).map { ($0.text, tie.id) }
        }
    }

    private func show(_ details: PersonDetails, _ sections: [PrepSection]) {
        guard output.json else {
            PersonPage(details).tell()
            for section in sections {
                Terminal.tell("\n" + Style.strong(section.title) + "\n")
                for line in section.lines {
                    Terminal.tell("  \(TerminalText.visible(line.text))\n")
                }
            }
            return
        }
        JSONOutput.write([
            ("id", .text(details.summary.id.description)), ("name", .text(details.summary.name)),
            ("sections", .array(sections.map(\.json))),
        ])
    }

    /// The event that is meant, when nobody is.
    private func event(_ replica: Replica) throws -> Item? {
        if case .one = try replica.lookUp(person) { return nil }
        let reader = ItemValueReader(replica: replica)
        let kind = EntityKind.event
        return try reader.items(person, of: kind).isEmpty ? nil : reader.item(person, of: kind)
    }
}
