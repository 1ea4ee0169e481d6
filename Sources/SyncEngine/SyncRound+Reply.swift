import ChangeLog
import SyncProtocol

extension SyncRound {
    /// Decides about a reply before anything of it is stored.
    mutating func take(_ reply: SyncReply) -> Step {
        guard let facts else { return fail(.serverInconsistent, "no facts") }
        report.role = reply.role
        report.spacesTag = reply.spacesTag
        report.album = reply.album
        report.serverMilliseconds = reply.serverMilliseconds
        if let known = facts.server?.server, known != reply.server {  // SYNC-10
            return fail(.differentServer)
        }
        if let step = noticeLoss(reply, facts) { return step }
        hasShownMore =
            reply.verdict != .unknown && !shown.covers(VersionVector(sent.map(\.last)))
        guard isProgress(reply, facts) || !reply.more else {  // SYNC-12
            return fail(.serverInconsistent, "there is more, and nothing comes")
        }
        guard reply.stored <= sentCount else {  // SYNC-12
            return fail(.serverInconsistent, "it stored more than was sent")
        }
        report.pushedChanges += reply.stored
        if reply.verdict == .unknown {
            hasLostCursor = true
            shown = VersionVector()
        }
        if reply.held[facts.replica] > facts.held[facts.replica] { report.wasRestored = true }
        self.reply = reply
        if options.checkOnly { return compare(reply, facts) }
        let received = VersionVector(reply.runs.map(\.last))
        let common = commonNow(reply, received, facts)
        self.common = common
        let held = facts.held.union(received)
        let memory = ServerMemory(
            server: reply.server, cursor: reply.next, acknowledged: common,
            named: named(in: reply, of: held, beyond: common, facts))
        // An idle sync writes nothing at all.
        guard !reply.runs.isEmpty || facts.server != memory else { return proceed() }
        // With nothing left to push, the page after this one is known before it is stored.
        let isPulling =
            reply.more && compared == nil && common.covers(held) && !options.pushOnly
        return .apply(
            SyncPage(runs: reply.runs, memory: memory),
            next: isPulling ? request(held: held, of: facts.replica, after: reply.next) : nil)
    }

    private var sentCount: UInt64 {
        sent.reduce(0) { $0 &+ ($1.last.sequence &- $1.first &+ 1) }
    }

    /// The changes both sides are known to hold alike after a reply (SYNC-15).
    ///
    /// Earlier acknowledgements say nothing of a server that lost its place since: it may have
    /// other changes under the same names.
    private mutating func commonNow(
        _ reply: SyncReply, _ received: VersionVector, _ facts: ReplicaFacts
    ) -> VersionVector {
        if reply.verdict != .unknown { shown.formUnion(VersionVector(sent.map(\.last))) }
        shown.formUnion(received)
        let before = hasLostCursor ? VersionVector() : facts.server?.acknowledged
        return reply.held.intersection(shown.union(before ?? VersionVector()))
    }

    /// The changes the server has of those held here, for one who may only read; empty while what
    /// is acknowledged tells it, as it does until the server loses its place.
    private func named(
        in reply: SyncReply, of held: VersionVector, beyond common: VersionVector?,
        _ facts: ReplicaFacts
    ) -> VersionVector {
        let wasLost = hasLostCursor || facts.server?.named.isEmpty == false
        let named = reply.held.intersection(held)
        return wasLost && common?.covers(named) != true ? named : VersionVector()
    }

    /// Notices a server that lost the space, or went back to an older copy (SYNC-11).
    private mutating func noticeLoss(_ reply: SyncReply, _ facts: ReplicaFacts) -> Step? {
        guard reply.verdict == .unknown, let memory = facts.server else { return nil }
        let lost = memory.acknowledged.countBeyond(reply.held)
        if reply.held.isEmpty, !memory.acknowledged.isEmpty, !options.refill {
            return options.checkOnly
                ? finish(.apart(missingHere: 0, missingThere: facts.held.countBeyond(reply.held)))
                : fail(.serverEmpty)
        }
        report.serverWentBackBy = max(report.serverWentBackBy, lost)
        return nil
    }

