import SQLiteLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// How much a user's codes and machines may become.
@Suite struct EnrolmentLimitTests {
    private func count(_ table: String, _ server: TestServer) throws -> Int64? {
        try server.administer { database in
            try database.read {
                try $0.statement("SELECT count(*) FROM \(table)").first { $0.integer(0) }
            }
        }
    }

    @Test func `HTTP-7: of many codes the newest are good, and nothing is left of the others`()
        async throws
    {
        try await TestServer.run { server in
            let first = try server.administer { try $0.addUser("ada") }
            let device = try await server.join(first, as: "laptop")
            var codes: [String] = []
            for _ in 0..<40 {
                let answer = try await device.exchange("POST", "/v1/devices")
                let reply: DeviceCodeReply = try answer.message()
                codes.append(reply.code)
            }
            #expect(try count("join_code", server) == ServerDatabase.maximumOpenCodes)
            _ = try await server.join(try #require(codes.last), as: "phone")
            // Those of others are theirs.
            let bobs = try server.administer { try $0.addUser("bob") }
            server.clock.advance(hours: 25)
            _ = try server.administer { try $0.addDevice(user: "ada") }
            #expect(try count("join_code", server) == 1)
            await #expect(throws: Refused.self) { try await server.join(bobs, as: "bobs") }
        }
    }

    @Test func `HTTP-10: machines that were shut out are forgotten, and those let in are limited`()
        async throws
    {
        try await TestServer.run { server in
            let first = try server.administer { try $0.addUser("ada") }
            let device = try await server.join(first, as: "laptop")
            let most = Int(ServerDatabase.maximumRevokedDevices)
            for number in 0..<(most + 3) {
                try server.administer { database in
                    let code = try database.addDevice(user: "ada")
                    _ = try database.join(JoinRequest(code: code, deviceName: "old\(number)"))
                    try database.revoke(device: "old\(number)", of: "ada")
                }
            }
            let names = try server.administer { try $0.devices() }.map(\.name)
            #expect(names.count == most + 1)
            #expect(names.contains("laptop") && !names.contains("old0"))
            #expect(try await device.exchange("GET", "/v1/devices").status == 200)

            try server.administer { database in
                for number in 1..<ServerDatabase.maximumDevices {
                    let code = try database.addDevice(user: "ada")
                    _ = try database.join(JoinRequest(code: code, deviceName: "new\(number)"))
                }
            }
            let code = try server.administer { try $0.addDevice(user: "ada") }
            let refused = await #expect(throws: Refused.self) {
                try await server.join(code, as: "surplus")
            }
            try expectRefusal(refused?.answer, .forbidden)
        }
    }
}
