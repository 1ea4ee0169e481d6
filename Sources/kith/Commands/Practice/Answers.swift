import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith ask`.
struct Ask: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Tell whether it is a good time to ask somebody for something, and why.",
        discussion: """
            Looks at closeness, the last touch, who gave last and open promises. What was asked \
            goes into the ledger: kith new entry "a reference" person=ada side=asked.

            Examples:
              kith ask ada
              kith ask ada --why
            """)

    @Argument(help: "Whom you want to ask.", completion: CompletedWords.people.kind)
    var person: String

    @Flag(name: .long, help: "Name the touches, promises and rules behind it.")
    var why = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let person = try replica.person(person)
        let answer = AskGuard(asking: person.id, in: try .read(replica, about: [person.id]))
        if output.json {
            JSONOutput.write([
                ("id", .text(person.id.description)), ("name", .text(person.name)),
                ("verdict", .text(answer.verdict.rawValue)), ("why", .texts(answer.reasons)),
                ("plan", .texts(answer.plan)), ("evidence", .texts(answer.evidence)),
            ])
            return
        }
        let style: Style = answer.verdict == .ask ? .good : .warning
        Terminal.tell(
            "\(TerminalText.visible(person.name)): \(style(answer.verdict.rawValue))\n")
        for reason in answer.reasons { Terminal.tell("  \(TerminalText.visible(reason))\n") }
        for (number, step) in answer.plan.enumerated() {
            Terminal.tell("  \(number + 1). \(step)\n")
        }
        if why { Evidence.write(answer.evidence, indent: 4) }
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

            Examples:
              kith radar
              kith radar ada
              kith radar --why
            """)

    @Argument(
        help: "Whose needs, and who could help; everybody unless told.",
        completion: CompletedWords.people.kind)
    var person: String?

    @Flag(name: .long, help: "Name what was written down of each need and its answer.")
    var why = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let one = try person.map { try replica.person($0).id }
        let matches = try output.waiting { HelpRadar.matches(in: try .read(replica)) }.filter {
            match in one.map { [match.person, match.helper].contains($0) } ?? true
        }
        if output.json {
            JSONOutput.write([
                (
                    "matches",
                    .array(
                        matches.map {
                            .object([
                                ("person", .text($0.name)),
                                ("person_id", .text($0.person.description)),
                                ("need", .text($0.needText)),
                                ("need_id", .text($0.need.description)),
                                ("answer", .text($0.answer)),
                                ("helper_id", .optional($0.helper?.description)),
                                ("why", .texts($0.words)), ("evidence", .texts($0.evidence)),
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
        for match in matches.prefix(Evidence.shownLines) {
            Terminal.tell(
                "\(Style.strong(TerminalText.visible(match.name))) "
                    + "\(TerminalText.visible(match.needPhrase))\n  "
                    + "\(TerminalText.visible(match.answer))  "
                    + Style.faint("(\(match.words.joined(separator: ", ")))") + "\n")
            if why { Evidence.write(match.evidence, indent: 4) }
        }
        Evidence.tellMore(matches.count, "kith radar NAME")
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

            Examples:
              kith weave
              kith weave --why
            """)

    @Flag(name: .long, help: "Name what was written down behind each pair.")
    var why = false

    @OptionGroup var output: OutputOptions

    /// "--top 10" (practice S0-5).
    private static let shownPairs = 10

    func run() throws {
        let replica = try Replica.reading()
        let pairs = try output.waiting { Weaving.pairs(in: try .read(replica)) }
        let shown = pairs.prefix(output.json ? .max : Self.shownPairs)
        let names = try replica.names(of: shown.flatMap { [$0.first, $0.second] })
        if output.json {
            JSONOutput.write([
                (
                    "pairs",
                    .array(
                        pairs.map {
                            .object([
                                ("a", .text(names[$0.first] ?? "")),
                                ("a_id", .text($0.first.description)),
                                ("b", .text(names[$0.second] ?? "")),
                                ("b_id", .text($0.second.description)), ("why", .texts($0.reasons)),
                                ("evidence", .texts($0.evidence)),
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
        for pair in shown {
            let both = [pair.first, pair.second].map { TerminalText.visible(names[$0] ?? "") }
            Terminal.tell(Style.strong(both.joined(separator: " and ")) + "\n")
            for reason in pair.reasons { Terminal.tell("  \(TerminalText.visible(reason))\n") }
            if why { Evidence.write(pair.evidence, indent: 4) }
        }
        let more = pairs.count - shown.count
        if more > 0 { Terminal.tell(Style.faint("\(more) more: `kith weave --json`\n")) }
    }
}

/// `kith dormant`.
struct Dormant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dormant",
        abstract: "Show ties that were strong once and went quiet, and a reason to write.",
        discussion: """
            Ranked by how deep the touches were and what they could mean for an open goal. A tie \
            is dormant after half a year without a touch that counts.

            Examples:
              kith dormant
              kith dormant --why
            """)

    @Flag(name: .long, help: "Name the touches and the rule behind each line.")
    var why = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let ties = try output.waiting { DormantTie.all(in: try .read(replica)) }
        if output.json {
            let list = ties.map { tie in
                JSONValue.object([
                    ("id", .text(tie.person.description)), ("name", .text(tie.name)),
                    ("why", .texts(tie.reasons)), ("evidence", .texts(tie.evidence)),
                ])
            }
            JSONOutput.write([("dormant", .array(list))])
            return
        }
        if ties.isEmpty { Terminal.note("No tie is dormant.") }
        for tie in ties.prefix(Evidence.shownLines) {
            Terminal.tell(
                "\(Style.faint(PeopleTable.shortID(tie.person)))  "
                    + Style.strong(TerminalText.visible(tie.name)) + "\n")
            for reason in tie.reasons { Terminal.tell("    \(TerminalText.visible(reason))\n") }
            if why { Evidence.write(tie.evidence, indent: 6) }
        }
        Evidence.tellMore(ties.count, "kith dormant --json")
    }
}

/// The lines that `--why` adds below an answer.
enum Evidence {
    /// Answers on a screen: technical; `--json` has all of them.
    static let shownLines = 20

    /// Says how many answers are not shown, and what shows them.
    static func tellMore(_ count: Int, _ command: String) {
        guard count > shownLines else { return }
        Terminal.tell(Style.faint("\(count - shownLines) more: `\(command)`\n"))
    }

    /// Writes a faint line each.
    static func write(_ lines: [String], indent: Int) {
        let space = String(repeating: " ", count: indent)
        for line in lines {
            Terminal.tell(Style.faint(space + TerminalText.visible(line)) + "\n")
        }
    }
}
