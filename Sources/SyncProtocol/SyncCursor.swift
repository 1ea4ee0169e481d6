package import ChangeLog
import FoundationEssentials

/// A place in the server's log of a space, with the hash that proves it is the same log.
package struct SyncCursor: Hashable, Sendable {
    package let epoch: EpochID
    /// How many changes of the log lie before; 0 is the beginning.
    package let position: UInt64
    package let hash: LogHash

    package init(epoch: EpochID, position: UInt64, hash: LogHash) {
        self.epoch = epoch
        self.position = position
        self.hash = hash
    }

    init(_ wire: WireCursor) throws(ProtocolError) {
        guard let epoch = EpochID(bytes: Array(wire.epoch)),
            let hash = LogHash(bytes: Array(wire.hash))
        else {
            throw ProtocolError(.badMessage, "cursor: epoch and hash have 16 bytes each")
        }
        guard wire.position < ProtocolLimits.maximumSequence else {
            throw ProtocolError(.badMessage, "cursor.position: \(wire.position)")
        }
        self.epoch = epoch
        self.hash = hash
        position = wire.position
    }

    var wire: WireCursor {
        var wire = WireCursor()
        wire.epoch = Data(epoch.bytes)
        wire.position = position
        wire.hash = Data(hash.bytes)
        return wire
    }
}

/// The verdict of the server on the cursor it was sent (SYNC-5).
package enum CursorVerdict: Hashable, Sendable {
    /// The page continues there.
    case good
    /// None was sent: the page begins at 0.
    case absent
    /// Not in this log: the page begins at 0 and leaves out what the client holds.
    case unknown
}
