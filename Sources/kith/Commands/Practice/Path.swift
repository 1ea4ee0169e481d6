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
            people you have a tier or a touch with. Strong ties cost less than weak ones. Without \
            a way, it names whom you know that was at the same employer, school or club at the \
            same time (`kith new affiliation`).

            Examples:
              kith path "Head of Harbour" --why
              kith path 9b48b8c5 --max 3
            """)

    @Argument(help: "Whom you want to know.", completion: PeopleCompletion.names)
    var person: String

    @Option(name: .long, help: "Handshakes at most, 2 to 6.")
    var max = IntroductionSearch.maximumHandshakes

    @Option(name: .long, help: "How many ways to show.")
    var ways = IntroductionSearch.usualCount

    @Flag(name: .long, help: "Name what was written down of each tie.")
    var why = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (2...6).contains(max), (1...50).contains(ways) else {
            throw ValidationError("--max is 2 to 6, --ways 1 to 50.")
        }
    }

    func run() throws {
        let replica = try Replica.reading()
        let wanted = try replica.person(person)
        let found = try replica.ways(to: wanted.id, count: ways, maximumHandshakes: max)
        let words = try found.map { try replica.tieWords(along: $0.people.map(\.id)) }
        let shared = found.isEmpty ? try SharedTimeText(of: wanted.id, replica).known : []
        if output.json {
            JSONOutput.write([
                ("ways", .array(zip(found, words).map(Self.json))), ("perhaps", .texts(shared)),
            ])
        } else if found.isEmpty {
            let isKnown =
                try !wanted.tier.isEmpty
                || !replica.items(naming: wanted.id, of: .touch, limit: 1).isEmpty
            Terminal.note(
                isKnown
                    ? "You know \(wanted.name) yourself; nobody else is known to lead there."
                    : "No way of \(max) handshakes is known. `kith new relation` adds what you know."
            )
            for line in shared { Terminal.note("Perhaps \(line)") }
        } else {
            for (way, words) in zip(found, words) {
                Terminal.write(Self.line(way) + "\n")
                for word in words where why && !word.isEmpty {
                    Terminal.write(Style.faint("    \(TerminalText.visible(word))") + "\n")
                }
            }
        }
        if found.isEmpty { throw KithExit.nothingFound }
    }

    private static func line(_ way: NamedWay) -> String {
        var text = "me"
        for (person, strength) in zip(way.people, way.strengths) {
            text += Style.faint(" —\(strength)— ") + TerminalText.visible(person.name)
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
            ("why", .texts(words)),
        ])
    }
}
