import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// Many machines at once, and a server that comes back.
@Suite struct ManyPushersTests {
    @Test func `SYNC-3: eight pushers at once, every change is stored once`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let total = try await withThrowingTaskGroup(of: UInt64.self) { group in
                for number in 1...8 {
                    group.addTask { try await push(as: UInt128(number), from: device) }
                }
                return try await group.reduce(0, +)
            }
            #expect(total == 8 * 10 * 3)
            let pulled = try await device.pullAll(pageBytes: 700)
            #expect(pulled.position == total)
            let changes = try pulled.pages.joined().flatMap { try $0.decoded() }
            #expect(changes.count == Int(total))
            #expect(Set(changes.map(\.dot)).count == Int(total))
            var merged = MergedState(digest: .sha256)
            for change in changes { merged.merge(change) }
            let reply = try await device.check()
            #expect(merged.hash == reply.stateHash)
            #expect(merged.held == reply.held)
        }
    }

    @Test func `SYNC-7: eight machines that hand over the same changes at once`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let runs = try (0..<6).map { _ in try author.run(of: [2, 1]) }
            let stored = try await withThrowingTaskGroup(of: UInt64.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var stored: UInt64 = 0
                        for run in runs { stored += try await device.push([run]).stored }
                        return stored
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(stored == 18)
            #expect(try await device.pullAll().position == 18)
        }
    }

    @Test func `a refused push leaves the others of its commit alone`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...12 {
                    group.addTask {
                        var author = RunAuthor(UInt128(number), in: device.space)
                        if number.isMultiple(of: 3) { _ = try author.run() }
                        return try await device.sending(.pushing([try author.run()])).status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == 8)
            #expect(statuses.count { $0 == 409 } == 4)
            #expect(try await device.check().held.count == 8)
        }
    }

    @Test func `a restart keeps users, devices, log, cursor and state`() async throws {
        try await TestServer.inFolder { folder in
            var joined: JoinReply?
            var before: SyncReply?
            var author: RunAuthor?
            try await TestServer.run(in: folder) { server in
                let device = try await server.device()
                var writer = RunAuthor(1, in: device.space)
                before = try await device.push([try writer.run(of: [3, 1])])
                joined = device.joined
                author = writer
            }
            let known = try #require(before)
            var writer = try #require(author)
            let reply = try #require(joined)
            try await TestServer.run(in: folder) { server in
                let device = TestDevice(server: server, joined: reply)
                let after = try await device.pull(known.held, known.next)
                #expect(after.verdict == .good)
                #expect(after.server == known.server)
                #expect(after.held == known.held)
                #expect(after.stateHash == known.stateHash)
                #expect(try await device.push([try writer.run()]).next.position == 5)
                #expect(try server.administer { try $0.examine() }.allSatisfy(\.isGood))
            }
        }
    }

    @Test func `a second daemon is kept out of a folder that is served`() async throws {
        try await TestServer.run { server in
            #expect(throws: ServerStorageError.alreadyOpen(folder: server.folder)) {
                _ = try ServerDatabase.serving(
                    server.folder, environment: server.clock.environment)
            }
        }
    }

    private func push(as number: UInt128, from device: TestDevice) async throws -> UInt64 {
        var author = RunAuthor(number, in: device.space)
        var stored: UInt64 = 0
        for _ in 0..<10 {
            stored += try await device.push([try author.run(of: [2, 1])]).stored
        }
        return stored
    }
}
