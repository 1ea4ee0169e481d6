package import ChangeLog
import FoundationEssentials

/// Consecutive changes of one author as they travel: whole transactions only (LOG-8).
package struct Run: Hashable, Sendable {
    package let replica: ReplicaID
    /// The sequence of the first change, from 1.
    package let firstSequence: UInt64
    /// The author's chain hash before the first change (LOG-4).
    package let hashBefore: ChainHash
    /// Each an encoded `Change`; not empty.
    package let changes: [[UInt8]]

    package init(
        replica: ReplicaID, firstSequence: UInt64, hashBefore: ChainHash, changes: [[UInt8]]
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
    package func decoded() throws(ProtocolError) -> [EncodedChange] {
        var result: [EncodedChange] = []
        var expected: UInt32 = 0
        var count: UInt32 = 0
        var byteCount = 0
        for (index, bytes) in changes.enumerated() {
            let dot = Dot(replica: replica, sequence: firstSequence + UInt64(index))
            let encoded = try ChangeCodec.decode(bytes, as: dot)
            let place = encoded.change.transaction
            guard place.index == expected, expected == 0 || place.count == count else {
                throw ProtocolError(.splitTransaction, "at \(dot)")
            }
            byteCount = expected == 0 ? bytes.count : byteCount + bytes.count
            guard byteCount <= ProtocolLimits.maximumTransactionBytes else {
                throw ProtocolError(.tooLarge, "transaction at \(dot): \(byteCount) bytes")
            }
            count = place.count
            expected = place.isLast ? 0 : expected + 1
            result.append(encoded)
        }
        guard expected == 0, !result.isEmpty else {
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
        changes = wire.changes.map { Array($0) }
    }

    var wire: WireRun {
        var wire = WireRun()
        wire.replica = Data(replica.bytes)
        wire.firstSequence = firstSequence
        wire.hashBefore = Data(hashBefore.digest.bytes)
        wire.changes = changes.map { Data($0) }
        return wire
    }
}
