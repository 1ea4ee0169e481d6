/// The subject of ``EpochID``.
package enum EpochSubject {}
/// The subject of ``ServerID``.
package enum ServerSubject {}
/// Names one life of a server's log of a space; a new one is made when the log is replaced.
package typealias EpochID = Identifier<EpochSubject>
/// Names one server installation, random.
package typealias ServerID = Identifier<ServerSubject>

/// The running hash over the server's log of a space, cut to 16 bytes (SYNC-4).
///
///     L(0) = SHA-256("kith log" || space || epoch)[0..<16]
///     L(p) = SHA-256(L(p-1) || replica || be64(sequence) || chain hash)[0..<16]
package struct LogHash: Hashable, Sendable {
    package let value: UInt128

    package init(value: UInt128) {
        self.value = value
    }

    /// Reads the binary form; nil unless it has exactly 16 bytes.
    package init?(bytes: [UInt8]) {
        guard let id = EpochID(bytes: bytes) else { return nil }
        value = id.value
    }

    /// The hash at position 0.
    package init(seedOf epoch: EpochID, in space: SpaceID, using digest: DigestFunction) {
        value = digest(Array("kith log".utf8) + space.bytes + epoch.bytes).leading128
    }

    /// 16 bytes, most significant first.
    package var bytes: [UInt8] { EpochID(value: value).bytes }

    /// The hash one position later.
    ///
    /// - Parameters:
    ///   - dot: The change at that position.
    ///   - chain: Its author's chain hash after it.
    ///   - digest: SHA-256.
    /// - Returns: The hash after that change.
    package func extended(
        by dot: Dot, chain: ChainHash, using digest: DigestFunction
    ) -> LogHash {
        let sequence = (0..<8).map { UInt8(truncatingIfNeeded: dot.sequence >> (56 - 8 * $0)) }
        let input = bytes + dot.replica.bytes + sequence + chain.digest.bytes
        return LogHash(value: digest(input).leading128)
    }
}
