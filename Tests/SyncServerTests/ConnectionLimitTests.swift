import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// How many connections there may be, what is counted, and how a server stops.
@Suite struct ConnectionLimitTests {
    @Test func `an address has 64 connections and no more, until one closes`() async throws {
        try await TestServer.run { server in
            var open: [RawConnection] = []
            for _ in 0..<64 {
                let connection = try server.connect()
                await connection.send(TestServer.head("GET", "/health", bodyBytes: 0))
                #expect(await connection.answer()?.status == 200)
                open.append(connection)
            }
            let surplus = try server.connect()
            #expect(await surplus.isClosed(withinMilliseconds: 10_000))
            open[0].finishSending()
            #expect(await open[0].isClosed(withinMilliseconds: 10_000))
            #expect(try await server.isEventuallyHealthy())
        }
    }

    @Test func `connections beyond the limit of all wait until one closes`() async throws {
        var limits = ServerLimits()
        limits.maximumConnections = 2
        try await TestServer.run(limits: limits) { server in
            let first = try server.connect()
            let second = try server.connect()
            let head = TestServer.head("GET", "/health", bodyBytes: 0)
            for connection in [first, second] {
                await connection.send(head)
                #expect(await connection.answer()?.status == 200)
            }
            let third = try server.connect()
            await third.send(head)
            #expect(await third.answer(withinMilliseconds: 300) == nil)
            first.finishSending()
            #expect(await third.answer()?.status == 200)
        }
    }

    @Test func `while half of all connections are open, new ones may not be silent`() async throws {
        var limits = ServerLimits()
        limits.maximumConnections = 4
        limits.crowdedSilence = .milliseconds(200)
        try await TestServer.run(limits: limits) { server in
            let head = TestServer.head("GET", "/health", bodyBytes: 0)
            // Who is answered was counted: connections are not counted in the order they come.
            let early = try [server.connect(), server.connect()]
            for connection in early {
                await connection.send(head)
                #expect(await connection.answer()?.status == 200)
            }
            let silent = try [server.connect(), server.connect()]
            let late = try server.connect()
            await late.send(head)
            #expect(await late.answer()?.status == 200)
            for connection in silent {
                #expect(await connection.isClosed(withinMilliseconds: 10_000))
            }
            // Those that came while there was room have the usual time.
            for connection in early {
                await connection.send(head)
                #expect(await connection.answer()?.status == 200)
            }
        }
    }

    @Test func `connections are counted by address`() {
        let counts = ConnectionCounts(maximum: 2)
        #expect(counts.open("a"))
        #expect(counts.open("a"))
        #expect(!counts.open("a"))
        #expect(counts.open("b"))
        counts.close("a")
        #expect(counts.open("a"))
        counts.close("never seen")
        #expect(counts.open("never seen"))
    }

    @Test func `the metrics count answers, changes and bytes, and name nobody`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let run = try author.run(of: [2, 1])
            try await device.push([run])
            try await device.push([run])
            _ = try await server.exchange("GET", "/nothing")
            _ = try await server.exchange("GET", "/v1/spaces")
            let nonsense = try server.connect()
            await nonsense.send("nonsense\r\n\r\n")
            #expect(await nonsense.answer()?.status == 400)
            let counts = try await server.metrics()
            #expect(counts["kithd_requests_total{status=\"200\"}"] == 2)
            #expect(counts["kithd_requests_total{status=\"201\"}"] == 1)
            #expect(counts["kithd_requests_total{status=\"400\"}"] == 1)
            #expect(counts["kithd_requests_total{status=\"401\"}"] == 1)
            #expect(counts["kithd_requests_total{status=\"404\"}"] == 1)
            #expect(counts["kithd_stored_changes_total"] == 3)
            #expect(try #require(counts["kithd_received_bytes_total"]) > 0)
            #expect(try #require(counts["kithd_sent_bytes_total"]) > 0)
            let text = try await server.exchange("GET", "/metrics").text
            for secret in ["ada", "laptop", "127.0.0.1", device.joined.token] {
                #expect(!text.contains(secret))
            }
        }
    }

    @Test func `a server that stops finishes the running request and takes no other`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let body = try SyncRequest.pushing([try author.run()]).body(format: .protobuf)
            let running = try server.connect()
            let idle = try server.connect()
            await idle.send(TestServer.head("GET", "/health", bodyBytes: 0))
            #expect(await idle.answer()?.status == 200)
            await running.send(
                TestServer.head(
                    "POST", "/v1/spaces/\(device.space)/sync", [device.authorization],
                    bodyBytes: body.count))
            await running.send(Array(body.prefix(10)))
            // An answer to a later request shows that the running one was read so far.
            #expect(try await server.isHealthy())
            await server.stop()
            #expect(await idle.isClosed(withinMilliseconds: 10_000))
            #expect(throws: RawConnection.CannotConnect.self) { try server.connect() }
            await running.send(Array(body.dropFirst(10)))
            let reply: SyncReply = try #require(await running.answer()).message()
            #expect(reply.stored == 1)
            #expect(await running.isClosed(withinMilliseconds: 10_000))
        }
    }

    @Test func `a server that stops does not wait for ever`() async throws {
        var limits = ServerLimits()
        limits.stopDeadline = .milliseconds(500)
        try await TestServer.run(limits: limits) { server in
            let device = try await server.device()
            let stuck = try server.connect()
            await stuck.send(
                TestServer.head(
                    "POST", "/v1/spaces/\(device.space)/sync", [device.authorization],
                    bodyBytes: 100))
            await server.stop()
            #expect(await stuck.isClosed(withinMilliseconds: 10_000))
        }
    }
}

extension TestServer {
    /// Whether it is healthy once it has noticed that a connection closed.
    fileprivate func isEventuallyHealthy() async throws -> Bool {
        for _ in 0..<200 {
            let connection = try connect()
            await connection.send(Self.head("GET", "/health", bodyBytes: 0))
            if await connection.answer()?.status == 200 { return true }
        }
        return false
    }
}
