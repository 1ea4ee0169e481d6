import ChangeLog
import ContactFormats
import ContactModel
import Glibc
import SQLiteReplica

/// Writes a table down, an item a row: the way in for a history that another program kept.
///
/// The columns are the fields of the kind. A row that cannot be read is named and left out; the
/// same table again changes nothing.
struct ItemTable {
    private let schema: ItemSchema
    private let replica: Replica
    private let reader: ItemValueReader
    private let writer: ItemImport
    private var people: [String: EntityID] = [:]
    /// The items that cells name, by the kind of item and the cell.
    private var named: [ItemFieldType: [String: [UInt8]]] = [:]
    private var counts: [EntityID: Int] = [:]
    /// The items of which there may be one only, with those of earlier rows; read at the first row.
    private var only: [Item.UniqueContent: EntityID]?
    private(set) var added = 0
    private(set) var known = 0
    /// The rows that were left out, a sentence each, with the line.
    private(set) var problems: [String] = []

    init(_ schema: ItemSchema, into replica: Replica) {
        self.schema = schema
        self.replica = replica
        reader = ItemValueReader(replica: replica)
        writer = ItemImport(into: replica, command: "new \(schema.kind.rawValue)")
    }

    /// Reads a whole file; `-` is standard input.
    ///
    /// - Parameters:
    ///   - path: Of the file.
    ///   - copy: What ``PipedInput/copy(of:)`` answered.
    /// - Throws: ``CommandError`` when it cannot be read, or has a column that is no field;
    ///   ``ReplicaError``. What was committed stays.
    mutating func read(_ path: String, copy: Int32?) throws {
        let descriptor = copy ?? (path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC))
        guard descriptor >= 0 else { throw PipedInput.failure(path) }
        defer { if descriptor > 0 { close(descriptor) } }
        var bar = ProgressBar("Writing down")
        defer { bar.finish() }
        var table = TableReader()
        while true {
            let bytes = try PipedInput.piece(of: descriptor, path)
            let rows = bytes.isEmpty ? table.finish() : table.feed(bytes)
            try check(table.columns)
            for row in rows {
                try take(row)
                bar.show(nil, "\(added + known) rows")
            }
            if bytes.isEmpty { break }
        }
        try writer.finish()
    }

    private func check(_ columns: [String]) throws {
        var seen: Set<String> = []
        for column in columns where !column.isEmpty {
            guard seen.insert(column).inserted else {
                throw CommandError(
                    exit: .usage,
                    sentence: "The column `\(column)` is there twice, and would be kept once.")
            }
            guard schema.field(FieldName(rawValue: column)) == nil else { continue }
            let names = schema.fields.map(\.name.rawValue).joined(separator: ", ")
            throw CommandError(
                exit: .usage,
                sentence: "The column `\(column)` is no field; the fields are \(names).")
        }
    }

    private mutating func take(_ row: TableReader.Row) throws {
        do {
            guard row.problems.isEmpty else {
                throw CommandError(exit: .data, sentence: row.problems.joined(separator: "; "))
            }
            if try take(try draft(row.cells)) { added += 1 } else { known += 1 }
        } catch let error as CommandError {
            problems.append("line \(row.line): \(error.sentence)")
        }
    }

    /// Writes a row's item down; false when it was there before, or in an earlier row.
    private mutating func take(_ draft: ItemDraft) throws -> Bool {
        guard try !writer.holds(draft.id) else { return false }
        if only == nil { only = try contents() }
        let item = draft.item()
        let content = item.uniqueContent
        let same = content.flatMap { only?[$0] }
        if case .cells = content, same != nil { return false }
        try ItemRules.check(draft, schema, replica) { _ in same }
        if let content, !item.isOver { only?[content] = draft.id }
        return try writer.take(draft)
    }

    private func contents() throws -> [Item.UniqueContent: EntityID] {
        guard Item.isUnique(schema.kind) else { return [:] }
        var found: [Item.UniqueContent: EntityID] = [:]
        for item in try replica.items(of: schema.kind) where !item.isOver {
            if let content = item.uniqueContent { found[content] = item.id }
        }
        return found
    }

    private mutating func draft(_ cells: [String: String]) throws -> ItemDraft {
        for field in schema.fields where field.isRequired && cells[field.name.rawValue] == nil {
            throw CommandError(exit: .data, sentence: "`\(field.name.rawValue)` is missing.")
        }
        // Written down first without an id, which is derived from what was said.
        var values = ItemDraft(id: EntityID(value: 0), kind: schema.kind)
        for field in schema.fields {
            guard let text = cells[field.name.rawValue] else { continue }
            switch field.type {
            case .people:
                for list in text.split(separator: ";") {
                    for name in try ItemDraft.parts(of: String(list), reader) {
                        values.insert(field.name, try person(name.replacing("\"", with: "")))
                    }
                }
            case .person: values.set(field.name, entity: try person(text))
            case .item: values.set(field.name, bytes: try item(text, for: field))
            default: values.set(field.name, bytes: try reader.value(text, for: field))
            }
        }
        return values.renamed(identity(values))
    }

    /// The item that a cell means; each is looked for once.
    private mutating func item(_ text: String, for field: ItemField) throws -> [UInt8] {
        if let found = named[field.type]?[text] { return found }
        let found = try reader.value(text, for: field)
        named[field.type, default: [:]][text] = found
        return found
    }

    /// The person a name means; each is looked for once.
    private mutating func person(_ name: String) throws -> EntityID {
        let name = name.trimmed
        if let found = people[name] { return found }
        guard case .one(let person) = try replica.lookUp(name) else {
            throw CommandError(
                exit: .nothingFound, sentence: "“\(name)” is nobody, or could be several people.")
        }
        people[name] = person.id
        return person.id
    }

    private mutating func identity(_ draft: ItemDraft) -> EntityID {
        let first = identity(draft, 0)
        // The same row again means the same again, not another one.
        guard !Item.isUnique(schema.kind) else { return first }
        let count = counts[first, default: 0]
        counts[first] = count + 1
        return count == 0 ? first : identity(draft, count)
    }

    private func identity(_ draft: ItemDraft, _ count: Int) -> EntityID {
        guard schema.kind == .touch else {
            let said = draft.edits.map { edit in
                edit.cell.field.rawValue + "=" + Hexadecimal.encode(edit.value)
            }
            return replica.derivedID(
                schema.kind.rawValue, said.joined(separator: ","), String(count))
        }
        let item = draft.item()
        return replica.touchIdentity(
            with: item.entities(.with), on: LocalTime.day(of: item.instant(.at) ?? 0),
            type: item.text(.type), count: count)
    }
}

extension Replica {
    /// The same coffee written down on two machines is one: the id says who, what and which day,
    /// and whether it is the first of its kind that day, the second or a later one.
    func touchIdentity(
        with people: [EntityID], on day: CivilDay, type: String, count: Int
    ) -> EntityID {
        let who = people.map(\.description).sorted().joined(separator: ",")
        return derivedID("touch", who, day.description, type, String(count))
    }
}
