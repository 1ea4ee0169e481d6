import ChangeLog
import Dispatch
import SQLiteLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// Albums: a log of its own for the pictures of a space.
@Suite struct AlbumTests {
    private static let picture = [UInt8](repeating: 0xFF, count: 3_000)

    @Test func `PHOTO-2: an album is made when it is first asked for, and once`() async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let code = try server.administer { try $0.addDevice(user: "ada") }
            let phone = try await server.join(code, as: "phone")
            let album = ada.space.album
            let epochs = try await withThrowingTaskGroup(of: EpochID.self) { group in
                for device in [ada, phone, ada, phone] {
                    group.addTask { try await device.sync(.pushing([]), in: album).next.epoch }
                    group.addTask { try await device.check(in: album).next.epoch }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(epochs.count == 8)
            #expect(Set(epochs).count == 1)
            #expect(try server.rowCount() == 2)
            let reply = try await ada.check(in: album)
            let parent = try await ada.check()
            #expect(reply.next.epoch != parent.next.epoch)
            #expect(reply.next.position == 0)
            #expect(reply.held.isEmpty)
            #expect(
                reply.next.hash == LogHash(seedOf: reply.next.epoch, in: album, using: .sha256))
        }
    }

    @Test func `PHOTO-2: pictures go up from one machine and down to the other`() async throws {
        try await TestServer.run { server in
            let laptop = try await server.device()
            let code = try server.administer { try $0.addDevice(user: "ada") }
            let phone = try await server.join(code, as: "phone")
            let album = laptop.space.album
            var first = RunAuthor(1, in: album)
            var second = RunAuthor(2, in: album)
            let up = try first.run(picture: Self.picture)
            let pushed = try await laptop.push([up], in: album)
            #expect(pushed.stored == 1)
            #expect(pushed.album == nil)
            let pulled = try await phone.sync(.pushing([]), in: album)
            #expect(pulled.runs == [up])
            #expect(pulled.stateHash == pushed.stateHash)
            // The same picture of another author: equal values, no conflict.
            let both = try await phone.push([try second.run(picture: Self.picture)], in: album)
            #expect(both.stored == 1)
            #expect(try await laptop.sync(.pushing([]), in: album).runs.count == 2)
            // Cards and pictures are apart.
            #expect(try await laptop.check().held.isEmpty)
        }
    }

    @Test func `SYNC-9, SYNC-11: the rules of a log hold for an album`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let album = device.space.album
            var author = RunAuthor(1, in: album)
            var clone = author
            let held = VersionVector([Dot(replica: author.replica, sequence: 1)])
            let strange = SyncCursor(
                epoch: EpochID(value: 5), position: 1, hash: LogHash(value: 5))
            let run = try author.run(picture: [1])
            let unasked = try await device.sync(
                SyncRequest(replica: author.replica, held: held, cursor: strange, runs: [run]),
                in: album)
            #expect(unasked.verdict == .unknown)
            #expect(unasked.stored == 0)
            try await device.push([run], in: album)
            let forked = try clone.run(picture: [2])
            try expectRefusal(
                try await device.sending(.pushing([forked]), to: album), .forkedReplica)
            _ = try author.run(picture: [3])
            let late = try author.run(picture: [4])
            try expectRefusal(try await device.sending(.pushing([late]), to: album), .gap)
        }
    }

    @Test func `PHOTO-2: an album survives a restart and a backup, and the doctor looks at it`()
        async throws
    {
        try await TestServer.inFolder { folder in
            let backup = folder + "/backup.sqlite"
            let old = folder + "/recovered"
            var token: JoinReply?
            var before: SyncReply?
            try await TestServer.run(in: folder) { server in
                let device = try await server.device()
                var author = RunAuthor(1, in: device.space.album)
                let run = try author.run(picture: Self.picture)
                try await device.push([run], in: device.space.album)
                try server.administer { try $0.backup(to: backup) }
                token = device.joined
                before = try await device.sync(.pushing([]), in: device.space.album)
            }
            #expect(try ServerDatabase.restore(backup, into: old).kept == nil)
            let joined = try #require(token)
            for data in [folder, old] {
                try await TestServer.run(in: data) { server in
                    let device = TestDevice(server: server, joined: joined)
                    let after = try await device.sync(.pushing([]), in: device.space.album)
                    #expect(after == before)
                    #expect(try await device.check().album == before?.next)
                    let findings = try server.administer { try $0.examine() }
                    let good = findings.filter(\.isGood).map(\.detail)
                    #expect(good.count == findings.count)
                    let title = "album of space \(device.space) (personal, ada): "
                    let about = good.filter { $0.hasPrefix(title) }
                    #expect(about.count == 2)
                }
            }
        }
    }

    @Test func `PHOTO-2: the doctor finds what is wrong in an album`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space.album)
            try await device.push([try author.run(picture: [1])], in: device.space.album)
            try server.administer { database in
                try database.write { session in
                    _ = try session.statement("UPDATE log SET hash = zeroblob(16)").run()
                }
            }
            let bad = try server.administer { try $0.examine() }.filter { !$0.isGood }
            #expect(bad.count == 1)
            #expect(
                bad.first?.detail.hasPrefix("album of space \(device.space) (personal, ada): ")
                    == true)
        }
    }

    @Test func `PHOTO-3: a reply about a space says where its album ends, once it has pictures`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            let album = device.space.album
            #expect(try await device.check().album == nil)
            #expect(try await device.check(in: album).album == nil)
            // It is there now, and empty.
            #expect(try await device.check().album == nil)
            var author = RunAuthor(1, in: album)
            var ends: [SyncCursor] = []
            for number in 1...3 as ClosedRange<UInt8> {
                let pushed = try await device.push(
                    [try author.run(picture: [number])], in: album)
                #expect(pushed.album == nil)
                let end = try #require(try await device.check().album)
                ends.append(end)
                let whole = try await device.sync(.pushing([]), in: album)
                #expect(end == whole.next)
                // A pull, a push and a comparison say the same.
                #expect(try await device.sync(.pushing([])).album == end)
                var cards = RunAuthor(UInt128(number), in: device.space)
                #expect(try await device.push([try cards.run()]).album == end)
                #expect(try await device.pull(VersionVector(), end, in: album).verdict == .good)
            }
            #expect(ends.map(\.position) == [1, 2, 3])
            #expect(Set(ends.map(\.hash)).count == 3)
        }
    }

    @Test func `PHOTO-3: the album of another space is not told`() async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let team = try server.makeTeam(["ada": .editor])
            var author = RunAuthor(1, in: team.album)
            try await ada.push([try author.run(picture: [1])], in: team.album)
            #expect(try await ada.check().album == nil)
            #expect(try await ada.check(in: team).album?.position == 1)
        }
    }

    @Test func `PHOTO-3: an idle sync stays small, and is answered while a commit takes its time`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            let album = device.space.album
            var author = RunAuthor(1, in: album)
            let empty = try await device.sending(.pushing([])).body.count
            try await device.push([try author.run(picture: Self.picture)], in: album)
            let held = VersionVector([Dot(replica: author.replica, sequence: 1)])
            let done = DispatchSemaphore(value: 0)
            let commit = Task { try await server.server.queue.run { _ in done.wait() } }
            let space = try? await device.sending(.pushing([]))
            let pictures = try? await device.pull(held, nil, in: album)
            done.signal()
            try await commit.value
            let size = try #require(space).body.count
            #expect(size <= empty + 45)
            #expect(pictures?.runs.isEmpty == true)
        }
    }
}
