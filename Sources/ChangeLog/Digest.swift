/// The 32 bytes of a SHA-256.
package struct ContentDigest: Hashable, Sendable {
    package let bytes: [UInt8]

    /// The length of the binary form, in bytes.
    package static let byteCount = 32

    /// Reads the binary form; nil unless it has exactly 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// The first 16 bytes as a big-endian number.
    package var leading128: UInt128 { UInt128(leading16Of: bytes) }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// All bytes zero: the digest of nothing yet.
    package static let zero = ContentDigest(unchecked: Array(repeating: 0, count: byteCount))
}

extension ContentDigest: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    package var description: String { Hexadecimal.encode(bytes) }
}

/// SHA-256, passed in because the pure targets import no cryptography.
package struct DigestFunction: Sendable {
    private let body: @Sendable ([UInt8]) -> ContentDigest

    /// Wraps a function that computes SHA-256 over all the bytes it is given.
    package init(_ body: @escaping @Sendable ([UInt8]) -> ContentDigest) {
        self.body = body
    }

    package func callAsFunction(_ bytes: [UInt8]) -> ContentDigest {
        body(bytes)
    }
}

/// The running hash over one author's changes in one space (LOG-4).
///
///     h(0) = SHA-256("kith chain" || space || replica)
///     h(n) = SHA-256(h(n-1) || d(n)),  d(n) = SHA-256(bytes(n))
///
/// It runs over digests, so that it can still be followed where bytes were erased (LOG-11).
package struct ChainHash: Hashable, Sendable {
    package let digest: ContentDigest

    package init(digest: ContentDigest) {
        self.digest = digest
    }

    /// The hash before an author's first change.
    package init(seedOf replica: ReplicaID, in space: SpaceID, using digest: DigestFunction) {
        self.digest = digest(Array("kith chain".utf8) + space.bytes + replica.bytes)
    }

    /// The hash after one more change, given the digest of the change's encoded bytes.
    package func extended(
        by changeDigest: ContentDigest, using digest: DigestFunction
    ) -> ChainHash {
        ChainHash(digest: digest(self.digest.bytes + changeDigest.bytes))
    }

    /// The hash after one more change, given the change's encoded bytes.
    package func extended(by changeBytes: [UInt8], using digest: DigestFunction) -> ChainHash {
        extended(by: digest(changeBytes), using: digest)
    }
}
