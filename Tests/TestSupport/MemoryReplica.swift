package import ChangeLog
package import SyncEngine
package import SyncProtocol

/// One author's part of a log in memory.
struct MemoryLog: Sendable {
    var bytes: [[UInt8]] = []
    /// The chain hash after each change.
    var chains: [ChainHash] = []
    /// Whether a transaction ends with each change.
    var ends: [Bool] = []
}

/// A replica in memory: the same promises as the SQLite one, with a place for faults.
package final class MemoryReplica: SyncStore {
    /// What the test's fault may throw in place of, or after, a call.
    package struct Crash: Error {
        package init() {}
    }

    /// All that a real replica has on disk.
    package struct Disk: Sendable {
        package var replica: ReplicaID
        package internal(set) var merged: MergedState
        package internal(set) var memory: ServerMemory?
        var logs: [ReplicaID: MemoryLog] = [:]
        var clock = HybridClock()
    }

    package let space: SpaceID
    package var disk: Disk
    /// Called before and after every call of the store.
    package var fault: () throws -> Void = {}
    /// The wall clock, Unix milliseconds.
    package var wallMilliseconds: UInt64 = 1_700_000_000_000
    private let digest: DigestFunction
    private let newID: () -> ReplicaID

    package init(
        space: SpaceID, digest: DigestFunction, newID: @escaping () -> ReplicaID
    ) {
        self.space = space
        self.digest = digest
        self.newID = newID
        disk = Disk(replica: newID(), merged: MergedState(digest: digest))
    }

    /// Writes edits as one transaction.
    ///
    /// - Throws: What the fault throws, or ``ProtocolError``.
    package func edit(_ edits: [CellEdit]) throws {
        try transaction { disk in
            var author = TransactionAuthor(
                replica: disk.replica, held: disk.merged.held, clock: disk.clock)
            let state = disk.merged
            let changes = author.write(edits, wallMilliseconds: wallMilliseconds) { cell in
                state.heads(of: cell).map(\.dot)
            }
            for change in changes {
                append(try ChangeCodec.encode(change), to: &disk)
            }
            disk.clock = author.clock
        }
    }

    /// Every change that is held, by name.
    package var changes: [Dot: EncodedChange] {
        var result: [Dot: EncodedChange] = [:]
        for (replica, log) in disk.logs {
            for (index, bytes) in log.bytes.enumerated() {
                let dot = Dot(replica: replica, sequence: UInt64(index + 1))
                // What was stored was decoded before.
                if let encoded = try? ChangeCodec.decode(bytes, as: dot) { result[dot] = encoded }
            }
        }
        return result
    }

    package func facts() throws -> ReplicaFacts {
        try transaction { disk in
            ReplicaFacts(
                space: space, replica: disk.replica, held: disk.merged.held,
                stateHash: disk.merged.hash, server: disk.memory)
        }
    }

    package func runs(beyond held: VersionVector, maximumBytes: Int) throws -> [Run] {
        try transaction { disk in
            var page = PageBuilder(maximumBytes: maximumBytes)
            authors: for replica in disk.logs.keys.sorted() {
                guard let log = disk.logs[replica] else { continue }
                var chain = ChainHash(seedOf: replica, in: space, using: digest)
                for index in log.bytes.indices {
                    let dot = Dot(replica: replica, sequence: UInt64(index + 1))
                    defer { chain = log.chains[index] }
                    let last = log.ends[index...].firstIndex(of: true) ?? index
                    // A transaction that the other party holds a part of is sent whole.
                    let lastDot = Dot(replica: replica, sequence: UInt64(last + 1))
                    if held.covers(lastDot) { continue }
                    let change = StoredChange(
                        dot: dot, bytes: log.bytes[index], chainBefore: chain,
                        endsTransaction: log.ends[index])
                    if !page.add(change) { break authors }
                }
            }
            return page.finish()
        }
    }

    package func apply(_ page: SyncPage) throws -> PageOutcome {
        try transaction { disk in
            var copy = disk
            var count = 0
            for run in page.runs {
                let log = copy.logs[run.replica] ?? MemoryLog()
                let decision = try RunAdmission(
                    of: run, heldSequence: UInt64(log.bytes.count),
                    heldChain: log.chains.last
                        ?? ChainHash(seedOf: run.replica, in: space, using: digest),
                    using: digest
                ) { dot in log.bytes[Int(dot.sequence) - 1] }
                switch decision {
                case .gap(let dot): return .gap(from: dot)
                case .forked(let dot): return .forked(at: dot)
                case .admitted(let changes):
                    for change in changes {
                        append(change.encoded, to: &copy)
                        copy.clock.observe(
                            change.encoded.change.timestamp, wallMilliseconds: wallMilliseconds)
                    }
                    count += changes.count
                }
            }
            copy.memory = page.memory
            disk = copy
            return .applied(
                newChanges: count, held: disk.merged.held, stateHash: disk.merged.hash)
        }
    }

    package func takeNewIdentity(reissuingFrom fork: Dot?) throws -> Reissue {
        try transaction { disk in
            let old = fork?.replica ?? disk.replica
            let new = newID()
            disk.replica = new
            guard var fork, let log = disk.logs[old], Int(fork.sequence) <= log.bytes.count else {
                return Reissue(old: old, new: new, reissuedChanges: 0)
            }
            let first = try ChangeCodec.decode(log.bytes[Int(fork.sequence) - 1], as: fork)
            // Two copies may have begun a transaction alike: it moves as a whole.
            fork = Dot(
                replica: old,
                sequence: fork.sequence - UInt64(first.change.transaction.index))
            let keep = Int(fork.sequence) - 1
            var moved: [Change] = []
            for index in keep..<log.bytes.count {
                let dot = Dot(replica: old, sequence: UInt64(index + 1))
                moved.append(try ChangeCodec.decode(log.bytes[index], as: dot).change)
            }
            var logs = disk.logs
            logs[old]?.bytes.removeSubrange(keep...)
            disk.logs = [:]
            disk.merged = MergedState(digest: digest)
            replay(logs, into: &disk)
            for change in moved {
                append(
                    try ChangeCodec.encode(renamed(change, from: fork, to: new)), to: &disk)
            }
            return Reissue(old: old, new: new, reissuedChanges: moved.count)
        }
    }

    package func rebuild() throws -> StateHash {
        try transaction { disk in
            let logs = disk.logs
            disk.logs = [:]
            disk.merged = MergedState(digest: digest)
            replay(logs, into: &disk)
            return disk.merged.hash
        }
    }

    private func replay(_ logs: [ReplicaID: MemoryLog], into disk: inout Disk) {
        for replica in logs.keys.sorted() {
            for (index, bytes) in (logs[replica]?.bytes ?? []).enumerated() {
                let dot = Dot(replica: replica, sequence: UInt64(index + 1))
                // What was stored was decoded before.
                if let encoded = try? ChangeCodec.decode(bytes, as: dot) {
                    append(encoded, to: &disk)
                }
            }
        }
    }

    private func append(_ encoded: EncodedChange, to disk: inout Disk) {
        let replica = encoded.change.dot.replica
        let before =
            disk.logs[replica]?.chains.last
            ?? ChainHash(seedOf: replica, in: space, using: digest)
        disk.logs[replica, default: MemoryLog()].bytes.append(encoded.bytes)
        disk.logs[replica]?.chains.append(before.extended(by: encoded.bytes, using: digest))
        disk.logs[replica]?.ends.append(encoded.change.transaction.isLast)
        disk.merged.merge(encoded)
    }

    private func renamed(_ change: Change, from fork: Dot, to new: ReplicaID) -> Change {
        func name(_ dot: Dot) -> Dot {
            guard dot.replica == fork.replica, dot.sequence >= fork.sequence else { return dot }
            return Dot(replica: new, sequence: dot.sequence - fork.sequence + 1)
        }
        var observed = VersionVector()
        for dot in change.observed.dots {
            observed.insert(name(dot))
            if name(dot) != dot, fork.sequence > 1 {
                observed.insert(Dot(replica: fork.replica, sequence: fork.sequence - 1))
            }
        }
        return Change(
            dot: name(change.dot), timestamp: change.timestamp, transaction: change.transaction,
            cell: change.cell, kind: change.kind, verb: change.verb, value: change.value,
            replaces: change.replaces.map(name), observed: observed)
    }

    /// Runs a call on a copy of the disk, which replaces the disk when the call ends.
    private func transaction<Result>(_ body: (inout Disk) throws -> Result) throws -> Result {
        try fault()
        var copy = disk
        let result = try body(&copy)
        disk = copy
        try fault()
        return result
    }
}
