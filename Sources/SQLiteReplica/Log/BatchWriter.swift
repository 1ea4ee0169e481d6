import ChangeLog
import SQLiteLog

/// Writes the many edits of one command into one space, in transactions of a size that everybody
/// takes.
///
/// What was committed stays when the command is interrupted. `kith undo` takes all of it back.
final class BatchWriter {
    private let replica: Replica
    private let name: String
    private let space: Int64?
    private var edits: [CellEdit] = []
    private var size = TransactionSize()
    private var entities: Set<EntityID> = []
    private var command: Int64?

    /// Begins to write.
    ///
    /// - Parameters:
    ///   - replica: Where the edits go.
    ///   - command: As `kith undo` names it.
    ///   - space: The row of the space; nil for the personal one.
    init(into replica: Replica, command: String, space: Int64? = nil) {
        self.replica = replica
        name = command
        self.space = space
    }

    /// Writes on as a part of the command that another one began, for undo.
    func goOn(from other: BatchWriter) {
        command = other.command
    }

    /// Whether edits of an entity wait, so that the tables do not say yet what it is.
    func holds(_ entity: EntityID) -> Bool {
        entities.contains(entity)
    }

    /// Takes the edits of one entity; they never part.
    ///
    /// - Throws: ``ReplicaError``; what was committed stays.
    func take(_ more: [CellEdit], of entity: EntityID) throws {
        guard !more.isEmpty else { return }
        let added = TransactionSize(more)
        if size.isFull(with: added) { try commit() }
        edits += more
        size.add(more)
        entities.insert(entity)
    }

    /// Writes what waits: it is on disk afterwards.
    ///
    /// - Throws: ``ReplicaError``; what was committed stays.
    func commit() throws {
        guard !edits.isEmpty else { return }
        command = try replica.database.write { session in
            try replica.checkIdentity(session)
            let space = try space.map { try session.space(inRow: $0) } ?? session.personalSpace()
            let log = try SpaceLog(session, space: space.logSpace, keepsNewHeads: true)
            let range = try replica.append(edits, to: log, session: session)
            try Projector(session, using: replica.environment.digest).project(log)
            return try replica.remember(
                [range].compactMap { $0 }, as: name, in: command, session)
        }
        replica.writeGuard()
        edits = []
        size = TransactionSize()
        entities = []
    }
}
