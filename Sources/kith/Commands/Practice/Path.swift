import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith path`.
struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "path",
        abstract: "Find who could introduce you to somebody: six handshakes at most.",
        discussion: """
            Ways go over the relations you wrote down (`kith new relation a=… b=… text=…`), from \
            people you have a tier or a touch with, and over whom cards name as spouse, manager, \
            assistant or relation. Strong ties cost less than weak ones; of ways that cost the same \
            the shorter comes first, then the one through whom you know better. A further way is \
            the best without those whom the ones before it ask: for when the answer is no. Without \
            a way, it names whom you know that was at the same employer, school or club at the \
            same time (`kith new affiliation`). Several people are answered one after the other. \
            The words of a target (`kith new target`) mean its person.

            Examples:
              kith path "Head of Harbour" --why
              kith path 9b48b8c5 --max 3
              kith path hanna frida --ways 1
            """)

    @Argument(
        help: "Whom you want to know; several, or @name of a saved search, at once.",
        completion: CompletedWords.people.kind)
    var people: [String]

    @Option(name: .long, help: "Handshakes at most, 2 to 6.")
    var max = IntroductionSearch.maximumHandshakes

    @Option(name: .long, help: "How many ways to show, 1 to 50.")
    var ways = IntroductionSearch.usualCount

    @Flag(name: .long, help: "Name what was written down of each tie, your own first.")
    var why = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (2...6).contains(max), (1...50).contains(ways) else {
            throw ValidationError("--max is 2 to 6, --ways 1 to 50.")
        }
    }

    func run() throws {
        let replica = try Replica.reading()
        let answers = try replica.namesTogether(people).flatMap { try wanted($0, replica) }.map {
            try answer($0, replica)
        }
        if output.json {
            let one = answers.count == 1 ? answers.first?.members : nil
            JSONOutput.write(one ?? [("people", .array(answers.map { .object($0.named) }))])
        } else {
            for answer in answers {
                if answers.count > 1 {
                    Terminal.tell(Style.strong(TerminalText.visible(answer.wanted.name)) + "\n")
                }
                try show(answer, replica)
            }
        }
        if answers.allSatisfy(\.ways.isEmpty) { throw KithExit.nothingFound }
    }

    /// The ways to one person, with what was written down of each tie.
    private struct Answer {
        let wanted: PersonSummary
        /// Why nobody is asked for a way to them; nil of those who may be spoken of.
        let peace: Peace?
        /// Whether I know them myself.
        let isKnown: Bool
        let ways: [(way: NamedWay, words: [String])]
        /// The people I know who were at the same place at the same time; looked up without a way
        /// only.
        let shared: [String]

        /// For programs.
        var members: [(String, JSONValue)] {
            [
                ("ways", .array(ways.map { Path.json($0.way, $0.words) })),
                ("perhaps", .texts(shared)), ("known", .bool(isKnown)),
                ("peace", .optional(peace?.sentence)),
            ]
        }

        /// For programs that asked for several people.
        var named: [(String, JSONValue)] {
            [("id", .text(wanted.id.description)), ("name", .text(wanted.name))] + members
        }
    }

    /// The person a word means: people as everywhere, else the person of a target by its words
    /// (practice S0-14).
    private func wanted(_ words: String, _ replica: Replica) throws -> [PersonSummary] {
        guard PeopleQuery.saved(words) == nil, case .none = try replica.lookUp(words) else {
            return try replica.people(named: [words])
        }
        let reader = ItemValueReader(replica: replica)
        let kind = EntityKind.target
        guard try !reader.items(words, of: kind).isEmpty else {
            return [try replica.person(words)]
        }
        let target = try reader.item(words, of: kind)
        guard let person = target.entity(.person) else {
            throw CommandError(
                exit: .nothingFound,
                sentence: "“\(target.text(.text))” has no person yet: find out who it is, then "
                    + "kith set \(ItemText.shortID(target.id)) person=NAME")
        }
        return [try replica.person(person.description)]
    }

    private func answer(_ wanted: PersonSummary, _ replica: Replica) throws -> Answer {
        let today = LocalTime.today
        // Who said no is not to be reached through others either (practice S0-11, S0-15).
        let facts = try replica.rhythmFacts(ofAnyCard: wanted.id)
        let peace = facts?.peace(on: today)
        let isKnown = !wanted.tier.isEmpty || facts?.touches.isMutual == true
        guard peace == nil else {
            return Answer(wanted: wanted, peace: peace, isKnown: isKnown, ways: [], shared: [])
        }
        let found = try replica.ways(
            to: wanted.id, count: ways, maximumHandshakes: max, today: today)
        return Answer(
            wanted: wanted, peace: nil, isKnown: isKnown,
            ways: try found.map {
                ($0, try words(along: $0, replica, today))
            },
            shared: found.isEmpty
                ? try SharedTimeText(of: wanted.id, replica, isToAsk: true).known.map(\.text) : [])
    }

    /// The words written down of each tie, my own first.
    private func words(
        along way: NamedWay, _ replica: Replica, _ today: CivilDay
    ) throws -> [String] {
        let own = try way.people.first.flatMap { try replica.rhythmFacts(ofAnyCard: $0.id) }
        return [own?.ownTieWords(dayOf: LocalTime.day) ?? ""]
            + (try replica.tieWords(along: way.people.map(\.id), on: today))
    }

    private func show(_ answer: Answer, _ replica: Replica) throws {
        if answer.isKnown, !answer.ways.isEmpty {
            Terminal.note("You know \(answer.wanted.name) yourself; others lead there too:")
        }
        for (way, words) in answer.ways {
            Terminal.tell(Self.line(way) + "\n")
            for word in words where why && !word.isEmpty {
                Terminal.tell(Style.faint("    \(TerminalText.visible(word))") + "\n")
            }
        }
        guard answer.ways.isEmpty else { return }
        let wanted = answer.wanted
        if let peace = answer.peace {
            Terminal.note("\(wanted.name) \(peace.sentence): nobody is asked for a way there.")
            return
        }
        Terminal.note(
            answer.isKnown
                ? "You know \(wanted.name) yourself; nobody else is known to lead there."
                : "No way of \(max) handshakes is known. `kith new relation` adds what you know.")
        for line in answer.shared { Terminal.note("Perhaps \(line)") }
    }

    private static func line(_ way: NamedWay) -> String {
        var text = "me"
        for ((person, strength), isFromCard) in zip(
            zip(way.people, way.strengths), way.areFromCards)
        {
            let tie = isFromCard ? "\(strength) by the card" : "\(strength)"
            text += Style.faint(" —\(tie)— ") + TerminalText.visible(person.name)
        }
        let first = way.people.first.map { TerminalText.visible($0.name) } ?? ""
        return text + "\n  ask \(Style.strong(first)); "
            + Counted.text(way.people.count, "handshake")
    }

    private static func json(_ way: NamedWay, _ words: [String]) -> JSONValue {
        .object([
            (
                "people",
                .array(
                    way.people.map {
                        .object([("id", .text($0.id.description)), ("name", .text($0.name))])
                    })
            ),
            ("strengths", .array(way.strengths.map { .integer(Int64($0)) })),
            (
                "sources",
                .texts(
                    ["own"] + way.areFromCards.dropFirst().map { $0 ? "card" : "written" })
            ),
            ("why", .texts(words)),
        ])
    }
}
