import ChangeLog
import SQLiteLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// Who reads and writes an album, and who never learns that there is one.
@Suite struct AlbumAccessTests {
    @Test(arguments: MessageFormat.allCases)
    func `PHOTO-1: roles in an album are those in its space, as they are at that moment`(
        format: MessageFormat
    ) async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let bob = try await server.device(of: "bob")
            let team = try server.makeTeam(["ada": .editor, "bob": .viewer])
            let album = team.album
            var author = RunAuthor(1, in: album)
            var other = RunAuthor(2, in: album)
            #expect(try await ada.push([try author.run(picture: [1])], in: album).role == .editor)
            let read = try await bob.sync(.pushing([]), in: album)
            #expect(read.role == .viewer)
            #expect(read.runs.map(\.replica) == [author.replica])
            let run = try other.run(picture: [2])
            try expectRefusal(
                try await bob.sending(.pushing([run]), to: album, format: format), .forbidden,
                format: format)

            try server.administer { try $0.setRole(of: "bob", in: "team", to: .editor) }
            #expect(try await bob.push([run], in: album).stored == 1)
            try server.administer { try $0.setRole(of: "ada", in: "team", to: .viewer) }
            try expectRefusal(
                try await ada.sending(.pushing([try author.run(picture: [3])]), to: album),
                .forbidden)
            try server.administer { try $0.removeMember("ada", from: "team") }
            try expectRefusal(try await ada.sending(.pushing([]), to: album), .unknownSpace)
            #expect(try await bob.check(in: album).held.count == 2)
        }
    }

    @Test func `PHOTO-1: a viewer who is the first to push into an album makes none`()
        async throws
    {
        try await TestServer.run { server in
            _ = try await server.device()
            let bob = try await server.device(of: "bob")
            let team = try server.makeTeam(["ada": .editor, "bob": .viewer])
            var author = RunAuthor(2, in: team.album)
            try expectRefusal(
                try await bob.sending(.pushing([try author.run(picture: [2])]), to: team.album),
                .forbidden)
            #expect(try server.rowCount() == 3)
        }
    }

    @Test func `PHOTO-1: to anybody else an album is as absent as what never was`() async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let bob = try await server.device(of: "bob")
            var author = RunAuthor(1, in: ada.space.album)
            try await ada.push([try author.run(picture: [1])], in: ada.space.album)
            let before = try server.rowCount()
            let absent = SpaceID(value: 77)
            // One that is there, one that nobody asked for yet, albums of albums, and no space's.
            let closed = [
                ada.space.album, bob.space.album.album, ada.space.album.album, absent,
                absent.album,
            ]
            var messages: Set<String> = []
            for space in closed {
                var intruder = RunAuthor(2, in: space)
                for runs in [[], [try intruder.run(picture: [1])]] {
                    let answer = try await bob.sending(.pushing(runs), to: space)
                    try expectRefusal(answer, .unknownSpace)
                    let failure: ServerFailure = try answer.message()
                    messages.insert(failure.message)
                }
            }
            let own = try await ada.sending(.pushing([]), to: ada.space.album.album)
            try expectRefusal(own, .unknownSpace)
            #expect(messages.count == 1)
            #expect(try server.rowCount() == before)
        }
    }

    @Test func `PHOTO-1: no list names an album, and no command reaches it`() async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let team = try server.makeTeam(["ada": .owner])
            let list = try await ada.exchange("GET", "/v1/spaces")
            let tag = try await ada.check().spacesTag
            let accounts = try server.administer { try $0.spaces() }
            for space in [ada.space, team] {
                var author = RunAuthor(1, in: space.album)
                try await ada.push([try author.run(picture: [1])], in: space.album)
            }
            #expect(try server.rowCount() == 4)
            let after: SpacesReply = try await ada.exchange("GET", "/v1/spaces").message()
            let before: SpacesReply = try list.message()
            #expect(after == before)
            #expect(after.spaces.map(\.id) == [ada.space, team])
            #expect(try await ada.check().spacesTag == tag)
            #expect(try await ada.check(in: team.album).spacesTag == tag)
            #expect(try server.administer { try $0.spaces() } == accounts)
            let code = try server.administer { try $0.addDevice(user: "ada") }
            #expect(try await server.join(code, as: "phone").joined.spaces == before.spaces)
            #expect(throws: ServerStorageError.unknownSpace(name: "")) {
                try server.administer { try $0.addMember("ada", to: "", as: .viewer) }
            }
        }
    }
}
