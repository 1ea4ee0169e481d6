import ChangeLog
import SyncProtocol
import TestSupport

/// One message of every kind, with every member set.
enum SampleMessages {
    private static let space = SpaceID(value: 5)

    /// - Throws: `ProtocolError`, never for these.
    static func request() throws -> SyncRequest {
        var first = RunAuthor(1 << 100, in: space)
        var second = RunAuthor(2, in: space)
        return SyncRequest(
            replica: first.replica,
            held: VersionVector([
                Dot(replica: first.replica, sequence: 3), Dot(replica: second.replica, sequence: 9),
            ]),
            cursor: cursor, runs: [try first.run(of: [2, 1]), try second.run(value: [0, 255])],
            pageBytes: 4_096, checkOnly: true)
    }

    /// - Throws: `ProtocolError`, never for these.
    static func reply() throws -> SyncReply {
        var author = RunAuthor(3, in: space)
        return SyncReply(
            server: ServerID(value: 8),
            held: VersionVector([Dot(replica: author.replica, sequence: UInt64(1) << 61)]),
            runs: [try author.run(of: [1, 3])], next: cursor, more: true,
            stateHash: StateHash(sum: UInt128.max - 1), serverMilliseconds: UInt64.max,
            verdict: .unknown, stored: UInt64.max, role: Role(rawValue: "auditor"),
            spacesTag: [1, 0, 255],
            album: SyncCursor(
                epoch: EpochID(value: 9), position: 12, hash: LogHash(value: UInt128.max)))
    }

    static let cursor = SyncCursor(
        epoch: EpochID(value: 6), position: 1 << 53, hash: LogHash(value: 7))

    static let spaces = [
        SpaceDescription(id: SpaceID(value: 1), name: "personal", role: .owner, isPersonal: true),
        SpaceDescription(
            id: SpaceID(value: 2), name: "Küche 👩‍🍳", role: .viewer, isPersonal: false),
    ]

    static let join = JoinRequest(code: "KITH-ABCDE", deviceName: "ada's laptop")

    static let joined = JoinReply(
        server: ServerID(value: 8), token: "kith_dev_x", user: "ada", device: "laptop-2",
        spaces: spaces)

    static let list = SpacesReply(
        server: ServerID(value: 8), user: "ada", device: "laptop", spaces: spaces)

    static let code = DeviceCodeReply(code: "KITH-1", expiresMilliseconds: 1_750_000_000_000)

    static let devices = DevicesReply(devices: [
        DeviceDescription(
            id: 1, name: "laptop", joinedMilliseconds: 1_750_000_000_000,
            seenMilliseconds: 1_750_000_000_001, isRevoked: false, isCurrent: true),
        DeviceDescription(
            id: .max, name: "Küche 👩‍🍳", joinedMilliseconds: 0, seenMilliseconds: nil,
            isRevoked: true, isCurrent: false),
    ])

    static let failure = ServerFailure(
        ProtocolError(
            .forkedReplica, "differs", fork: Dot(replica: ReplicaID(value: 4), sequence: 12),
            retryAfterSeconds: 30),
        requestID: "42")
}
