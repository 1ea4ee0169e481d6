import ChangeLog
import SyncEngine
import SyncProtocol
import TestSupport

/// One episode: replicas and a server, driven by one seed through edits, syncs and faults.
struct Simulation {
    /// What went wrong at the end of an episode.
    struct Failure: Error, CustomStringConvertible {
        let seed: UInt64
        let reason: String
        let trace: [String]

        var description: String {
            "seed \(seed): \(reason)\n" + trace.suffix(60).joined(separator: "\n")
        }
    }

    /// The kinds of fault; each is off in about half of the episodes.
    struct Faults {
        var loss: Bool
        var repetition: Bool
        var delay: Bool
        var crash: Bool
        var skew: Bool
        var clone: Bool
        var rewind: Bool
        var serverRewind: Bool
    }

    let seed: UInt64
    var random: SeededRandom
    let faults: Faults
    let pageBytes: Int
    var nodes: [Node] = []
    var server: MemoryServer
    var serverCopy: MemoryServer?
    var delayed: [SyncRequest] = []
    /// Values whose edit returned, and that somebody alive still has to have.
    var promised: Set<[UInt8]> = []
    var written = 0
    /// Everything that was ever written, whoever erased it since.
    let registry = WrittenChanges()
    var trace: [String] = []
    var traceHash: UInt64 = 0xCBF2_9CE4_8422_2325

    static let space = SpaceID(value: 7)

    init(seed: UInt64, serverFault: MemoryServer.Fault? = nil) {
        self.seed = seed
        var random = SeededRandom(seed: seed)
        func isOn() -> Bool { random.next() % 2 == 0 }
        faults = Faults(
            loss: isOn(), repetition: isOn(), delay: isOn(), crash: isOn(), skew: isOn(),
            clone: isOn(), rewind: isOn(), serverRewind: isOn())
        pageBytes = [1, 200, 600, 1 << 20][Int(random.next() % 4)]
        server = MemoryServer(space: Self.space, digest: .quick)
        server.fault = serverFault
        self.random = random
        for _ in 0..<(2 + Int(self.random.next() % 4)) { addNode() }
    }

    /// One replica with the sync it is in the middle of.
    final class Node {
        let store: MemoryReplica
        var round: SyncRound?
        var step: SyncRound.Step?
        /// What was asked before its step came.
        var ahead: (request: SyncRequest, event: SyncRound.Event)?
        var backup: MemoryReplica.Disk?
        /// The latest wall clock under which anything on its disk was written or received.
        var latestWall: UInt64 = 0

        init(_ store: MemoryReplica) {
            self.store = store
            backup = store.disk
        }

        func drop() {
            ahead = nil
            round = nil
            step = nil
        }
    }

    /// Plays the episode and checks its end.
    ///
    /// - Throws: ``Failure``.
    mutating func play(steps: Int = 40) throws {
        for _ in 0..<steps {
            let node = nodes[Int(random.next() % UInt64(nodes.count))]
            switch random.next() % 16 {
            case 0...4: edit(node)
            case 5...13: try advance(node)
            case 14: disturb(node)
            default: deliverLate()
            }
        }
        try heal()
        try check()
    }

