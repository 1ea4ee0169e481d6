package import ChangeLog
import FoundationEssentials

/// One change as it travels.
package enum CarriedChange: Hashable, Sendable {
    /// An encoded `Change`, not yet decoded.
    case bytes([UInt8])
    /// The remains of a change that was erased (LOG-11).
    case erased(ContentDigest, endsTransaction: Bool)

    package init(_ stored: StoredChange) {
        switch stored.content {
        case .bytes(let bytes): self = .bytes(bytes)
        case .erased(let digest):
            self = .erased(digest, endsTransaction: stored.endsTransaction)
        }
    }
}

/// Consecutive changes of one author as they travel: whole transactions only (LOG-8).
package struct Run: Hashable, Sendable {
    package let replica: ReplicaID
    /// The sequence of the first change, from 1.
    package let firstSequence: UInt64
    /// The author's chain hash before the first change (LOG-4).
    package let hashBefore: ChainHash
    /// Not empty.
    package let changes: [CarriedChange]

    package init(
        replica: ReplicaID, firstSequence: UInt64, hashBefore: ChainHash, changes: [CarriedChange]
    ) {
        self.replica = replica
        self.firstSequence = firstSequence
        self.hashBefore = hashBefore
        self.changes = changes
    }

    /// The dot of the last change; of the change before the first when empty.
    package var last: Dot {
        Dot(replica: replica, sequence: firstSequence - 1 + UInt64(changes.count))
    }

    /// Decodes every change and checks that transactions are whole (LOG-8).
    ///
    /// - Returns: The changes, in sequence.
    /// - Throws: ``ProtocolError`` `bad_message`, `split_transaction`, or `too_large` for a
    ///   transaction; nothing is half decoded.
    package func decoded() throws(ProtocolError) -> [LoggedChange] {
        var result: [LoggedChange] = []
        var transaction = TransactionCheck()
        for (index, carried) in changes.enumerated() {
            let dot = Dot(replica: replica, sequence: firstSequence + UInt64(index))
            let logged: LoggedChange
            switch carried {
            case .bytes(let bytes): logged = .whole(try ChangeCodec.decode(bytes, as: dot))
            case .erased(let digest, let endsTransaction):
                logged = .erased(
                    ErasedChange(dot: dot, digest: digest, endsTransaction: endsTransaction))
            }
            try transaction.take(logged)
            result.append(logged)
        }
        guard transaction.isComplete, !result.isEmpty else {
            throw ProtocolError(.splitTransaction, "at \(last)")
        }
        return result
    }

    init(_ wire: WireRun, _ member: String) throws(ProtocolError) {
        guard let replica = ReplicaID(bytes: Array(wire.replica)) else {
            throw ProtocolError(.badMessage, "\(member).replica: \(wire.replica.count) bytes")
        }
        guard let digest = ContentDigest(bytes: Array(wire.hashBefore)) else {
            throw ProtocolError(
                .badMessage, "\(member).hash_before: \(wire.hashBefore.count) bytes")
        }
        guard !wire.changes.isEmpty else {
            throw ProtocolError(.badMessage, "\(member).changes is empty")
        }
        // LOG-3: the last sequence is below the limit too.
        let end = ProtocolLimits.maximumSequence.subtractingReportingOverflow(
            UInt64(wire.changes.count))
        guard wire.firstSequence >= 1, wire.firstSequence <= end.partialValue, !end.overflow else {
            throw ProtocolError(.badMessage, "\(member).first_sequence: \(wire.firstSequence)")
        }
        self.replica = replica
        firstSequence = wire.firstSequence
        hashBefore = ChainHash(digest: digest)
        changes = try Self.changes(wire, member)
    }

    /// Puts what was erased into its places (SYNC-17).
    private static func changes(
        _ wire: WireRun, _ member: String
    ) throws(ProtocolError) -> [CarriedChange] {
        var erased = wire.erased[...]
        var changes: [CarriedChange] = []
        for bytes in wire.changes {
            guard bytes.isEmpty else {
                changes.append(.bytes(Array(bytes)))
                continue
            }
            guard let entry = erased.popFirst(),
                let digest = ContentDigest(bytes: Array(entry.digest))
            else { throw ProtocolError(.badMessage, "\(member).erased lacks a digest") }
            changes.append(.erased(digest, endsTransaction: entry.endsTransaction))
        }
        guard erased.isEmpty else {
            throw ProtocolError(.badMessage, "\(member).erased has \(wire.erased.count) entries")
        }
        return changes
    }

    var wire: WireRun {
        var wire = WireRun()
        wire.replica = Data(replica.bytes)
        wire.firstSequence = firstSequence
        wire.hashBefore = Data(hashBefore.digest.bytes)
        for change in changes {
            switch change {
            case .bytes(let bytes): wire.changes.append(Data(bytes))
            case .erased(let digest, let endsTransaction):
                var entry = WireErased()
                entry.digest = Data(digest.bytes)
                entry.endsTransaction = endsTransaction
                wire.changes.append(Data())
                wire.erased.append(entry)
            }
        }
        return wire
    }
}

/// Follows the transactions of a run (LOG-8).
///
/// An erased change no longer says how many changes its transaction has; the others do, and all of
/// them have to agree.
private struct TransactionCheck {
    /// The place of the next change in its transaction.
    private var expected: UInt32 = 0
    /// The number of changes in the transaction as told so far; nil when none of them is whole.
    private var count: UInt32?
    private var byteCount = 0

    /// Whether the last change ended its transaction.
    var isComplete: Bool { expected == 0 }

    /// Takes the next change of the run.
    ///
    /// - Throws: ``ProtocolError`` `split_transaction` or `too_large`.
    mutating func take(_ logged: LoggedChange) throws(ProtocolError) {
        // Made only when it is thrown: a page has thousands of changes.
        func split() -> ProtocolError { ProtocolError(.splitTransaction, "at \(logged.dot)") }
        switch logged {
        case .whole(let encoded):
            let place = encoded.change.transaction
            guard place.index == expected, count == nil || place.count == count else {
                throw split()
            }
            count = place.count
            byteCount += encoded.bytes.count
        case .erased(let erased):
            let ends = count.map { expected + 1 == $0 } ?? erased.endsTransaction
            guard ends == erased.endsTransaction,
                expected < UInt32(ProtocolLimits.maximumTransactionChanges)
            else { throw split() }
        }
        guard byteCount <= ProtocolLimits.maximumTransactionBytes else {
            throw ProtocolError(
                .tooLarge, "transaction at \(logged.dot): \(byteCount) bytes")
        }
        expected += 1
        if logged.endsTransaction { self = TransactionCheck() }
    }
}
