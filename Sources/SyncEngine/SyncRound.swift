package import ChangeLog
package import SyncProtocol

/// The sync of one space as a state machine: it decides, its driver performs (SYNC-1).
///
///     readFacts -> readRuns -> send -> apply -+-> readRuns -> send ...   until nothing is left
///         ^                     |             |
///         +-- takeNewIdentity <-+             +-> rebuild -> finished
///
/// Invariant: it says "equal" only of a reply whose version vector and state hash are this side's.
package struct SyncRound: Sendable {
    /// The next thing for the driver to do.
    package enum Step: Hashable, Sendable {
        case readFacts
        /// Read what is beyond one vector and, if there is another, not beyond that.
        case readRuns(beyond: VersionVector, upTo: VersionVector?, maximumBytes: Int)
        case send(SyncRequest)
        /// Store a page; `next` is what will most likely be sent after it and may be asked while
        /// the page is stored. Its reply counts only when that very request is the next step.
        case apply(SyncPage, next: SyncRequest?)
        /// Write again what follows the fork, and what names it and the server lacks.
        case takeNewIdentity(reissuingFrom: Dot?, serverHolds: VersionVector)
        case rebuild
        case finished(SyncReport)
    }

    /// The result of the last step.
    package enum Event: Hashable, Sendable {
        case facts(ReplicaFacts)
        case runs([Run])
        case reply(SyncReply)
        case refused(ProtocolError)
        case applied(PageOutcome)
        /// The page could not be read; nothing of it was stored.
        case malformed(ProtocolError)
        case identity(Reissue)
        case rebuilt(ReplicaFacts)
    }

    /// Rounds without progress after which the server is called inconsistent (SYNC-12).
    static let maximumIdleRequests = 5
    /// Pages in a row that bring nothing but a later position, before the same is said.
    static let maximumEmptyPages = 64
    /// Pages below this size are not made smaller.
    static let minimumPageBytes = 16 << 10
    /// How often one sync may begin anew, and how often it may give up one author's name.
    static let maximumRestarts = 4

    /// Pages get smaller than the caller wanted where they are refused as too large (SYNC-20).
    var options: SyncOptions
    var report = SyncReport()
    var facts: ReplicaFacts?
    var cursor: SyncCursor?
    /// The changes both sides hold, as far as known; nil when the server has to be asked first.
    ///
    /// A sequence that the server names is not enough: a copy of this replica may have written
    /// something else under it. Common is only what was sent or received (SYNC-15).
    var common: VersionVector?
    /// The changes sent or received in this sync, and taken.
    var shown = VersionVector()
    /// The changes of the last request.
    var sent: [Span] = []
    /// How far the whole log has been sent for comparison; nil when it is not compared (SYNC-14).
    var compared: VersionVector?
    var reply: SyncReply?
    var idleRequests = 0
    var emptyPages = 0
    /// Whether the last request brought changes that this sync had not shown the server before.
    var hasShownMore = false
    var restarts = 0
    /// How often changes of each author were written again.
    var forks: [ReplicaID: Int] = [:]
    var hasRebuilt = false
    /// The changes held when the sync began; nil before that.
    var startHeld: VersionVector?
    /// Whether the server did not know the cursor: it went back, or lost the space.
    var hasLostCursor = false
    /// Whether the last request brought changes.
    var hasPushed: Bool { !sent.isEmpty }
    /// Whether the server refused what was sent: from then on it is read only.
    var isReadOnly: Bool
    /// Why, where it is not for the caller's role.
    var refusal: ProtocolError?

    package init(options: SyncOptions = SyncOptions()) {
        self.options = options
        refusal = options.refusal
        isReadOnly = refusal != nil
    }

    /// The first step.
    package mutating func begin() -> Step { .readFacts }

    /// The step after an event.
    ///
    /// An event that does not answer the last step ends the sync.
    package mutating func handle(_ event: Event) -> Step {
        switch event {
        case .facts(let facts): return start(with: facts)
        case .runs(let runs): return send(runs)
        case .reply(let reply): return take(reply)
        case .refused(let error): return refused(error)
        case .applied(let outcome): return applied(outcome)
        case .malformed(let error):
            return fail(.serverInconsistent, "\(error.code): \(error.detail)")
        case .identity(let reissue):
            report.reissues.append(reissue)
            return .readFacts
        case .rebuilt(let facts): return rebuilt(facts)
        }
    }

    private mutating func start(with facts: ReplicaFacts) -> Step {
        self.facts = facts
        startHeld = startHeld ?? facts.held
        cursor = facts.server?.cursor
        common =
            restarts > 0 || !forks.isEmpty ? nil : facts.server?.acknowledged ?? VersionVector()
        return nextRequest()
    }

    /// Reads what the server lacks, or asks it first what it holds; only asks who may not write.
    ///
    /// A server that lost its place is shown what both name before anything else: what was written
    /// behind a fork must not reach it first.
    mutating func nextRequest() -> Step {
        guard !options.checkOnly, !isReadOnly, let facts, let known = compared ?? common,
            !known.covers(facts.held)
        else { return send([]) }
        return .readRuns(
            beyond: known, upTo: isOverlapUnknown ? reply?.held : nil,
            maximumBytes: options.pageBytes)
    }

    /// Whether both sides name changes of which nobody knows that they are the same.
    var isOverlapUnknown: Bool {
        guard hasLostCursor, compared == nil, !isReadOnly, !options.checkOnly, let facts, let reply,
            let common
        else { return false }
        return !common.covers(reply.held.intersection(facts.held))
    }

    private mutating func send(_ runs: [Run]) -> Step {
        guard let facts else { return fail(.serverInconsistent, "no facts") }
        report.requestCount += 1
        sent = runs.map(Span.init)
        compared?.formUnion(VersionVector(runs.map(\.last)))
        return .send(request(held: facts.held, of: facts.replica, after: cursor, runs: runs))
    }

    /// A request of this round.
    func request(
        held: VersionVector, of replica: ReplicaID, after cursor: SyncCursor?, runs: [Run] = []
    ) -> SyncRequest {
        SyncRequest(
            replica: replica, held: held, cursor: cursor, runs: runs,
            // Nothing is wanted then, and a reply has a transaction at least.
            pageBytes: options.pushOnly ? 1 : UInt32(clamping: options.pageBytes),
            checkOnly: options.checkOnly)
    }

    /// Ends the sync with what went wrong.
    mutating func fail(_ code: ErrorCode, _ detail: String = "") -> Step {
        fail(ProtocolError(code, detail))
    }

    /// Ends the sync with what went wrong.
    mutating func fail(_ error: ProtocolError) -> Step {
        report.ending = .failed(error)
        return .finished(report)
    }

    /// Ends the sync.
    mutating func finish(_ ending: SyncReport.Ending) -> Step {
        report.ending = ending
        return .finished(report)
    }
}

/// The changes of one author that a run brings.
struct Span: Hashable, Sendable {
    let first: UInt64
    let last: Dot

    init(_ run: Run) {
        first = run.firstSequence
        last = run.last
    }

    /// Whether a fork can show at this change: in the run, or right before it.
    func mayFork(at dot: Dot) -> Bool {
        dot.replica == last.replica && dot.sequence &+ 1 >= first && dot.sequence <= last.sequence
    }
}
