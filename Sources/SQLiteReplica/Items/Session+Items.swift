import ChangeLog
import ContactModel
import SQLiteLog

extension Session {
    /// The edits that say something of a person, privately; empty values are taken away.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``.
    func overlayEdits(_ values: [(field: FieldName, value: [UInt8])], of person: EntityID) throws
        -> [SpaceEdits]
    {
        let cards = try cards(ofPerson: person)
        let kind = cards.card.kind
        let all = try self.cards(of: person)
        let edits = values.flatMap { field, value -> [CellEdit] in
            guard value.isEmpty else {
                let cell = CellAddress(entity: cards.card.entity, field: field)
                // Another card's no would stand all the same.
                let others = field == .boundary ? all.filter { $0 != cell.entity } : []
                return [.put(value, in: cell, of: kind)]
                    + others.map { .remove(CellAddress(entity: $0, field: field), of: kind) }
            }
            // What another card says would show again otherwise.
            return all.map { .remove(CellAddress(entity: $0, field: field), of: kind) }
        }
        return [SpaceEdits(try personalSpace(), edits)]
    }

    /// The same without those that change nothing: a value that stands alone already, or one to be
    /// taken away that is not there.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    func overlayChanges(
        _ values: [(field: FieldName, value: [UInt8])], of person: EntityID
    ) throws -> [SpaceEdits] {
        try overlayEdits(values, of: person).map { part in
            let edits = try part.edits.filter { edit in
                let entity = edit.cell.entity
                let cells = try row(of: entity).map {
                    try snapshot(ofRow: $0, entity: entity, hasPictures: false).cells
                }
                let heads =
                    cells?.first { $0.space == part.space.id && $0.cell == edit.cell }?.heads ?? []
                guard edit.verb == .put else { return heads.contains { $0.verb != .remove } }
                return heads.count != 1 || heads[0].verb == .remove
                    || heads[0].value != edit.value
            }
            return SpaceEdits(part.space, edits)
        }
    }

    /// One item; nil when there is none of that id.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func item(_ id: EntityID) throws -> Item? {
        try items(
            """
            SELECT item.entity, kind, uuid FROM item JOIN entity ON entity.id = item.entity
            WHERE uuid = ?
            """, [.id(id)]
        ).first
    }

    /// The touches with somebody within two days of an instant, by time.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func touches(with person: EntityID, around milliseconds: UInt64) throws -> [Item] {
        let window: UInt64 = 2 * 86_400_000
        let start = milliseconds - min(milliseconds, window)
        let end = milliseconds.addingReportingOverflow(window)
        return try cards(of: person).flatMap { card in
            try items(
                """
                SELECT item_link.entity, kind, uuid FROM item_link
                JOIN entity ON entity.id = item_link.entity
                WHERE other = ? AND kind = 'touch' AND at BETWEEN ? AND ? AND field = 'with'
                ORDER BY at, uuid
                """,
                [
                    .id(card), .number(start),
                    .number(end.overflow ? milliseconds : end.partialValue),
                ])
        }
    }

    /// Every item of a kind, by time, then by id.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func items(of kind: EntityKind) throws -> [Item] {
        var found: [(at: Int64, item: Item)] = []
        var cells: [ItemCell] = []
        var current: (row: Int64, at: Int64, id: EntityID)?
        func finish() {
            guard let current else { return }
            found.append((current.at, Item(id: current.id, kind: kind, cells: cells)))
            cells.removeAll(keepingCapacity: true)
        }
        // The index has the times in order; ids are left to the sorting below, which finds nearly
        // nothing to do. A statement for each item would cost more than reading it.
        try statement(
            """
            SELECT item.entity, at, uuid, field, element, value, place
            FROM item INDEXED BY item_by_kind CROSS JOIN entity ON entity.id = item.entity
            CROSS JOIN item_value ON item_value.entity = item.entity
            WHERE kind = ? ORDER BY at
            """
        ).rows(.text(kind.rawValue)) { row in
            if current?.row != row.integer(0) {
                finish()
                current = (row.integer(0), row.integer(1), try row.id(2))
            }
            cells.append(ItemCell(row, from: 3))
            return true
        }
        finish()
        found.sort { ($0.at, $0.item.id) < ($1.at, $1.item.id) }
        return found.map(\.item)
    }

    /// The items that a statement selects as row, kind and id, with their values.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func items(_ sql: String, _ arguments: [SQLValue]) throws -> [Item] {
        let rows = try statement(sql).all(arguments) {
            (row: $0.integer(0), kind: $0.text(1), id: try $0.id(2) as EntityID)
        }
        let values = try statement(
            "SELECT field, element, value, place FROM item_value WHERE entity = ?")
        return try rows.map { row in
            let cells = try values.all(.integer(row.row)) { ItemCell($0, from: 0) }
            return Item(id: row.id, kind: EntityKind(rawValue: row.kind), cells: cells)
        }
    }

    /// The names of people and organisations, by whichever of their cards is asked for.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func names(of people: some Sequence<EntityID>) throws -> [EntityID: String] {
        var names: [EntityID: String] = [:]
        for person in Set(people) {
            names[person] = try statement(
                """
                SELECT name FROM person WHERE entity = (SELECT canonical FROM person AS other
                    WHERE other.entity = (SELECT id FROM entity WHERE uuid = ?))
                """
            ).first(.id(person)) { $0.text(0) }
        }
        return names
    }
}

extension ItemCell {
    /// Reads the columns field, element, value and place.
    fileprivate init(_ row: SQLRow, from column: Int32) {
        self.init(
            field: FieldName(rawValue: row.text(column)),
            element: ElementID(bytes: row.blob(column + 1)) ?? .register,
            value: row.blob(column + 2), place: Int(clamping: row.integer(column + 3)))
    }
}
