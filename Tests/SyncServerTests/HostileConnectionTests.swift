import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// What is not HTTP, or HTTP as only attackers write it.
@Suite struct HostileConnectionTests {
    private static let nonsense: [(String, String)] = [
        ("no HTTP at all", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\u{3}\u{3}\r\n\r\n"),
        ("another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n"),
        ("a preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        ("an unknown method", "BREW /health HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("a version that is none", "GET /health HTTP/9.9\r\nHost: x\r\n\r\n"),
        ("a name with a blank", "GET /health HTTP/1.1\r\nHost : x\r\n\r\n"),
        ("a folded field", "GET /health HTTP/1.1\r\nHost: x\r\n y: z\r\n\r\n"),
        ("a NUL in a field", "GET /health HTTP/1.1\r\nHost: x\u{0}y\r\n\r\n"),
        (
            "two lengths",
            "POST /v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"
        ),
        ("a negative length", "POST /v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"),
        (
            "a length with a sign",
            "POST /v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nabcde"
        ),
        (
            "a list of lengths",
            "POST /v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 5\r\n\r\nabcde"
        ),
        (
            "a length beyond 64 bits",
            "POST /v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: 18446744073709551616\r\n\r\n"
        ),
        (
            "length and chunks",
            "POST /v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "0\r\n\r\n"
        ),
        ("no host", "GET /health HTTP/1.1\r\n\r\n"),
        ("two hosts", "GET /health HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
        (
            "chunks that are not last",
            "POST /v1/join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"
        ),
    ]

    @Test(arguments: nonsense.indices)
    func `HTTP-5: what is no request is refused and the connection closed`(
        index: Int
    ) async throws {
        try await TestServer.run { server in
            let (name, text) = Self.nonsense[index]
            let connection = try server.connect()
            await connection.send(text)
            let answer = try #require(await connection.answer(), "\(name)")
            #expect((400..<500).contains(answer.status), "\(name)")
            let failure: ServerFailure = try answer.message()
            #expect(ErrorCode(rawValue: failure.code)?.status == answer.status, "\(name)")
            #expect(await connection.isClosed(withinMilliseconds: 10_000), "\(name)")
            #expect(try await server.isHealthy())
        }
    }

    private static let badChunks = [
        "zz\r\n", "-1\r\n", "ffffffffffffffffff\r\n", "5\r\nabcdeXX",
        "0\r\nX: " + String(repeating: "x", count: 40_000) + "\r\n\r\n",
    ]

    @Test(arguments: badChunks.indices)
    func `HTTP-5: a body with damaged chunks is refused`(index: Int) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let connection = try server.connect()
            await connection.send(
                "POST /v1/spaces/\(device.space)/sync HTTP/1.1\r\nHost: x\r\n"
                    + "\(device.authorization)\r\nTransfer-Encoding: chunked\r\n\r\n")
            await connection.send(Self.badChunks[index])
            let answer = try #require(await connection.answer())
            #expect([400, 431].contains(answer.status))
            #expect(await connection.isClosed(withinMilliseconds: 10_000))
            #expect(try await server.isHealthy())
        }
    }

    @Test func `HTTP-5: an endless body behind a refusal is not read to its end`() async throws {
        try await TestServer.run { server in
            let connection = try server.connect()
            await connection.send(
                "POST /v1/devices HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 65, count: 65_536) + [13, 10]
            var chunks = 0
            while chunks < 4_000, await connection.send(chunk) { chunks += 1 }
            #expect(chunks < 4_000)
            try expectRefusal(await connection.answer(), .unauthorized)
        }
    }

    @Test func `a refused peer that sends a large body still reads why`() async throws {
        try await TestServer.run { server in
            let body = [UInt8](repeating: 0, count: 600_000)
            let answer = try await server.exchange("POST", "/v1/devices", body: body)
            try expectRefusal(answer, .unauthorized)
        }
    }

    @Test func `a peer that has finished sending still gets its answer`() async throws {
        try await TestServer.run { server in
            let connection = try server.connect()
            await connection.send(TestServer.head("GET", "/health", bodyBytes: 0))
            connection.finishSending()
            #expect(await connection.answer()?.status == 200)
            #expect(await connection.isClosed(withinMilliseconds: 10_000))
        }
    }

    @Test func `ERR-2: a push that is cut off is not stored`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let body = try SyncRequest.pushing([try author.run()]).body(format: .protobuf)
            let connection = try server.connect()
            await connection.send(
                TestServer.head(
                    "POST", "/v1/spaces/\(device.space)/sync", [device.authorization],
                    bodyBytes: body.count + 1))
            await connection.send(body)
            connection.finishSending()
            try expectRefusal(await connection.answer(), .badRequest)
            #expect(await connection.isClosed(withinMilliseconds: 10_000))
            #expect(try await device.check().held.isEmpty)
        }
    }

