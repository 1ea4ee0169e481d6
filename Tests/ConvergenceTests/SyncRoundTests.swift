import ChangeLog
import SyncEngine
import SyncProtocol
import TestSupport
import Testing

/// The rules of a round that decide what is believed and what is done about it, one by one.
@Suite struct SyncRoundTests {
    private static let me = ReplicaID(value: 1)
    private static let other = ReplicaID(value: 2)
    private static let server = ServerID(value: 9)
    private static let hash = StateHash(sum: 77)

    private func vector(_ mine: UInt64, _ theirs: UInt64 = 0) -> VersionVector {
        VersionVector([
            Dot(replica: Self.me, sequence: mine), Dot(replica: Self.other, sequence: theirs),
        ])
    }

    private func cursor(_ position: UInt64) -> SyncCursor {
        SyncCursor(
            epoch: EpochID(value: 5), position: position, hash: LogHash(value: UInt128(position)))
    }

    private func facts(
        _ held: VersionVector, acknowledged: VersionVector? = nil, position: UInt64 = 4
    ) -> ReplicaFacts {
        ReplicaFacts(
            space: SpaceID(value: 3), replica: Self.me, held: held, stateHash: Self.hash,
            server: acknowledged.map {
                ServerMemory(
                    server: Self.server, cursor: cursor(position), acknowledged: $0)
            })
    }

    private func reply(
        _ held: VersionVector, runs: [Run] = [], position: UInt64 = 4, more: Bool = false,
        verdict: CursorVerdict = .good, stored: UInt64 = 0, server: ServerID = Self.server,
        hash: StateHash = Self.hash
    ) -> SyncReply {
        SyncReply(
            server: server, held: held, runs: runs, next: cursor(position), more: more,
            stateHash: hash, serverMilliseconds: 1, verdict: verdict, stored: stored, role: .owner)
    }

    /// Changes of an author; a round does not look into them.
    private func run(_ replica: ReplicaID, _ sequences: ClosedRange<UInt64>) -> Run {
        Run(
            replica: replica, firstSequence: sequences.lowerBound,
            hashBefore: ChainHash(
                seedOf: replica, in: SpaceID(value: 3), using: .sha256),
            changes: sequences.map { _ in .bytes([0]) })
    }

    /// A round that has sent its first request.
    private func begun(
        _ facts: ReplicaFacts, _ options: SyncOptions = SyncOptions(), sending runs: [Run] = []
    ) -> SyncRound {
        var round = SyncRound(options: options)
        #expect(round.begin() == .readFacts)
        if case .readRuns = round.handle(.facts(facts)) { _ = round.handle(.runs(runs)) }
        return round
    }

    private func stored(_ held: VersionVector) -> SyncRound.Event {
        .applied(.applied(newChanges: 0, held: held, stateHash: Self.hash))
    }

    private func ending(_ step: SyncRound.Step) -> SyncReport.Ending? {
        if case .finished(let report) = step { report.ending } else { nil }
    }

    private func failure(_ step: SyncRound.Step) -> ErrorCode? {
        if case .failed(let error) = ending(step) { error.kind } else { nil }
    }

    @Test
    func `SYNC-2, SYNC-16: idle, one request that carries the whole vector, and nothing stored`() {
        var round = SyncRound()
        _ = round.begin()
        let step = round.handle(.facts(facts(vector(3, 2), acknowledged: vector(3, 2))))
        guard case .send(let request) = step else {
            Issue.record("nothing is sent: \(step)")
            return
        }
        #expect(request.held == vector(3, 2))
        #expect(request.cursor == cursor(4))
        #expect(request.runs.isEmpty)
        #expect(ending(round.handle(.reply(reply(vector(3, 2))))) == .equal)
    }

    @Test func `SYNC-10: a reply of another server stops the sync and stores nothing`() {
        var round = begun(facts(vector(3), acknowledged: vector(3)))
        let step = round.handle(.reply(reply(vector(3), server: ServerID(value: 8))))
        #expect(failure(step) == .differentServer)
    }

