import ChangeLog
import SQLiteLog

/// Writes the many edits of one command into one space, in transactions of a size that everybody
/// takes, a few of them in each commit.
///
/// What was committed stays when the command is interrupted. `kith undo` takes all of it back.
final class BatchWriter {
    /// A commit costs the pages it touches, twice: those of the indices are the same for many cards.
    private static let transactionsOfCommit = 8

    private let replica: Replica
    private let name: String
    private let space: Int64?
    /// The edits of each transaction of the log that waits, the last still open.
    private var waiting: [[CellEdit]] = [[]]
    /// Of the open one.
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
        if size.isFull(with: TransactionSize(more)) {
            if waiting.count == Self.transactionsOfCommit {
                try commit()
            } else {
                waiting.append([])
            }
            size = TransactionSize()
        }
        waiting[waiting.endIndex - 1] += more
        size.add(more)
        entities.insert(entity)
    }

    /// Writes what waits: it is on disk afterwards.
    ///
    /// - Throws: ``ReplicaError``; what was committed stays.
    func commit() throws {
        guard !entities.isEmpty else { return }
        command = try replica.database.writeMuch { session in
            try replica.checkIdentity(session)
            let space = try space.map { try session.space(inRow: $0) } ?? session.personalSpace()
            let parted = try waiting.map { try replica.parted($0, into: space, session) }
            let log = try SpaceLog(session, space: space.logSpace, keepsNewHeads: true)
            try session.expect(entities)
            let ranges = try parted.compactMap {
                try replica.append($0, to: log, session: session)
            }
            try Projector(session, using: replica.environment.digest).project(log)
            return try replica.remember(ranges, as: name, in: command, session)
        }
        replica.writeGuard()
        waiting = [[]]
        size = TransactionSize()
        entities = []
    }
}
