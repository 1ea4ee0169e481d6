/// The content of a change in a log: the bytes its author encoded or, once erased, their digest.
package enum ChangeContent: Hashable, Sendable {
    case bytes([UInt8])
    /// SHA-256 of the bytes that were erased (LOG-11).
    case erased(ContentDigest)

    /// The bytes; nil when they were erased.
    package var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    /// The digest that the chain runs over (LOG-4).
    package func digest(using digest: DigestFunction) -> ContentDigest {
        switch self {
        case .bytes(let bytes): digest(bytes)
        case .erased(let erased): erased
        }
    }

    /// Whether both are of the same change; bytes are only hashed when one side lacks them.
    package func isSame(as other: ChangeContent, using digest: DigestFunction) -> Bool {
        if case .bytes(let own) = self, case .bytes(let others) = other { return own == others }
        return self.digest(using: digest) == other.digest(using: digest)
    }
}

/// All that is left of a change that a purge erased (LOG-11).
package struct ErasedChange: Hashable, Sendable {
    package let dot: Dot
    /// SHA-256 of the bytes that were erased.
    package let digest: ContentDigest
    /// Whether its transaction ends with it.
    package let endsTransaction: Bool

    package init(dot: Dot, digest: ContentDigest, endsTransaction: Bool) {
        self.dot = dot
        self.digest = digest
        self.endsTransaction = endsTransaction
    }
}

/// A change as it stands in a log: whole, or erased.
package enum LoggedChange: Hashable, Sendable {
    case whole(EncodedChange)
    case erased(ErasedChange)

    package var dot: Dot {
        switch self {
        case .whole(let encoded): encoded.change.dot
        case .erased(let erased): erased.dot
        }
    }

    /// Whether its transaction ends with it.
    package var endsTransaction: Bool {
        switch self {
        case .whole(let encoded): encoded.change.transaction.isLast
        case .erased(let erased): erased.endsTransaction
        }
    }

    /// Its content, as a log keeps it.
    package var content: ChangeContent {
        switch self {
        case .whole(let encoded): .bytes(encoded.bytes)
        case .erased(let erased): .erased(erased.digest)
        }
    }

    /// The change with its bytes; nil when they were erased.
    package var whole: EncodedChange? {
        if case .whole(let encoded) = self { encoded } else { nil }
    }
}
