package import ChangeLog
import FoundationEssentials

/// The answer of the server to a ``SyncRequest``.
package struct SyncReply: Hashable, Sendable {
    package let server: ServerID
    /// All that the server holds, after storing.
    package let held: VersionVector
    /// Changes for the client, in log order.
    package let runs: [Run]
    /// Where the next page begins.
    package let next: SyncCursor
    /// Whether there are changes after ``next``.
    package let more: Bool
    /// Of the server's state, after storing.
    package let stateHash: StateHash
    /// The server's clock, Unix milliseconds.
    package let serverMilliseconds: UInt64
    package let verdict: CursorVerdict
    /// How many changes of the request were new to the server.
    package let stored: UInt64
    /// The role of the caller in the space.
    package let role: Role
    /// Changes whenever the caller's spaces or roles do (SYNC-16); at most 64 bytes.
    package let spacesTag: [UInt8]
    /// Where the log of the space's album ends; nil while the album is empty (PHOTO-3).
    package let album: SyncCursor?

    package init(
        server: ServerID, held: VersionVector, runs: [Run], next: SyncCursor, more: Bool,
        stateHash: StateHash, serverMilliseconds: UInt64, verdict: CursorVerdict, stored: UInt64,
        role: Role, spacesTag: [UInt8] = [], album: SyncCursor? = nil
    ) {
        self.server = server
        self.held = held
        self.runs = runs
        self.next = next
        self.more = more
        self.stateHash = stateHash
        self.serverMilliseconds = serverMilliseconds
        self.verdict = verdict
        self.stored = stored
        self.role = role
        self.spacesTag = spacesTag
        self.album = album
    }
}

/// The role of a member in a space; roles of newer servers are kept as they are.
package struct Role: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let owner = Role(rawValue: "owner")
    package static let editor = Role(rawValue: "editor")
    package static let viewer = Role(rawValue: "viewer")

    /// Whether the role may push changes.
    package var mayWrite: Bool { self == .owner || self == .editor }
}

extension SyncReply: WireMessage {
    /// Checks the generated form.
    ///
    /// - Throws: ``ProtocolError`` with the member at fault.
    package init(_ wire: WireSyncReply) throws(ProtocolError) {
        guard let server = ServerID(bytes: Array(wire.server)),
            let hash = StateHash(bytes: Array(wire.stateHash))
        else {
            throw ProtocolError(.badMessage, "server and state_hash have 16 bytes each")
        }
        self.server = server
        stateHash = hash
        held = try VersionVector(wire: wire.held)
        runs = try Run.list(wire.runs)
        next = try SyncCursor(wire.next)
        more = wire.more
        serverMilliseconds = wire.serverMilliseconds
        switch wire.cursorVerdict {
        case .good: verdict = .good
        case .absent: verdict = .absent
        case .unknown: verdict = .unknown
        case .UNRECOGNIZED(let number):
            throw ProtocolError(.badMessage, "cursor_verdict: \(number)")
        }
        stored = wire.stored
        role = Role(rawValue: wire.role)
        guard wire.spacesTag.count <= ProtocolLimits.maximumTitleBytes else {
            throw ProtocolError(.badMessage, "spaces_tag: \(wire.spacesTag.count) bytes")
        }
        spacesTag = Array(wire.spacesTag)
        album = wire.hasAlbum ? try SyncCursor(wire.album) : nil
    }

    /// The generated form.
    package var wire: WireSyncReply {
        var wire = WireSyncReply()
        wire.server = Data(server.bytes)
        wire.held = held.dots.map(WireDot.init)
        wire.runs = runs.map(\.wire)
        wire.next = next.wire
        wire.more = more
        wire.stateHash = Data(stateHash.bytes)
        wire.serverMilliseconds = serverMilliseconds
        switch verdict {
        case .good: wire.cursorVerdict = .good
        case .absent: wire.cursorVerdict = .absent
        case .unknown: wire.cursorVerdict = .unknown
        }
        wire.stored = stored
        wire.role = role.rawValue
        wire.spacesTag = Data(spacesTag)
        if let album { wire.album = album.wire }
        return wire
    }
}
