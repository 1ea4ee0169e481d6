import ChangeLog
import SQLiteLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// What is left of a user who was taken away.
@Suite struct RemovalTests {
    /// A server on which ada wrote into her own space and into a team's, with bob.
    private func run(
        _ body: (_ server: TestServer, _ ada: TestDevice, _ bob: TestDevice, SpaceID) async throws
            -> Void
    ) async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let bob = try await server.device(of: "bob")
            try server.administer { database in
                try database.addSpace("team")
                try database.addMember("ada", to: "team", as: .owner)
                try database.addMember("bob", to: "team", as: .editor)
            }
            let spaces = try server.administer { try $0.spaces() }
            let team = try #require(spaces.first { $0.name == "team" }).id
            var own = RunAuthor(1, in: ada.space)
            try await ada.push([try own.run(value: Array("for ada alone".utf8))])
            var shared = RunAuthor(2, in: team)
            try await ada.push([try shared.run()], in: team)
            try await body(server, ada, bob, team)
        }
    }

    /// The names of the spaces that a server has.
    private func names(_ server: TestServer) throws -> [String] {
        try server.administer { try $0.spaces() }.map(\.name)
    }

    @Test func `P8: who was taken away is out at once, with every machine and code`() async throws {
        try await run { server, ada, bob, team in
            let code = try server.administer { try $0.addDevice(user: "ada") }
            let removed = try server.administer { try $0.removeUser("ada", erases: false) }
            #expect(
                removed
                    == RemovedUser(
                        deviceCount: 1, codeCount: 1, spaces: ["team"], personal: [ada.space],
                        isErased: false, wasAway: false, left: []))
            try expectRefusal(try await ada.exchange("GET", "/v1/spaces"), .unauthorized)
            try expectRefusal(try await ada.sending(.pushing([]), to: team), .unauthorized)
            let refused = await #expect(throws: Refused.self) {
                try await server.join(code, as: "phone")
            }
            try expectRefusal(refused?.answer, .codeInvalid)
            #expect(try server.administer { try $0.users() }.map(\.name) == ["bob"])
            // What ada wrote for the team is there, and bob goes on.
            #expect(try await bob.check(in: team).held[ReplicaID(value: 2)] == 1)
            let space = try #require(
                try server.administer { try $0.spaces() }.first { $0.id == team })
            #expect(space.members.map(\.user) == ["bob"])
        }
    }

    @Test func `a name that is free again shows nothing of who had it before`() async throws {
        try await run { server, ada, _, _ in
            try server.administer { try $0.removeUser("ada", erases: false) }
            #expect(try names(server).contains("personal of ada, who left"))
            let code = try server.administer { try $0.addUser("ada") }
            let second = try await server.join(code, as: "laptop")
            #expect(second.joined.spaces.map(\.name) == ["personal"])
            #expect(second.space != ada.space)
            #expect(try await second.check().held.isEmpty)
            try expectRefusal(
                try await second.sending(.pushing([]), to: ada.space), .unknownSpace)
        }
    }

    @Test func `what is left of a name is not who has it now`() async throws {
        try await run { server, ada, _, team in
            try server.administer { try $0.removeUser("ada", erases: false) }
            let code = try server.administer { try $0.addUser("ada") }
            let second = try await server.join(code, as: "laptop")
            let removed = try server.administer { try $0.removeUser("ada", erases: true) }
            #expect(removed.personal == [second.space] && removed.left == [ada.space])
            #expect(try names(server).contains("personal of ada, who left"))

            let third = try await server.join(
                server.administer { try $0.addUser("ada") }, as: "laptop")
            let left = try server.administer {
                try $0.removeUser("ada", erases: true, onlyLeft: true)
            }
            #expect(left.personal == [ada.space] && left.wasAway && left.deviceCount == 0)
            #expect(try await third.check().held.isEmpty)
            #expect(throws: ServerStorageError.unknownUser(name: "ada")) {
                try server.administer { try $0.removeUser("ada", erases: true, onlyLeft: true) }
            }
        }
    }

    @Test func `a personal space is erased with its user, or later by the same name`() async throws
    {
        try await run { server, ada, _, team in
            try server.administer { try $0.removeUser("ada", erases: false) }
            let later = try server.administer { try $0.removeUser("ada", erases: true) }
            #expect(later.personal == [ada.space])
            #expect(later.deviceCount == 0 && later.wasAway)
            let bobs = try server.administer { try $0.removeUser("bob", erases: true) }
            #expect(bobs.isErased && bobs.spaces == ["team"])
            #expect(try names(server) == ["team"])
            let left = try server.administer { database in
                try database.read { session in
                    try ["change", "head", "log", "author", "entity"].map { table in
                        try session.statement("SELECT count(*) FROM \(table)")
                            .first { $0.integer(0) } ?? -1
                    }
                }
            }
            #expect(left == [1, 1, 1, 1, 1])
            #expect(try server.administer { try $0.examine() }.allSatisfy(\.isGood))
            #expect(throws: ServerStorageError.unknownUser(name: "ada")) {
                try server.administer { try $0.removeUser("ada", erases: true) }
            }
        }
    }
}
