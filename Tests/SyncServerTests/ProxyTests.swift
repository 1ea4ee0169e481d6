import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// Whose budget a request is counted in.
@Suite struct ProxyTests {
    private func expect(
        _ status: Int, _ server: TestServer, from addresses: String?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let headers = addresses.map { ["X-Forwarded-For: \($0)"] } ?? []
        let answer = try await server.exchange("GET", "/v1/spaces", headers: headers)
        #expect(answer.status == status, sourceLocation: sourceLocation)
    }

    @Test func `HTTP-8: behind a proxy failures are counted by the address the proxy names`()
        async throws
    {
        var limits = ServerLimits()
        (limits.failuresPerMinute, limits.failureBurst) = (0.001, 2)
        try await TestServer.run(limits: limits, isBehindProxy: true) { server in
            // What stands before the last address is what anybody may claim.
            for claim in ["", "198.51.100.1, "] {
                try await expect(401, server, from: claim + "203.0.113.5")
            }
            try await expect(429, server, from: "198.51.100.2, 203.0.113.5")
            try await expect(401, server, from: "203.0.113.6")
            // One subscriber has all of a /64.
            for address in ["2001:db8::1", "2001:db8::2"] {
                try await expect(401, server, from: address)
            }
            try await expect(429, server, from: "2001:db8::3")
            try await expect(401, server, from: "2001:db8:0:1::3")
            // What is no address is not believed.
            try await expect(401, server, from: "nonsense")
            try await expect(401, server, from: nil)
            try await expect(429, server, from: nil)
        }
    }

    @Test func `HTTP-8: without a proxy nobody is believed who says where a request is from`()
        async throws
    {
        var limits = ServerLimits()
        (limits.failuresPerMinute, limits.failureBurst) = (0.001, 1)
        try await TestServer.run(limits: limits) { server in
            try await expect(401, server, from: "203.0.113.5")
            try await expect(429, server, from: "203.0.113.6")
        }
    }

    @Test func `behind a proxy its connections are limited with all others only`() async throws {
        var limits = ServerLimits()
        limits.maximumConnectionsPerAddress = 1
        try await TestServer.run(limits: limits, isBehindProxy: true) { server in
            var open: [RawConnection] = []
            for _ in 0..<3 {
                let connection = try server.connect()
                await connection.send(TestServer.head("GET", "/health", bodyBytes: 0))
                #expect(await connection.answer()?.status == 200)
                open.append(connection)
            }
            #expect(server.server.connections.total == 3)
        }
    }

    @Test func `an IPv4 address is itself, in whatever form, and an IPv6 one its network`() {
        #expect(RemoteNetwork.name(of: "203.0.113.5") == "203.0.113.5")
        #expect(RemoteNetwork.name(of: "::ffff:203.0.113.5") == "203.0.113.5")
        #expect(RemoteNetwork.name(of: "2001:db8:1:2:3::4") == "20010db800010002/64")
        for wrong in ["", "203.0.113", "203.0.113.5:80", "[2001:db8::1]", "a", ":::"] {
            #expect(RemoteNetwork.name(of: wrong) == nil, "\(wrong)")
        }
    }
}
