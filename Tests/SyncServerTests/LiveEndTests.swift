import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// What ends a live stream.
@Suite struct LiveEndTests {
    /// What administration can do to a listener, beside the running server.
    enum Administration: CaseIterable {
        case revoke
        case takeOut
        case letIn
        case otherRole
    }

    @Test(arguments: Administration.allCases)
    func `LIVE-6: a stream ends when its device, a membership or a role goes or comes`(
        _ what: Administration
    ) async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let bob = try await server.device(of: "bob")
            _ = try server.makeTeam(["ada": .editor])
            try server.administer { try $0.addSpace("club") }
            let (stream, other) = (try await ada.listen(), try await bob.listen())
            _ = try #require(await stream.start())
            _ = try #require(await other.start())
            try server.administer { database in
                switch what {
                case .revoke: try database.revoke(device: "laptop", of: "ada")
                case .takeOut: try database.removeMember("ada", from: "team")
                case .letIn: try database.addMember("ada", to: "club", as: .viewer)
                case .otherRole: try database.setRole(of: "ada", in: "team", to: .viewer)
                }
            }
            #expect(await stream.ends())
            // The stream of somebody else goes on.
            var author = RunAuthor(1, in: bob.space)
            try await bob.push([try author.run()])
            let told = SpaceNotice(space: bob.space, position: 1)
            #expect(await other.notices(until: told) != nil)
        }
    }

    @Test func `LIVE-6: a device that is renewed hears nothing by its old token`() async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let stream = try await ada.listen()
            _ = try #require(await stream.start())
            let code = try server.administer { try $0.addDevice(user: "ada") }
            let body = try JoinRequest(code: code, deviceName: "laptop").body(format: .protobuf)
            #expect(try await ada.exchange("POST", "/v1/join", body: body).status == 201)
            #expect(await stream.ends())
        }
    }

    @Test func `LIVE-6: pushes of others end no stream`() async throws {
        var limits = ServerLimits()
        limits.patrolPause = .milliseconds(10)
        try await TestServer.run(limits: limits) { server in
            let ada = try await server.device()
            let stream = try await ada.listen()
            _ = try #require(await stream.start())
            var author = RunAuthor(1, in: ada.space)
            for _ in 1...20 {
                let reply = try await ada.push([try author.run()])
                let told = SpaceNotice(space: ada.space, position: reply.next.position)
                #expect(await stream.notices(until: told) != nil)
            }
        }
    }

    @Test func `LIVE-6: a server that stops ends its streams, and does not wait for them`()
        async throws
    {
        var limits = ServerLimits()
        // Longer than a test: only streams that end by themselves let it stop.
        limits.stopDeadline = .seconds(600)
        try await TestServer.run(limits: limits) { server in
            let device = try await server.device()
            let streams = [try await device.listen(), try await device.listen()]
            for stream in streams { _ = try #require(await stream.start()) }
            await server.stop()
            for stream in streams { #expect(await stream.ends()) }
        }
    }

    @Test func `LIVE-7: a device that opens one stream too many loses its oldest`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var streams: [TestStream] = []
            for _ in 1...5 {
                let stream = try await device.listen()
                _ = try #require(await stream.start())
                streams.append(stream)
            }
            #expect(await streams[0].ends())
            var author = RunAuthor(1, in: device.space)
            try await device.push([try author.run()])
            let told = SpaceNotice(space: device.space, position: 1)
            for stream in streams.dropFirst() { #expect(await stream.notices(until: told) != nil) }
            #expect(try await server.metrics()["kithd_listeners"] == 4)
        }
    }

    @Test func `LIVE-7: when there are too many streams one more is refused, and syncs go on`()
        async throws
    {
        var limits = ServerLimits()
        limits.maximumConnectionsPerAddress = 8
        try await TestServer.run(limits: limits) { server in
            var streams: [TestStream] = []
            for user in ["ada", "bob"] {
                let device = try await server.device(of: user)
                for _ in 1...3 {
                    let stream = try await device.listen()
                    _ = try #require(await stream.start())
                    streams.append(stream)
                }
            }
            let late = try await server.device(of: "dot")
            let answer = try await late.exchange("GET", "/v1/events")
            try expectRefusal(answer, .unavailable)
            #expect(answer.headers["retry-after"] == "60")
            #expect(try await late.check().next.position == 0)
            _ = streams
        }
    }

    @Test func `A slow listener keeps no push waiting`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let connection = try server.connect(receiveBytes: 1)
            await connection.send(
                TestServer.head("GET", "/v1/events", [device.authorization], bodyBytes: 0))
            var author = RunAuthor(1, in: device.space)
            for position in 1...60 as ClosedRange<UInt64> {
                #expect(try await device.push([try author.run()]).next.position == position)
            }
            // What it reads at last ends with the newest position, and never goes back.
            let stream = TestStream(connection: connection)
            let last = SpaceNotice(space: device.space, position: 60)
            let positions = try #require(await stream.notices(until: last)).map(\.position)
            #expect(positions == positions.sorted())
        }
    }
}