    /// Counts replies that bring nothing; false after too many of them in a row.
    private mutating func isProgress(_ reply: SyncReply, _ facts: ReplicaFacts) -> Bool {
        // A server that lost its place is shown page after page of what it has, and stores nothing.
        let brings = !reply.runs.isEmpty || reply.stored > 0 || hasShownMore
        let moved =
            brings || reply.next.position > (self.reply?.next ?? cursor)?.position ?? 0
            || self.reply == nil
        idleRequests = moved ? 0 : idleRequests + 1
        emptyPages = brings ? 0 : emptyPages + 1
        return idleRequests < Self.maximumIdleRequests && emptyPages < Self.maximumEmptyPages
    }

    /// Compares without changing anything (SYNC-13).
    private mutating func compare(_ reply: SyncReply, _ facts: ReplicaFacts) -> Step {
        let here = reply.held.countBeyond(facts.held)
        let there = facts.held.countBeyond(reply.held)
        guard here == 0, there == 0 else {
            return finish(.apart(missingHere: here, missingThere: there))
        }
        return finish(reply.stateHash == facts.stateHash ? .equal : .mismatch)
    }

    /// Goes on after a page was stored.
    mutating func applied(_ outcome: PageOutcome) -> Step {
        guard let reply, let before = facts else {
            return fail(.serverInconsistent, "no reply")
        }
        switch outcome {
        case .applied(let newChanges, let held, let stateHash):
            report.pulledChanges += newChanges
            facts = ReplicaFacts(
                space: before.space, replica: before.replica, held: held, stateHash: stateHash,
                server: ServerMemory(
                    server: reply.server, cursor: reply.next,
                    acknowledged: common ?? VersionVector(),
                    named: named(in: reply, of: held, beyond: common, before)))
            cursor = reply.next
            return proceed()
        case .gap(let dot):
            return restart("a page lacked \(dot)")
        case .forked(let dot):
            guard mayBeFork(dot, before) else {  // SYNC-12
                return fail(.serverInconsistent, "\(dot) does not follow from what it sent before")
            }
            if isOverlapUnknown {
                // The server names the very first change that differs; all its pages come again.
                cursor = nil
                return nextRequest()
            }
            return takeNewIdentity(after: dot)
        }
    }

    /// Whether two copies can have written a change that does not fit, so that this side has to
    /// write its own again.
    ///
    /// Of an author of whom nothing was held when the sync began, everything came from this server:
    /// if the next change does not fit, it contradicts itself, and nothing is written again.
    private func mayBeFork(_ dot: Dot, _ facts: ReplicaFacts) -> Bool {
        hasLostCursor || dot.replica == facts.replica || startHeld?[dot.replica] ?? 0 > 0
    }

    /// Asks for the next page, sends what the server lacks, or ends.
    mutating func proceed() -> Step {
        guard let reply, let facts, let common else {
            return fail(.serverInconsistent, "no reply")
        }
        cursor = reply.next
        if options.pushOnly, reply.more, common.covers(facts.held) { return finish(.sent) }
        if reply.more { return nextRequest() }
        if !common.covers(facts.held), !isReadOnly {
            // A reply that took nothing of what was sent must not be asked for ever.
            let isIdle = reply.stored == 0 && reply.verdict == .good && !hasShownMore
            idleRequests += isIdle ? 1 : 0
            guard idleRequests < Self.maximumIdleRequests else {
                return fail(.serverInconsistent, "the server does not take what it lacks")
            }
            return nextRequest()
        }
        guard facts.held.covers(reply.held) else {
            return restart("the server holds more than it sends")
        }
        if report.wasRestored, report.reissues.isEmpty {
            return .takeNewIdentity(reissuingFrom: nil, serverHolds: reply.held)
        }
        let withheld = facts.held.countBeyond(reply.held)
        guard !isReadOnly || withheld == 0 else {
            return finish(refusal.map { .failed($0) } ?? .withheld(withheld))
        }
        if reply.stateHash == facts.stateHash {
            return finish(hasRebuilt ? .repaired : .equal)
        }
        return hasRebuilt ? compareAll(facts) : .rebuild
    }

