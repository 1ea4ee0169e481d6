import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

extension JSONValue {
    /// The ids of people or items, in the order of the names beside them.
    static func ids(_ ids: some Sequence<EntityID>) -> JSONValue { .texts(ids.map(\.description)) }

    /// The day on which an instant falls here, to stand beside it.
    ///
    /// - Parameter milliseconds: Unix time.
    /// - Returns: As `2026-03-01`.
    static func day(of milliseconds: UInt64) -> JSONValue {
        .text(LocalTime.day(of: milliseconds).description)
    }
}

/// Items as people and programs read them.
enum ItemText {
    /// The last digits of an id: its first ones are its time, and alike for what is made together.
    static func shortID(_ id: EntityID) -> String { String(id.description.suffix(6)) }

    /// The text of the field that the words of `kith new` go into.
    static func title(_ item: Item) -> String {
        ItemCatalogue.schema(of: item.kind).map { item.text($0.title) } ?? ""
    }

    /// The names of everybody and everything that items name.
    ///
    /// - Throws: ``ReplicaError``.
    static func names(in items: [Item], _ replica: Replica) throws -> [EntityID: String] {
        var people: Set<EntityID> = []
        var others: Set<EntityID> = []
        for item in items {
            for field in ItemCatalogue.schema(of: item.kind)?.fields ?? [] {
                switch field.type {
                case .person, .people: people.formUnion(item.entities(field.name))
                case .item: others.formUnion(item.entities(field.name))
                default: break
                }
            }
        }
        var names = try replica.names(of: people)
        for other in others { names[other] = try name(of: other, replica) }
        return names
    }

    /// The name of an item; of one that was dropped its former name, and of one that was erased
    /// that it is gone.
    private static func name(of id: EntityID, _ replica: Replica) throws -> String {
        if let item = try replica.item(id) { return title(item) }
        guard let dropped = try replica.droppedItem(id) else { return "(gone)" }
        return "\(title(dropped)) (dropped)"
    }

    /// A value as people read it; empty when the field is not set.
    static func text(_ field: ItemField, of item: Item, _ names: [EntityID: String]) -> String {
        let name = field.name
        switch field.type {
        case .instant:
            return item.instant(name).map { TimeText.local($0) } ?? ""
        case .person, .people, .item:
            return item.entities(name).map { names[$0] ?? shortID($0) }.joined(separator: ", ")
        default: return item.text(name)
        }
    }

    /// Prints what was just written down.
    ///
    /// - Throws: ``ReplicaError``.
    static func write(_ items: [Item], _ replica: Replica, json isJSON: Bool) throws {
        let names = try names(in: items, replica)
        if isJSON {
            JSONOutput.write([("items", .array(items.map { json($0, names) }))])
        } else {
            for item in items { Terminal.tell(line(item, names) + "\n", hanging: 8) }
        }
    }

    /// One line: id, title, and what else is set.
    static func line(_ item: Item, _ names: [EntityID: String]) -> String {
        guard let schema = ItemCatalogue.schema(of: item.kind) else { return "" }
        let rest = schema.fields.filter { $0.name != schema.title }.compactMap { field in
            let value = text(field, of: item, names)
            return value.isEmpty ? nil : "\(field.name.rawValue)=\(TerminalText.visible(value))"
        }
        let title = TerminalText.visible(title(item))
        return Style.faint(shortID(item.id)) + "  " + Style.strong(title)
            + (title.isEmpty ? "" : "  ") + rest.joined(separator: "  ")
    }

    /// An item for programs.
    static func json(_ item: Item, _ names: [EntityID: String]) -> JSONValue {
        guard let schema = ItemCatalogue.schema(of: item.kind) else { return .null }
        let fields = schema.fields.filter { !item.cells(of: $0.name).isEmpty }
        return .object(
            [("id", .text(item.id.description)), ("kind", .text(item.kind.rawValue))]
                + fields.flatMap { members(of: $0, item, names) })
    }

    private static func members(
        of field: ItemField, _ item: Item, _ names: [EntityID: String]
    ) -> [(key: String, value: JSONValue)] {
        let name = field.name.rawValue
        switch field.type {
        case .instant:
            let instant = item.instant(field.name) ?? 0
            // The day that was written down, whatever zone the reader is in.
            return [
                (name, .integer(Int64(clamping: instant))),
                (name + "_day", .text(LocalTime.day(of: instant).description)),
            ]
        case .number:
            return [(name, item.number(field.name).map { .integer(Int64($0)) } ?? .null)]
        case .person, .people, .item:
            let named = item.entities(field.name).map { id in
                JSONValue.object([
                    ("id", .text(id.description)), ("name", .text(names[id] ?? "")),
                ])
            }
            return [(name, field.isMap ? .array(named) : named.first ?? .null)]
        default: return [(name, .text(item.text(field.name)))]
        }
    }
}
