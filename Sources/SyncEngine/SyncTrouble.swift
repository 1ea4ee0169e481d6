package import ChangeLog
import SyncProtocol

/// Why a sync could not be done that may be done another time.
package struct SyncTrouble: Hashable, Sendable {
    /// The sentence for the person.
    package let sentence: String
    /// Whether the server did not answer at all.
    package let isUnreachable: Bool

    package init(_ error: any KithError) {
        sentence = error.sentence
        isUnreachable = (error as? ProtocolError)?.kind == .unreachable
    }
}
