import MessageCompression
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// What is too large or cannot be unpacked: 413, 415, 431.
@Suite struct SizeRefusalTests {
    @Test(arguments: MessageFormat.allCases)
    func `HTTP-4: a body over 8 MiB is refused`(format: MessageFormat) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let body = [UInt8](repeating: 0x20, count: ProtocolLimits.maximumPackedBodyBytes + 1)
            let answer = try await device.sending(body: body, format: format)
            try expectRefusal(answer, .tooLarge, format: format)
            #expect(try await server.isHealthy())
        }
    }

    @Test(arguments: ["8388609", "9223372036854775807", "18446744073709551615"])
    func `HTTP-4: a body announced as too large is refused before it comes`(
        length: String
    ) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let connection = try server.connect()
            await connection.send(
                "POST /v1/spaces/\(device.space)/sync HTTP/1.1\r\nHost: x\r\n"
                    + "\(device.authorization)\r\nContent-Length: \(length)\r\n\r\n")
            let answer = try #require(await connection.answer(withinMilliseconds: 10_000))
            #expect(answer.status == 413)
            #expect(try await server.isHealthy())
        }
    }

    @Test(arguments: [BodyEncoding.gzip, .zstd])
    func `HTTP-4: a body that unpacks to more than 32 MiB is refused`(
        encoding: BodyEncoding
    ) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let packed = try BodyEncoder.compress(Self.tooLargeBody(), as: encoding)
            #expect(packed.count < ProtocolLimits.maximumPackedBodyBytes)
            #expect(packed.count > ProtocolLimits.maximumBodyBytes / 200)
            let answer = try await device.sending(
                body: packed, headers: ["Content-Encoding: \(encoding.rawValue)"])
            try expectRefusal(answer, .tooLarge)
        }
    }

    /// Packs to less than 8 MiB, and not so densely that the ratio refuses it.
    private static func tooLargeBody() -> [UInt8] {
        var random = SeededRandom(seed: 1)
        var part: [UInt8] = []
        for _ in 0..<256 {
            let noise = (0..<512).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            for _ in 0..<8 { part += noise }
        }
        var body: [UInt8] = []
        while body.count <= ProtocolLimits.maximumBodyBytes { body += part }
        return body
    }

    @Test(arguments: [BodyEncoding.gzip, .zstd])
    func `HTTP-4: a bomb is refused before it is unpacked`(encoding: BodyEncoding) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let packed = try BodyEncoder.compress(
                [UInt8](repeating: 0, count: 64 << 20), as: encoding)
            let answer = try await device.sending(
                body: packed, headers: ["Content-Encoding: \(encoding.rawValue)"])
            try expectRefusal(answer, .tooLarge)
            #expect(try await server.isHealthy())
        }
    }

    @Test(arguments: ["br", "deflate", "gzip, gzip", "zstd,gzip", "identity, identity", "x"])
    func `HTTP-4: an encoding that is not one of three is refused`(encoding: String) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            for format in MessageFormat.allCases {
                let answer = try await device.sending(
                    body: [1, 2, 3], format: format, headers: ["Content-Encoding: \(encoding)"])
                try expectRefusal(answer, .unsupportedEncoding, format: format)
            }
        }
    }

    @Test(arguments: ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
    func `HTTP-3: another content type is refused`(type: String) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let answer = try await device.exchange(
                "POST", "/v1/spaces/\(device.space)/sync", headers: ["Content-Type: \(type)"])
            try expectRefusal(answer, .unsupportedEncoding)
        }
    }

    @Test(arguments: [BodyEncoding.gzip, .zstd])
    func `HTTP-4: a frame that is cut, damaged, nested or followed by bytes is refused`(
        encoding: BodyEncoding
    ) async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            let body = try SyncRequest.pushing([]).body(format: .protobuf)
            let packed = try BodyEncoder.compress(body, as: encoding)
            var flipped = packed
            flipped[0] ^= 0xFF
            let cases: [(String, [UInt8])] = [
                ("cut", packed.dropLast()), ("empty", []), ("damaged", flipped),
                ("followed", packed + [0]), ("twice", packed + packed),
                ("nested", try BodyEncoder.compress(packed, as: encoding)),
                ("not packed", body),
            ]
            for (name, bytes) in cases {
                let answer = try await device.sending(
                    body: bytes, headers: ["Content-Encoding: \(encoding.rawValue)"])
                #expect(answer.status == 400, "\(name)")
                try expectRefusal(answer, .badMessage)
            }
            let good = try await device.sending(
                body: packed, headers: ["Content-Encoding: \(encoding.rawValue)"])
            #expect(good.status == 200)
        }
    }

    @Test func `HTTP-5: a header over its limits is refused with 431`() async throws {
        try await TestServer.run { server in
            let many = (0..<70).map { "X-\($0): a" }
            let cases: [(String, [String])] = [
                ("one field", ["X-Large: " + String(repeating: "a", count: 17 << 10)]),
                ("all fields", (0..<20).map { "X-\($0): " + String(repeating: "a", count: 1_000) }),
                ("the number of fields", many),
            ]
            for (name, headers) in cases {
                let answer = try await server.exchange("GET", "/health", headers: headers)
                #expect(answer.status == 431, "\(name)")
                try expectRefusal(answer, .headerTooLarge)
            }
            let target = "/health?" + String(repeating: "a", count: 3_000)
            try expectRefusal(try await server.exchange("GET", target), .headerTooLarge)
            #expect(try await server.isHealthy())
        }
    }
}
