import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteLog

extension Projector {
    /// Projects an item: its values, and whom and what it names.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectItem(_ snapshot: EntitySnapshot, _ row: Int64, _ schema: ItemSchema) throws {
        var named = try session.statement(
            "SELECT other FROM item_link WHERE entity = ? AND field = 'with'"
        ).all(.integer(row)) { try $0.id(0) as EntityID }
        defer { affected.touched.formUnion(schema.kind == .touch ? named : []) }
        if schema.kind == .cadence { try noteRules() }
        try session.statement("DELETE FROM item WHERE entity = ?").run(.integer(row))
        try session.statement("DELETE FROM item_value WHERE entity = ?").run(.integer(row))
        try session.statement("DELETE FROM item_link WHERE entity = ?").run(.integer(row))
        guard snapshot.life(in: personal).isVisible else {
            try projectTies(of: nil, row)
            return
        }
        let item = Item(snapshot, schema, in: personal)
        guard !item.cells.isEmpty else { return try projectTies(of: nil, row) }
        named += item.entities(.with)
        try projectTies(of: item, row)
        try insert(item, row, schema)
    }

    private func insert(_ item: Item, _ row: Int64, _ schema: ItemSchema) throws {
        let at = item.instant(.at) ?? 0
        try session.statement("INSERT INTO item (entity, kind, at, open_by) VALUES (?, ?, ?, ?)")
            .run(
                .integer(row), .text(schema.kind.rawValue), .number(at),
                schema.openBy(item).map { .text($0) } ?? .null)
        let mark = schema.kind == .touch ? Touch(item).mark : 0
        for cell in item.cells {
            try session.statement(
                """
                INSERT INTO item_value (entity, field, element, value, place)
                VALUES (?, ?, ?, ?, ?)
                """
            ).run(
                .integer(row), .text(cell.field.rawValue),
                .blob(cell.element == .register ? [] : cell.element.bytes), .blob(cell.value),
                .integer(Int64(cell.place)))
            guard schema.field(cell.field)?.valueType == .entity, cell.value.count == 16 else {
                continue
            }
            try session.statement(
                """
                INSERT OR IGNORE INTO item_link (other, kind, at, entity, field, mark)
                VALUES (?, ?, ?, ?, ?, ?)
                """
            ).run(
                .blob(cell.value), .text(schema.kind.rawValue), .number(at), .integer(row),
                .text(cell.field.rawValue), .integer(cell.field == .with ? Int64(mark) : 0))
        }
    }

    /// Projects what the reader says of a person.
    ///
    /// - Returns: Whether anything is said.
    /// - Throws: `DatabaseError`.
    func projectOverlay(_ snapshot: EntitySnapshot, _ row: Int64) throws -> Bool {
        var isSaid = false
        for cell in snapshot.cells where cell.space == personal {
            guard FieldCatalogue.row(of: cell.cell.field, .person)?.home == .personal,
                let shown = cell.reading.shown
            else { continue }
            try session.statement(
                "INSERT OR REPLACE INTO overlay (entity, field, value) VALUES (?, ?, ?)"
            ).run(.integer(row), .text(cell.cell.field.rawValue), .blob(shown.value))
            isSaid = true
        }
        return isSaid
    }
}
