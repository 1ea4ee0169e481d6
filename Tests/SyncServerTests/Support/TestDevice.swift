import ChangeLog
import MessageCompression
import SyncProtocol
import TestSupport
import Testing

/// An enrolled machine.
struct TestDevice: Sendable {
    let server: TestServer
    let joined: JoinReply

    var authorization: String { "Authorization: Bearer \(joined.token)" }

    /// The personal space.
    var space: SpaceID { joined.spaces.first?.id ?? SpaceID(value: 0) }

    /// Sends one request with the device's token.
    ///
    /// - Throws: When there is no answer.
    func exchange(
        _ method: String, _ target: String, headers: [String] = [], body: [UInt8] = []
    ) async throws -> RawAnswer {
        try await server.exchange(method, target, headers: [authorization] + headers, body: body)
    }

    /// Sends a sync request and takes whatever comes back.
    ///
    /// - Throws: When there is no answer.
    func sending(
        _ request: SyncRequest, to space: SpaceID? = nil, format: MessageFormat = .protobuf
    ) async throws -> RawAnswer {
        try await sending(body: try request.body(format: format), to: space, format: format)
    }

    /// Sends a body that claims to be a sync request.
    ///
    /// - Throws: When there is no answer.
    func sending(
        body: [UInt8], to space: SpaceID? = nil, format: MessageFormat = .protobuf,
        headers: [String] = []
    ) async throws -> RawAnswer {
        let kinds = ["Content-Type: \(format.rawValue)", "Accept: \(format.rawValue)"]
        return try await exchange(
            "POST", "/v1/spaces/\(space ?? self.space)/sync", headers: kinds + headers, body: body)
    }

    /// Syncs.
    ///
    /// - Throws: ``Refused``.
    func sync(_ request: SyncRequest, in space: SpaceID? = nil) async throws -> SyncReply {
        let answer = try await sending(request, to: space)
        guard answer.status == 200 else { throw Refused(answer: answer) }
        return try answer.message()
    }

    /// Pushes runs without a cursor.
    ///
    /// - Throws: ``Refused``.
    @discardableResult
    func push(_ runs: [Run], in space: SpaceID? = nil) async throws -> SyncReply {
        try await sync(.pushing(runs), in: space)
    }

    /// What the space amounts to, asked without changing anything.
    ///
    /// - Throws: ``Refused``.
    func check(in space: SpaceID? = nil) async throws -> SyncReply {
        try await sync(
            SyncRequest(
                replica: ReplicaID(value: 9), held: VersionVector(), cursor: nil, checkOnly: true),
            in: space)
    }
}

extension SyncRequest {
    /// A request that only pushes.
    static func pushing(_ runs: [Run]) -> SyncRequest {
        SyncRequest(
            replica: runs.first?.replica ?? ReplicaID(value: 9),
            held: VersionVector(runs.map(\.last)), cursor: nil, runs: runs)
    }
}
