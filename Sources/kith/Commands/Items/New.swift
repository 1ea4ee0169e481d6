import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith new`.
struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write something down: a goal, an area, a promise, a need … Private.",
        discussion: """
            The words are what it says; field=value says more. `kith kinds` lists what there is, \
            `kith kinds goal` the fields of a goal. People and goals are named as everywhere. \
            --table writes a whole table down, such as the history that another program kept: \
            the columns are the fields, and the same table again changes nothing.

            Examples:
              kith new goal "Lead a lab" from=postdoc why="My own questions" by=2029-06-30
              kith new promise "Send the draft" person=ada by=fri
              kith new relation a=ada b=bob text=sister
              kith new touch --table history.csv
            """)

    @Argument(help: "The kind; `kith kinds` lists them.", completion: ItemCompletion.kinds)
    var kind: String

    @Argument(help: "What it says, and field=value.")
    var words: [String] = []

    @Option(
        name: .long, help: "A CSV file with a row an item; - is standard input.",
        completion: .file())
    var table: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let schema = try ItemCompletion.schema(kind)
        if let table {
            try read(table, schema)
            return
        }
        let (replica, draft) = try Replica.writing { try newDraft(of: schema, $0) }
        try replica.write("new \(schema.kind.rawValue)", [draft])
        try show(draft, replica)
        if let twin = try twin(of: draft, replica) {
            Terminal.note(
                "The same was written down before (\(ItemText.shortID(twin.id))); if it is one and "
                    + "the same, `kith undo` takes this one back.")
        }
    }

    /// One that is not over and says the same, at whatever time of the day.
    private func twin(of draft: ItemDraft, _ replica: Replica) throws -> Item? {
        guard let item = try replica.item(draft.id) else { return nil }
        func said(_ item: Item) -> [ItemCell] {
            item.cells.map(\.content).filter { $0.field != .at }
        }
        func day(_ item: Item) -> CivilDay? { item.instant(.at).map(LocalTime.day) }
        let schema = ItemCatalogue.schema(of: item.kind)
        let named = item.cells.lazy.filter { schema?.field($0.field)?.valueType == .entity }
            .compactMap { EntityID(bytes: $0.value) }.first
        let others =
            try named.map { try replica.items(naming: $0, of: item.kind) }
            ?? replica.items(of: item.kind)
        return others.first {
            $0.id != item.id && !$0.isOver && said($0) == said(item) && day($0) == day(item)
        }
    }

    private func newDraft(of schema: ItemSchema, _ replica: Replica) throws -> ItemDraft {
        let words = try ItemWords(words, fields: schema.fields)
        let reader = ItemValueReader(replica: replica)
        var draft = ItemDraft(id: replica.newItemID(), kind: schema.kind)
        var given: Set<FieldName> = []
        for (field, text) in words.fields {
            given.insert(field.name)
            try draft.take(field, text, reader)
        }
        if let title = try words.title(of: schema) {
            draft.set(schema.title, text: title)
            given.insert(schema.title)
        }
        if let at = schema.field(.at), at.type == .instant, !given.contains(.at) {
            draft.set(.at, instant: LocalTime.now)
        }
        let missing = schema.fields.filter {
            $0.isRequired && !given.contains($0.name) && $0.name != .at
        }
        guard missing.isEmpty else {
            let list = missing.map { "\($0.name.rawValue) (\($0.meaning))" }
            throw CommandError(
                exit: .usage,
                sentence: "\(Counted.beginning(schema.kind.rawValue)) needs "
                    + "\(list.joined(separator: ", ")).")
        }
        try ItemRules.check(draft, schema, replica)
        return draft
    }

    private func read(_ path: String, _ schema: ItemSchema) throws {
        guard words.isEmpty else {
            throw CommandError(exit: .usage, sentence: "With --table everything is in the table.")
        }
        let copy = try PipedInput.copy(of: path)
        var table = ItemTable(schema, into: try .writing())
        try table.read(path, copy: copy)
        for problem in table.problems {
            Terminal.complain("\(TerminalText.visible(path)), \(TerminalText.visible(problem))")
        }
        if output.json {
            JSONOutput.write([
                ("new", .integer(Int64(table.added))), ("known", .integer(Int64(table.known))),
                ("problems", .texts(table.problems)),
            ])
        } else {
            Terminal.tell(
                "\(table.added) new, \(table.known) known, \(table.problems.count) left out.\n")
        }
        if !table.problems.isEmpty { throw KithExit.data }
    }

    private func show(_ draft: ItemDraft, _ replica: Replica) throws {
        guard let item = try replica.item(draft.id) else { return }
        let names = try ItemText.names(in: [item], replica)
        if output.json {
            JSONOutput.write([("item", ItemText.json(item, names))])
        } else {
            Terminal.tell(ItemText.line(item, names) + "\n", hanging: 8)
        }
    }
}

extension ItemDraft {
    /// Takes what was typed for a field.
    ///
    /// Several people are set apart by commas, a name that has one stands in quotes; `@name` is a saved
    /// search.
    ///
    /// - Throws: ``CommandError`` that says what the field takes.
    mutating func take(_ field: ItemField, _ text: String, _ reader: ItemValueReader) throws {
        guard field.isMap else {
            set(field.name, bytes: try reader.value(text, for: field))
            return
        }
        if text.allSatisfy(\.isWhitespace) {
            let named = try reader.replica.item(id)?.entities(field.name) ?? []
            for entity in named { remove(field.name, entity) }
        }
        for part in try Self.parts(of: text, reader) {
            let isRemoval = part.hasPrefix("-")
            let name = String(part.drop { $0 == "-" || $0 == "+" || $0 == " " })
                .replacing("\"", with: "").trimmed
            let people =
                try PeopleQuery.saved(name).map {
                    try PeopleQuery.search($0).people(reader.replica).map(\.id)
                } ?? [
                    field.name == .orgs
                        ? try reader.organisation(name) : try reader.replica.person(name).id
                ]
            for person in people {
                if isRemoval {
                    remove(field.name, person)
                } else {
                    insert(field.name, person)
                }
            }
        }
    }

    /// The parts between commas outside of quotes; two that are one name, such as `Lee, Kim`, are one.
    ///
    /// - Throws: ``ReplicaError``.
    static func parts(of text: String, _ reader: ItemValueReader) throws -> [String] {
        var isQuoted = false
        let parts = text.split { character in
            if character == "\"" { isQuoted.toggle() }
            return character == "," && !isQuoted
        }.map { String($0).trimmed }
        var joined: [String] = []
        var rest = parts[...]
        while let part = rest.popFirst() {
            guard let next = rest.first, !part.contains("\""), !next.contains("\""),
                case .one(let person) = try reader.replica.lookUp("\(part), \(next)"),
                person.name.contains(","),
                FoldedText.words(person.name) == FoldedText.words("\(part) \(next)")
            else {
                joined.append(part)
                continue
            }
            joined.append("\(part), \(next)")
            rest.removeFirst()
        }
        return joined
    }
}

/// The kinds that the shell completes, and the schema that a word names.
enum ItemCompletion {
    static let kinds = CompletionKind.list(ItemCatalogue.schemas.map(\.kind.rawValue))

    /// The schema that a word names.
    ///
    /// - Throws: ``CommandError`` when there is no such kind.
    static func schema(_ word: String) throws -> ItemSchema {
        guard let schema = ItemCatalogue.schema(named: word.lowercased()) else {
            throw CommandError(
                exit: .usage, sentence: "There is no kind `\(word)`; `kith kinds` lists them.")
        }
        return schema
    }
}
