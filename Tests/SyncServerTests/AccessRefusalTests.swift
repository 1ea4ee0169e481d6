import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// Who may not do what: 401, 403, 404, 405.
@Suite struct AccessRefusalTests {
    /// Tokens that open nothing, with what is wrong with them.
    private static func worthless(_ revoked: String) -> [(String, String?)] {
        let unknown = Secret.token { UInt128.random(in: 0...UInt128.max) }
        return [
            ("absent", nil), ("empty", "Authorization: "),
            ("another scheme", "Authorization: Basic a2l0aDpraXRo"),
            ("malformed", "Authorization: Bearer kith_dev_x"),
            ("mistyped", "Authorization: Bearer \(unknown.dropLast())!"),
            ("unknown", "Authorization: Bearer \(unknown)"),
            ("revoked", "Authorization: Bearer \(revoked)"),
        ]
    }

    @Test(arguments: MessageFormat.allCases)
    func `HTTP-2: every token that is not good gets the same 401`(
        format: MessageFormat
    ) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            try server.administer { try $0.revoke(device: "laptop", of: "ada") }
            for (name, header) in Self.worthless(device.joined.token) {
                let answer = try await server.exchange(
                    "GET", "/v1/spaces",
                    headers: ["Accept: \(format.rawValue)"] + (header.map { [$0] } ?? []))
                try expectRefusal(answer, .unauthorized, format: format)
                let failure: ServerFailure = try answer.message()
                #expect(failure.message == ErrorCode.unauthorized.sentence, "\(name)")
            }
        }
    }

    @Test func `HTTP-2: a space of somebody else is as absent`() async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let bob = try await server.device(of: "bob")
            var author = RunAuthor(1, in: ada.space)
            try await ada.push([try author.run()])
            let absent = SpaceID(value: 77)
            for space in [ada.space, absent] {
                var intruder = RunAuthor(2, in: space)
                let push = try await bob.sending(.pushing([try intruder.run()]), to: space)
                try expectRefusal(push, .unknownSpace)
                let pull = try await bob.sending(.pushing([]), to: space)
                try expectRefusal(pull, .unknownSpace)
            }
            #expect(try await ada.check().held.count == 1)
        }
    }

    @Test(arguments: ["0", "not-a-space", "%2e%2e", "%00", "00000000000000000000000000000000f"])
    func `HTTP-1: what is no space's name is no space`(name: String) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let answer = try await device.exchange("POST", "/v1/spaces/\(name)/sync")
            try expectRefusal(answer, .unknownSpace)
        }
    }

    @Test(arguments: ["/", "/v2/spaces", "/v1", "/v1/spaces/x", "/health/x", "/..%2fkithd.sqlite"])
    func `HTTP-1: there is nothing at another address`(target: String) async throws {
        try await TestServer.run { server in
            for format in MessageFormat.allCases {
                let answer = try await server.exchange(
                    "GET", target, headers: ["Accept: \(format.rawValue)"])
                try expectRefusal(answer, .notFound, format: format)
            }
        }
    }

    @Test(arguments: [
        ("DELETE", "/v1/spaces", "GET"), ("GET", "/v1/join", "POST"),
        ("PUT", "/v1/devices", "GET, POST"), ("GET", "/v1/devices/1", "DELETE"),
        ("POST", "/health", "GET, HEAD"),
        ("GET", "/v1/spaces/00000000000000000000000000000001/sync", "POST"),
    ])
    func `HTTP-1: another method is refused with the one that is taken`(
        method: String, target: String, allowed: String
    ) async throws {
        try await TestServer.run { server in
            for format in MessageFormat.allCases {
                let answer = try await server.exchange(
                    method, target, headers: ["Accept: \(format.rawValue)"])
                try expectRefusal(answer, .methodNotAllowed, format: format)
                #expect(answer.headers["allow"] == allowed)
            }
        }
    }

    @Test(arguments: MessageFormat.allCases)
    func `ERR-2: a viewer reads a team's space and writes nothing to it`(
        format: MessageFormat
    ) async throws {
        try await TestServer.run { server in
            let owner = try await server.device()
            let viewer = try await server.device(of: "bob")
            try server.administer { database in
                try database.addSpace("club")
                try database.addMember("ada", to: "club", as: .editor)
                try database.addMember("bob", to: "club", as: .viewer)
            }
            let team = try #require(try server.administer { try $0.spaces() }.first).id
            var author = RunAuthor(1, in: team)
            try await owner.push([try author.run()], in: team)
            let reply = try await viewer.sync(.pushing([]), in: team)
            #expect(reply.runs.count == 1)
            #expect(reply.role == .viewer)
            var writer = RunAuthor(2, in: team)
            let answer = try await viewer.sending(
                .pushing([try writer.run()]), to: team, format: format)
            try expectRefusal(answer, .forbidden, format: format)
            #expect(try await owner.check(in: team).held.count == 1)
        }
    }
}
