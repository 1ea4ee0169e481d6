import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// What a push, a pull and a comparison do.
@Suite struct SyncTests {
    @Test func `LOG-7: pushing the same run again stores nothing and changes nothing`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let run = try author.run(of: [1, 3, 2])
            let first = try await device.push([run])
            #expect(first.stored == 6)
            for _ in 0..<3 {
                let again = try await device.push([run])
                #expect(again.stored == 0)
                #expect(again.held == first.held)
                #expect(again.stateHash == first.stateHash)
            }
            #expect(try await device.pullAll().position == 6)
        }
    }

    @Test func `SYNC-7: a run may overlap what is held, and anybody may hand it over`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            let code = try server.administer { try $0.addDevice(user: "ada") }
            let other = try await server.join(code, as: "phone")
            var author = RunAuthor(1, in: device.space)
            var whole = author
            try await device.push([try author.run(of: [1, 1])])
            let reply = try await other.push([try whole.run(of: [1, 1, 1, 2])])
            #expect(reply.stored == 3)
            #expect(reply.held[author.replica] == 5)
        }
    }

    @Test func `MERGE-9: the server's state hash is the sum over what was pushed`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var expected = StateHash()
            for number in 1...3 {
                var author = RunAuthor(UInt128(number), in: device.space)
                let run = try author.run(of: [2, 1])
                for change in try run.decoded().compactMap(\.whole) {
                    expected.add(
                        HeadFingerprint(
                            dot: change.change.dot, bytes: change.bytes, using: .sha256))
                }
                #expect(try await device.push([run]).stateHash == expected)
            }
        }
    }

    @Test func `SYNC-5: a good cursor goes on, an absent or unknown one begins at 0`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let first = try await device.push([try author.run(of: [1, 1])])
            #expect(first.verdict == .absent)
            #expect(first.next.position == 2)
            try await device.push([try author.run()])
            let good = try await device.pull(VersionVector(), first.next)
            #expect(good.verdict == .good)
            #expect(good.runs.map(\.firstSequence) == [3])
            let strange = [
                SyncCursor(epoch: EpochID(value: 5), position: 2, hash: first.next.hash),
                SyncCursor(
                    epoch: first.next.epoch, position: 2, hash: LogHash(value: 5)),
                SyncCursor(epoch: first.next.epoch, position: 1, hash: first.next.hash),
                SyncCursor(epoch: first.next.epoch, position: 4, hash: first.next.hash),
                SyncCursor(
                    epoch: first.next.epoch, position: ProtocolLimits.maximumSequence - 1,
                    hash: first.next.hash),
            ]
            for cursor in strange {
                let reply = try await device.pull(VersionVector(), cursor)
                #expect(reply.verdict == .unknown)
                #expect(reply.runs.map(\.firstSequence) == [1])
                #expect(reply.runs.first?.changes.count == 3)
                #expect(reply.next.position == 3)
            }
        }
    }

    @Test func `SYNC-2: with an unknown cursor the version vector says what is left out`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            var first = RunAuthor(1, in: device.space)
            var second = RunAuthor(2, in: device.space)
            try await device.push([try first.run(of: [1, 1]), try second.run(of: [2, 1])])
            let held = VersionVector([
                Dot(replica: first.replica, sequence: 1),
                Dot(replica: second.replica, sequence: 2),
            ])
            let strange = SyncCursor(
                epoch: EpochID(value: 5), position: 1, hash: LogHash(value: 1))
            let reply = try await device.pull(held, strange)
            #expect(reply.runs.map(\.replica) == [first.replica, second.replica])
            #expect(reply.runs.map(\.firstSequence) == [2, 3])
            #expect(reply.runs.map(\.changes.count) == [1, 1])
        }
    }

    @Test func `SYNC-11: runs with an unknown cursor are not stored`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let strange = SyncCursor(
                epoch: EpochID(value: 5), position: 0, hash: LogHash(value: 1))
            let run = try author.run()
            let reply = try await device.sync(
                SyncRequest(
                    replica: author.replica, held: VersionVector([run.last]), cursor: strange,
                    runs: [run]))
            #expect(reply.verdict == .unknown)
            #expect(reply.stored == 0)
            #expect(reply.held.isEmpty)
        }
    }

    @Test func `SYNC-13: a comparison stores and sends nothing`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            var other = RunAuthor(2, in: device.space)
            let pushed = try await device.push([try author.run()])
            let run = try other.run()
            let reply = try await device.sync(
                SyncRequest(
                    replica: other.replica, held: VersionVector([run.last]), cursor: nil,
                    runs: [run], checkOnly: true))
            #expect(reply.stored == 0)
            #expect(reply.runs.isEmpty)
            #expect(!reply.more)
            #expect(reply.held == pushed.held)
            #expect(reply.stateHash == pushed.stateHash)
            #expect(try await device.check().held == pushed.held)
        }
    }

    @Test func `HTTP-3: the same exchange in JSON`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let run = try author.run(of: [2])
            let push = try await device.sending(.pushing([run]), format: .json)
            #expect(push.status == 200)
            #expect(push.headers["content-type"] == "application/json")
            #expect(push.text.contains("\"stored\":\"2\""))
            let pull = try await device.sending(.pushing([]), format: .json)
            let reply: SyncReply = try pull.message()
            #expect(reply.runs == [run])
        }
    }
}
