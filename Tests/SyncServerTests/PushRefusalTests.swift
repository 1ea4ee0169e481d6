import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// Pushes that do not fit the log or cannot be read: 409 and 400.
@Suite struct PushRefusalTests {
    @Test(arguments: MessageFormat.allCases)
    func `SYNC-9: a fork is refused with the first dot that differs`(
        format: MessageFormat
    ) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            try await device.push([try author.run(of: [1, 1])])
            var clone = author
            try await device.push([try author.run(value: [1])])
            let before = try await device.check()
            let forked = try clone.run(of: [1, 1], value: [2])
            let answer = try await device.sending(.pushing([forked]), format: format)
            try expectRefusal(answer, .forkedReplica, format: format)
            let failure: ServerFailure = try answer.message()
            #expect(failure.fork == Dot(replica: author.replica, sequence: 3))
            try await expectUnchanged(device, before)
        }
    }

    @Test func `SYNC-9: a run that continues another chain is a fork`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            var clone = author
            try await device.push([try author.run(value: [1])])
            _ = try clone.run(value: [2])
            let answer = try await device.sending(.pushing([try clone.run()]))
            try expectRefusal(answer, .forkedReplica)
            let failure: ServerFailure = try answer.message()
            #expect(failure.fork == Dot(replica: author.replica, sequence: 1))
        }
    }

    @Test(arguments: MessageFormat.allCases)
    func `SYNC-8: a run behind a gap is refused, and with it the whole request`(
        format: MessageFormat
    ) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            var other = RunAuthor(2, in: device.space)
            _ = try author.run()
            let runs = [try other.run(), try author.run()]
            let answer = try await device.sending(.pushing(runs), format: format)
            try expectRefusal(answer, .gap, format: format)
            #expect(try await device.check().held.isEmpty)
            // The server goes on: the same runs fit once nothing is missing.
            #expect(try await device.push([runs[0]]).stored == 1)
        }
    }

    @Test(arguments: MessageFormat.allCases)
    func `LOG-8: a transaction that is cut is refused`(format: MessageFormat) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let cut = try author.run(of: [1, 2], announced: 3)
            let answer = try await device.sending(.pushing([cut]), format: format)
            try expectRefusal(answer, .splitTransaction, format: format)
            #expect(try await device.check().held.isEmpty)
        }
    }

    @Test(arguments: MessageFormat.allCases)
    func `ERR-2: a message of another version is refused`(format: MessageFormat) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let body: [UInt8] =
                format == .json
                ? Array(#"{"protocolVersion":2,"replica":"AAAAAAAAAAAAAAAAAAAAAQ=="}"#.utf8)
                : [8, 2, 18, 16] + ReplicaID(value: 1).bytes
            let answer = try await device.sending(body: body, format: format)
            try expectRefusal(answer, .unsupportedVersion, format: format)
        }
    }

    private static let damaged: [(MessageFormat, [UInt8])] = [
        (.protobuf, [0xFF]), (.protobuf, [8]), (.protobuf, [8, 1, 18, 15]),
        (.protobuf, [8, 1, 18, 2, 0, 0]), (.protobuf, Array("{}".utf8)),
        (.json, Array("{".utf8)), (.json, Array("nonsense".utf8)), (.json, [0xFF, 0xFE]),
        (.json, Array(#"{"protocolVersion":1,"replica":"AAAA"}"#.utf8)),
        (.json, Array(#"{"protocolVersion":1e99}"#.utf8)),
        (.json, [0xEF, 0xBB, 0xBF] + Array(#"{"protocolVersion":1}"#.utf8)),
        (.json, Array(String(repeating: "[", count: 100_000).utf8)),
    ]

    @Test func `HTTP-3: what is no message is refused`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            for (format, body) in Self.damaged {
                let answer = try await device.sending(body: body, format: format)
                try expectRefusal(answer, .badMessage, format: format)
            }
            let empty = try await device.sending(body: [], format: .protobuf)
            try expectRefusal(empty, .unsupportedVersion)
            #expect(try await server.isHealthy())
        }
    }

    @Test func `ERR-2: a change that cannot be read is refused with its whole request`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            var other = RunAuthor(2, in: device.space)
            let good = try author.run()
            let seed = other.chain
            _ = try other.run()
            let bad = Run(
                replica: other.replica, firstSequence: 1, hashBefore: seed,
                changes: [.bytes([0xFF, 1])])
            let answer = try await device.sending(.pushing([good, bad]))
            try expectRefusal(answer, .badMessage)
            #expect(try await device.check().held.isEmpty)
        }
    }

    private func expectUnchanged(
        _ device: TestDevice, _ before: SyncReply, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let after = try await device.check()
        #expect(after.held == before.held, sourceLocation: sourceLocation)
        #expect(after.stateHash == before.stateHash, sourceLocation: sourceLocation)
    }
}
