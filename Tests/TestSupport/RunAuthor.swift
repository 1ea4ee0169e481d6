package import ChangeLog
package import SyncProtocol

/// Writes the changes of one replica; a copy of it is a cloned machine.
package struct RunAuthor: Sendable {
    package let replica: ReplicaID
    package let space: SpaceID
    package private(set) var sequence: UInt64 = 0
    package private(set) var chain: ChainHash

    /// A replica with this id that has written nothing.
    package init(_ number: UInt128, in space: SpaceID) {
        replica = ReplicaID(value: number)
        self.space = space
        chain = ChainHash(seedOf: replica, in: space, using: .sha256)
    }

    /// The next changes.
    ///
    /// - Parameters:
    ///   - sizes: How many changes each transaction has.
    ///   - value: What every change writes.
    ///   - announced: What each transaction says it has, when that is a lie.
    /// - Returns: The changes of all these transactions.
    /// - Throws: `ProtocolError` for a change that is over a limit.
    package mutating func run(
        of sizes: [Int] = [1], value: [UInt8] = Array("value".utf8), announced: UInt32? = nil
    ) throws -> Run {
        let first = sequence + 1
        let before = chain
        var changes: [[UInt8]] = []
        for size in sizes {
            for index in 0..<size {
                sequence += 1
                let change = change(
                    UInt32(clamping: index), of: announced ?? UInt32(clamping: size), value)
                let bytes = try ChangeCodec.encode(change).bytes
                chain = chain.extended(by: bytes, using: .sha256)
                changes.append(bytes)
            }
        }
        return Run(
            replica: replica, firstSequence: first, hashBefore: before,
            changes: changes.map { .bytes($0) })
    }

    /// The next change: a picture for an album (PHOTO-4).
    ///
    /// - Throws: `ProtocolError` for a picture that is over a limit.
    package mutating func run(picture: [UInt8]) throws -> Run {
        sequence += 1
        let change = Change(
            dot: Dot(replica: replica, sequence: sequence),
            timestamp: HybridTimestamp(milliseconds: 1_750_000_000_000 + sequence, counter: 0),
            transaction: .alone,
            cell: CellAddress(
                entity: EntityID(value: DigestFunction.sha256(picture).leading128),
                field: FieldName(rawValue: "bytes")),
            kind: EntityKind(rawValue: "picture"), verb: .put, value: picture)
        let bytes = try ChangeCodec.encode(change).bytes
        let before = chain
        chain = chain.extended(by: bytes, using: .sha256)
        return Run(
            replica: replica, firstSequence: sequence, hashBefore: before,
            changes: [.bytes(bytes)])
    }

    private func change(_ index: UInt32, of count: UInt32, _ value: [UInt8]) -> Change {
        let entity = EntityID(value: replica.value << 64 | UInt128(sequence))
        return Change(
            dot: Dot(replica: replica, sequence: sequence),
            timestamp: HybridTimestamp(milliseconds: 1_750_000_000_000 + sequence, counter: 0),
            transaction: TransactionPlace(index: index, count: count) ?? .alone,
            cell: CellAddress(entity: entity, field: FieldName(rawValue: "line")),
            kind: EntityKind(rawValue: "person"), verb: .put, value: value)
    }
}

extension Run {
    /// The bytes of the changes that were not erased.
    package var encodedChanges: [[UInt8]] {
        changes.compactMap { if case .bytes(let bytes) = $0 { bytes } else { nil } }
    }

    /// The same run without the bytes of some changes.
    ///
    /// - Parameter sequences: Of the changes to erase.
    /// - Returns: With their digests.
    /// - Throws: `ProtocolError` when the run cannot be decoded.
    package func erasing(_ sequences: Set<UInt64>) throws -> Run {
        Run(
            replica: replica, firstSequence: firstSequence, hashBefore: hashBefore,
            changes: try decoded().map { logged in
                guard let encoded = logged.whole, !sequences.contains(logged.dot.sequence) else {
                    return .erased(
                        logged.content.digest(using: .sha256),
                        endsTransaction: logged.endsTransaction)
                }
                return .bytes(encoded.bytes)
            })
    }
}
