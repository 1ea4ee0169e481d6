import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// Lists of people, as text or JSON.
enum PeopleTable {
    /// How a list of people is written.
    enum Form: Hashable {
        case table
        case json
        case tsv
        case csv
        case ids
    }

    /// Writes a list of people.
    ///
    /// - Parameters:
    ///   - people: In the order in which they are listed.
    ///   - form: For whom.
    ///   - columns: What the reader chose to see; nil for what is usual.
    ///   - pager: What was said of long output.
    /// - Throws: ``ReplicaError`` when chosen columns cannot be read.
    static func write(
        _ people: [PersonSummary], as form: Form, _ columns: PeopleColumns? = nil,
        _ pager: PagerOptions? = nil
    ) throws {
        switch form {
        case .table:
            Terminal.page(try columns.map { try text(people, $0) } ?? text(people), pager)
        case .json: JSONOutput.write([("people", try json(people, columns))])
        case .ids: Terminal.write(people.map { "\($0.id)\n" }.joined())
        case .tsv:
            let rows = try people.map { try columns?.cells($0) ?? cells($0) }
            Terminal.write(
                rows.map { $0.map(TerminalText.visible).joined(separator: "\t") + "\n" }.joined())
        case .csv:
            let rows = try people.map { try columns?.cells($0) ?? cells($0) }
            let lines = ([columns?.titles ?? titles] + rows).map { row in
                row.map { quoted(Terminal.isOutputTerminal ? TerminalText.visible($0) : $0) }
                    .joined(separator: ",") + "\r\n"
            }
            Terminal.write(lines.joined())
        }
    }

    private static let titles = [
        "id", "name", "organisation", "title", "email", "phone", "tier", "space",
    ]

    private static func cells(_ person: PersonSummary) -> [String] {
        [
            person.id.description, person.name, person.organisation, person.title, person.email,
            person.phone, person.tier,
            person.spaces.joined(separator: ", "),
        ]
    }

    private static func quoted(_ cell: String) -> String {
        "\"" + CSVFormula.defused(cell).replacing("\"", with: "\"\"") + "\""
    }

    /// An aligned table.
    static func text(_ people: [PersonSummary]) -> String {
        var table = TextTable(
            "id", "name", "organisation", "e-mail", "phone", "tier", "space", fit: fit(from: 0))
        let hasTeams = Set(people.flatMap(\.spaces)).count > 1
        for person in people {
            table.add(
                shortID(person.id), person.name + (person.isContested ? " (!)" : ""),
                person.organisation, person.email, person.phone, person.tier,
                hasTeams ? person.spaces.joined(separator: ", ") : "")
        }
        return table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil)
    }

    /// An aligned table of chosen columns; of an id its first digits are enough.
    private static func text(
        _ people: [PersonSummary], _ columns: PeopleColumns
    ) throws -> String {
        var table = TextTable(columns.titles)
        for person in people {
            let cells = try columns.cells(person)
            table.add(
                zip(columns.columns, cells).map { $0 == .id ? shortID(person.id) : $1 })
        }
        return table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil)
    }

    /// How a table that has organisation, e-mail and phone after id and name gives way: half an
    /// address is of no use, half an organisation is.
    ///
    /// - Parameter first: The column of the id.
    /// - Returns: What to leave out, and what to keep.
    static func fit(from first: Int) -> ColumnFit {
        ColumnFit(
            floors: [first + 2: 12, first + 3: 32],
            leavesOut: [first + 4, first + 6, first + 2, first + 5])
    }

    /// The members of `list --json` and `find --json`, with what is usual or with chosen columns.
    ///
    /// - Throws: ``ReplicaError`` when chosen columns cannot be read.
    static func json(_ people: [PersonSummary], _ columns: PeopleColumns?) throws -> JSONValue {
        .array(try people.map { try columns?.json($0) ?? json($0) })
    }

    /// One person of a list.
    static func json(_ person: PersonSummary) -> JSONValue {
        .object([
            ("id", .text(person.id.description)), ("kind", .text(person.kind.rawValue)),
            ("name", .text(person.name)), ("organisation", .text(person.organisation)),
            ("title", .text(person.title)), ("email", .text(person.email)),
            ("phone", .text(person.phone)), ("tier", .text(person.tier)),
            ("space", .text(person.space)), ("spaces", .texts(person.spaces)),
            ("contested", .bool(person.isContested)),
        ])
    }

    /// The first digits of an id: enough to tell people apart, and to type.
    static func shortID(_ id: EntityID) -> String {
        String(id.description.prefix(8))
    }
}

/// The documents of `--json`: version first, so that readers can tell.
enum JSONOutput {
    /// Prints a document in one line.
    static func write(_ members: [(key: String, value: JSONValue)]) {
        let document = JSONValue.object([("version", .integer(1))] + members)
        Terminal.write(document.encoded() + "\n")
    }
}
