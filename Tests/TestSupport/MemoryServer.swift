package import ChangeLog
package import SyncProtocol

/// A server of one space in memory: the sync decision in its plainest form.
package struct MemoryServer: Sendable {
    /// Deliberate faults, to prove that the simulator notices them.
    package enum Fault: CaseIterable, Sendable {
        /// The page begins one change too late.
        case skipsAChange
        /// Changes are acknowledged and not stored.
        case forgetsAPush
        /// A forked run is taken for a repeated one.
        case overlooksForks
        /// The hash of the cursor is not looked at.
        case trustsCursors
        /// What a purge covers stays in the log.
        case keepsErasedBytes
    }

    private let space: SpaceID
    private let server: ServerID
    private let epoch: EpochID
    private let digest: DigestFunction
    private var log: [LoggedChange] = []
    /// The author's chain hash before each change of the log.
    private var chainsBefore: [ChainHash] = []
    private var hashes: [LogHash]
    private var chains: [ReplicaID: ChainHash] = [:]
    private var positions: [Dot: Int] = [:]
    /// What its log amounts to.
    package private(set) var merged: MergedState
    package var fault: Fault?

    package init(space: SpaceID, digest: DigestFunction) {
        self.space = space
        self.digest = digest
        server = ServerID(value: 1)
        epoch = EpochID(value: 2)
        merged = MergedState(digest: digest)
        hashes = [LogHash(seedOf: EpochID(value: 2), in: space, using: digest)]
    }

    /// Every change in the log, by name.
    package var changes: [Dot: LoggedChange] {
        Dictionary(log.map { ($0.dot, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Answers a request.
    ///
    /// - Throws: ``ProtocolError`` `gap`, `forked_replica`, or what a malformed run throws; nothing
    ///   is stored then.
    package mutating func answer(_ request: SyncRequest) throws -> SyncReply {
        let verdict = verdict(on: request.cursor)
        var stored: UInt64 = 0
        var lacking: [Dot] = []
        if !request.checkOnly, verdict != .unknown {
            var copy = self
            var completions: [EncodedChange] = []
            for run in request.runs {
                let admitted = try copy.store(run)
                stored += UInt64(admitted.changes.count)
                completions += admitted.completions
                lacking += admitted.lacking
            }
            copy.complete(with: completions)
            if fault != .forgetsAPush || stored % 3 != 2 { self = copy }
        }
        let start = verdict == .good ? Int(request.cursor?.position ?? 0) : 0
        let (runs, end) = page(after: start, for: request, lacking: lacking)
        return SyncReply(
            server: server, held: merged.held, runs: runs,
            next: SyncCursor(epoch: epoch, position: UInt64(end), hash: hashes[end]),
            more: end < log.count && !request.checkOnly, stateHash: merged.hash,
            serverMilliseconds: 1_700_000_000_000, verdict: verdict, stored: stored,
            role: .owner)
    }

    private func verdict(on cursor: SyncCursor?) -> CursorVerdict {
        guard let cursor else { return .absent }
        guard cursor.epoch == epoch, cursor.position < UInt64(hashes.count) else {
            return .unknown
        }
        let isSame = hashes[Int(cursor.position)] == cursor.hash
        return isSame || fault == .trustsCursors ? .good : .unknown
    }

    private mutating func store(_ run: Run) throws -> AdmittedRun {
        let held = merged.held[run.replica]
        var chain = chains[run.replica] ?? ChainHash(seedOf: run.replica, in: space, using: digest)
        let decision = try RunAdmission(
            of: run, heldSequence: held, heldChain: chain, using: digest,
            held: { dot in
                if fault == .overlooksForks { return nil }
                return positions[dot].map { HeldChange(log[$0]) }
            })
        switch decision {
        case .gap(let dot): throw ProtocolError(.gap, "\(dot)")
        case .forked(let dot): throw ProtocolError(.forkedReplica, fork: dot)
        case .admitted(let run):
            for change in run.changes {
                positions[change.logged.dot] = log.count
                log.append(change.logged)
                chainsBefore.append(chain)
                let last = hashes[hashes.count - 1]
                hashes.append(
                    last.extended(by: change.logged.dot, chain: change.chain, using: digest))
                merged.merge(change.logged)
                chain = change.chain
            }
            if let replica = run.changes.last?.logged.dot.replica { chains[replica] = chain }
            if fault != .keepsErasedBytes { log.erase(as: merged, using: digest) }
            return run
        }
    }

    /// Takes the bytes of changes that were held without them (LOG-12).
    private mutating func complete(with completions: [EncodedChange]) {
        for encoded in completions where merged.complete(encoded) {
            guard let position = positions[encoded.change.dot] else { continue }
            log[position] = .whole(encoded)
        }
        if !completions.isEmpty { log.erase(as: merged, using: digest) }
    }

    private func page(
        after start: Int, for request: SyncRequest, lacking: [Dot]
    ) -> (runs: [Run], end: Int) {
        guard !request.checkOnly else { return ([], start) }
        let known = request.held.union(VersionVector(request.runs.map(\.last)))
        var builder = PageBuilder(maximumBytes: Int(request.pageBytes))
        for dot in lacking {
            // SYNC-18
            guard let position = positions[dot], log[position].whole != nil,
                transaction(around: position).allSatisfy({ builder.add(stored($0)) })
            else { continue }
        }
        var end = start
        var isWanted = false
        for index in start..<log.count {
            if index == start || log[index - 1].endsTransaction {
                // A transaction that the client holds a part of is sent whole.
                isWanted = transaction(around: index).contains { !known.covers(log[$0].dot) }
            }
            if isWanted {
                if fault == .skipsAChange, index % 7 == 3 { end = index + 1; continue }
                guard builder.add(stored(index)) else { break }
            }
            if log[index].endsTransaction || !isWanted { end = index + 1 }
        }
        return (builder.finish(), end)
    }

    private func stored(_ index: Int) -> StoredChange {
        StoredChange(
            dot: log[index].dot, content: log[index].content, chainBefore: chainsBefore[index],
            endsTransaction: log[index].endsTransaction)
    }

    /// The positions of the transaction that has a change at this one.
    private func transaction(around index: Int) -> ClosedRange<Int> {
        let first = (log[..<index].lastIndex(where: \.endsTransaction) ?? -1) + 1
        let last = log[index...].firstIndex(where: \.endsTransaction) ?? index
        return first...max(first, last)
    }
}
