import ChangeLog
import ContactFormats
import ContactModel
import SQLiteLog

/// The lines that another program did not know when it edited a file.
extension VDirRun {
    /// The heads of the edited cells that the other program had seen.
    ///
    /// Not what kith says since, nor what a conflict has beside the value that is shown: that stays a conflict, as
    /// between two machines.
    ///
    /// - Throws: ``ReplicaError``.
    func seen(
        by merge: FileMerge, in parts: [SpaceEdits]
    ) throws -> [SpaceCell: Set<Dot>] {
        try replica.database.read { session in
            var seen: [SpaceCell: Set<Dot>] = [:]
            for part in parts {
                for edit in part.edits where edit.cell.field == .line {
                    let heads = try session.headDots(of: edit.cell, in: part.space.id)
                        .compactMap { try session.change($0, in: part.space.id) }
                        .map { Head($0.change) }
                    let cell = SpaceCell(space: part.space.id, cell: edit.cell)
                    if edit.verb == .put, merge.overriddenLines.contains(edit.cell.element) {
                        seen[cell] = []
                    } else if heads.count > 1, let shown = CellReading(heads: heads).shown {
                        seen[cell] = [shown.dot]
                    }
                }
            }
            return seen
        }
    }
}
