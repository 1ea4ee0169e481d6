import ChangeLog
import ContactFormats
import SQLiteReplica

/// Lists of people, for eyes and for programs.
enum PeopleTable {
    /// An aligned table.
    static func text(_ people: [PersonSummary]) -> String {
        var table = TextTable("id", "name", "organisation", "e-mail", "phone", "tier", "space")
        let hasTeams = Set(people.map(\.space)).count > 1
        for person in people {
            table.add(
                shortID(person.id), person.name + (person.isContested ? " (!)" : ""),
                person.organisation, person.email, person.phone, person.tier,
                hasTeams ? person.space : "")
        }
        return table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil)
    }

    /// The members of `list --json` and `find --json`.
    static func json(_ people: [PersonSummary]) -> JSONValue {
        .array(people.map(json))
    }

    /// One person of a list.
    static func json(_ person: PersonSummary) -> JSONValue {
        .object([
            ("id", .text(person.id.description)), ("kind", .text(person.kind.rawValue)),
            ("name", .text(person.name)), ("organisation", .text(person.organisation)),
            ("title", .text(person.title)), ("email", .text(person.email)),
            ("phone", .text(person.phone)), ("tier", .text(person.tier)),
            ("space", .text(person.space)), ("contested", .bool(person.isContested)),
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