    @Test func `SYNC-11: an emptied server is not refilled unless asked`() {
        let known = facts(vector(3), acknowledged: vector(3))
        let empty = reply(VersionVector(), position: 0, verdict: .unknown)
        var round = begun(known)
        #expect(failure(round.handle(.reply(empty))) == .serverEmpty)

        var options = SyncOptions()
        options.refill = true
        var asked = begun(known, options)
        let step = asked.handle(.reply(empty))
        guard case .apply(let page, _) = step else {
            Issue.record("not taken: \(step)")
            return
        }
        #expect(page.memory.acknowledged.isEmpty)
        let next = asked.handle(
            .applied(.applied(newChanges: 0, held: vector(3), stateHash: Self.hash)))
        #expect(next == .readRuns(beyond: VersionVector(), upTo: nil, maximumBytes: 1 << 20))
    }

    @Test func `SYNC-11: a server that went back is shown what both name, then gets what it lost`()
    {
        var round = begun(facts(vector(3, 5), acknowledged: vector(3, 5)))
        let step = round.handle(.reply(reply(vector(1, 5), position: 6, verdict: .unknown)))
        guard case .apply(let page, _) = step else {
            Issue.record("not taken: \(step)")
            return
        }
        // SYNC-15: what was acknowledged before is no proof of what it has now.
        #expect(page.memory.acknowledged.isEmpty)
        #expect(
            round.handle(stored(vector(3, 5)))
                == .readRuns(beyond: VersionVector(), upTo: vector(1, 5), maximumBytes: 1 << 20))
        _ = round.handle(.runs([run(Self.me, 1...1), run(Self.other, 1...5)]))
        let same = round.handle(.reply(reply(vector(1, 5), position: 6)))
        guard case .apply = same else {
            Issue.record("not taken: \(same)")
            return
        }
        #expect(
            round.handle(stored(vector(3, 5)))
                == .readRuns(beyond: vector(1, 5), upTo: nil, maximumBytes: 1 << 20))
        _ = round.handle(.runs([run(Self.me, 2...3)]))
        let end = round.handle(.reply(reply(vector(3, 5), position: 8, stored: 2)))
        guard case .apply = end,
            case .finished(let report) = round.handle(stored(vector(3, 5)))
        else {
            Issue.record("not ended: \(end)")
            return
        }
        #expect(report.serverWentBackBy == 2)
        #expect(report.ending == .equal)
    }

    @Test func `SYNC-11: what both name is shown in as many pages as it takes`() {
        let (all, there) = (vector(201), vector(200))
        var round = begun(facts(all, acknowledged: all))
        var step = round.handle(.reply(reply(there, position: 6, verdict: .unknown)))
        var shown: UInt64 = 0
        for _ in 0..<1_000 {
            switch step {
            case .apply: step = round.handle(stored(all))
            case .readRuns(let known, let limit, _):
                #expect(known == vector(shown) && limit == (shown < 200 ? there : nil))
                step = round.handle(.runs([run(Self.me, shown + 1...shown + 1)]))
                shown += 1
            case .send:
                let isNew = shown > 200
                step = round.handle(
                    .reply(reply(isNew ? all : there, position: 6, stored: isNew ? 1 : 0)))
            default: break
            }
            if case .finished = step { break }
        }
        #expect(ending(step) == .equal && shown == 201)
    }

    @Test func `SYNC-12: a server that takes nothing of what it lacks is given up`() {
        var round = begun(facts(vector(3), acknowledged: vector(1)), sending: [])
        var step = round.handle(.reply(reply(vector(1), position: 6)))
        for _ in 0..<20 {
            switch step {
            case .apply: step = round.handle(stored(vector(3)))
            case .readRuns: step = round.handle(.runs([run(Self.me, 2...3)]))
            case .send: step = round.handle(.reply(reply(vector(1), position: 6)))
            default: break
            }
            if case .finished = step { break }
        }
        #expect(failure(step) == .serverInconsistent)
    }

    @Test func `SYNC-15: another's change under a known name is found before anything follows it`()
    {
        var round = begun(facts(vector(3, 7), acknowledged: vector(2, 7)), sending: [])
        _ = round.handle(.reply(reply(vector(2, 7), position: 6, verdict: .unknown)))
        _ = round.handle(stored(vector(3, 7)))
        _ = round.handle(.runs([run(Self.me, 1...2), run(Self.other, 1...7)]))
        let fork = ProtocolError(.forkedReplica, fork: Dot(replica: Self.other, sequence: 7))
        #expect(
            round.handle(.refused(fork))
                == .takeNewIdentity(
                    reissuingFrom: Dot(replica: Self.other, sequence: 7),
                    serverHolds: vector(2, 7)))
    }

    @Test func `SYNC-12: a fork that was not sent, and more stored than was sent, are no answers`()
    {
        var round = begun(
            facts(vector(5, 2), acknowledged: vector(4, 2)), sending: [run(Self.me, 5...5)])
        for dot in [Dot(replica: Self.other, sequence: 1), Dot(replica: Self.me, sequence: 2)] {
            var lied = round
            let fork = ProtocolError(.forkedReplica, fork: dot)
            #expect(failure(lied.handle(.refused(fork))) == .serverInconsistent)
        }
        for stored in [2, UInt64.max] {
            var lied = round
            let answer = reply(vector(5, 2), position: 5, stored: stored)
            #expect(failure(lied.handle(.reply(answer))) == .serverInconsistent)
        }
        let answer = reply(vector(5, 2), position: 5, stored: 1)
        guard case .apply = round.handle(.reply(answer)) else {
            Issue.record("an honest answer is not taken")
            return
        }
    }

    @Test func `SYNC-12: positions that rise without end bring nothing either`() {
        var round = begun(facts(vector(3), acknowledged: vector(3)))
        var step = SyncRound.Step.readFacts
        for position in 5...200 as ClosedRange<UInt64> {
            step = round.handle(.reply(reply(vector(3), position: position, more: true)))
            if case .apply = step { step = round.handle(stored(vector(3))) }
            if case .finished = step { break }
        }
        #expect(failure(step) == .serverInconsistent)
    }

    @Test func `SYNC-1: the next page is asked ahead only when nothing is left to push`() {
        let page = reply(vector(0, 4), position: 4, more: true)
        var pulling = begun(facts(VersionVector()))
        guard case .apply(_, let next?) = pulling.handle(.reply(page)) else {
            Issue.record("nothing is asked ahead")
            return
        }
        let outcome = PageOutcome.applied(newChanges: 0, held: next.held, stateHash: Self.hash)
        #expect(pulling.handle(.applied(outcome)) == .send(next))
        // Somebody else has written meanwhile: what was asked ahead is not the next step.
        var disturbed = begun(facts(VersionVector()))
        _ = disturbed.handle(.reply(page))
        let more = PageOutcome.applied(newChanges: 0, held: vector(1), stateHash: Self.hash)
        #expect(disturbed.handle(.applied(more)) != .send(next))

        var pushing = begun(facts(vector(3)))
        guard case .apply(_, nil) = pushing.handle(.reply(page)) else {
            Issue.record("a request is foretold that brings changes")
            return
        }
    }

    @Test func `SYNC-12: replies without progress end as an inconsistent server`() {
        var round = begun(facts(vector(3), acknowledged: vector(3)))
        var step = SyncRound.Step.readFacts
        for _ in 0..<10 {
            step = round.handle(.reply(reply(vector(3), more: true)))
            if case .finished = step { break }
        }
        #expect(failure(step) == .serverInconsistent)
    }

    @Test func `SYNC-13: comparing sends no change and tells what each side lacks`() {
        var options = SyncOptions()
        options.checkOnly = true
        var round = SyncRound(options: options)
        _ = round.begin()
        let step = round.handle(.facts(facts(vector(5, 1), acknowledged: vector(3, 1))))
        guard case .send(let request) = step else {
            Issue.record("nothing is sent: \(step)")
            return
        }
        #expect(request.checkOnly)
        #expect(request.runs.isEmpty)
        #expect(
            ending(round.handle(.reply(reply(vector(3, 4)))))
                == .apart(missingHere: 3, missingThere: 2))
        var equal = begun(facts(vector(3), acknowledged: vector(3)), options)
        let other = StateHash(sum: 1)
        #expect(ending(equal.handle(.reply(reply(vector(3), hash: other)))) == .mismatch)
    }

    @Test func `SYNC-13: a comparison that is refused for a fork changes nothing here`() {
        var options = SyncOptions()
        options.checkOnly = true
        var round = begun(facts(vector(3), acknowledged: vector(3)), options)
        let dot = Dot(replica: ReplicaID(value: 9), sequence: 1)
        #expect(
            failure(round.handle(.refused(ProtocolError(.forkedReplica, "", fork: dot))))
                == .forkedReplica)
    }

    @Test func `SYNC-14: another hash of the same changes makes the state anew, then compares all`()
    {
        var round = begun(facts(vector(3), acknowledged: vector(3)))
        let other = StateHash(sum: 1)
        #expect(round.handle(.reply(reply(vector(3), hash: other))) == .rebuild)
        func rebuilt(_ held: VersionVector, _ hash: StateHash) -> SyncRound.Event {
            .rebuilt(
                ReplicaFacts(
                    space: SpaceID(value: 3), replica: Self.me, held: held, stateHash: hash,
                    server: facts(held, acknowledged: held).server))
        }
        var repaired = round
        #expect(ending(repaired.handle(rebuilt(vector(3), other))) == .repaired)
        // The end of the log was damaged: what is lost is asked for.
        var shortened = round
        guard case .send(let request) = shortened.handle(rebuilt(vector(2), Self.hash)) else {
            Issue.record("nothing is asked")
            return
        }
        #expect(request.held == vector(2) && request.cursor == nil)
        let step = round.handle(rebuilt(vector(3), Self.hash))
        #expect(step == .readRuns(beyond: VersionVector(), upTo: nil, maximumBytes: 1 << 20))
    }

    @Test func `SYNC-15: a sequence that the server names is not acknowledged by that alone`() {
        var round = begun(
            facts(vector(3, 1)), sending: [run(Self.me, 1...3), run(Self.other, 1...1)])
        // The server holds 4 of another author; nobody has shown yet that they are the same.
        let step = round.handle(
            .reply(reply(vector(2, 4), position: 6, verdict: .absent)))
        guard case .apply(let page, _) = step else {
            Issue.record("not taken: \(step)")
            return
        }
        #expect(page.memory.acknowledged == vector(2, 1))
    }

    @Test func `SYNC-9: after a fork the unacknowledged changes are written again`() {
        let known = facts(vector(9), acknowledged: vector(4))
        var round = begun(known, sending: [run(Self.me, 5...9)])
        let fork = ProtocolError(.forkedReplica, fork: Dot(replica: Self.me, sequence: 7))
        let step = round.handle(.refused(fork))
        #expect(
            step
                == .takeNewIdentity(
                    reissuingFrom: Dot(replica: Self.me, sequence: 7), serverHolds: vector(4)))
        let reissue = Reissue(old: Self.me, new: Self.other, reissuedChanges: 5)
        #expect(round.handle(.identity(reissue)) == .readFacts)
    }

    @Test(arguments: [ErrorCode.forbidden, .unauthorized, .storageFull, .tooLarge, .badMessage])
    func `ERR-2: a refusal ends the sync with its code, and the client keeps its changes`(
        code: ErrorCode
    ) {
        var round = begun(facts(vector(9), acknowledged: vector(4)))
        #expect(failure(round.handle(.refused(ProtocolError(code)))) == code)
    }

    @Test func `A server that forks without end is given up after a few identities`() {
        let known = facts(vector(9), acknowledged: vector(4))
        var round = begun(known, sending: [run(Self.me, 5...9)])
        let fork = ProtocolError(.forkedReplica, fork: Dot(replica: Self.me, sequence: 7))
        var step = round.handle(.refused(fork))
        for _ in 0..<20 {
            guard case .takeNewIdentity = step else { break }
            _ = round.handle(
                .identity(Reissue(old: Self.me, new: Self.other, reissuedChanges: 1)))
            _ = round.handle(.facts(known))
            _ = round.handle(.reply(reply(vector(4))))
            _ = round.handle(.runs([run(Self.me, 5...9)]))
            step = round.handle(.refused(fork))
        }
        #expect(failure(step) == .serverInconsistent)
    }

    @Test func `SYNC-12: however many authors forked, each is settled`() {
        let authors = (10..<30).map { ReplicaID(value: $0) }
        let held = VersionVector(authors.map { Dot(replica: $0, sequence: 2) })
        let known = facts(
            held, acknowledged: VersionVector(authors.map { Dot(replica: $0, sequence: 1) }))
        let tails = authors.map { run($0, 2...2) }
        var round = begun(known, sending: tails)
        for author in authors {
            let dot = Dot(replica: author, sequence: 2)
            let step = round.handle(.refused(ProtocolError(.forkedReplica, fork: dot)))
            guard case .takeNewIdentity(dot, _) = step else {
                Issue.record("not settled: \(step)")
                return
            }
            _ = round.handle(
                .identity(Reissue(old: author, new: Self.other, reissuedChanges: 1)))
            _ = round.handle(.facts(known))
            _ = round.handle(.reply(reply(VersionVector())))
            _ = round.handle(stored(held))
            _ = round.handle(.runs(tails))
        }
    }

    @Test func `SYNC-12: a server that calls each new author forked is given up`() {
        var round = begun(facts(vector(9), acknowledged: vector(4)), sending: [run(Self.me, 5...9)])
        var author = Self.me
        var step = SyncRound.Step.readFacts
        for value in UInt128(50)...70 {
            let dot = Dot(replica: author, sequence: author == Self.me ? 5 : 1)
            step = round.handle(.refused(ProtocolError(.forkedReplica, fork: dot)))
            guard case .takeNewIdentity = step else { break }
            let new = ReplicaID(value: value)
            _ = round.handle(.identity(Reissue(old: author, new: new, reissuedChanges: 5)))
            author = new
            let held = VersionVector([
                Dot(replica: Self.me, sequence: 4), Dot(replica: new, sequence: 5),
            ])
            _ = round.handle(
                .facts(
                    ReplicaFacts(
                        space: SpaceID(value: 3), replica: new, held: held, stateHash: Self.hash,
                        server: nil)))
            _ = round.handle(.reply(reply(vector(4))))
            _ = round.handle(stored(held))
            _ = round.handle(.runs([run(new, 1...5)]))
        }
        #expect(failure(step) == .serverInconsistent)
    }

    @Test func `SYNC-19: who may not write any more is sent everything, and told what is kept`()
        throws
    {
        var author = RunAuthor(1, in: SpaceID(value: 3))
        var round = SyncRound()
        _ = round.begin()
        _ = round.handle(.facts(facts(vector(5), acknowledged: vector(3))))
        _ = round.handle(.runs([try author.run()]))
        let refused = round.handle(.refused(ProtocolError(.forbidden)))
        guard case .send(let request) = refused else {
            Issue.record("not asked again: \(refused)")
            return
        }
        #expect(request.runs.isEmpty && request.cursor == cursor(4))
        let step = round.handle(.reply(reply(vector(3, 7), position: 9)))
        guard case .apply = step else {
            Issue.record("not taken: \(step)")
            return
        }
        let end = round.handle(
            .applied(.applied(newChanges: 7, held: vector(5, 7), stateHash: StateHash(sum: 1))))
        #expect(ending(end) == .withheld(2))
        // Refused again though nothing was sent, it is over.
        #expect(failure(round.handle(.refused(ProtocolError(.forbidden)))) == .forbidden)
    }

    @Test func `SYNC-20: what is too large for a proxy goes in smaller pages, and not for ever`()
        throws
    {
        var author = RunAuthor(1, in: SpaceID(value: 3))
        let run = try author.run()
        var round = SyncRound()
        _ = round.begin()
        var step = round.handle(.facts(facts(vector(5), acknowledged: vector(3))))
        var sizes: [Int] = []
        while case .readRuns(_, _, let maximumBytes) = step {
            sizes.append(maximumBytes)
            _ = round.handle(.runs([run]))
            step = round.handle(.refused(ProtocolError(.tooLarge)))
        }
        #expect(sizes == [1 << 20, 1 << 18, 1 << 16, 1 << 14])
        // What the server has comes all the same; then it is said what was in the way.
        guard case .send(let request) = step else {
            Issue.record("\(step)")
            return
        }
        #expect(request.runs.isEmpty)
        #expect(failure(round.handle(.reply(reply(vector(3))))) == .tooLarge)
    }

    @Test func `SYNC-20: what was too large lately is not sent, and what the server has comes`() {
        var options = SyncOptions()
        options.refusal = ProtocolError(.tooLarge)
        var round = SyncRound(options: options)
        _ = round.begin()
        let step = round.handle(.facts(facts(vector(5), acknowledged: vector(3))))
        guard case .send(let request) = step else {
            Issue.record("\(step)")
            return
        }
        #expect(request.runs.isEmpty)
        #expect(failure(round.handle(.reply(reply(vector(3))))) == .tooLarge)
    }

    @Test func `SYNC-20: what takes too long goes in smaller pages, and not for ever`() throws {
        var author = RunAuthor(1, in: SpaceID(value: 3))
        let run = try author.run()
        var round = SyncRound()
        _ = round.begin()
        var step = round.handle(.facts(facts(vector(5), acknowledged: vector(3))))
        var sizes: [Int] = []
        while case .readRuns(_, _, let maximumBytes) = step {
            sizes.append(maximumBytes)
            _ = round.handle(.runs([run]))
            step = round.handle(.refused(ProtocolError(.timeout)))
        }
        #expect(sizes == [1 << 20, 1 << 16, 1 << 14])
        #expect(failure(step) == .timeout)
    }

    @Test func `PHOTO-3: an album is synced when it moved there, or here, and when it is wanted`() {
        let read = facts(vector(3), acknowledged: vector(3))
        let unsent = facts(vector(4), acknowledged: vector(3))
        let never = facts(vector(2))
        func decide(_ server: SyncCursor?, _ known: ReplicaFacts?, _ wish: PhotoWish = .always)
            -> AlbumDecision
        {
            AlbumDecision(server: server, known: known, wish: wish)
        }
        #expect(decide(nil, nil) == .nothing)
        #expect(decide(cursor(4), read) == .nothing)
        #expect(decide(cursor(5), read) == .sync)
        #expect(decide(cursor(4), nil) == .sync)
        #expect(decide(cursor(4), unsent) == .sync)
        #expect(decide(nil, never) == .sync)
        // The server lost it.
        #expect(decide(nil, read) == .sync)
        #expect(decide(cursor(5), read, .asked) == .nothing)
        #expect(decide(cursor(4), nil, .asked) == .nothing)
        #expect(decide(cursor(5), unsent, .asked) == .push)
    }

    @Test func `who only sends is done when the server has all, whatever else it has`() throws {
        var options = SyncOptions()
        options.pushOnly = true
        var round = begun(facts(vector(3), acknowledged: vector(3, 1)), options)
        let step = round.handle(.reply(reply(vector(3, 9), position: 5, more: true)))
        guard case .apply(_, let next) = step else {
            Issue.record("\(step)")
            return
        }
        #expect(next == nil)
        let done = round.handle(
            .applied(
                .applied(newChanges: 0, held: vector(3), stateHash: Self.hash)))
        #expect(ending(done) == .sent)
    }
}
