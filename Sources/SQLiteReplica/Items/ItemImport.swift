import ChangeLog
package import ContactModel
import SQLiteLog
import SyncProtocol

/// Writes many items as one command: they go into the log in transactions of whole items.
///
/// Their ids are derived from what they say, so that running it again, here or on another machine,
/// changes nothing; what was committed stays when it is interrupted.
package final class ItemImport {
    private let replica: Replica
    private let name: String
    private var batch: [CellEdit] = []
    private var batchBytes = 0
    private var waiting: Set<EntityID> = []
    private var command: Int64?

    /// Begins to write.
    ///
    /// - Parameters:
    ///   - replica: Where the items go.
    ///   - command: As `kith undo` names it.
    package init(into replica: Replica, command: String) {
        self.replica = replica
        name = command
    }

    /// Takes an item.
    ///
    /// - Returns: False when it was there before, even if it was dropped since; what undo took back
    ///   is written again.
    /// - Throws: ``ReplicaError``; items of earlier batches stay.
    package func take(_ draft: ItemDraft) throws -> Bool {
        let isKnown =
            try waiting.contains(draft.id) || replica.database.read { try $0.isWritten(draft.id) }
        guard !isKnown else { return false }
        let bytes = draft.edits.reduce(0) { $0 + $1.value.count + 96 }
        let isFull =
            batchBytes + bytes > ProtocolLimits.preferredTransactionBytes
            || batch.count + draft.edits.count > ProtocolLimits.maximumTransactionChanges / 2
        if isFull { try commit() }
        batch += draft.edits
        batchBytes += bytes
        waiting.insert(draft.id)
        return true
    }

    /// Ends it: what was taken is on disk afterwards.
    ///
    /// - Throws: ``ReplicaError``.
    package func finish() throws { try commit() }

    private func commit() throws {
        guard !batch.isEmpty else { return }
        let edits = batch
        try replica.database.write { session in
            try replica.checkIdentity(session)
            let log = try SpaceLog(
                session, space: try session.personalSpace().logSpace, keepsNewHeads: true)
            guard let range = try replica.append(edits, to: log, session: session) else { return }
            try Projector(session, using: replica.environment.digest).project(log)
            if let command {
                try replica.add([range], toCommand: command, session)
            } else {
                try replica.remember([range], as: name, session)
                command = try session.statement("SELECT max(id) FROM command")
                    .first { $0.integer(0) }
            }
        }
        replica.writeGuard()
        batch = []
        batchBytes = 0
        waiting = []
    }
}

extension Session {
    /// Whether anything was written down under an id that was not taken back.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    fileprivate func isWritten(_ entity: EntityID) throws -> Bool {
        guard let row = try row(of: entity) else { return false }
        return try snapshot(ofRow: row, entity: entity).cells.contains { cell in
            cell.heads.contains { $0.verb != .remove }
        }
    }
}
