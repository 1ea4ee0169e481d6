import ChangeLog
package import SyncProtocol

/// The result of one sync of one space, told truthfully (P5).
package struct SyncReport: Hashable, Sendable {
    /// How the two sides stand at the end.
    package enum Ending: Hashable, Sendable {
        /// Same changes, same state.
        case equal
        /// Same changes; this side's state did not follow from them and was made anew.
        case repaired
        /// Same changes, another state: one side is damaged.
        case mismatch
        /// Compared only: what each side lacks.
        case apart(missingHere: UInt64, missingThere: UInt64)
        /// The server has all of this side; not all of the server is here, as was wished.
        case sent
        /// All of the server is here; so many changes may not be sent, and are kept (SYNC-19).
        case withheld(UInt64)
        /// It could not be finished; what was done before holds.
        case failed(ProtocolError)
    }

    package var ending: Ending = .equal
    /// How many changes were new to the server.
    package var pushedChanges: UInt64 = 0
    /// How many changes were new here.
    package var pulledChanges = 0
    /// How many acknowledged changes the server had lost; they were sent again.
    package var serverWentBackBy: UInt64 = 0
    /// The new identities that were taken, and why.
    package var reissues: [Reissue] = []
    /// Whether the server knew more of this replica than the replica itself.
    package var wasRestored = false
    package var requestCount = 0
    /// The caller's role in the space; nil before the first reply.
    package var role: Role?
    /// The tag of the caller's spaces in the last reply (SYNC-16); empty before it.
    package var spacesTag: [UInt8] = []
    /// The end of the space's album by the last reply (PHOTO-3); nil when it has none.
    package var album: SyncCursor?
    /// The server's clock at the last reply, Unix milliseconds; nil before it.
    package var serverMilliseconds: UInt64?

    package init() {}

    /// Whether it could not be finished.
    package var hasFailed: Bool {
        if case .failed = ending { true } else { false }
    }

    /// Whether the server lost the space, and its owner decides what becomes of it.
    package var isLost: Bool {
        if case .failed(let error) = ending { error.kind == .serverEmpty } else { false }
    }

    /// Whether both sides hold the same and say the same.
    package var isEqual: Bool { ending == .equal || ending == .repaired }
}

/// The caller's choices for a sync.
package struct SyncOptions: Hashable, Sendable {
    /// Compare, and change nothing on either side.
    package var checkOnly = false
    /// Upload everything to a server that lost the space.
    package var refill = false
    /// Send, and leave what the server has for another time.
    package var pushOnly = false
    /// The refusal that sending met lately: only receive, and end with this error where something is
    /// left to send.
    package var refusal: ProtocolError?
    /// The size of pages, in bytes.
    package var pageBytes = ProtocolLimits.defaultPageBytes

    package init() {}
}
