import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

extension PracticeBook {
    /// Reads the book of this machine.
    ///
    /// - Throws: ``ReplicaError``.
    static func read(_ replica: Replica) throws -> PracticeBook {
        let now = LocalTime.now
        return try replica.practiceBook(
            today: LocalTime.today, minutesEast: LocalTime.minutesEast(at: now))
    }

    /// Reads what the book of this machine says about some people or items.
    ///
    /// - Throws: ``ReplicaError``.
    static func read(
        _ replica: Replica, about subjects: some Sequence<EntityID>
    ) throws -> PracticeBook {
        let now = LocalTime.now
        return try replica.practiceBook(
            about: subjects, today: LocalTime.today,
            minutesEast: LocalTime.minutesEast(at: now))
    }
}

extension Measure {
    /// Every measure of this machine, with the rates that need the history of the log.
    ///
    /// - Throws: ``ReplicaError``.
    static func all(of replica: Replica) throws -> [Measure] {
        try all(.read(replica)) + [stageRates(replica.stageHistories())]
    }
}

/// `kith stats`.
struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Show honest measures: giving, promises, depth, purpose, outcomes …",
        discussion: """
            How many people you know is not among them. --why says what each is made of.

            Examples:
              kith stats
              kith stats well --why
            """)

    @Argument(help: "Only this measure.")
    var name: String?

    @Flag(name: .long, help: "Say what each measure is made of.")
    var why = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let measures = try Measure.all(of: Replica.reading()).filter {
            name == nil || $0.name == name
        }
        guard !measures.isEmpty else {
            throw CommandError(exit: .usage, sentence: "There is no measure `\(name ?? "")`.")
        }
        if output.json {
            JSONOutput.write([("measures", .array(measures.map(Self.json)))])
            return
        }
        for measure in measures {
            Terminal.write("\(Style.strong(measure.name))  \(measure.sentence)\n")
            Terminal.write(Bars.text(measure.parts))
            if why { Terminal.write(Style.faint("  \(measure.why)\n")) }
        }
    }

    private static func json(_ measure: Measure) -> JSONValue {
        .object([
            ("name", .text(measure.name)), ("sentence", .text(measure.sentence)),
            (
                "parts",
                .array(
                    measure.parts.map {
                        .object([("label", .text($0.label)), ("value", .integer(Int64($0.value)))])
                    })
            ), ("why", .text(measure.why)),
        ])
    }
}

/// Labelled bars on a terminal.
enum Bars {
    private static let width = 30

    /// A line a part, the longest bar as wide as there is room; nothing when all are 0.
    static func text(_ parts: [(label: String, value: Int)]) -> String {
        guard let most = parts.map(\.value).max(), most > 0 else { return "" }
        let label = parts.map { TerminalText.width($0.label) }.max() ?? 0
        return parts.map { part in
            let filled = part.value * width / most
            let bar = String(repeating: "█", count: max(filled, part.value > 0 ? 1 : 0))
            let name = TerminalText.padded(TerminalText.visible(part.label), to: label)
            return "  \(name)  \(Style.good(bar)) \(part.value)\n"
        }.joined()
    }
}

/// `kith ask`.
struct Ask: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Tell whether it is a good time to ask somebody for something, and why.",
        discussion: """
            Looks at closeness, the last touch, who gave last and open promises. What was asked \
            goes into the ledger: kith new entry "a reference" person=ada side=asked.

            Example:
              kith ask ada
            """)

    @Argument(help: "Whom you want to ask.", completion: PeopleCompletion.names)
    var person: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let person = try replica.person(person)
        let answer = AskGuard(asking: person.id, in: try .read(replica, about: [person.id]))
        if output.json {
            JSONOutput.write([
                ("verdict", .text(answer.verdict.rawValue)), ("why", .texts(answer.reasons)),
                ("plan", .texts(answer.plan)),
            ])
            return
        }
        let style: Style = answer.verdict == .ask ? .good : .warning
        Terminal.write(
            "\(TerminalText.visible(person.name)): \(style(answer.verdict.rawValue))\n")
        for reason in answer.reasons { Terminal.write("  \(TerminalText.visible(reason))\n") }
        for (number, step) in answer.plan.enumerated() {
            Terminal.write("  \(number + 1). \(step)\n")
        }
    }
}

/// `kith radar`.
struct Radar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "radar",
        abstract: "Show whose need you, or somebody you know, could meet.",
        discussion: """
            Needs (`kith new need "…" person=ada`) against your offers, others' offers, and what \
            people know (`kith set bob knows=brewing`).

            Example:
              kith radar
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let matches = HelpRadar.matches(in: try .read(Replica.reading()))
        if output.json {
            JSONOutput.write([
                (
                    "matches",
                    .array(
                        matches.map {
                            .object([
                                ("person", .text($0.name)), ("need", .text($0.needText)),
                                ("answer", .text($0.answer)), ("why", .texts($0.words)),
                            ])
                        })
                )
            ])
            return
        }
        guard !matches.isEmpty else {
            Terminal.note("No need meets an offer yet: `kith new need`, `kith new offer`.")
            return
        }
        for match in matches.prefix(20) {
            Terminal.write(
                "\(Style.strong(TerminalText.visible(match.name))) needs "
                    + "\(TerminalText.visible(match.needText))\n  "
                    + "\(TerminalText.visible(match.answer))  "
                    + Style.faint("(\(match.words.joined(separator: ", ")))") + "\n")
        }
    }
}

/// `kith weave`.
struct Weave: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weave",
        abstract: "Show who of your people should meet each other.",
        discussion: """
            From needs, offers, what people know, and shared areas. Ask both before you \
            introduce them: kith new intro a=ada b=bob a-says=asked.

            Example:
              kith weave
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let pairs = Array(Weaving.pairs(in: try .read(replica)).prefix(10))
        let names = try replica.names(of: pairs.flatMap { [$0.first, $0.second] })
        if output.json {
            JSONOutput.write([
                (
                    "pairs",
                    .array(
                        pairs.map {
                            .object([
                                ("a", .text(names[$0.first] ?? "")),
                                ("b", .text(names[$0.second] ?? "")), ("why", .texts($0.reasons)),
                            ])
                        })
                )
            ])
            return
        }
        guard !pairs.isEmpty else {
            Terminal.note("Nothing to weave yet: needs, offers and areas show who should meet.")
            return
        }
        for pair in pairs {
            let both = [pair.first, pair.second].map { TerminalText.visible(names[$0] ?? "") }
            Terminal.write(Style.strong(both.joined(separator: " and ")) + "\n")
            for reason in pair.reasons { Terminal.write("  \(TerminalText.visible(reason))\n") }
        }
    }
}
