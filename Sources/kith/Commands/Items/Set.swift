import ArgumentParser
import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith set`.
struct SetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change what you wrote down, or what you think of somebody. Private.",
        discussion: """
            For an item: its fields. For a person: \
            \(ItemCatalogue.overlay.map(\.name.rawValue).joined(separator: ", ")). An empty value \
            takes it away. In a set of people a name adds and -name takes out. For a note about \
            somebody: its id, then the text. What a team reads of a touch that you shared follows.

            Examples:
              kith set ada why="Knows the harbour" cadence=30d/60d
              kith set 3fa9c1 by=2w status=active
              kith set "Lead a lab" by=2030-01-01
              kith set --search "tag:club" circle=work
            """)

    @Argument(
        help: "A person, an item, or @name of a saved search; then field=value.",
        completion: CompletedWords.said.kind)
    var words: [String]

    @OptionGroup var selection: SelectionOptions

    private var isForMany: Bool { selection.search != nil || selection.ids }
    private var what: String { isForMany ? "" : words.first ?? "" }
    private var fields: [String] { isForMany ? words : Array(words.dropFirst()) }

    func validate() throws {
        try selection.validate(named: isForMany ? [] : Array(words.prefix(1)))
        guard !fields.isEmpty || !isForMany && !words.isEmpty else {
            throw ValidationError("Missing expected argument: field=value, such as cadence=30d.")
        }
    }

    func run() throws {
        guard !fields.isEmpty else { throw try unsaid() }
        if !isForMany, try isForNote() {
            return try NoteEditing.change(
                what, about: nil, to: fields.joined(separator: " "), json: selection.json)
        }
        if let query = selection.query(named: what), try isForPeople(query) {
            try setMany(query)
            return
        }
        let (replica, wish) = try Replica.writing(asking: wish)
        switch wish {
        case .overlay(let person, let values, let said):
            let isNew = try replica.setOverlay(of: person, values)
            let name = try replica.names(of: [person])[person] ?? ""
            let end = isNew ? ", for you alone." : ", as it was said already."
            Terminal.tell(
                TerminalText.visible("\(name): \(said.joined(separator: ", "))\(end)") + "\n")
        case .item(let draft):
            let renamed = try Self.routes(renamedBy: draft, replica)
            let readings = try replica.write("set", [draft] + renamed)
            guard let changed = try replica.item(draft.id) else { return }
            try ItemText.write([changed], replica, json: selection.json)
            try SharedTouchText.tell(readings, replica)
        }
    }

    /// The routes whose scores speak of a criterion by its words, with the new ones (practice S0-3).
    private static func routes(renamedBy draft: ItemDraft, _ replica: Replica) throws -> [ItemDraft]
    {
        guard draft.kind == .criterion, let before = try replica.item(draft.id),
            let goal = before.entity(.goal)
        else { return [] }
        let (old, new) = (before.text(.text), draft.item(after: before).text(.text))
        guard old != new else { return [] }
        return try replica.items(naming: goal, of: .route).compactMap { route in
            let scores = route.text(.scores)
            let renamed = RouteComparison.scores(scores, renaming: old, to: new)
            guard renamed != scores else { return nil }
            var edit = ItemDraft(id: route.id, kind: .route)
            edit.set(.scores, text: renamed)
            return edit
        }
    }

    /// Names what could be said of what was named, when nothing is.
    private func unsaid() throws -> CommandError {
        let replica = try Replica.reading()
        guard PeopleQuery.saved(what) == nil, try !isForNote(),
            let item = try replica.item(ItemSelector(replica: replica).entity(what)),
            let schema = ItemCatalogue.schema(of: item.kind)
        else {
            return CommandError(
                exit: .usage, sentence: "Say field=value behind it, such as cadence=30d.")
        }
        let fields = schema.fields.map(\.name.rawValue).joined(separator: ", ")
        return CommandError(
            exit: .usage,
            sentence:
                "Say what to change: kith set \(ItemText.shortID(item.id)) \"other words\", or "
                + "field=value of \(fields).")
    }

    /// Whether it is the id of a note about somebody, and of nothing else.
    private func isForNote() throws -> Bool {
        guard what.utf8.count >= 4, what.allSatisfy(\.isHexDigit) else {
            return false
        }
        let replica = try Replica.reading()
        guard try replica.items(endingWith: what.lowercased()).isEmpty,
            case .none = try replica.lookUp(what)
        else { return false }
        return try NoteEditing.note(what, replica) != nil
    }

    /// Whether people are meant; one name may be an item's.
    private func isForPeople(_ query: PeopleQuery) throws -> Bool {
        guard case .named(let words) = query else { return true }
        let replica = try Replica.reading()
        guard try replica.item(ItemSelector(replica: replica).entity(words)) != nil else {
            return true
        }
        guard !selection.dryRun else {
            throw CommandError(
                exit: .usage, sentence: "--dry-run is for people; `kith undo` takes this back.")
        }
        return false
    }

    /// The thing or person to be changed.
    private enum Wish {
        case item(ItemDraft)
        case overlay(EntityID, values: [(field: FieldName, value: [UInt8])], said: [String])
    }

    private func wish(_ replica: Replica) throws -> Wish {
        let reader = ItemValueReader(replica: replica)
        let entity = try ItemSelector(replica: replica).entity(what)
        guard let item = try replica.item(entity) else {
            let (values, said) = try overlay(reader, named: what)
            guard !values.contains(where: { $0.value == entity.bytes }) else {
                throw CommandError(
                    exit: .usage, sentence: "Nobody is met through themselves: say who it was.")
            }
            return .overlay(entity, values: values, said: said)
        }
        let schema = try ItemCompletion.schema(item.kind.rawValue)
        let words = try ItemWords(fields, fields: schema.fields)
        var draft = ItemDraft(id: item.id, kind: item.kind)
        for (field, text) in words.fields {
            if field.isMap, text.isEmpty {
                for person in item.entities(field.name) {
                    draft.remove(field.name, person)
                }
            }
            try draft.take(field, text, reader)
        }
        if let title = try words.title(of: schema) { draft.set(schema.title, text: title) }
        try ItemRules.check(draft, schema, replica, before: item)
        return .item(draft)
    }

    private func setMany(_ query: PeopleQuery) throws {
        let (values, said) = try overlay(ItemValueReader(replica: try Replica.reading()))
        try selection.run(query, "Setting") { try $0.setOverlay(of: $1, values, said: said) }
    }

    /// The reading of the words: the day that a span comes to, the name that a part of it means.
    private static func echo(
        of value: [UInt8], _ field: ItemField, _ text: String, _ reader: ItemValueReader
    ) throws -> String {
        let name = field.name.rawValue
        guard !value.isEmpty else { return "\(name) taken away" }
        switch field.type {
        case .person, .people, .item, .instant:
            guard let id = EntityID(bytes: value) else { return "\(name)=\(text)" }
            return "\(name)=\(try reader.replica.names(of: [id])[id] ?? text)"
        default: return "\(name)=\(FieldValue.text(value))"
        }
    }

    /// The same of one person; of an item that is called the same is told where it is no such field.
    private func overlay(
        _ reader: ItemValueReader, named what: String
    ) throws -> (values: [(field: FieldName, value: [UInt8])], said: [String]) {
        do {
            return try overlay(reader)
        } catch let error as CommandError {
            let name = what.lowercased()
            let items = try reader.items(what).filter { ItemText.title($0).lowercased() == name }
            guard let item = items.first else { throw error }
            throw CommandError(
                exit: error.exit,
                sentence: error.sentence + " “\(what)” was taken for somebody; `kith set "
                    + "\(ItemText.shortID(item.id)) …` means the \(item.kind.rawValue) of that name."
            )
        }
    }

    /// The private words about people, and how they were understood.
    private func overlay(
        _ reader: ItemValueReader
    ) throws -> (values: [(field: FieldName, value: [UInt8])], said: [String]) {
        let words = try ItemWords(fields, fields: ItemCatalogue.overlay)
        guard words.text.isEmpty, !words.fields.isEmpty else {
            throw CommandError(exit: .usage, sentence: "Say field=value, such as cadence=30d.")
        }
        let values = try words.fields.map { field, text in
            (field: field.name, value: try reader.value(text, for: field))
        }
        try ItemRules.check(overlay: values)
        let said = try zip(words.fields, values).map { said, kept in
            try Self.echo(of: kept.value, said.field, said.text, reader)
        }
        return (values, said)
    }
}
