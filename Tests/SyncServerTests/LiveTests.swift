import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// Live streams over real connections.
@Suite struct LiveTests {
    @Test func `LIVE-1: a stream is plain text that nobody on the way may keep`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let stream = try await device.listen()
            let head = try #require(await stream.start()).lowercased()
            #expect(head.hasPrefix("http/1.1 200 ok\r\n"))
            #expect(head.contains("\r\ncontent-type: text/event-stream\r\n"))
            let fields = Set(head.split(separator: "\r\n").filter { $0.hasPrefix("cache-control") })
            #expect(fields == ["cache-control: no-store"])
            #expect(head.contains("\r\nx-accel-buffering: no\r\n"))
            #expect(head.contains("\r\nkith-protocol-version: 1\r\n"))
            #expect(head.contains("\r\ntransfer-encoding: chunked\r\n"))
            #expect(!head.contains("content-encoding"))
        }
    }

    @Test func `LIVE-1: a stream is refused as everything else is`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            try expectRefusal(try await server.exchange("GET", "/v1/events"), .unauthorized)
            try expectRefusal(try await device.exchange("POST", "/v1/events"), .methodNotAllowed)
            try server.administer { try $0.revoke(device: "laptop", of: "ada") }
            try expectRefusal(try await device.exchange("GET", "/v1/events"), .unauthorized)
        }
    }

    @Test
    func `LIVE-3: a stream begins with the caller's spaces, and albums that hold something`()
        async throws
    {
        try await TestServer.run { server in
            let ada = try await server.device()
            let team = try server.makeTeam(["ada": .viewer])
            _ = try await server.device(of: "bob")
            var author = RunAuthor(1, in: ada.space)
            var album = RunAuthor(1, in: ada.space.album)
            try await ada.push([try author.run(of: [1, 2])])
            try await ada.push([try album.run(picture: [1])], in: ada.space.album)
            try await ada.push([], in: team.album)
            let last = SpaceNotice(space: ada.space.album, position: 1)
            let notices = try #require(await ada.listen().notices(until: last))
            #expect(
                Set(notices) == [
                    SpaceNotice(space: ada.space, position: 3), last,
                    SpaceNotice(space: team, position: 0),
                ])
        }
    }

    @Test func `LIVE-4: a push is told to every stream of the space, the pusher's too`()
        async throws
    {
        try await TestServer.run { server in
            let ada = try await server.device()
            let phone = try await server.join(
                try server.administer { try $0.addDevice(user: "ada") }, as: "phone")
            let bob = try await server.device(of: "bob")
            let streams = [try await ada.listen(), try await phone.listen()]
            let other = try await bob.listen()
            for stream in streams + [other] { _ = try #require(await stream.start()) }
            var author = RunAuthor(1, in: ada.space)
            let reply = try await ada.push([try author.run(of: [3])])
            let told = SpaceNotice(space: ada.space, position: reply.next.position)
            #expect(told.position == 3)
            for stream in streams {
                #expect(
                    await stream.notices(until: told)
                        == [SpaceNotice(space: ada.space, position: 0), told])
            }
            // Bob's next notice is his own: nothing of hers came before it.
            var his = RunAuthor(2, in: bob.space)
            try await bob.push([try his.run()])
            let own = SpaceNotice(space: bob.space, position: 1)
            #expect(await other.notices(until: own)?.allSatisfy { $0.space == bob.space } == true)
        }
    }

    @Test func `LIVE-4: a picture is told as the album that it is in`() async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let stream = try await ada.listen()
            _ = try #require(await stream.start())
            var author = RunAuthor(1, in: ada.space.album)
            try await ada.push([try author.run(picture: [1])], in: ada.space.album)
            let told = SpaceNotice(space: ada.space.album, position: 1)
            #expect(await stream.notices(until: told) != nil)
        }
    }

    @Test func `LIVE-4: what is refused, or stores nothing, is told to nobody`() async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let stream = try await ada.listen()
            _ = try #require(await stream.start())
            var author = RunAuthor(1, in: ada.space)
            let first = try author.run()
            let behindGap = Run(
                replica: first.replica, firstSequence: 5, hashBefore: first.hashBefore,
                changes: first.changes)
            try expectRefusal(try await ada.sending(.pushing([behindGap])), .gap)
            try await ada.push([first])
            try await ada.push([first])
            try await ada.push([try author.run()])
            let told = SpaceNotice(space: ada.space, position: 2)
            let notices = try #require(await stream.notices(until: told))
            #expect(Set(notices.map(\.position)).isSubset(of: [0, 1, 2]))
            #expect(notices.count == Set(notices).count)
        }
    }

    @Test func `LIVE-5: a silent stream gives signs of life, beyond the time of idle connections`()
        async throws
    {
        var limits = ServerLimits()
        limits.signOfLife = .milliseconds(200)
        limits.patrolPause = .milliseconds(50)
        limits.idleTimeout = .milliseconds(500)
        try await TestServer.run(limits: limits) { server in
            let stream = try await server.device().listen()
            let text = await stream.connection.text { $0.split(separator: ":\n\n").count > 6 }
            #expect(text != nil)
        }
    }

    @Test func `A device that only listens is seen`() async throws {
        var limits = ServerLimits()
        limits.signOfLife = .milliseconds(50)
        limits.patrolPause = .milliseconds(10)
        try await TestServer.run(limits: limits) { server in
            let device = try await server.device()
            let stream = try await device.listen()
            _ = try #require(await stream.start())
            let before = server.clock.now
            #expect(try await server.seen() == [before])
            server.clock.advance(hours: 5)
            for signs in 1...20 where try await server.seen() == [before] {
                _ = await stream.connection.text { $0.split(separator: ":\n\n").count > signs + 2 }
            }
            #expect(try await server.seen() == [before + 5 * 3_600_000])
        }
    }

    @Test func `A stream that its client has left is forgotten, and counted while it lasts`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            do {
                let stream = try await device.listen()
                _ = try #require(await stream.start())
                #expect(try await server.metrics()["kithd_listeners"] == 1)
            }
            var count: Int? = 1
            for _ in 1...500 where count != 0 {
                count = try await server.metrics()["kithd_listeners"]
            }
            #expect(count == 0)
        }
    }
}
