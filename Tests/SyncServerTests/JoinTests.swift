import ChangeLog
import MessageCompression
import SQLiteLog
import SyncProtocol
import Testing

@testable import SyncServer

/// How machines come in and are shut out.
@Suite struct JoinTests {
    /// Limits under which no failure is forgotten while a test runs, however slowly.
    private static var unforgetting: ServerLimits {
        var limits = ServerLimits()
        limits.failuresPerMinute = 0.001
        return limits
    }

    @Test func `HTTP-7: a code works once`() async throws {
        try await TestServer.run { server in
            let code = try server.administer { try $0.addUser("ada") }
            let device = try await server.join(code, as: "laptop")
            #expect(device.joined.user == "ada")
            #expect(device.joined.device == "laptop")
            #expect(device.joined.spaces.map(\.isPersonal) == [true])
            try expectRefusal(try await server.joining(code), .codeInvalid)
            #expect(try server.administer { try $0.devices() }.count == 1)
        }
    }

    @Test func `HTTP-7: of two machines that use one code at once one gets in`() async throws {
        try await TestServer.run { server in
            let code = try server.administer { try $0.addUser("ada") }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 { group.addTask { try await server.joining(code).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201, 401, 401, 401, 401, 401])
        }
    }

    @Test func `HTTP-9: a device that joins again is renewed, another's token is ignored`()
        async throws
    {
        try await TestServer.run { server in
            let laptop = try await server.device(of: "ada")
            let stranger = try await server.device(of: "bob")
            for (token, count) in [(stranger.joined.token, 3), (laptop.joined.token, 3)] {
                let code = try server.administer { try $0.addDevice(user: "ada") }
                let request = JoinRequest(code: code, deviceName: laptop.joined.device)
                let answer = try await server.exchange(
                    "POST", "/v1/join",
                    headers: [
                        "Content-Type: application/x-protobuf", "Authorization: Bearer \(token)",
                    ], body: try request.body(format: .protobuf))
                #expect(answer.status == 201)
                let reply: JoinReply = try answer.message()
                #expect((reply.device == laptop.joined.device) == (token == laptop.joined.token))
                #expect(try server.administer { try $0.devices() }.count == count)
            }
            #expect(try await laptop.exchange("GET", "/v1/spaces").status == 401)
            #expect(try await stranger.exchange("GET", "/v1/spaces").status == 200)
        }
    }

    @Test func `HTTP-7: a code stops working after 24 hours`() async throws {
        try await TestServer.run { server in
            let code = try server.administer { try $0.addUser("ada") }
            let other = try server.administer { try $0.addDevice(user: "ada") }
            server.clock.advance(hours: 23)
            #expect(try await server.joining(code).status == 201)
            server.clock.advance(hours: 1)
            try expectRefusal(try await server.joining(other), .codeInvalid)
        }
    }

    @Test func `HTTP-7: case, dashes, blanks and look-alikes of a code do not matter`()
        async throws
    {
        try await TestServer.run { server in
            let code = try server.administer { try $0.addUser("ada") }
            let typed = code.lowercased()
                .replacing("-", with: " ").replacing("0", with: "o").replacing("1", with: "l")
            let answer = try await server.joining(typed)
            #expect(answer.status == 201, "\(answer)")
        }
    }

    @Test func `HTTP-6: a token is random, and kept as a digest only`() async throws {
        try await TestServer.run { server in
            let first = try await server.device()
            let second = try await server.device(of: "bob")
            for token in [first.joined.token, second.joined.token] {
                #expect(token.hasPrefix("kith_dev_"))
                #expect(token.utf8.count == 58)
                #expect(Secret.isToken(token))
            }
            #expect(first.joined.token != second.joined.token)
            let kept = try await server.server.queue.run { database in
                try database.read { session in
                    try session.statement("SELECT token FROM device").all { $0.blob(0) }
                }
            }
            #expect(kept.map(\.count) == [32, 32])
            #expect(!kept.contains(Array(first.joined.token.utf8)))
        }
    }

