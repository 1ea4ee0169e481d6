import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// Peers that are slow on purpose: each is closed at its limit, and nobody else waits for it.
@Suite struct SlowConnectionTests {
    /// Limits that a test need not wait long for.
    private static var impatient: ServerLimits {
        var limits = ServerLimits()
        limits.idleTimeout = .milliseconds(600)
        limits.bodyDeadline = .milliseconds(600)
        limits.lingerTime = .milliseconds(300)
        return limits
    }

    @Test func `a connection that says nothing is closed`() async throws {
        try await TestServer.run(limits: Self.impatient) { server in
            let connection = try server.connect()
            #expect(await connection.isClosed(withinMilliseconds: 10_000))
            #expect(try await server.isHealthy())
        }
    }

    @Test func `a header that drips does not keep its connection open`() async throws {
        try await TestServer.run(limits: Self.impatient) { server in
            let connection = try server.connect()
            let drops = Array(
                ("GET /health HTTP/1.1\r\nX: " + String(repeating: "a", count: 300)).utf8)
            let sent = await connection.drip(drops)
            #expect(sent < drops.count)
            #expect(try await server.isHealthy())
        }
    }

    @Test(arguments: MessageFormat.allCases)
    func `ERR-1: a body that stops coming is refused as a timeout`(
        format: MessageFormat
    ) async throws {
        var limits = Self.impatient
        limits.idleTimeout = .seconds(20)
        try await TestServer.run(limits: limits) { server in
            let device = try await server.device()
            let connection = try server.connect()
            await connection.send(
                TestServer.head(
                    "POST", "/v1/spaces/\(device.space)/sync",
                    [device.authorization, "Accept: \(format.rawValue)"], bodyBytes: 1_000))
            await connection.send([8, 1])
            try expectRefusal(await connection.answer(), .timeout, format: format)
            #expect(await connection.isClosed(withinMilliseconds: 10_000))
        }
    }

    @Test func `a body that drips is refused before its deadline`() async throws {
        var limits = Self.impatient
        limits.idleTimeout = .seconds(20)
        limits.bodyDeadline = .seconds(600)
        limits.bodyRateGrace = .milliseconds(200)
        try await TestServer.run(limits: limits) { server in
            let device = try await server.device()
            let connection = try server.connect()
            await connection.send(
                TestServer.head(
                    "POST", "/v1/spaces/\(device.space)/sync", [device.authorization],
                    bodyBytes: 1_000))
            let sent = await connection.drip([UInt8](repeating: 0, count: 400))
            #expect(sent < 400)
            try expectRefusal(await connection.answer(), .timeout)
        }
    }

    @Test(arguments: ["/health", "/metrics", "/v1/spaces", "/nothing"])
    func `a body that nobody reads does not keep its connection open`(
        target: String
    ) async throws {
        var limits = Self.impatient
        limits.idleTimeout = .seconds(20)
        try await TestServer.run(limits: limits) { server in
            let device = try await server.device()
            let connection = try server.connect()
            await connection.send(
                TestServer.head("GET", target, [device.authorization], bodyBytes: 1_000_000))
            let answer = try #require(await connection.answer())
            #expect(answer.headers["connection"] == "close")
            let drops = [UInt8](repeating: 0, count: 400)
            #expect(await connection.drip(drops) < drops.count)
            #expect(try await server.isAloneWithin(seconds: 10))
        }
    }

    @Test func `a body may take minutes as long as it moves, and may not stop`() {
        let start = ContinuousClock.now
        var pace = BodyPace(ServerLimits(), since: start)
        #expect(pace.isLate(at: start + .seconds(6)))
        for second in 1...300 {
            let now = start + .seconds(second)
            #expect(!pace.isLate(at: now))
            pace.take(4 << 10, at: now)
        }
        // What was saved in five minutes is not enough for more than a short stop.
        #expect(!pace.isLate(at: start + .seconds(319)))
        #expect(pace.isLate(at: start + .seconds(321)))
        for second in 301...600 { pace.take(1 << 20, at: start + .seconds(second)) }
        #expect(pace.isLate(at: start + .seconds(601)))
        // A peer is not late for as long as it was the server that did not read.
        var other = BodyPace(ServerLimits(), since: start)
        other.postpone(by: .seconds(10))
        #expect(!other.isLate(at: start + .seconds(14)))
        #expect(other.isLate(at: start + .seconds(16)))
    }

    @Test func `a peer that does not read its answer is closed`() async throws {
        var limits = ServerLimits()
        limits.writeStall = .milliseconds(400)
        try await TestServer.run(limits: limits) { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            for _ in 0..<3 {
                let value = [UInt8](repeating: 1, count: 3 << 20)
                try await device.push([try author.run(value: value)])
            }
            let body = try SyncRequest.pushing([]).body(format: .protobuf)
            let head = TestServer.head(
                "POST", "/v1/spaces/\(device.space)/sync", [device.authorization],
                bodyBytes: body.count)
            let connection = try server.connect()
            // More answers than the buffers of both kernels take.
            for _ in 0..<8 {
                await connection.send(head)
                await connection.send(body)
            }
            #expect(try await server.isAloneWithin(seconds: 20))
            #expect(try await device.pullAll().position == 3)
        }
    }

    @Test func `a peer that reads slowly gets its whole answer`() async throws {
        var limits = ServerLimits()
        limits.writeStall = .seconds(5)
        try await TestServer.run(limits: limits) { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            try await device.push([try author.run(value: [UInt8](repeating: 1, count: 4 << 20))])
            let body = try SyncRequest.pushing([]).body(format: .protobuf)
            let connection = try server.connect(receiveBytes: 4_096)
            await connection.send(
                TestServer.head(
                    "POST", "/v1/spaces/\(device.space)/sync", [device.authorization],
                    bodyBytes: body.count))
            await connection.send(body)
            let reply: SyncReply = try #require(await connection.answer()).message()
            #expect(reply.runs.count == 1)
        }
    }

    @Test func `many slow connections do not keep others waiting`() async throws {
        try await TestServer.run(limits: Self.impatient) { server in
            let device = try await server.device()
            let slow = try (0..<40).map { _ in try server.connect() }
            for connection in slow { await connection.send("POST /v1/join HTTP/1.1\r\nHost: x") }
            let start = ContinuousClock.now
            #expect(try await device.check().held.isEmpty)
            #expect(start.duration(to: .now) < .seconds(5))
            for connection in slow {
                #expect(await connection.isClosed(withinMilliseconds: 10_000))
            }
        }
    }
}

extension TestServer {
    /// Whether within the time no connection is open but the one that asks.
    fileprivate func isAloneWithin(seconds: Int) async throws -> Bool {
        let end = ContinuousClock.now.advanced(by: .seconds(seconds))
        while ContinuousClock.now < end {
            if try await metrics()["kithd_open_connections"] == 1 { return true }
        }
        return false
    }
}
