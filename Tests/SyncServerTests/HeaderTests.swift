import SyncProtocol
import Testing

@testable import SyncServer

/// The header of every answer, as it comes over the wire.
@Suite struct HeaderTests {
    @Test(arguments: ["/health", "/metrics", "/v1/spaces", "/nowhere"])
    func `HTTP-5: every answer says by whom and in which version of the protocol it is`(
        _ target: String
    ) async throws {
        try await TestServer.run { server in
            let answer = try await server.exchange("GET", target)
            #expect(answer.headers["kith-protocol-version"] == "1")
            #expect(answer.headers["server"] == "kithd")
            #expect(answer.headers["x-accel-buffering"] == nil)
        }
    }

    @Test func `HTTP-5: so does the answer to what is no request`() async throws {
        try await TestServer.run { server in
            let connection = try server.connect()
            await connection.send("NONSENSE\r\n\r\n")
            let answer = try #require(await connection.answer())
            #expect(answer.status == 400)
            #expect(answer.headers["kith-protocol-version"] == "1")
        }
    }
}
