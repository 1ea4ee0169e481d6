import ChangeLog
import ContactModel
import SQLiteLog

extension Item {
    /// An item as its heads in the personal space say it.
    init(_ snapshot: EntitySnapshot, _ schema: ItemSchema, in personal: Int64) {
        self.init(id: snapshot.entity, kind: schema.kind)
        for cell in snapshot.cells where cell.space == personal && cell.cell.field != .life {
            guard let shown = CellReading(heads: cell.heads).shown else { continue }
            put(shown.value, in: cell.cell.field, cell.cell.element)
        }
    }
}
