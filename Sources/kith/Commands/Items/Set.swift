import ArgumentParser
import ChangeLog
import ContactModel
import SQLiteReplica

/// `kith set`.
struct SetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change what you wrote down, or what you think of somebody. Private.",
        discussion: """
            For an item: its fields. For a person: \
            \(ItemCatalogue.overlay.map(\.name.rawValue).joined(separator: ", ")). An empty value \
            takes it away. In a set of people a name adds and -name takes out.

            Examples:
              kith set ada why="Knows the harbour" cadence=30d/60d
              kith set 3fa9c1 by=2w status=active
              kith set "Lead a lab" by=2030-01-01
            """)

    @Argument(help: "A person, or an item.", completion: PeopleCompletion.names)
    var what: String

    @Argument(help: "field=value.")
    var fields: [String]

    func run() throws {
        let replica = try Replica.writing()
        let reader = ItemValueReader(replica: replica)
        let entity = try ItemSelector(replica: replica).entity(what)
        guard let item = try replica.item(entity) else {
            try set(entity, replica, reader)
            return
        }
        let schema = try ItemCompletion.schema(item.kind.rawValue)
        let words = try ItemWords(fields, fields: schema.fields)
        var draft = ItemDraft(id: item.id, kind: item.kind)
        for (field, text) in words.fields { try draft.take(field, text, reader) }
        if !words.text.isEmpty { draft.set(schema.title.rawValue, text: words.text) }
        try ItemRules.check(draft, schema, replica, before: item)
        try replica.write("set", [draft])
        guard let changed = try replica.item(item.id) else { return }
        Terminal.write(ItemText.line(changed, try ItemText.names(in: [changed], replica)) + "\n")
    }

    private func set(_ person: EntityID, _ replica: Replica, _ reader: ItemValueReader) throws {
        let words = try ItemWords(fields, fields: ItemCatalogue.overlay)
        guard words.text.isEmpty, !words.fields.isEmpty else {
            throw CommandError(exit: .usage, sentence: "Say field=value, such as cadence=30d.")
        }
        let values = try words.fields.map { field, text in
            (field: field.name.rawValue, value: try reader.value(text, for: field))
        }
        try ItemRules.check(overlay: values)
        try replica.setOverlay(of: person, values)
        let name = try replica.names(of: [person])[person] ?? ""
        let said = words.fields.map { "\($0.field.name.rawValue)=\($0.text)" }
        Terminal.write(
            TerminalText.visible("\(name): \(said.joined(separator: ", ")), for you alone.") + "\n")
    }
}
