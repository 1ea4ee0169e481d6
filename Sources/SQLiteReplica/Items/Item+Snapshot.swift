import ChangeLog
import ContactModel
import SQLiteLog

extension Item {
    /// An item as its heads in the personal space say it.
    init(_ snapshot: EntitySnapshot, _ schema: ItemSchema, in personal: Int64) {
        self.init(id: snapshot.entity, kind: schema.kind)
        let shown = snapshot.cells.filter { $0.space == personal && $0.cell.field != .life }
            .compactMap { cell in CellReading(heads: cell.heads).shown.map { (cell.cell, $0) } }
        for (cell, head) in shown where cell.element == .register {
            put(head.value, in: cell.field, cell.element)
        }
        // Sets keep the order in which they were said, the same on every machine.
        let members = shown.filter { $0.0.element != .register }
            .sorted { ($0.1.timestamp, $0.1.dot) < ($1.1.timestamp, $1.1.dot) }
        for (place, (cell, head)) in members.enumerated() {
            put(head.value, in: cell.field, cell.element, place: place)
        }
    }
}
