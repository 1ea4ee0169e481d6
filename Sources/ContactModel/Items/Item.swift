package import ChangeLog

/// Something written down: a touch, a goal, a promise … as its cells say it.
package struct Item: Hashable, Sendable {
    package let id: EntityID
    package let kind: EntityKind
    /// The shown value of each cell.
    package private(set) var values: [FieldName: [ElementID: [UInt8]]]
    /// Where the members of sets stand, for those that do not stand first.
    private var places: [FieldName: [ElementID: Int]] = [:]

    package init(
        id: EntityID, kind: EntityKind, values: [FieldName: [ElementID: [UInt8]]] = [:]
    ) {
        self.id = id
        self.kind = kind
        self.values = values
    }

    /// The bytes of a single-valued field.
    package subscript(field: FieldName) -> [UInt8]? {
        values[field]?[.register]
    }

    /// The text of a single-valued field; empty when it is not set.
    package func text(_ field: FieldName) -> String {
        self[field].map { FieldValue.text($0) } ?? ""
    }

    /// The number of a single-valued field, a thousand million at most: another program may have
    /// written anything, and sums of it must not overflow.
    package func number(_ field: FieldName) -> Int? {
        number(field, in: -1_000_000_000...1_000_000_000)
    }

    /// The number of a single-valued field, brought between bounds: another program may have
    /// written anything.
    package func number(_ field: FieldName, in bounds: ClosedRange<Int>) -> Int? {
        Int(text(field)).map { min(max($0, bounds.lowerBound), bounds.upperBound) }
    }

    /// The instant of a single-valued field, Unix milliseconds.
    package func instant(_ field: FieldName) -> UInt64? {
        self[field].flatMap { FieldValue.instant($0) }
    }

    /// The entity that a single-valued field names.
    package func entity(_ field: FieldName) -> EntityID? {
        self[field].flatMap { EntityID(bytes: $0) }
    }

    /// The entities of a set, in the order in which they were said, else by id.
    package func entities(_ field: FieldName) -> [EntityID] {
        (values[field] ?? [:]).compactMap { element, value in
            EntityID(bytes: value).map { (place: place(of: element, in: field), entity: $0) }
        }.sorted { ($0.place, $0.entity) < ($1.place, $1.entity) }.map(\.entity)
    }

    /// Where a member of a set stands; 0 for the first, and for what has no place.
    package func place(of element: ElementID, in field: FieldName) -> Int {
        places[field]?[element] ?? 0
    }

    /// The item with other cards of a person replaced by the one that stands for all.
    package func naming(_ canonical: [EntityID: EntityID], _ schema: ItemSchema) -> Item {
        naming(canonical, schema.fields)
    }

    /// As ``naming(_:_:)``, in some fields.
    package func naming(_ canonical: [EntityID: EntityID], _ fields: [ItemField]) -> Item {
        var item = self
        for field in fields where field.valueType == .entity {
            for (element, value) in values[field.name] ?? [:] {
                guard let card = EntityID(bytes: value), let first = canonical[card] else {
                    continue
                }
                item.values[field.name]?[element] = nil
                item.put(
                    first.bytes, in: field.name, field.isMap ? ElementID(of: first) : element,
                    place: place(of: element, in: field.name))
            }
        }
        return item
    }

    /// Takes away the cells of a field that name some people.
    package mutating func remove(_ people: Set<EntityID>, from field: FieldName) {
        values[field] = values[field]?.filter { cell in
            !(EntityID(bytes: cell.value).map(people.contains) ?? false)
        }
    }

    /// The item as it reads once an edit of it is written; what puts it into the trash says nothing else.
    package func applying(_ edit: CellEdit) -> Item {
        var item = self
        let (field, element) = (edit.cell.field, edit.cell.element)
        if edit.verb == .put {
            let others = item.values[field] ?? [:]
            let last = others.keys.map { place(of: $0, in: field) }.max()
            let isNew = element != .register && others[element] == nil
            item.put(edit.value, in: field, element, place: isNew ? last.map { $0 + 1 } ?? 0 : 0)
        } else if edit.verb == .remove {
            item.values[field]?[element] = nil
        }
        return item
    }

    /// Puts a value into a cell, as reading the store does.
    ///
    /// - Parameters:
    ///   - value: Its bytes.
    ///   - field: Of the cell.
    ///   - element: Of the cell.
    ///   - place: Where a member of a set stands among the others.
    package mutating func put(
        _ value: [UInt8], in field: FieldName, _ element: ElementID, place: Int = 0
    ) {
        values[field, default: [:]][element] = value
        if place > 0 { places[field, default: [:]][element] = place }
    }
}

/// An item that is being written: collects the edits.
package struct ItemDraft: Sendable {
    package let id: EntityID
    package let kind: EntityKind
    package private(set) var edits: [CellEdit] = []

    package init(id: EntityID, kind: EntityKind) {
        self.id = id
        self.kind = kind
    }

    /// What it says under another id.
    package func renamed(_ id: EntityID) -> ItemDraft {
        var draft = ItemDraft(id: id, kind: kind)
        draft.edits = edits.map { edit in
            let cell = CellAddress(
                entity: id, field: edit.cell.field, element: edit.cell.element)
            return edit.verb == .put
                ? .put(edit.value, in: cell, of: kind) : .remove(cell, of: kind)
        }
        return draft
    }

    /// Sets a single-valued field; empty text takes it away.
    package mutating func set(_ field: FieldName, text: String) {
        set(field, bytes: FieldValue.text(text))
    }

    /// Sets a single-valued field to bytes as they are; none take the value away.
    package mutating func set(_ field: FieldName, bytes: [UInt8]) {
        set(field, bytes.isEmpty ? nil : bytes)
    }

    /// Sets a single-valued field to an entity.
    package mutating func set(_ field: FieldName, entity: EntityID) {
        set(field, entity.bytes)
    }

    /// Sets a single-valued field to a point in time.
    package mutating func set(_ field: FieldName, instant: UInt64) {
        set(field, FieldValue.instant(instant))
    }

    /// Adds an entity to a set.
    package mutating func insert(_ field: FieldName, _ entity: EntityID) {
        edits.append(.put(entity.bytes, in: cell(field, ElementID(of: entity)), of: kind))
    }

    /// Takes an entity out of a set.
    package mutating func remove(_ field: FieldName, _ entity: EntityID) {
        edits.append(.remove(cell(field, ElementID(of: entity)), of: kind))
    }

    private mutating func set(_ field: FieldName, _ value: [UInt8]?) {
        let cell = cell(field, .register)
        edits.append(value.map { .put($0, in: cell, of: kind) } ?? .remove(cell, of: kind))
    }

    private func cell(_ field: FieldName, _ element: ElementID) -> CellAddress {
        CellAddress(entity: id, field: field, element: element)
    }
}