    @Test func `a machine with a name that is taken gets a number`() async throws {
        try await TestServer.run { server in
            _ = try await server.device()
            for name in ["laptop-2", "laptop-3"] {
                let code = try server.administer { try $0.addDevice(user: "ada") }
                #expect(try await server.join(code, as: "laptop").joined.device == name)
            }
        }
    }

    @Test(arguments: ["", "bell\u{7}", "\u{9b}2J", String(repeating: "a", count: 65)])
    func `a device's name that would spoil lists is refused and the code kept`(
        name: String
    ) async throws {
        try await TestServer.run { server in
            let code = try server.administer { try $0.addUser("ada") }
            try expectRefusal(try await server.joining(code, as: name), .badMessage)
            #expect(try await server.joining(code).status == 201)
        }
    }

    @Test(arguments: MessageFormat.allCases)
    func `HTTP-8: after ten wrong codes an address waits, with a right code too`(
        format: MessageFormat
    ) async throws {
        try await TestServer.run(limits: Self.unforgetting) { server in
            let code = try server.administer { try $0.addUser("ada") }
            for _ in 0..<10 {
                let answer = try await server.joining("KITH-00000-00000-00000-00000", format)
                try expectRefusal(answer, .codeInvalid, format: format)
            }
            let answer = try await server.joining(code, format)
            try expectRefusal(answer, .tooManyRequests, format: format)
            #expect(answer.headers["retry-after"] == "60")
        }
    }

    @Test func `HTTP-8: wrong tokens count as wrong codes do, and keep no good token out`()
        async throws
    {
        try await TestServer.run(limits: Self.unforgetting) { server in
            let device = try await server.device()
            let wrong = ["Authorization: Bearer wrong"]
            for _ in 0..<10 {
                let answer = try await server.exchange("GET", "/v1/spaces", headers: wrong)
                try expectRefusal(answer, .unauthorized)
            }
            let answer = try await server.exchange("GET", "/v1/spaces", headers: wrong)
            try expectRefusal(answer, .tooManyRequests)
            #expect(answer.headers["retry-after"] == "60")
            let code = try server.administer { try $0.addDevice(user: "ada") }
            try expectRefusal(try await server.joining(code), .tooManyRequests)
            #expect(try await device.exchange("GET", "/v1/spaces").status == 200)
        }
    }

    @Test(arguments: [BodyEncoding.identity, .zstd, .gzip])
    func `HTTP-8: a join that is larger than any, packed or not, is refused and counts`(
        encoding: BodyEncoding
    ) async throws {
        try await TestServer.run(limits: Self.unforgetting) { server in
            let code = try server.administer { try $0.addUser("ada") }
            let filler = [UInt8](repeating: 0x20, count: ProtocolLimits.maximumJoinBytes)
            let large = try JoinRequest(code: code, deviceName: "x").body(format: .json) + filler
            let body = try BodyEncoder.compress(large, as: encoding)
            var headers = ["Content-Type: \(MessageFormat.json.rawValue)"]
            if encoding != .identity { headers.append("Content-Encoding: \(encoding.rawValue)") }
            for _ in 0..<10 {
                let answer = try await server.exchange(
                    "POST", "/v1/join", headers: headers, body: body)
                try expectRefusal(answer, .tooLarge)
            }
            try expectRefusal(try await server.joining(code), .tooManyRequests)
        }
    }
}

extension TestServer {
    /// What joining with a code answers.
    fileprivate func joining(
        _ code: String, as name: String = "laptop", _ format: MessageFormat = .protobuf
    ) async throws -> RawAnswer {
        let body = try JoinRequest(code: code, deviceName: name).body(format: format)
        let kinds = ["Content-Type: \(format.rawValue)", "Accept: \(format.rawValue)"]
        return try await exchange("POST", "/v1/join", headers: kinds, body: body)
    }

    /// What joining with a code answers.
    fileprivate func joining(_ code: String, _ format: MessageFormat) async throws -> RawAnswer {
        try await joining(code, as: "laptop", format)
    }
}
