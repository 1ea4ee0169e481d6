/// An order-free sum over the live heads of a space: equal states have equal hashes (MERGE-9).
///
/// Each live head adds the first 16 bytes of SHA-256(replica || sequence || bytes), as a number
/// modulo 2^128; sequence is big-endian, 8 bytes. Kept incrementally: a head that is replaced is
/// subtracted.
package struct StateHash: Hashable, Sendable {
    package private(set) var sum: UInt128

    /// The hash of an empty space.
    package init() {
        sum = 0
    }

    package init(sum: UInt128) {
        self.sum = sum
    }

    /// Reads the binary form, 16 bytes big-endian; nil for another length.
    package init?(bytes: [UInt8]) {
        guard let id = ReplicaID(bytes: bytes) else { return nil }
        sum = id.value
    }

    /// 16 bytes, most significant first.
    package var bytes: [UInt8] { ReplicaID(value: sum).bytes }

    /// Counts a head that became live.
    package mutating func add(_ fingerprint: HeadFingerprint) {
        sum &+= fingerprint.value
    }

    /// Counts a head out that was replaced.
    package mutating func subtract(_ fingerprint: HeadFingerprint) {
        sum &-= fingerprint.value
    }
}

extension StateHash: CustomStringConvertible {
    /// 32 lower-case hexadecimal digits.
    package var description: String { Hexadecimal.encode(bytes) }
}

/// The share of one head in the state hash.
package struct HeadFingerprint: Hashable, Sendable {
    package let value: UInt128

    package init(value: UInt128) {
        self.value = value
    }

    /// The fingerprint of the change named `dot` whose encoded form is `bytes`.
    package init(dot: Dot, bytes: [UInt8], using digest: DigestFunction) {
        var input = dot.replica.bytes
        input.reserveCapacity(24 + bytes.count)
        for shift in stride(from: 56, through: 0, by: -8) {
            input.append(UInt8(truncatingIfNeeded: dot.sequence >> UInt64(shift)))
        }
        input.append(contentsOf: bytes)
        value = digest(input).leading128
    }
}
