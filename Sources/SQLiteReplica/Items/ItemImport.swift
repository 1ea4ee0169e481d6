package import ChangeLog
package import ContactModel
import SQLiteLog

/// Writes many items as one command: they go into the log in transactions of whole items.
///
/// Their ids are derived from what they say, so that running it again, here or on another machine,
/// changes nothing; what was committed stays when it is interrupted.
package final class ItemImport {
    private let replica: Replica
    private let writer: BatchWriter

    /// Begins to write.
    ///
    /// - Parameters:
    ///   - replica: Where the items go.
    ///   - command: As `kith undo` names it.
    package init(into replica: Replica, command: String) {
        self.replica = replica
        writer = BatchWriter(into: replica, command: command)
    }

    /// Whether an item was there before, even if it was dropped since; not what undo took back.
    ///
    /// - Throws: ``ReplicaError``.
    package func holds(_ id: EntityID) throws -> Bool {
        try writer.holds(id) || replica.database.read { try $0.isWritten(id) }
    }

    /// Takes an item.
    ///
    /// - Returns: False when it is held already, see ``holds(_:)``.
    /// - Throws: ``ReplicaError``; items of earlier batches stay.
    package func take(_ draft: ItemDraft) throws -> Bool {
        guard try !holds(draft.id) else { return false }
        try writer.take(draft.edits, of: draft.id)
        return true
    }

    /// Ends it: what was taken is on disk afterwards.
    ///
    /// - Throws: ``ReplicaError``.
    package func finish() throws { try writer.commit() }
}

extension Session {
    /// Whether any of the cells that edits are for says something already.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func isWritten(_ edits: [CellEdit], of entity: EntityID) throws -> Bool {
        guard let row = try row(of: entity) else { return false }
        let concerned = Set(edits.map(\.cell))
        return try snapshot(ofRow: row, entity: entity).cells.contains { cell in
            concerned.contains(cell.cell) && cell.heads.contains { $0.verb != .remove }
        }
    }

    /// Whether anything was written down under an id that was not taken back.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func isWritten(_ entity: EntityID) throws -> Bool {
        guard let row = try row(of: entity) else { return false }
        return try snapshot(ofRow: row, entity: entity).cells.contains { cell in
            cell.heads.contains { $0.verb != .remove }
        }
    }
}
