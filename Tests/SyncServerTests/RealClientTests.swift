import ChangeLog
import HTTPSyncTransport
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// The client's own transport against the server.
@Suite struct RealClientTests {
    @Test func `changes of nothing but zeros go both ways`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            try await withClient(of: device) { client in
                var author = RunAuthor(1, in: device.space)
                let value = [UInt8](repeating: 0, count: ProtocolLimits.maximumValueBytes)
                let run = try author.run(value: value)
                let pushed = try await client.sync(.pushing([run]), space: device.space)
                #expect(pushed.stored == 1)
                let pulled = try await client.sync(.pushing([]), space: device.space)
                #expect(pulled.runs == [run])
            }
        }
    }

    @Test func `a revoked machine with much to send learns why it is refused`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            try server.administer { try $0.revoke(device: "laptop", of: "ada") }
            var random = SeededRandom(seed: 2)
            let noise = (0..<(1 << 20)).map { _ in UInt8.random(in: 0...255, using: &random) }
            for _ in 0..<5 {
                try await withClient(of: device) { client in
                    var author = RunAuthor(1, in: device.space)
                    let run = try author.run(value: noise)
                    let error = await #expect(throws: ProtocolError.self) {
                        try await client.sync(.pushing([run]), space: device.space)
                    }
                    #expect(error?.kind == .unauthorized)
                }
            }
        }
    }

    private func withClient(
        of device: TestDevice, _ body: (ServerClient) async throws -> Void
    ) async throws {
        let address = try ServerAddress(parsing: "http://127.0.0.1:\(device.server.port)")
        let client = ServerClient(address, token: device.joined.token)
        do {
            try await body(client)
        } catch {
            await client.close()
            throw error
        }
        await client.close()
    }
}
