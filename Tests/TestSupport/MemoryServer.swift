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
    }

    private struct Entry: Sendable {
        let dot: Dot
        let bytes: [UInt8]
        let chainBefore: ChainHash
        let isLast: Bool
    }

    private let space: SpaceID
    private let server: ServerID
    private let epoch: EpochID
    private let digest: DigestFunction
    private var log: [Entry] = []
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
    package var changes: [Dot: EncodedChange] {
        var result: [Dot: EncodedChange] = [:]
        for entry in log {
            // What was stored was decoded before.
            if let encoded = try? ChangeCodec.decode(entry.bytes, as: entry.dot) {
                result[entry.dot] = encoded
            }
        }
        return result
    }

    /// Answers a request.
    ///
    /// - Throws: ``ProtocolError`` `gap`, `forked_replica`, or what a malformed run throws; nothing
    ///   is stored then.
    package mutating func answer(_ request: SyncRequest) throws -> SyncReply {
        let verdict = verdict(on: request.cursor)
        var stored: UInt64 = 0
        if !request.checkOnly, verdict != .unknown {
            var copy = self
            for run in request.runs { stored += try copy.store(run) }
            if fault != .forgetsAPush || stored % 3 != 2 { self = copy }
        }
        let start = verdict == .good ? Int(request.cursor?.position ?? 0) : 0
        let (runs, end) = page(after: start, for: request)
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

    private mutating func store(_ run: Run) throws -> UInt64 {
        let held = merged.held[run.replica]
        let chain = chains[run.replica] ?? ChainHash(seedOf: run.replica, in: space, using: digest)
        let decision = try RunAdmission(
            of: run, heldSequence: held, heldChain: chain, using: digest
        ) { dot in
            if fault == .overlooksForks { return nil }
            return positions[dot].map { log[$0].bytes }
        }
        switch decision {
        case .gap(let dot): throw ProtocolError(.gap, "\(dot)")
        case .forked(let dot): throw ProtocolError(.forkedReplica, fork: dot)
        case .admitted(let changes):
            var before = chain
            for change in changes {
                let dot = change.encoded.change.dot
                positions[dot] = log.count
                log.append(
                    Entry(
                        dot: dot, bytes: change.encoded.bytes, chainBefore: before,
                        isLast: change.encoded.change.transaction.isLast))
                let last = hashes[hashes.count - 1]
                hashes.append(last.extended(by: dot, chain: change.chain, using: digest))
                merged.merge(change.encoded)
                before = change.chain
            }
            chains[run.replica] = before
            return UInt64(changes.count)
        }
    }

    private func page(after start: Int, for request: SyncRequest) -> (runs: [Run], end: Int) {
        guard !request.checkOnly else { return ([], start) }
        let known = request.held.union(VersionVector(request.runs.map(\.last)))
        var builder = PageBuilder(maximumBytes: Int(request.pageBytes))
        var end = start
        var begin = 0
        var isWanted = false
        for index in start..<log.count {
            if index == start || log[index - 1].isLast {
                begin = index
                let last = log[begin...].firstIndex(where: \.isLast) ?? index
                // A transaction that the client holds a part of is sent whole.
                isWanted = log[begin...last].contains { !known.covers($0.dot) }
            }
            let entry = log[index]
            if isWanted {
                if fault == .skipsAChange, index % 7 == 3 { end = index + 1; continue }
                let change = StoredChange(
                    dot: entry.dot, bytes: entry.bytes, chainBefore: entry.chainBefore,
                    endsTransaction: entry.isLast)
                guard builder.add(change) else { break }
            }
            if entry.isLast || !isWanted { end = index + 1 }
        }
        return (builder.finish(), end)
    }
}
