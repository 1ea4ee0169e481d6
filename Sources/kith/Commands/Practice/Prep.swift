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
            Last touches, promises on both sides, needs, topics, the ledger, common people, and \
            three open questions.

            Of an event: whom to meet there, why, and what to say first.

            Examples:
              kith prep ada
              kith prep ada --why
              kith prep "harbour fair" --top 5
            """)

    @Argument(help: "Whom you meet, or the event.", completion: PeopleCompletion.names)
    var person: String

    @Flag(name: .long, help: "Say what the figures are made of.")
    var why = false

    @Option(name: .long, help: "How many people of an event.")
    var top = 10

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        if let event = try event(replica) {
            let book = try PracticeBook.read(replica)
            let page = EventPage(book.asRead(event), in: book, limit: max(top, 1))
            output.json ? JSONOutput.write(page.json) : Terminal.tell(page.text(why: why))
            return
        }
        let summary = try replica.person(person)
        guard let details = try replica.details(of: summary.id) else {
            throw ReplicaError.unknownPerson
        }
        let book = try PracticeBook.read(replica, about: [summary.id])
        let known = try replica.circle(of: summary.id, on: LocalTime.today).filter(\.isKnown)
            .prefix(8).map(\.name)
        let overlay = try replica.overlay(of: summary.id)
        // Who is let rest is not to be drawn out.
        let isRefused = book.people[summary.id]?.isClosed ?? false
        let sections =
            [("You and them", try said(overlay, replica))] + told(of: summary.id, book)
            + figures(of: summary.id, book)
            + (try PersonFigures(summary.id, book, why: why).sections(replica))
            + [
                ("You both know", known),
                ("Ask", isRefused ? [] : OpenQuestions(for: summary.id, in: book).questions),
            ]
        show(details, sections.filter { !$0.lines.isEmpty })
    }

    /// What I say of somebody, in the order of the catalogue; first of all that they said no.
    private func said(_ overlay: Item, _ replica: Replica) throws -> [String] {
        let names = try replica.names(of: overlay.entities(.metVia))
        let lines = ItemCatalogue.overlay.compactMap { field -> String? in
            let text = ItemText.text(field, of: overlay, names)
            return text.isEmpty ? nil : "\(field.name.rawValue): \(text)"
        }
        return overlay.text(.boundary) == "no"
            ? ["They said no: that is final until you lift it."] + lines : lines
    }

    /// What was written down about somebody.
    private func told(
        of person: EntityID, _ book: PracticeBook
    ) -> [(title: String, lines: [String])] {
        let touches = book.touches(with: person).suffix(3).reversed().map(book.line)
        let topics = book.open(.topic).filter { $0.entity(.person) == person }.map {
            $0.text(.text) + ($0.text(.turn) == "mine" ? " (your turn)" : "")
        }
        return [
            ("Before the first approach", approach(book, person)), ("Last touches", touches),
            ("You promised", promises(book, person, "mine")),
            ("Promised to you", promises(book, person, "theirs")),
            ("Come back to", comeBack(book, person)),
            ("Learned", learned(book, person)),
            ("Needs", texts(book.open(.need).filter { $0.entity(.person) == person })),
            ("Topics", topics),
        ]
    }

    private func figures(
        of person: EntityID, _ book: PracticeBook
    ) -> [(title: String, lines: [String])] {
        let balance = Balance(with: person, in: book)
        let closeness = book.closeness(to: person)
        return [
            (
                "Ledger",
                ["given \(balance.given), received \(balance.received), asked \(balance.asked)"]
            ), ("Closeness", PersonFigures.lines(closeness.score, closeness.reasons, why: why)),
        ]
    }

    private func show(_ details: PersonDetails, _ sections: [(title: String, lines: [String])]) {
        guard output.json else {
            PersonPage(details).tell()
            for section in sections {
                Terminal.tell("\n" + Style.strong(section.title) + "\n")
                for line in section.lines { Terminal.tell("  \(TerminalText.visible(line))\n") }
            }
            return
        }
        let shown = sections.map { section in
            JSONValue.object([
                ("title", .text(section.title)), ("lines", .texts(section.lines)),
            ])
        }
        JSONOutput.write([
            ("id", .text(details.summary.id.description)), ("name", .text(details.summary.name)),
            ("sections", .array(shown)),
        ])
    }

    /// The event that is meant, when nobody is.
    private func event(_ replica: Replica) throws -> Item? {
        if case .one = try replica.lookUp(person) { return nil }
        let reader = ItemValueReader(replica: replica)
        let kind = EntityKind.event
        return try reader.items(person, of: kind).isEmpty ? nil : reader.item(person, of: kind)
    }

    /// What to find out first (practice S1-15).
    private func approach(_ book: PracticeBook, _ person: EntityID) -> [String] {
        let lines = FirstApproach(to: person, in: book)?.lines ?? []
        return lines.map { "\($0.isDone ? "known" : "open ")  \($0.text): \($0.how)" }
    }

    /// Follow-ups and steps that are open with somebody.
    private func comeBack(_ book: PracticeBook, _ person: EntityID) -> [String] {
        func named(_ items: [Item]) -> [Item] { items.filter { $0.entity(.person) == person } }
        let brought = named(book.open(.opportunity)).map { item in
            let type = item.text(.type).isEmpty ? "" : " (\(item.text(.type)))"
            return "they brought: \(item.text(.text))\(type)"
        }
        let asked = named(book.items(.entry)).filter {
            $0.text(.side) == "asked" && ["", "open"].contains($0.text(.status))
        }.map { "you asked for: \($0.text(.text))" }
        return named(book.open(.followup) + book.open(.step)).map {
            [$0.text(.text), $0.text(.by)].filter { !$0.isEmpty }.joined(separator: ", by ")
        } + brought + asked
    }

    /// What I learned from somebody, the latest first.
    private func learned(_ book: PracticeBook, _ person: EntityID) -> [String] {
        var seen: Set<String> = []
        return book.touches(with: person).reversed().map { $0.item.text(.learned) }
            .filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(3).map { $0 }
    }

    /// Those that are open, and those that were not kept.
    private func promises(_ book: PracticeBook, _ person: EntityID, _ side: String) -> [String] {
        book.items(.promise).filter {
            let own = $0.text(.side).isEmpty ? "mine" : $0.text(.side)
            return $0.entity(.person) == person && own == side
                && ["", "open", "broken"].contains($0.text(.status))
        }.map { promise in
            let by = promise.text(.by)
            let isLate = CivilDay(by).map { $0 < book.today } ?? false
            let when =
                promise.text(.status) == "broken"
                ? ", not kept" : by.isEmpty ? "" : isLate ? ", overdue since \(by)" : ", by \(by)"
            return promise.text(.text) + when
        }
    }

    private func texts(_ items: [Item]) -> [String] { items.map { $0.text(.text) } }
}
