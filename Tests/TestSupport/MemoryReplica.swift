package import ChangeLog
package import SyncEngine
package import SyncProtocol

/// One author's part of a log in memory.
struct MemoryLog: Sendable {
    var changes: [LoggedChange] = []
    /// The chain hash after each change.
    var chains: [ChainHash] = []
}

extension [LoggedChange] {
    /// Forgets the bytes of what a state says is erased.
    mutating func erase(as state: MergedState, using digest: DigestFunction) {
        for (index, logged) in enumerated() {
            guard let encoded = logged.whole, state.isErased(encoded.change) else { continue }
            self[index] = .erased(
                ErasedChange(
                    dot: logged.dot, digest: digest(encoded.bytes),
                    endsTransaction: logged.endsTransaction))
        }
    }
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
        package internal(set) var clock = HybridClock()
    }

    package let space: SpaceID
    package var disk: Disk
    /// Called before and after every call of the store.
    package var fault: () throws -> Void = {}
    /// Called with every change that is written here, under this or a new name.
    package var onWrite: (EncodedChange) -> Void = { _ in }
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
                let encoded = try ChangeCodec.encode(change)
                onWrite(encoded)
                append(.whole(encoded), to: &disk)
            }
            disk.clock = author.clock
        }
    }

    /// Every change that is held, by name.
    package var changes: [Dot: LoggedChange] {
        var result: [Dot: LoggedChange] = [:]
        for change in disk.logs.values.flatMap(\.changes) { result[change.dot] = change }
        return result
    }

    package func facts() throws -> ReplicaFacts {
        try transaction { disk in
            ReplicaFacts(
                space: space, replica: disk.replica, held: disk.merged.held,
                stateHash: disk.merged.hash, server: disk.memory)
        }
    }

    package func runs(
        beyond held: VersionVector, upTo limit: VersionVector?, maximumBytes: Int
    ) throws -> [Run] {
        try transaction { disk in
            var page = PageBuilder(maximumBytes: maximumBytes)
            authors: for replica in disk.logs.keys.sorted() {
                guard let log = disk.logs[replica] else { continue }
                var chain = ChainHash(seedOf: replica, in: space, using: digest)
                for (index, logged) in log.changes.enumerated() {
                    defer { chain = log.chains[index] }
                    let last = log.changes[index...].firstIndex(where: \.endsTransaction) ?? index
                    // A transaction that the other party holds a part of is sent whole.
                    let lastDot = Dot(replica: replica, sequence: UInt64(last + 1))
                    if held.covers(lastDot) { continue }
                    let first = log.changes[..<index].lastIndex(where: \.endsTransaction) ?? -1
                    if let limit, limit[replica] <= first + 1 { continue }
                    let change = StoredChange(
                        dot: logged.dot, content: logged.content, chainBefore: chain,
                        endsTransaction: logged.endsTransaction)
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
            var completions: [EncodedChange] = []
            for run in page.runs {
                let log = copy.logs[run.replica] ?? MemoryLog()
                let decision = try RunAdmission(
                    of: run, heldSequence: UInt64(log.changes.count),
                    heldChain: log.chains.last
                        ?? ChainHash(seedOf: run.replica, in: space, using: digest),
                    using: digest,
                    held: { HeldChange(log.changes[Int($0.sequence) - 1]) })
                switch decision {
                case .gap(let dot): return .gap(from: dot)
                case .forked(let dot): return .forked(at: dot)
                case .admitted(let run):
                    for change in run.changes {
                        append(change.logged, to: &copy)
                        guard let encoded = change.logged.whole else { continue }
                        copy.clock.observe(
                            encoded.change.timestamp, wallMilliseconds: wallMilliseconds)
                    }
                    count += run.changes.count
                    completions += run.completions
                }
            }
            for encoded in completions where copy.merged.complete(encoded) {
                let dot = encoded.change.dot
                copy.logs[dot.replica]?.changes[Int(dot.sequence) - 1] = .whole(encoded)
                if encoded.change.verb == .purge { erase(in: &copy) }
            }
            copy.memory = page.memory
            disk = copy
            return .applied(
                newChanges: count, held: disk.merged.held, stateHash: disk.merged.hash)
        }
    }

    package func takeNewIdentity(
        reissuingFrom fork: Dot?, serverHolds: VersionVector
    ) throws -> Reissue {
        try transaction { disk in
            let old = fork?.replica ?? disk.replica
            let new = newID()
            disk.replica = new
            guard let fork, let log = disk.logs[old], Int(fork.sequence) <= log.changes.count
            else { return Reissue(old: old, new: new, reissuedChanges: 0) }
            var plan = ReissuePlan()
            plan.move(from: transactionStart(of: fork, in: disk), to: new)
            while let dot = firstNaming(plan, serverHolds, in: disk) {
                plan.move(from: transactionStart(of: dot, in: disk), to: newID())
            }
            var moved: [LoggedChange] = []
            var logs = disk.logs
            for first in plan.firsts {
                let keep = Int(first.sequence) - 1
                moved += logs[first.replica]?.changes[keep...] ?? []
                logs[first.replica]?.changes.removeSubrange(keep...)
            }
            disk.logs = [:]
            disk.merged = MergedState(digest: digest)
            replay(logs, into: &disk)
            for change in moved {
                let again = try plan.renamed(change)
                if let encoded = again.whole { onWrite(encoded) }
                append(again, to: &disk)
            }
            return Reissue(old: old, new: new, reissuedChanges: moved.count)
        }
    }

    /// Two copies may have begun a transaction alike: it moves as a whole.
    private func transactionStart(of dot: Dot, in disk: Disk) -> Dot {
        let before = disk.logs[dot.replica]?.changes.prefix(Int(dot.sequence) - 1) ?? []
        let keep = (before.lastIndex(where: \.endsTransaction) ?? -1) + 1
        return Dot(replica: dot.replica, sequence: UInt64(keep + 1))
    }

    /// The first change that the server lacks, stays, and names one that moves.
    private func firstNaming(
        _ plan: ReissuePlan, _ serverHolds: VersionVector, in disk: Disk
    ) -> Dot? {
        for replica in disk.logs.keys.sorted() {
            for change in (disk.logs[replica]?.changes ?? []).compactMap(\.whole?.change)
            where !serverHolds.covers(change.dot) && !plan.moves(change.dot)
                && plan.isNamed(by: change)
            { return change.dot }
        }
        return nil
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
            for change in logs[replica]?.changes ?? [] { append(change, to: &disk) }
        }
    }

    private func append(_ logged: LoggedChange, to disk: inout Disk) {
        let replica = logged.dot.replica
        let before =
            disk.logs[replica]?.chains.last
            ?? ChainHash(seedOf: replica, in: space, using: digest)
        let content = logged.content.digest(using: digest)
        disk.logs[replica, default: MemoryLog()].changes.append(logged)
        disk.logs[replica]?.chains.append(before.extended(by: content, using: digest))
        disk.merged.merge(logged)
        guard let change = logged.whole?.change else { return }
        if change.verb == .purge || disk.merged.isErased(change) { erase(in: &disk) }
    }

    private func erase(in disk: inout Disk) {
        for replica in disk.logs.keys {
            disk.logs[replica]?.changes.erase(as: disk.merged, using: digest)
        }
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

extension SyncStore {
    /// Everything that a party lacks.
    package func runs(beyond held: VersionVector, maximumBytes: Int) throws -> [Run] {
        try runs(beyond: held, upTo: nil, maximumBytes: maximumBytes)
    }

    /// A new identity beside a server that holds everything else.
    package func takeNewIdentity(reissuingFrom fork: Dot?) throws -> Reissue {
        try takeNewIdentity(reissuingFrom: fork, serverHolds: facts().held)
    }
}
