import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith targets`.
struct Targets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "targets",
        abstract: "Rank the people you want to know: for the goal, by what you bring, by the way.",
        discussion: """
            Three parts of 100 each: what it does for the goal, what you can offer, how reachable \
            it is. The figure is the cube root of their product, so that none makes up for another. \
            `kith new target` writes one down.

            Examples:
              kith targets
              kith targets --why
            """)

    @Flag(name: .long, help: "Say what each part is made of.")
    var why = false

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try Terminal.paging(pager, answer)
    }

    private func answer() throws {
        let replica = try Replica.reading()
        let (book, ranks) = try output.waiting {
            let book = try PracticeBook.read(replica)
            return (book, TargetRank.all(try ways(book, replica), in: book))
        }
        let resting = TargetRank.resting(in: book)
        let names = try replica.names(
            of: (ranks.map(\.target) + resting.map(\.target)).compactMap { $0.entity(.person) })
        if output.json {
            JSONOutput.write([
                ("targets", .array(ranks.map { Self.json($0, names) })),
                ("resting", .array(resting.map { Self.json($0, names) })),
            ])
            return
        }
        guard !ranks.isEmpty || !resting.isEmpty else {
            let over = book.items(.target).count
            let past =
                over == 0
                ? "No target yet"
                : "No target is open, \(over) reached, dropped or for what is over"
            Terminal.note("\(past): kith new target \"…\" person=NAME why=… offer=…")
            return
        }
        for rank in ranks { show(rank, names) }
        for (target, peace) in resting {
            let who = target.entity(.person).flatMap { names[$0] } ?? ""
            let title = TerminalText.visible(target.text(.text))
            Terminal.tell(
                "\(Style.faint(ItemText.shortID(target.id)))  \(title) rests: "
                    + "\(TerminalText.visible(who)) \(TerminalText.visible(peace.sentence))\n",
                hanging: 8)
        }
    }

    private func ways(
        _ book: PracticeBook, _ replica: Replica
    ) throws -> [EntityID: TargetRank.Way] {
        var ways: [EntityID: TargetRank.Way] = [:]
        for person in Set(book.open(.target).compactMap { $0.entity(.person) }) {
            // Somebody in the trash is a target no more, and no error.
            guard book.people[person] != nil,
                let best = try replica.ways(
                    to: person, count: 1,
                    maximumHandshakes: IntroductionSearch.maximumHandshakes, today: book.today
                ).first
            else { continue }
            ways[person] = TargetRank.Way(
                handshakes: best.people.count, weakestTie: best.strengths.min() ?? 0,
                via: best.people.count > 1 ? best.people.first?.name : nil)
        }
        return ways
    }

    private func show(_ rank: TargetRank, _ names: [EntityID: String]) {
        let name = Self.name(rank.target, names)
        Terminal.tell(
            "\(Style.faint(ItemText.shortID(rank.target.id)))  "
                + "\(Style.strong(TerminalText.visible(name)))  \(rank.score)  "
                + Style.faint(
                    "goal \(rank.fit.score), offer \(rank.offer.score), way \(rank.reach.score)")
                + "\n", hanging: 8)
        Terminal.tell("    \(rank.advice)\n")
        let next = [NextStep.words(of: rank.target), NextStep.day(of: rank.target)]
        if !next[0].isEmpty {
            let words = next.filter { !$0.isEmpty }.joined(separator: ", by ")
            Terminal.tell("    next: \(TerminalText.visible(words))\n")
        }
        guard why else { return }
        for (title, part) in [("goal", rank.fit), ("offer", rank.offer), ("way", rank.reach)] {
            let reasons = part.reasons.isEmpty ? ["nothing is written down"] : part.reasons
            for reason in reasons {
                Terminal.tell("    \(title): \(TerminalText.visible(reason))\n")
            }
        }
    }

    /// The name of the target, and the person, once that is known.
    private static func name(_ target: Item, _ names: [EntityID: String]) -> String {
        let person = target.entity(.person).flatMap { names[$0] } ?? ""
        let text = target.text(.text)
        return person.isEmpty || person == text ? text : "\(text): \(person)"
    }

    private static func json(
        _ resting: (target: Item, peace: Peace), _ names: [EntityID: String]
    ) -> JSONValue {
        var until: CivilDay?
        if case .muted(let day) = resting.peace { until = day }
        return .object([
            ("id", .text(resting.target.id.description)),
            ("text", .text(resting.target.text(.text))),
            ("person", .optional(resting.target.entity(.person).flatMap { names[$0] })),
            ("person_id", .optional(resting.target.entity(.person)?.description)),
            ("why", .text(resting.peace.sentence)), ("until", .optional(until?.description)),
        ])
    }

    private static func json(_ rank: TargetRank, _ names: [EntityID: String]) -> JSONValue {
        func part(_ part: TargetRank.Part) -> JSONValue {
            .object([("score", .integer(Int64(part.score))), ("why", .texts(part.reasons))])
        }
        return .object([
            ("id", .text(rank.target.id.description)), ("text", .text(rank.target.text(.text))),
            ("person", .optional(rank.target.entity(.person).flatMap { names[$0] })),
            ("person_id", .optional(rank.target.entity(.person)?.description)),
            ("score", .integer(Int64(rank.score))), ("goal", part(rank.fit)),
            ("offer", part(rank.offer)), ("way", part(rank.reach)), ("advice", .text(rank.advice)),
            ("next", .text(NextStep.words(of: rank.target))),
            ("next_by", .text(NextStep.day(of: rank.target))),
        ])
    }
}
