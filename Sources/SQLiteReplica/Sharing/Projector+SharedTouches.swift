import ChangeLog
import ContactModel
import SQLiteLog

extension Projector {
    /// Projects what the spaces of teams say of a touch that was shared by name, into tables of its own: what
    /// the reader does with people is summed up from the personal space alone.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectSharedTouches(_ snapshot: EntitySnapshot, _ row: Int64) throws {
        if !session.isNew(row) {
            for table in ["shared_touch", "shared_touch_person"] {
                try session.statement("DELETE FROM \(table) WHERE entity = ?").run(.integer(row))
            }
        }
        guard snapshot.kind == .touch, let schema = ItemCatalogue.schema(of: .touch) else { return }
        for cell in snapshot.cells where cell.cell.field == .who && cell.space != personal {
            guard snapshot.life(in: cell.space).isVisible,
                let touch = SharedTouch(Item(snapshot, schema, in: cell.space))
            else { continue }
            try insert(touch, row, cell.space)
        }
    }

    private func insert(_ touch: SharedTouch, _ row: Int64, _ space: Int64) throws {
        // A member may have written a second cell of that name.
        try session.statement(
            """
            INSERT OR REPLACE INTO shared_touch (entity, space, at, who, type, channel, text)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        ).run(
            .integer(row), .integer(space), .number(touch.milliseconds), .text(touch.who),
            .text(touch.type), .text(touch.channel), .text(touch.text))
        for (place, person) in touch.people.enumerated() {
            try session.statement(
                """
                INSERT OR REPLACE INTO shared_touch_person (person, entity, space, place)
                VALUES (?, ?, ?, ?)
                """
            ).run(.id(person), .integer(row), .integer(space), .integer(Int64(place)))
        }
    }
}
