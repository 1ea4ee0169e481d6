import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// Bytes that are not quite a message: an error or a message, never a trap.
@Suite struct DamagedMessageTests {
    @Test(arguments: MessageFormat.allCases)
    func `a request that is cut anywhere is an error or a message`(
        format: MessageFormat
    ) throws {
        let body = try SampleMessages.request().body(format: format)
        var readable = 0
        for count in body.indices where read(Array(body.prefix(count)), format) {
            readable += 1
        }
        // Protobuf messages can end behind any member; JSON ends with its last brace only.
        #expect(readable < (format == .json ? 1 : 12))
    }

    @Test func `a request with any one bit flipped is an error or a message`() throws {
        let body = try SampleMessages.request().body(format: .protobuf)
        var refused = 0
        for index in body.indices {
            for bit in 0..<8 {
                var damaged = body
                damaged[index] ^= 1 << UInt8(bit)
                if !read(damaged, .protobuf) { refused += 1 }
            }
        }
        #expect(refused > 100)
    }

    @Test func `a reply with any one bit flipped is an error or a message`() throws {
        let body = try SampleMessages.reply().body(format: .protobuf)
        for index in body.indices {
            for bit in 0..<8 {
                var damaged = body
                damaged[index] ^= 1 << UInt8(bit)
                readReply(damaged, .protobuf)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `messages with many random bytes are errors or messages`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for format in MessageFormat.allCases {
            let body = try SampleMessages.request().body(format: format)
            let reply = try SampleMessages.reply().body(format: format)
            for _ in 0..<300 {
                _ = read(damage(body, &random), format)
                readReply(damage(reply, &random), format)
            }
        }
    }

    @Test(arguments: [5, 6] as [UInt64])
    func `random bytes never trap`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let count = Int.random(in: 0...400, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            for format in MessageFormat.allCases {
                _ = read(bytes, format)
                readReply(bytes, format)
                // Whether one is a message does not matter.
                _ = try? ServerFailure(body: bytes, format: format)
                _ = try? JoinReply(body: bytes, format: format)
            }
            _ = try? ChangeCodec.decode(bytes, as: Dot(replica: ReplicaID(value: 1), sequence: 1))
        }
    }

    private static let hostile: [(String, [UInt8])] = [
        ("a varint of eleven bytes", [8] + [UInt8](repeating: 0xFF, count: 11)),
        ("a length past the end", [18, 0xFF, 0xFF, 0xFF, 0x7F, 1]),
        ("a length of 2 to the 63", [42] + [UInt8](repeating: 0x80, count: 8) + [0x80, 1]),
        ("a length below zero", [42] + [UInt8](repeating: 0xFF, count: 9) + [1]),
        ("member number zero", [0, 1]),
        ("an end without a beginning", [8, 1, 12]),
        ("groups in groups", [UInt8](repeating: 0xFB, count: 4_000)),
        ("a wire type that is none", [15]),
    ]

    @Test(arguments: hostile.indices)
    func `protobuf as only attackers write it is refused`(index: Int) {
        let (name, bytes) = Self.hostile[index]
        let error = #expect(throws: ProtocolError.self, "\(name)") {
            try SyncRequest(body: bytes, format: .protobuf)
        }
        #expect(error?.kind == .badMessage, "\(name)")
    }

    private static let hostileJSON = [
        "", "null", "[]", "1", "\"\"", "{", "{\"protocolVersion\":1,}", "{\"protocolVersion\":-1}",
        "{\"protocolVersion\":1.5}", "{\"protocolVersion\":99999999999999999999}",
        "{\"protocolVersion\":1,\"replica\":\"*\"}", "{\"held\":[{\"sequence\":\"-1\"}]}",
        "{\"runs\":[{\"firstSequence\":\"18446744073709551616\"}]}", "\u{FEFF}{}", "{}{}",
        "{\"a\":" + String(repeating: "{\"a\":", count: 100_000),
        String(repeating: "[", count: 1_000_000),
    ]

    @Test(arguments: hostileJSON.indices)
    func `JSON as only attackers write it is refused`(index: Int) {
        let error = #expect(throws: ProtocolError.self) {
            try SyncRequest(body: Array(Self.hostileJSON[index].utf8), format: .json)
        }
        #expect(error?.kind == .badMessage || error?.kind == .unsupportedVersion)
    }

    /// Reads a request and all its changes.
    ///
    /// - Returns: Whether it was readable; what is thrown otherwise is typed.
    private func read(_ bytes: [UInt8], _ format: MessageFormat) -> Bool {
        do throws(ProtocolError) {
            let request = try SyncRequest(body: bytes, format: format)
            for run in request.runs {
                _ = try run.decoded()
                _ = run.last
            }
            return true
        } catch {
            #expect(error.kind.status == 400 || error.kind == .tooLarge)
            return false
        }
    }

    private func readReply(_ bytes: [UInt8], _ format: MessageFormat) {
        do throws(ProtocolError) {
            let reply = try SyncReply(body: bytes, format: format)
            for run in reply.runs { _ = try run.decoded() }
        } catch {
            #expect(error.kind.status == 400 || error.kind == .tooLarge)
        }
    }

    private func damage(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            guard let index = random.pick(result.indices) else { break }
            switch Int.random(in: 0...3, using: &random) {
            case 0: result[index] = UInt8.random(in: 0...255, using: &random)
            case 1: result.remove(at: index)
            case 2: result.insert(UInt8.random(in: 0...255, using: &random), at: index)
            default: result.removeSubrange(index...)
            }
        }
        return result
    }
}
