import ChangeLog
import Dispatch
import SQLiteLog
import SyncProtocol
import Synchronization

/// The one writer of the server: what arrives while a commit runs is committed together.
///
/// Each request has a savepoint of its own, so one that is refused undoes itself alone. A request
/// is answered after the commit, never before (P2).
final class CommitQueue: Sendable {
    /// One request that waits for its commit.
    private struct Job: Sendable {
        let space: SpaceID
        let work: @Sendable (Session) throws -> SyncReply
        let done: CheckedContinuation<SyncReply, any Error>
    }

    private struct State {
        var jobs: [Job] = []
        var isRunning = false
        /// Whether a scrub waits for its time.
        var scrubs = false
        /// Why the last changes could not be stored; nil since some were.
        var trouble: ServerStorageError?
        /// Whether somebody tries already whether the trouble is over.
        var isProbing = false
    }

    /// Writing the file anew may take a part of the time like this: one in so many.
    private static let scrubShare = 20

    static let maximumBatch = 256

    private let state = Mutex(State())
    private let thread = DispatchQueue(label: "kithd.commit")
    // Used on `thread` only, after the initialiser.
    nonisolated(unsafe) private let database: ServerDatabase
    private let onCommit: @Sendable ([SpaceID: UInt64]) -> Void

    /// Prepares to write.
    ///
    /// - Parameters:
    ///   - database: What is written to.
    ///   - onCommit: Told after each commit where the spaces end that it changed; must not wait.
    init(
        _ database: ServerDatabase, onCommit: @escaping @Sendable ([SpaceID: UInt64]) -> Void
    ) {
        self.database = database
        self.onCommit = onCommit
    }

    /// Why the last changes that came could not be stored; nil when they were.
    var trouble: ServerStorageError? { state.withLock { $0.trouble } }

    /// Why changes cannot be stored now; nil when they can.
    ///
    /// After changes that could not be stored it tries anew to write, but into a damaged file, where
    /// one write tells nothing of others. One at a time: who asks meanwhile hears of the last changes.
    func troubleNow() async -> ServerStorageError? {
        let mustTry = state.withLock { state in
            switch state.trouble {
            case .diskFull?, .busy?, .inaccessible?: break
            default: return false
            }
            defer { state.isProbing = true }
            return !state.isProbing
        }
        guard mustTry else { return trouble }
        let isOver = (try? await run { try $0.tryToWrite() }) != nil
        return state.withLock { state in
            state.isProbing = false
            if isOver { state.trouble = nil }
            return state.trouble
        }
    }

    /// Runs the work in the next commit and waits until it is on disk.
    ///
    /// - Throws: What the work throws, or what committing throws; nothing of it is stored then.
    func submit(
        to space: SpaceID, _ work: @escaping @Sendable (Session) throws -> SyncReply
    ) async throws -> SyncReply {
        try await withCheckedThrowingContinuation { continuation in
            let mustStart = state.withLock { state in
                state.jobs.append(Job(space: space, work: work, done: continuation))
                defer { state.isRunning = true }
                return !state.isRunning
            }
            if mustStart { thread.async { self.drain() } }
        }
    }

    /// Runs a short piece of work that is no sync on the writer's thread.
    ///
    /// - Throws: What the work throws.
    func run<Result: Sendable>(
        _ work: @escaping @Sendable (ServerDatabase) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            thread.async {
                continuation.resume(with: Swift.Result { try work(self.database) })
            }
        }
    }

    /// Runs a short piece of work as ``run(_:)`` does, some time; nobody waits for it.
    func runLater(_ work: @escaping @Sendable (ServerDatabase) -> Void) {
        thread.async { work(self.database) }
    }

    /// How many requests wait for their commit.
    var waiting: Int { state.withLock { $0.jobs.count } }

    /// Commits one batch, and takes its turn again behind what else waits for the thread: pushes
    /// that come faster than they are written must not keep a machine from being shut out.
    private func drain() {
        let jobs = state.withLock { state in
            let batch = Array(state.jobs.prefix(Self.maximumBatch))
            state.jobs.removeFirst(batch.count)
            if batch.isEmpty { state.isRunning = false }
            return batch
        }
        guard !jobs.isEmpty else { return }
        commit(jobs)
        thread.async { self.drain() }
    }

    private func commit(_ jobs: [Job]) {
        var answers: [Result<SyncReply, any Error>] = []
        var positions: [SpaceID: UInt64] = [:]
        do {
            try database.write { session in
                var changed: Set<SpaceID> = []
                for job in jobs {
                    let answer = try perform(job, session)
                    if case .success(let reply) = answer, reply.stored > 0 {
                        changed.insert(job.space)
                    }
                    answers.append(answer)
                }
                positions = try session.positions(of: changed)
            }
        } catch {
            // The commit itself failed: nobody's changes are stored.
            answers = jobs.map { _ in .failure(error) }
            positions = [:]
        }
        if !positions.isEmpty {
            note(nil)
            onCommit(positions)  // LIVE-4
        }
        for case .failure(let error as ServerStorageError) in answers { note(error) }
        for (job, answer) in zip(jobs, answers) {
            job.done.resume(with: answer)
        }
        if database.mustScrub { scrubInTime() }
    }

    private func note(_ trouble: ServerStorageError?) {
        state.withLock { $0.trouble = trouble }
    }

    /// Clears what was erased out of the file, at once or, soon after the last time, a while later.
    private func scrubInTime() {
        let mustWait = state.withLock { state in
            defer { state.scrubs = true }
            return state.scrubs
        }
        guard !mustWait else { return }
        let duration = ContinuousClock().measure { _ = database.scrub() }
        let pause = max(duration * Self.scrubShare, .milliseconds(100))
        thread.asyncAfter(deadline: .now() + .milliseconds(pause.milliseconds)) {
            self.state.withLock { $0.scrubs = false }
            if self.database.mustScrub { self.scrubInTime() }
        }
    }

    private func perform(
        _ job: Job, _ session: Session
    ) throws -> Result<SyncReply, any Error> {
        try session.statement("SAVEPOINT request").run()
        do {
            let reply = try job.work(session)
            try session.statement("RELEASE request").run()
            return .success(reply)
        } catch let error where error is ProtocolError || error is DamagedDatabase {
            // One damaged space is no reason to refuse what others send.
            try session.statement("ROLLBACK TO request").run()
            try session.statement("RELEASE request").run()
            // What the session looked up may have been undone with the request.
            session.forgetRows()
            return .failure(ServerDatabase.explain(error))
        }
    }
}

extension Duration {
    /// Whole milliseconds, at most an hour.
    fileprivate var milliseconds: Int {
        Int(clamping: min(components.seconds, 3_600)) * 1_000
            + Int(clamping: components.attoseconds / 1_000_000_000_000_000)
    }
}
