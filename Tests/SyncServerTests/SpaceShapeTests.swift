import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// What a member can do to the transactions of a space, and to how many authors it has.
@Suite struct SpaceShapeTests {
    @Test func `SYNC-21: bytes of a transaction that was handed over as two do not cut the log`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let value = [UInt8](repeating: 7, count: 700 << 10)
            let run = try author.run(of: [2], value: value)
            let digests = try run.decoded().map { $0.content.digest(using: .sha256) }
            let parted = Run(
                replica: run.replica, firstSequence: 1, hashBefore: run.hashBefore,
                changes: digests.map { .erased($0, endsTransaction: true) })
            try await device.push([parted])
            let before = try await device.check()
            let answer = try await device.sending(.pushing([run]))
            try expectRefusal(answer, .forkedReplica)
            #expect(try await device.check().stateHash == before.stateHash)
            // Whoever comes new gets pages that can be taken.
            let page = try await device.sync(
                SyncRequest(replica: ReplicaID(value: 9), held: VersionVector(), cursor: nil))
            for run in page.runs { _ = try run.decoded() }
        }
    }

    @Test func `SYNC-22: a space takes no more authors than vectors can hold, and goes on`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            var honest = RunAuthor(1, in: device.space)
            try await device.push([try honest.run()])
            let crowd = try (0..<ProtocolLimits.maximumAuthors).map { number in
                var author = RunAuthor(UInt128(number + 2), in: device.space)
                return try author.run()
            }
            try expectRefusal(try await device.sending(body: Self.body(crowd)), .tooLarge)
            #expect(try await device.check().held.count == 1)
            let rest = try await device.sending(body: Self.body(Array(crowd.dropLast())))
            #expect(rest.status == 200)
            try expectRefusal(
                try await device.sending(body: Self.body([crowd[crowd.count - 1]])), .tooLarge)
            // Who is known already writes on.
            #expect(try await device.push([try honest.run()]).stored == 1)
        }
    }

    private static func body(_ runs: [Run]) throws -> [UInt8] {
        try SyncRequest(
            replica: ReplicaID(value: 9), held: VersionVector(), cursor: nil, runs: runs
        ).body(format: .protobuf)
    }
}
