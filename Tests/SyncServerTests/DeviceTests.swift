import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// What an enrolled machine learns of its account, and how it is shut out.
@Suite struct DeviceTests {
    @Test func `a revoked device is shut out at its next request, on an open connection too`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            let request = TestServer.head(
                "GET", "/v1/spaces", [device.authorization], bodyBytes: 0)
            let connection = try server.connect()
            await connection.send(request)
            #expect(await connection.answer()?.status == 200)
            try server.administer { try $0.revoke(device: "laptop", of: "ada") }
            await connection.send(request)
            try expectRefusal(await connection.answer(), .unauthorized)
        }
    }

    @Test(arguments: [true, false])
    func `P8: a device that is revoked while it sends neither writes nor reads`(
        pushes: Bool
    ) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let runs = pushes ? [try author.run()] : []
            let body = try SyncRequest.pushing(runs).body(format: .protobuf)
            let connection = try server.connect()
            await connection.send(
                TestServer.head(
                    "POST", "/v1/spaces/\(device.space)/sync", [device.authorization],
                    bodyBytes: body.count))
            // The token was good when the request began.
            while try await server.seen() == [nil] { await Task.yield() }
            try server.administer { try $0.revoke(device: "laptop", of: "ada") }
            await connection.send(body)
            try expectRefusal(await connection.answer(), .unauthorized)
            let position = try server.administer { try $0.spaces() }.first?.position
            #expect(position == 0)
        }
    }

    @Test func `P8: a device that was revoked meanwhile gets no code`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let caller = try await server.server.reader.read {
                try $0.caller(token: device.joined.token, using: .sha256)
            }
            let known = try #require(caller)
            try server.administer { try $0.revoke(device: "laptop", of: "ada") }
            #expect(throws: ProtocolError(.unauthorized)) {
                try server.administer { try $0.deviceCode(for: known) }
            }
        }
    }

    @Test func `P8: a code that a revoked device asked for lets nobody in, a new one does`()
        async throws
    {
        try await TestServer.run { server in
            let stolen = try await server.device()
            let reply: DeviceCodeReply = try await stolen.exchange("POST", "/v1/devices").message()
            try server.administer { try $0.revoke(device: "laptop", of: "ada") }
            let refused = await #expect(throws: Refused.self) {
                try await server.join(reply.code, as: "thief")
            }
            try expectRefusal(refused?.answer, .codeInvalid)
            let own = try server.administer { try $0.addDevice(user: "ada") }
            #expect(try await server.join(own, as: "phone").joined.user == "ada")
        }
    }

    @Test func `revoking one device leaves the other`() async throws {
        try await TestServer.run { server in
            let first = try await server.device()
            let code = try server.administer { try $0.addDevice(user: "ada") }
            let second = try await server.join(code, as: "phone")
            try server.administer { try $0.revoke(device: "laptop", of: "ada") }
            try expectRefusal(
                try await first.exchange("GET", "/v1/spaces"), .unauthorized)
            #expect(try await second.exchange("GET", "/v1/spaces").status == 200)
            #expect(throws: ServerStorageError.unknownDevice(name: "tablet")) {
                try server.administer { try $0.revoke(device: "tablet", of: "ada") }
            }
        }
    }

    @Test(arguments: MessageFormat.allCases)
    func `HTTP-1: the list of spaces has the personal one first, and only the caller's`(
        format: MessageFormat
    ) async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            _ = try await server.device(of: "bob")
            try server.administer { database in
                for name in ["zoo", "club", "other"] { try database.addSpace(name) }
                try database.addMember("ada", to: "zoo", as: .owner)
                try database.addMember("ada", to: "club", as: .viewer)
                try database.addMember("bob", to: "other", as: .owner)
            }
            let answer = try await ada.exchange(
                "GET", "/v1/spaces", headers: ["Accept: \(format.rawValue)"])
            #expect(answer.headers["content-type"] == format.rawValue)
            let reply: SpacesReply = try answer.message()
            #expect(reply.user == "ada")
            #expect(reply.device == "laptop")
            #expect(reply.server == ada.joined.server)
            #expect(reply.spaces.map(\.name) == ["personal", "club", "zoo"])
            #expect(reply.spaces.map(\.role) == [.owner, .viewer, .owner])
            #expect(reply.spaces.map(\.isPersonal) == [true, false, false])
        }
    }

    @Test func `SYNC-16: the tag of the spaces changes exactly with the list`() async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let first = try await ada.check().spacesTag
            #expect(!first.isEmpty)
            try server.administer { try $0.addSpace("club") }
            #expect(try await ada.check().spacesTag == first)
            var tags = [first]
            let steps: [(ServerDatabase) throws -> Void] = [
                { try $0.addMember("ada", to: "club", as: .viewer) },
                { try $0.setRole(of: "ada", in: "club", to: .editor) },
                { try $0.removeMember("ada", from: "club") },
            ]
            for step in steps {
                try server.administer { try step($0) }
                tags.append(try await ada.check().spacesTag)
            }
            #expect(Set(tags).count == 3)
            #expect(tags.last == first)
        }
    }

    @Test func `a member who is taken out of a space finds it gone`() async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            try server.administer { database in
                try database.addSpace("club")
                try database.addMember("ada", to: "club", as: .editor)
            }
            let team = try #require(try server.administer { try $0.spaces() }.first).id
            #expect(try await ada.check(in: team).role == .editor)
            try server.administer { try $0.removeMember("ada", from: "club") }
            try expectRefusal(try await ada.sending(.pushing([]), to: team), .unknownSpace)
        }
    }

    @Test func `HTTP-1: an enrolled machine gets a code for the next one of its user`()
        async throws
    {
        try await TestServer.run { server in
            let first = try await server.device()
            let answer = try await first.exchange("POST", "/v1/devices")
            #expect(answer.status == 201)
            let reply: DeviceCodeReply = try answer.message()
            // By the server's own time, which each decision puts forward a little.
            let late = reply.expiresMilliseconds - (server.clock.now + 24 * 3_600_000)
            #expect(late < 1_000)
            let second = try await server.join(reply.code, as: "phone")
            #expect(second.joined.user == "ada")
            #expect(second.space == first.space)
            #expect(second.joined.token != first.joined.token)
            try expectRefusal(
                try await server.exchange("POST", "/v1/devices"), .unauthorized)
        }
    }

    @Test func `the list of devices tells when each was seen`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            #expect(try await server.seen() == [nil])
            let first = server.clock.now
            _ = try await device.exchange("GET", "/v1/spaces")
            #expect(try await server.seen() == [first])
            server.clock.advance(hours: 1)
            // An idle sync does not ask for the list of spaces.
            try await device.push([])
            #expect(try await server.seen() == [first + 3_600_000])
        }
    }
}
