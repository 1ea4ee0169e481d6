import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// What a machine learns of the others of its user, and how it shuts one out.
@Suite struct OwnDeviceTests {
    private func list(_ device: TestDevice) async throws -> [DeviceDescription] {
        let answer = try await device.exchange("GET", "/v1/devices")
        #expect(answer.status == 200)
        let reply: DevicesReply = try answer.message()
        return reply.devices
    }

    private func second(of device: TestDevice) async throws -> TestDevice {
        let code: DeviceCodeReply = try await device.exchange("POST", "/v1/devices").message()
        return try await device.server.join(code.code, as: "phone")
    }

    @Test func `HTTP-10: a machine sees those of its own user, and which one it is`() async throws {
        try await TestServer.run { server in
            let laptop = try await server.device()
            _ = try await second(of: laptop)
            let code = try server.administer { try $0.addUser("ben") }
            let ben = try await server.join(code, as: "bens")
            let seen = try await list(laptop)
            #expect(seen.map(\.name) == ["laptop", "phone"])
            #expect(seen.map(\.isCurrent) == [true, false])
            #expect(seen.allSatisfy { !$0.isRevoked })
            #expect(try await list(ben).map(\.name) == ["bens"])
            try expectRefusal(try await server.exchange("GET", "/v1/devices"), .unauthorized)
        }
    }

    @Test func `HTTP-10: a machine shuts out another of its user, with the codes it made`()
        async throws
    {
        try await TestServer.run { server in
            let laptop = try await server.device()
            let phone = try await second(of: laptop)
            let made: DeviceCodeReply = try await phone.exchange("POST", "/v1/devices").message()
            let id = try #require(try await list(laptop).first { $0.name == "phone" }).id
            for _ in 1...2 {
                let answer = try await laptop.exchange("DELETE", "/v1/devices/\(id)")
                #expect(answer.status == 200)
                let reply: DevicesReply = try answer.message()
                #expect(reply.devices.map(\.isRevoked) == [false, true])
            }
            try expectRefusal(try await phone.exchange("GET", "/v1/spaces"), .unauthorized)
            try expectRefusal(
                try await phone.exchange("DELETE", "/v1/devices/\(id)"), .unauthorized)
            let refused = await #expect(throws: Refused.self) {
                try await server.join(made.code, as: "thief")
            }
            try expectRefusal(refused?.answer, .codeInvalid)
            #expect(try await laptop.exchange("GET", "/v1/spaces").status == 200)
        }
    }

    @Test func `HTTP-10: nobody shuts out a machine of somebody else`() async throws {
        try await TestServer.run { server in
            let ada = try await server.device()
            let code = try server.administer { try $0.addUser("ben") }
            let ben = try await server.join(code, as: "bens")
            let id = try #require(try await list(ada).first).id
            for target in ["\(id)", "\(id + 100)", "-1", "x", "18446744073709551615"] {
                try expectRefusal(
                    try await ben.exchange("DELETE", "/v1/devices/\(target)"), .notFound)
            }
            #expect(try await ada.exchange("GET", "/v1/spaces").status == 200)
            let answer = try await ada.exchange("PUT", "/v1/devices")
            try expectRefusal(answer, .methodNotAllowed)
            #expect(answer.headers["allow"] == "GET, POST")
        }
    }
}
