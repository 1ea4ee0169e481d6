import ChangeLog
import Dispatch
import SQLiteLog

/// Writes the many edits of one command into one space, in transactions of a size that everybody
/// takes, a few of them in each commit.
///
/// What was committed stays when the command is interrupted. `kith undo` takes all of it back.
final class BatchWriter {
    /// A commit costs the pages it touches, twice: those of the indices are the same for many cards.
    private static let transactionsOfCommit = 8

    private let commits: Commits
    private let isAhead: Bool
    /// The edits of each transaction of the log that waits, the last still open.
    private var waiting: [[CellEdit]] = [[]]
    /// Of the open one.
    private var size = TransactionSize()
    private var entities: Set<EntityID> = []
    /// Entities of the batch that another thread is committing.
    private var handedOver: Set<EntityID> = []

    /// Begins to write.
    ///
    /// - Parameters:
    ///   - replica: Where the edits go.
    ///   - command: As `kith undo` names it.
    ///   - space: The row of the space; nil for the personal one.
    ///   - isAhead: Whether ``take(_:of:)`` returns while another thread commits; whoever asks the
    ///     tables then asks ``holds(_:)`` before.
    init(into replica: Replica, command: String, space: Int64? = nil, isAhead: Bool = false) {
        commits = Commits(into: replica, command: command, space: space)
        self.isAhead = isAhead
    }

    /// Writes on as a part of the command that another one began, for undo.
    ///
    /// - Throws: ``ReplicaError``, of what the other one had yet to commit.
    func goOn(from other: BatchWriter) throws {
        try other.settle()
        commits.command = other.commits.command
    }

    /// Whether anything is on disk already.
    var hasCommitted: Bool {
        // A commit that fails leaves those before it.
        try? settle()
        return commits.command != nil
    }

    /// Whether edits of an entity wait, so that the tables do not say yet what it is.
    func holds(_ entity: EntityID) -> Bool {
        entities.contains(entity) || handedOver.contains(entity)
    }

    /// Takes the edits of one entity; they never part.
    ///
    /// - Throws: ``ReplicaError``, of this or an earlier call; what was committed stays.
    func take(_ more: [CellEdit], of entity: EntityID) throws {
        guard !more.isEmpty else { return }
        if size.isFull(with: TransactionSize(more)) {
            if waiting.count < Self.transactionsOfCommit {
                waiting.append([])
            } else {
                try handOver()
                if !isAhead { try settle() }
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
        try handOver()
        try settle()
    }

    /// Lets what waits be committed, after what was handed over before.
    private func handOver() throws {
        guard !entities.isEmpty else { return }
        try settle()
        commits.begin(waiting, of: entities)
        handedOver = entities
        waiting = [[]]
        size = TransactionSize()
        entities = []
    }

    private func settle() throws {
        try commits.settle()
        handedOver = []
    }
}

/// The commits of one command, one after the other, on a thread of their own.
///
/// One thread begins a commit and settles it before it looks at anything here again.
private final class Commits: @unchecked Sendable {
    /// The row of the command, once it wrote anything.
    var command: Int64?

    private let replica: Replica
    private let name: String
    private let space: Int64?
    private let queue = DispatchQueue(label: "kith.commits")
    private var failure: (any Error)?

    init(into replica: Replica, command: String, space: Int64?) {
        self.replica = replica
        name = command
        self.space = space
    }

    /// Begins a commit; none is under way.
    func begin(_ transactions: [[CellEdit]], of entities: Set<EntityID>) {
        queue.async { [self] in
            do {
                try commit(transactions, of: entities)
            } catch {
                failure = error
            }
        }
    }

    /// Waits until nothing is being committed.
    ///
    /// - Throws: What the last commit threw, and again from then on: what came after it is not
    ///   written.
    func settle() throws {
        queue.sync {}
        if let failure { throw failure }
    }

    private func commit(_ transactions: [[CellEdit]], of entities: Set<EntityID>) throws {
        command = try replica.commit(much: true) { session in
            let space = try space.map { try session.space(inRow: $0) } ?? session.personalSpace()
            let parted = try transactions.map { try replica.parted($0, into: space, session) }
            let log = try SpaceLog(session, space: space.logSpace, keepsNewHeads: true)
            try session.expect(entities)
            let ranges = try parted.compactMap {
                try replica.append($0, to: log, session: session)
            }
            try Projector(session, using: replica.environment.digest).project(log)
            return try replica.remember(ranges, as: name, in: command, session)
        }
    }
}