    @Test func `requests that come in one piece are answered in order`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let connection = try server.connect()
            let health = TestServer.head("GET", "/health", bodyBytes: 0)
            let spaces = TestServer.head(
                "GET", "/v1/spaces", [device.authorization, "Accept: application/json"],
                bodyBytes: 0)
            await connection.send(health + spaces + health + spaces + "nonsense\r\n\r\n")
            for _ in 0..<2 {
                #expect(await connection.answer()?.text.contains("ok") == true)
                #expect(await connection.answer()?.text.contains("laptop") == true)
            }
            try expectRefusal(await connection.answer(), .badRequest)
            #expect(await connection.isClosed(withinMilliseconds: 10_000))
        }
    }

    @Test func `HTTP-5: nothing behind a refused request is answered`() async throws {
        try await TestServer.run { server in
            let connection = try server.connect()
            let refused = TestServer.head("GET", "/nothing", bodyBytes: 0)
            await connection.send(refused + TestServer.head("GET", "/health", bodyBytes: 0))
            try expectRefusal(await connection.answer(), .notFound)
            #expect(await connection.answer() == nil)
        }
    }

    @Test(arguments: [
        "GET /health HTTP/1.0\r\n\r\n",
        "GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close, TE\r\nTE: trailers\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: x\r\nConnection: TE\r\nConnection: close\r\n\r\n",
    ])
    func `the last request of a connection is answered, and nothing behind it`(
        request: String
    ) async throws {
        var limits = ServerLimits()
        // Longer than a test: only what the request says closes the connection.
        limits.idleTimeout = .seconds(600)
        try await TestServer.run(limits: limits) { server in
            let connection = try server.connect()
            await connection.send(request + TestServer.head("GET", "/health", bodyBytes: 0))
            let answer = try #require(await connection.answer())
            #expect(answer.status == 200)
            #expect(answer.headers["connection"] == "close")
            #expect(await connection.answer() == nil)
            #expect(await connection.isClosed(withinMilliseconds: 10_000))
        }
    }

    @Test(arguments: ["/health%00", "/%ff%fe", "//health", "http://other/health", "*", "/health#x"])
    func `a strange target is answered and harms nothing`(target: String) async throws {
        try await TestServer.run { server in
            let connection = try server.connect()
            await connection.send(TestServer.head("GET", target, bodyBytes: 0))
            let answer = try #require(await connection.answer())
            #expect([200, 400, 404].contains(answer.status))
            #expect(try await server.isHealthy())
        }
    }

    @Test func `random bytes are answered or closed`() async throws {
        var limits = ServerLimits()
        limits.idleTimeout = .seconds(2)
        try await TestServer.run(limits: limits) { server in
            var random = SeededRandom(seed: 7)
            for _ in 0..<30 {
                let count = Int.random(in: 1...20_000, using: &random)
                let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
                let connection = try server.connect()
                await connection.send(bytes)
                connection.finishSending()
                #expect(await connection.isClosed(withinMilliseconds: 20_000))
            }
            #expect(try await server.isHealthy())
        }
    }
}
