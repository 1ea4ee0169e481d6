import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel

/// `kith kinds`.
struct Kinds: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinds",
        abstract: "Show what can be written down, and with which fields.",
        discussion: """
            Examples:
              kith kinds
              kith kinds target
              kith kinds --json | jq -r '.kinds[].name'
            """)

    @Argument(
        help: "A kind, or `person` for what can be said of somebody.",
        completion: ItemCompletion.kinds)
    var kind: String?

    @OptionGroup var output: OutputOptions

    private static let person = "person"

    func run() throws {
        guard !output.json else {
            JSONOutput.write([("kinds", .array(try described.map(Self.json)))])
            return
        }
        var table = TextTable(
            "name", "meaning", "takes", fit: ColumnFit(floors: [1: 40]), isWhole: true)
        for described in try described {
            guard kind != nil else {
                // What is said of somebody is no kind of its own in the list.
                if described.name != Self.person {
                    table.add(described.name, described.meaning, "")
                }
                continue
            }
            for field in described.fields {
                table.add(
                    field.name.rawValue + (field.isRequired ? " *" : ""), field.meaning,
                    Self.takes(field))
            }
        }
        Terminal.tell(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
    }

    private typealias Described = (name: String, meaning: String, fields: [ItemField])

    private var described: [Described] {
        get throws {
            let person = (
                name: Self.person, meaning: "What is said of somebody.",
                fields: ItemCatalogue.overlay
            )
            if kind == Self.person { return [person] }
            let schemas =
                try kind.map { [try ItemCompletion.schema($0)] } ?? ItemCatalogue.schemas
            return schemas.map { ($0.kind.rawValue, $0.meaning, $0.fields) }
                + (kind == nil ? [person] : [])
        }
    }

    private static func json(_ described: Described) -> JSONValue {
        let fields = described.fields.map { field in
            JSONValue.object([
                ("name", .text(field.name.rawValue)), ("meaning", .text(field.meaning)),
                ("takes", .text(takes(field))), ("required", .bool(field.isRequired)),
            ])
        }
        return .object([
            ("name", .text(described.name)), ("meaning", .text(described.meaning)),
            ("fields", .array(fields)),
        ])
    }

    private static func takes(_ field: ItemField) -> String {
        switch field.type {
        case .text: "text"
        case .day: "a day"
        case .yearlyDay: "a day, or --05-01"
        case .vagueDay: "a day, month or year"
        case .instant: "a time"
        case .number(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .choice(let words): words.joined(separator: ", ")
        case .person where field.name == .org: "the card of an organisation"
        case .person: "a person"
        case .people: "people, by commas"
        case .item(let kind):
            "aeio".contains(kind.rawValue.prefix(1)) ? "an \(kind.rawValue)" : "a \(kind.rawValue)"
        }
    }
}
