import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith group`.
struct GroupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group",
        abstract: "Named sets of people: tags on cards, and cards that list others.",
        discussion: """
            Both are one thing here: a group has the people who carry its name as a tag and those \
            whom a group card of that name lists. A new group is a tag; a group that came as a \
            card stays one. docs/groups.md tells the rest.

            Examples:
              kith group list
              kith group new harbour ada ben
              kith find group:harbour birthday:next-30d
            """,
        subcommands: [
            GroupList.self, GroupShow.self, GroupNew.self, GroupAdd.self, GroupRemove.self,
            GroupRename.self, GroupDelete.self,
        ],
        defaultSubcommand: GroupList.self)
}

/// `kith group list`.
struct GroupList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the groups, with how many people are in each.",
        discussion: """
            Examples:
              kith group list
              kith group list --json | jq -r '.groups[].name'
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let groups = try Replica.reading().groups()
        if output.json {
            JSONOutput.write([("groups", .array(groups.map(Self.json)))])
            return
        }
        guard !groups.isEmpty else {
            Terminal.note("There is no group yet; `kith group new NAME PERSON…` makes one.")
            return
        }
        var table = TextTable("group", "people", "kept as")
        for group in groups {
            table.add(group.name, "\(group.memberCount)", Self.form(of: group))
        }
        Terminal.write(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
    }

    private static func form(of group: GroupSummary) -> String {
        let cards = group.cards.isEmpty ? nil : Counted.text(group.cards.count, "card")
        return [group.isTag ? "tag" : nil, cards].compactMap { $0 }.joined(separator: " and ")
    }

    /// The members of a group in JSON, but for its people.
    static func json(_ group: GroupSummary) -> JSONValue {
        .object([
            ("name", .text(group.name)), ("count", .integer(Int64(group.memberCount))),
            ("tag", .bool(group.isTag)), ("cards", .texts(group.cards.map(\.description))),
        ])
    }
}

/// `kith group show`.
struct GroupShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "List who is in a group.",
        discussion: """
            Members that a group card names and who are not here, or in the trash, are told too.

            Examples:
              kith group show harbour
              kith export --search group:harbour > harbour.vcf
              kith group show harbour --raw
            """)

    @Argument(help: "Which group.", completion: CompletedWords.groups.kind)
    var group: [String]

    @Flag(name: .long, help: "Print its group cards as they are stored.")
    var raw = false

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: ListOptions

    func run() throws {
        let name = group.joined(separator: " ")
        let replica = try Replica.reading()
        guard let found = try replica.group(named: name) else {
            throw ReplicaError.unknownGroup(name: name)
        }
        let columns = try output.columns(replica)
        if raw {
            Terminal.write(bytes: found.cards.flatMap(\.bytes))
        } else if output.form == .json {
            JSONOutput.write([
                ("group", GroupList.json(found.summary)),
                ("people", try PeopleTable.json(found.members, columns)),
                ("others", .texts(found.strangers)),
            ])
        } else {
            try PeopleTable.write(found.members, as: output.form, columns, pager)
            guard output.form == .table, !found.strangers.isEmpty else { return }
            let others = found.strangers.map(TerminalText.visible).joined(separator: ", ")
            Terminal.note(
                "\(Counted.text(found.strangers.count, "member")) of its card, not among your people: "
                    + others)
        }
    }
}
