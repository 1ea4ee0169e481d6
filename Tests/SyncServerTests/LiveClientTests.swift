import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import HTTPSyncTransport
@testable import SyncServer

/// The client's own ear against the server.
@Suite struct LiveClientTests {
    /// What a client heard, in order.
    private final class Diary: Sendable {
        private let signs: AsyncStream<LiveSign>
        private let add: AsyncStream<LiveSign>.Continuation

        init() { (signs, add) = AsyncStream.makeStream() }

        /// Listens, and writes down what is heard; nothing is waited for when that is over.
        ///
        /// - Throws: What listening says.
        func listen(by client: ServerClient) async throws {
            defer { add.finish() }
            try await client.listen { [add] in add.yield($0) }
        }

        /// Waits for a sign.
        func has(_ wanted: LiveSign) async -> Bool {
            for await sign in signs where sign == wanted { return true }
            return false
        }
    }

    private func client(
        of device: TestDevice, silence: Duration = .seconds(45)
    ) throws -> ServerClient {
        ServerClient(
            try ServerAddress(parsing: "http://127.0.0.1:\(device.server.port)"),
            token: device.joined.token,
            patience: ServerPatience(connecting: .seconds(10), silence: silence))
    }

    @Test func `LIVE-1: a client hears what others push, until the server stops`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let client = try client(of: device)
            let diary = Diary()
            async let end: Void = diary.listen(by: client)
            #expect(await diary.has(.opened))
            let present = SpaceNotice(space: device.space, position: 0)
            #expect(await diary.has(.notice(present)))
            var author = RunAuthor(1, in: device.space)
            try await device.push([try author.run(of: [2])])
            #expect(await diary.has(.notice(SpaceNotice(space: device.space, position: 2))))
            await server.stop()
            try await end
            await client.close()
        }
    }

    @Test func `LIVE-5: a stream that says nothing is left`() async throws {
        var limits = ServerLimits()
        limits.signOfLife = .seconds(3_600)
        try await TestServer.run(limits: limits) { server in
            let client = try client(of: try await server.device(), silence: .milliseconds(300))
            let error = await #expect(throws: ProtocolError.self) {
                try await client.listen { _ in }
            }
            #expect(error?.kind == .timeout)
            await client.close()
        }
    }

    @Test func `LIVE-1: a client that is refused a stream learns why`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            try server.administer { try $0.revoke(device: "laptop", of: "ada") }
            let client = try client(of: device)
            let error = await #expect(throws: ProtocolError.self) {
                try await client.listen { _ in }
            }
            #expect(error?.kind == .unauthorized)
            await client.close()
        }
    }

    @Test func `A client that stops listening leaves the stream`() async throws {
        try await TestServer.run { server in
            let client = try client(of: try await server.device())
            let diary = Diary()
            let listening = Task { try await diary.listen(by: client) }
            #expect(await diary.has(.opened))
            listening.cancel()
            _ = await listening.result
            var count: Int? = 1
            for _ in 1...500 where count != 0 {
                count = try await server.metrics()["kithd_listeners"]
            }
            #expect(count == 0)
            await client.close()
        }
    }
}
