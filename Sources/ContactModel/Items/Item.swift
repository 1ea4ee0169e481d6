package import ChangeLog

/// Something written down: a touch, a goal, a promise … as its cells say it.
package struct Item: Hashable, Sendable {
    package let id: EntityID
    package let kind: EntityKind
    /// The shown cells, each once, by field, then by element: an item has few, and a book has hundreds
    /// of thousands of items.
    package private(set) var cells: [ItemCell]

    package init(id: EntityID, kind: EntityKind) {
        self.id = id
        self.kind = kind
        cells = []
    }

    /// An item of cells in any order; of two with one address the later one counts.
    package init(id: EntityID, kind: EntityKind, cells: some Sequence<ItemCell>) {
        self.init(id: id, kind: kind)
        for cell in cells { put(cell) }
    }

    /// The bytes of a single-valued field.
    package subscript(field: FieldName) -> [UInt8]? {
        cells.first { $0.element == .register && $0.field == field }?.value
    }

    /// The cells of a field, by element; empty when nothing is said in it.
    package func cells(of field: FieldName) -> ArraySlice<ItemCell> {
        guard let first = cells.firstIndex(where: { $0.field == field }) else { return [] }
        return cells[first...].prefix { $0.field == field }
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
        let named = cells(of: field).compactMap { cell in
            EntityID(bytes: cell.value).map { (place: cell.place, entity: $0) }
        }
        guard named.count > 1 else { return named.map(\.entity) }
        return named.sorted { ($0.place, $0.entity) < ($1.place, $1.entity) }.map(\.entity)
    }

    /// The item with other cards of a person replaced by the one that stands for all.
    package func naming(_ canonical: [EntityID: EntityID], _ schema: ItemSchema) -> Item {
        naming(canonical, schema.fields)
    }

    /// As ``naming(_:_:)``, in some fields.
    package func naming(_ canonical: [EntityID: EntityID], _ fields: [ItemField]) -> Item {
        var item = self
        for field in fields where field.valueType == .entity {
            for cell in cells(of: field.name) {
                guard let card = EntityID(bytes: cell.value), let first = canonical[card] else {
                    continue
                }
                item.removeCell(of: field.name, cell.element)
                item.put(
                    first.bytes, in: field.name, field.isMap ? ElementID(of: first) : cell.element,
                    place: cell.place)
            }
        }
        return item
    }

    /// Takes away the cells of a field that name some people.
    package mutating func remove(_ people: Set<EntityID>, from field: FieldName) {
        cells.removeAll { cell in
            cell.field == field && (EntityID(bytes: cell.value).map(people.contains) ?? false)
        }
    }

    /// The item as it reads once an edit of it is written; what puts it into the trash says nothing else.
    package func applying(_ edit: CellEdit) -> Item {
        var item = self
        let (field, element) = (edit.cell.field, edit.cell.element)
        if edit.verb == .put {
            let others = cells(of: field)
            let last = others.map(\.place).max()
            let isNew = element != .register && !others.contains { $0.element == element }
            item.put(edit.value, in: field, element, place: isNew ? last.map { $0 + 1 } ?? 0 : 0)
        } else if edit.verb == .remove {
            item.removeCell(of: field, element)
        }
        return item
    }

    /// Puts a value into a cell, as reading the store does.
    ///
    /// - Parameters:
    ///   - value: Its bytes.
    ///   - field: Of the cell.
    ///   - element: Of the cell.
    ///   - place: Where a member of a set stands among the others; one that stands somewhere keeps
    ///     its place for 0.
    package mutating func put(
        _ value: [UInt8], in field: FieldName, _ element: ElementID, place: Int = 0
    ) {
        put(ItemCell(field: field, element: element, value: value, place: max(place, 0)))
    }

    private mutating func put(_ cell: ItemCell) {
        // The store has them in this order already.
        guard let last = cells.last, !last.precedes(cell) else { return cells.append(cell) }
        let place = cells.firstIndex { !$0.precedes(cell) } ?? cells.endIndex
        if place < cells.endIndex, !cell.precedes(cells[place]) {
            cells[place].value = cell.value
            if cell.place > 0 { cells[place].place = cell.place }
        } else {
            cells.insert(cell, at: place)
        }
    }

    private mutating func removeCell(of field: FieldName, _ element: ElementID) {
        cells.removeAll { $0.element == element && $0.field == field }
    }
}

/// One cell of an item, with what it shows.
package struct ItemCell: Hashable, Sendable {
    package let field: FieldName
    package let element: ElementID
    package fileprivate(set) var value: [UInt8]
    /// Where a member of a set stands; 0 for the first, and for what has no place.
    package fileprivate(set) var place: Int

    package init(field: FieldName, element: ElementID, value: [UInt8], place: Int) {
        (self.field, self.element, self.value, self.place) = (field, element, value, place)
    }

    /// The cell without its place: what it says, whenever it was said.
    package var content: ItemCell {
        ItemCell(field: field, element: element, value: value, place: 0)
    }

    fileprivate func precedes(_ other: ItemCell) -> Bool {
        (field, element) < (other.field, other.element)
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

    /// The draft of the same content under another id.
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

    /// Writes the draft into an item.
    ///
    /// - Parameter before: The item that is there; nil for a new one.
    /// - Returns: The item as it is afterwards.
    package func item(after before: Item? = nil) -> Item {
        var item = before ?? Item(id: id, kind: kind)
        for edit in edits { item.put(edit.value, in: edit.cell.field, edit.cell.element) }
        return item
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
