/// Every limit of the protocol, each with its reason in `protocol/limits.md`.
package enum ProtocolLimits {
    /// The only protocol version so far.
    package static let version: UInt32 = 1
    package static let defaultPageBytes = 1 << 20
    package static let maximumPageBytes = 4 << 20
    package static let maximumPageChanges = 20_000
    package static let maximumPackedBodyBytes = 8 << 20
    package static let maximumBodyBytes = 32 << 20
    /// Of a request to join, packed or not: anybody may send one.
    package static let maximumJoinBytes = 4 << 10
    package static let maximumValueBytes = 4 << 20
    package static let maximumTransactionBytes = 6 << 20
    package static let maximumTransactionChanges = 20_000
    /// Authors stop filling a transaction here, unless a single card needs more.
    package static let preferredTransactionBytes = 512 << 10
    package static let maximumNameBytes = 32
    package static let maximumReplacedDots = 256
    package static let maximumVectorDots = 4_096
    /// Of a space on a server: every vector holds them all, and a few that wait to be sent.
    package static let maximumAuthors = 4_000
    package static let maximumRuns = 20_000
    /// Of a user, device or space.
    package static let maximumTitleBytes = 64
    /// Sequences stay below this, so that adding page sizes to them can never overflow.
    package static let maximumSequence: UInt64 = 1 << 62
}