    /// Sends the whole log, so that the server names the first change that differs (SYNC-14).
    private mutating func compareAll(_ facts: ReplicaFacts) -> Step {
        let sent = compared ?? VersionVector()
        guard !sent.covers(facts.held), !isReadOnly else { return finish(.mismatch) }
        compared = sent
        return nextRequest()
    }

    /// Compares again after the state was made anew (SYNC-14).
    mutating func rebuilt(_ facts: ReplicaFacts) -> Step {
        hasRebuilt = true
        // What is held may be less than was believed: the end of a damaged log is gone.
        self.facts = facts
        return proceed()
    }

    /// Answers a refusal: a forked replica gets a new identity, a gap is asked about, what is
    /// too large or takes too long goes in parts, and who may not write any more goes on reading
    /// (SYNC-19, SYNC-20).
    mutating func refused(_ error: ProtocolError) -> Step {
        // Nothing was sent that could be refused, and a comparison writes nothing (SYNC-13).
        guard !options.checkOnly else { return fail(error) }
        switch error.kind {
        case .forkedReplica:
            guard let fork = error.fork, let facts else { return fail(error) }
            guard mayBeFork(fork, facts), sent.contains(where: { $0.mayFork(at: fork) }) else {
                return fail(.serverInconsistent, "it names a fork at \(fork), which was not sent")
            }
            return takeNewIdentity(after: fork)
        case .gap:
            return restart("the server lacks earlier changes")
        case .tooLarge where hasPushed && options.pageBytes > Self.minimumPageBytes:
            options.pageBytes /= 4
            return nextRequest()
        case .tooLarge where hasPushed && !options.pushOnly:
            // One change is too large; what others wrote comes all the same.
            refusal = error
            isReadOnly = true
            return nextRequest()
        case .timeout where hasPushed && options.pageBytes > Self.minimumPageBytes:
            // In bigger steps: somebody waits for each try.
            options.pageBytes = max(options.pageBytes / 16, Self.minimumPageBytes)
            return nextRequest()
        case .forbidden where hasPushed:
            isReadOnly = true
            return nextRequest()
        default:
            return fail(error)
        }
    }

    /// Begins anew, asking the server for everything that is not held here.
    private mutating func restart(_ reason: String) -> Step {
        restarts += 1
        guard restarts <= Self.maximumRestarts, let facts else {
            return fail(.serverInconsistent, reason)
        }
        reply = nil
        cursor = nil
        common = nil
        compared = nil
        self.facts = ReplicaFacts(
            space: facts.space, replica: facts.replica, held: facts.held,
            stateHash: facts.stateHash, server: facts.server)
        return nextRequest()
    }

    /// Counts a fork; false after too many (SYNC-12).
    ///
    /// A machine may hold tails of many authors that another copy of them wrote otherwise, and each
    /// that is settled is progress. What was held by nobody when the sync began was copied by nobody.
    private mutating func countFork(of replica: ReplicaID) -> Bool {
        let count = (forks[replica] ?? 0) + 1
        forks[replica] = count
        if startHeld?[replica] ?? 0 == 0 { restarts += 1 }
        return count <= Self.maximumRestarts && restarts <= Self.maximumRestarts
    }

    /// Leaves forked dots to the other copy: what this side wrote from there on is written again.
    private mutating func takeNewIdentity(after fork: Dot) -> Step {
        guard countFork(of: fork.replica), let facts else {
            return fail(.serverInconsistent, "the fork at \(fork) cannot be settled")
        }
        let known = (common ?? VersionVector())[fork.replica]
        // Beyond what was sent nothing says where exactly the two parted.
        let isExact = sent.contains { $0.mayFork(at: fork) && $0.first <= fork.sequence }
        let first = isExact ? fork.sequence : min(fork.sequence, known &+ 1)
        let serverHolds = reply?.held ?? common ?? facts.server?.acknowledged ?? VersionVector()
        reply = nil
        common = nil
        compared = nil
        shown = VersionVector()
        return .takeNewIdentity(
            reissuingFrom: Dot(replica: fork.replica, sequence: first), serverHolds: serverHolds)
    }
}