    mutating func note(_ text: String) {
        trace.append(text)
        for byte in text.utf8 {
            traceHash = (traceHash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
    }

    func fail(_ reason: String) -> Failure {
        Failure(seed: seed, reason: reason, trace: trace)
    }

    mutating func addNode() {
        let base = random.next() | 1
        var count: UInt64 = 0
        let store = MemoryReplica(space: Self.space, digest: .quick) {
            count += 1
            return ReplicaID(value: UInt128(base) << 64 | UInt128(count))
        }
        store.onWrite = { [registry] in registry.note($0) }
        if faults.skew {
            // Years apart, in both directions.
            store.wallMilliseconds = 1_200_000_000_000 + random.next() % 1_000_000_000_000
        }
        nodes.append(Node(store))
    }

    // MARK: - Edits

    private mutating func edit(_ node: Node) {
        var edits: [CellEdit] = []
        var values: [[UInt8]] = []
        for _ in 0..<(1 + Int(random.next() % 3)) {
            let entity = EntityID(value: UInt128(1 + random.next() % 3))
            let element = ElementID(value: UInt128(random.next() % 3))
            let cell = CellAddress(
                entity: entity, field: FieldName(rawValue: "f"), element: element)
            let kind = EntityKind(rawValue: "k")
            switch random.next() % 14 {
            case 13: edits.append(.purge(entity, of: kind))
            case 0: edits.append(.remove(cell, of: kind))
            case 1: edits.append(.delete(entity, of: kind))
            case 2: edits.append(.restore(entity, of: kind))
            case 3: edits.append(.put([42], in: cell, of: kind))
            default:
                written += 1
                let value = Array("value \(written)".utf8)
                values.append(value)
                edits.append(.put(value, in: cell, of: kind))
            }
        }
        node.store.wallMilliseconds &+= random.next() % 5
        armCrash(node)
        do {
            try node.store.edit(edits)
            promised.formUnion(values)
            note("edit \(index(of: node)) \(edits.count)")
        } catch {
            note("edit \(index(of: node)) crashed")
            node.drop()
        }
    }

    /// Makes one of the next calls of the store crash, before or after it took effect.
    private mutating func armCrash(_ node: Node) {
        guard faults.crash, random.next() % 8 == 0 else {
            node.store.fault = {}
            return
        }
        var countdown = Int(random.next() % 3)
        node.store.fault = {
            countdown -= 1
            if countdown < 0 { throw MemoryReplica.Crash() }
        }
    }

    // MARK: - Sync

    /// Takes one step of a replica's sync, or begins one.
    private mutating func advance(_ node: Node) throws {
        guard var round = node.round, let step = node.step else {
            var options = SyncOptions()
            options.pageBytes = pageBytes
            options.refill = true
            var round = SyncRound(options: options)
            node.step = round.begin()
            node.round = round
            return
        }
        armCrash(node)
        do {
            node.step = try perform(step, &round, node)
            node.round = round
            if case .finished(let report) = node.step {
                try finished(report, node)
                node.drop()
            }
        } catch is MemoryReplica.Crash {
            note("crash \(index(of: node))")
            node.drop()
        }
    }

    private mutating func finished(_ report: SyncReport, _ node: Node) throws {
        note("finished \(index(of: node)) \(report.ending)")
        if report.ending == .mismatch { throw fail("the states differ for equal changes") }
    }

    private mutating func perform(
        _ step: SyncRound.Step, _ round: inout SyncRound, _ node: Node
    ) throws -> SyncRound.Step {
        switch step {
        case .readFacts: return round.handle(.facts(try node.store.facts()))
        case .readRuns(let held, let limit, let bytes):
            return round.handle(
                .runs(try node.store.runs(beyond: held, upTo: limit, maximumBytes: bytes)))
        case .send(let request):
            defer { node.ahead = nil }
            if let known = node.ahead, known.request == request {
                note("known ahead \(index(of: node))")
                return round.handle(known.event)
            }
            return round.handle(exchange(request, node))
        case .apply(let page, let next):
            note("apply \(index(of: node)) \(page.runs.count)")
            // The next page may be asked while this one is stored, and a crash comes in between.
            if let next, random.next() % 2 == 0 { node.ahead = (next, exchange(next, node)) }
            do {
                return round.handle(.applied(try node.store.apply(page)))
            } catch let error as ProtocolError {
                return round.handle(.malformed(error))
            }
        case .takeNewIdentity(let fork, let serverHolds):
            note("new identity \(index(of: node))")
            return round.handle(
                .identity(
                    try node.store.takeNewIdentity(
                        reissuingFrom: fork, serverHolds: serverHolds)))
        case .rebuild:
            _ = try node.store.rebuild()
            return round.handle(.rebuilt(try node.store.facts()))
        case .finished: return step
        }
    }

    private mutating func exchange(_ request: SyncRequest, _ node: Node) -> SyncRound.Event {
        let name = index(of: node)
        if faults.loss, random.next() % 6 == 0 {
            note("request of \(name) lost")
            return .refused(ProtocolError(.unreachable))
        }
        if faults.delay, random.next() % 6 == 0 { delayed.append(request) }
        let event = answer(request)
        if faults.repetition, random.next() % 6 == 0 {
            note("request of \(name) repeated")
            _ = answer(request)
        }
        if faults.loss, random.next() % 6 == 0 {
            note("reply to \(name) lost")
            return .refused(ProtocolError(.unreachable))
        }
        note("exchange \(name) \(request.runs.count)")
        return event
    }

    private mutating func answer(_ request: SyncRequest) -> SyncRound.Event {
        do {
            return .reply(try server.answer(request))
        } catch let error as ProtocolError {
            return .refused(error)
        } catch {
            return .refused(ProtocolError(.serverError))
        }
    }

    private mutating func deliverLate() {
        guard !delayed.isEmpty else { return }
        let request = delayed.remove(at: Int(random.next() % UInt64(delayed.count)))
        note("a late request arrives")
        _ = answer(request)
    }

    // MARK: - Copies and old copies

    private mutating func disturb(_ node: Node) {
        switch random.next() % 4 {
        case 0 where faults.clone && nodes.count < 8:
            note("clone of \(index(of: node))")
            let disk = node.store.disk
            addNode()
            nodes[nodes.count - 1].store.disk = disk
            nodes[nodes.count - 1].latestWall = max(node.latestWall, node.store.wallMilliseconds)
        case 1 where faults.rewind:
            note("rewind of \(index(of: node))")
            if let backup = node.backup { rewind(node, to: backup) }
        case 2 where faults.serverRewind:
            note("rewind of the server")
            if let copy = serverCopy { rewindServer(to: copy) }
        default:
            node.backup = node.store.disk
            serverCopy = server
        }
    }

    /// What only the lost copy held is gone for everybody, and nobody promised it any more.
    private mutating func rewind(_ node: Node, to backup: MemoryReplica.Disk) {
        let lost = values(in: node.store.changes)
        node.store.disk = backup
        node.drop()
        promised.subtract(lost.subtracting(valuesAlive()))
    }

    private mutating func rewindServer(to copy: MemoryServer) {
        let lost = values(in: server.changes)
        server = copy
        promised.subtract(lost.subtracting(valuesAlive()))
    }

    private func valuesAlive() -> Set<[UInt8]> {
        nodes.reduce(into: values(in: server.changes)) {
            $0.formUnion(values(in: $1.store.changes))
        }
    }

    private func values(in changes: [Dot: LoggedChange]) -> Set<[UInt8]> {
        Set(changes.values.compactMap { registry.truth(of: $0)?.value })
    }

    func index(of node: Node) -> Int {
        nodes.firstIndex { $0 === node } ?? -1
    }

    // MARK: - The end

    /// Stops all faults and lets everybody sync a few times.
    private mutating func heal() throws {
        note("heal")
        for pass in 0..<8 {
            var isQuiet = true
            for node in nodes {
                node.store.fault = {}
                let report = try syncUndisturbed(node)
                if case .failed(let error) = report.ending, pass > 5 {
                    throw fail("replica \(index(of: node)) cannot sync: \(error)")
                }
                let isIdle = report.pushedChanges == 0 && report.pulledChanges == 0
                isQuiet = isQuiet && report.isEqual && isIdle && report.reissues.isEmpty
            }
            if isQuiet { return }
        }
    }

    private mutating func syncUndisturbed(_ node: Node) throws -> SyncReport {
        var options = SyncOptions()
        options.pageBytes = pageBytes
        options.refill = true
        var round = SyncRound(options: options)
        var step = round.begin()
        for _ in 0..<5_000 {
            if case .finished(let report) = step { return report }
            if case .send(let request) = step {
                step = round.handle(answer(request))
            } else if case .apply(let page, .some) = step {
                step = try perform(.apply(page, next: nil), &round, node)
            } else {
                step = try perform(step, &round, node)
            }
        }
        throw fail("a sync does not end")
    }
}
