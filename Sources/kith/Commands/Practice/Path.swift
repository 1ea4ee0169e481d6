import ArgumentParser
import ChangeLog
import ContactFormats
import SQLiteReplica

/// `kith path`.
struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find who could introduce you to somebody: six handshakes at most.",
        discussion: """
            Ways go over the relations you wrote down (`kith new relation a=… b=… text=…`), from \
            people you have a tier or a touch with. Strong ties cost less than weak ones.

            Examples:
              kith path "Head of Harbour"
              kith path 9b48b8c5 --max 3
            """)

    @Argument(help: "Whom you want to know.", completion: PeopleCompletion.names)
    var person: String

    @Option(name: .long, help: "Handshakes at most, 2 to 6.")
    var max = 6

    @Option(name: .long, help: "How many ways to show.")
    var ways = 3

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
        if output.json {
            JSONOutput.write([("ways", .array(found.map(Self.json)))])
        } else if found.isEmpty {
            Terminal.note(
                "No way of \(max) handshakes is known. `kith new relation` adds what you know.")
        } else {
            for way in found { Terminal.write(Self.line(way) + "\n") }
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

    private static func json(_ way: NamedWay) -> JSONValue {
        .object([
            (
                "people",
                .array(
                    way.people.map {
                        .object([("id", .text($0.id.description)), ("name", .text($0.name))])
                    })
            ),
            ("strengths", .array(way.strengths.map { .integer(Int64($0)) })),
        ])
    }
}

/// `kith circle`.
struct Circle: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show whom somebody knows, and which of them you know.",
        discussion: """
            Example:
              kith circle ada
            """)

    @Argument(help: "Whose circle.", completion: PeopleCompletion.names)
    var person: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let circle = try replica.circle(of: try replica.person(person).id)
        if output.json {
            let people = circle.map { other in
                JSONValue.object([
                    ("id", .text(other.id.description)), ("name", .text(other.name)),
                    ("strength", .integer(Int64(other.strength))), ("known", .bool(other.isKnown)),
                ])
            }
            JSONOutput.write([("circle", .array(people))])
            return
        }
        guard !circle.isEmpty else {
            Terminal.note("No relation of this person is written down: `kith new relation`.")
            return
        }
        var table = TextTable("id", "name", "tie", "you")
        for other in circle {
            table.add(
                PeopleTable.shortID(other.id), other.name, "\(other.strength)",
                other.isKnown ? "know each other" : "")
        }
        Terminal.write(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
    }
}
