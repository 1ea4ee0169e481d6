package import ChangeLog
import FoundationEssentials

/// The body that a client sends to `POST /v1/spaces/{space}/sync`.
package struct SyncRequest: Hashable, Sendable {
    package let replica: ReplicaID
    /// All that the client holds; the reply leaves it out.
    package let held: VersionVector
    /// Where the last page ended; nil on the first sync.
    package let cursor: SyncCursor?
    /// Changes for the server.
    package let runs: [Run]
    /// The wanted size of the page; 0 is the default.
    package let pageBytes: UInt32
    /// Store and send nothing, only compare.
    package let checkOnly: Bool

    package init(
        replica: ReplicaID, held: VersionVector, cursor: SyncCursor?, runs: [Run] = [],
        pageBytes: UInt32 = 0, checkOnly: Bool = false
    ) {
        self.replica = replica
        self.held = held
        self.cursor = cursor
        self.runs = runs
        self.pageBytes = pageBytes
        self.checkOnly = checkOnly
    }
}

extension SyncRequest: WireMessage {
    /// Checks the generated form.
    ///
    /// - Throws: ``ProtocolError`` with the member at fault.
    package init(_ wire: WireSyncRequest) throws(ProtocolError) {
        guard wire.protocolVersion == ProtocolLimits.version else {
            throw ProtocolError(.unsupportedVersion, "version \(wire.protocolVersion)")
        }
        guard let replica = ReplicaID(bytes: Array(wire.replica)) else {
            throw ProtocolError(.badMessage, "replica: \(wire.replica.count) bytes, not 16")
        }
        self.replica = replica
        held = try VersionVector(wire: wire.held)
        cursor = wire.hasCursor ? try SyncCursor(wire.cursor) : nil
        runs = try Run.list(wire.runs)
        pageBytes = wire.pageBytes
        checkOnly = wire.checkOnly
    }

    /// The generated form.
    package var wire: WireSyncRequest {
        var wire = WireSyncRequest()
        wire.protocolVersion = ProtocolLimits.version
        wire.replica = Data(replica.bytes)
        wire.held = held.dots.map(WireDot.init)
        if let cursor { wire.cursor = cursor.wire }
        wire.runs = runs.map(\.wire)
        wire.pageBytes = pageBytes
        wire.checkOnly = checkOnly
        return wire
    }
}

extension VersionVector {
    init(wire: [WireDot]) throws(ProtocolError) {
        guard wire.count <= ProtocolLimits.maximumVectorDots else {
            throw ProtocolError(.tooLarge, "held has \(wire.count) dots")
        }
        self.init(try Dot.list(wire, "held"))
    }
}

extension Run {
    /// Reads the runs of a page.
    ///
    /// - Throws: ``ProtocolError`` with the member at fault.
    static func list(_ wire: [WireRun]) throws(ProtocolError) -> [Run] {
        guard wire.count <= ProtocolLimits.maximumRuns else {
            throw ProtocolError(.tooLarge, "runs has \(wire.count) items")
        }
        let count = wire.reduce(0) { $0 + $1.changes.count }
        guard count <= ProtocolLimits.maximumPageChanges else {
            throw ProtocolError(.tooLarge, "runs have \(count) changes")
        }
        var runs: [Run] = []
        for (index, item) in wire.enumerated() {
            runs.append(try Run(item, "runs[\(index)]"))
        }
        return runs
    }
}
