import MessageCompression
import SyncProtocol
import TestSupport
import Testing

/// Packed bodies: whole ones, and all that can be wrong with them.
@Suite struct BodyCodingTests {
    private static let packed: [BodyEncoding] = [.gzip, .zstd]

    private func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    @Test(arguments: BodyEncoding.allCases)
    func `HTTP-4: what is packed unpacks to itself, however it is cut`(
        encoding: BodyEncoding
    ) throws {
        for body in [[], [7], noise(1_000), [UInt8](repeating: 0, count: 200_000)] {
            let frame = try BodyEncoder.compress(body, as: encoding)
            #expect(try BodyDecoder.decode(whole: frame, encoding: encoding) == body)
            for step in [1, 7, 1_000] where frame.count < 3_000 || step > 1 {
                var decoder = try BodyDecoder(encoding: encoding)
                var result: [UInt8] = []
                var rest = frame[...]
                while !rest.isEmpty {
                    result += try decoder.decode(rest.prefix(step))
                    rest = rest.dropFirst(step)
                }
                try decoder.finish()
                #expect(result == body)
            }
        }
    }

    @Test(arguments: packed)
    func `HTTP-4: a frame that is cut anywhere is incomplete`(encoding: BodyEncoding) throws {
        let frame = try BodyEncoder.compress(noise(300), as: encoding)
        for count in frame.indices {
            let error = #expect(throws: BodyCodingError.self) {
                try BodyDecoder.decode(whole: Array(frame.prefix(count)), encoding: encoding)
            }
            #expect(error == .truncated(encoding: encoding))
        }
    }

    @Test(arguments: packed)
    func `HTTP-4: a frame with one bit flipped is an error or unchanged`(
        encoding: BodyEncoding
    ) throws {
        let body = noise(200)
        let frame = try BodyEncoder.compress(body, as: encoding)
        var harmless = 0
        for index in frame.indices {
            for bit in 0..<8 {
                var damaged = frame
                damaged[index] ^= 1 << UInt8(bit)
                do throws(BodyCodingError) {
                    let result = try BodyDecoder.decode(whole: damaged, encoding: encoding)
                    #expect(result == body)
                    harmless += 1
                } catch {
                    #expect(ErrorCode(rawValue: error.code) != nil)
                }
            }
        }
        // Times and flags in the head of gzip, sizes that zstd does not need.
        #expect(harmless < 100)
    }

    @Test(arguments: packed)
    func `HTTP-4: bytes behind a frame are refused, another frame too`(
        encoding: BodyEncoding
    ) throws {
        let frame = try BodyEncoder.compress(noise(100), as: encoding)
        for extra in [[0], frame, [0x50, 0x2A, 0x4D, 0x18, 0, 0, 0, 0]] as [[UInt8]] {
            let error = #expect(throws: BodyCodingError.self) {
                try BodyDecoder.decode(whole: frame + extra, encoding: encoding)
            }
            #expect(error == .trailingBytes(offset: frame.count))
        }
    }

    @Test(arguments: packed)
    func `HTTP-4: a bomb is stopped by its ratio after the first MiB`(
        encoding: BodyEncoding
    ) throws {
        let small = try BodyEncoder.compress([UInt8](repeating: 0, count: 1 << 20), as: encoding)
        #expect(try BodyDecoder.decode(whole: small, encoding: encoding).count == 1 << 20)
        let bomb = try BodyEncoder.compress([UInt8](repeating: 0, count: 40 << 20), as: encoding)
        let error = #expect(throws: BodyCodingError.self) {
            try BodyDecoder.decode(whole: bomb, encoding: encoding)
        }
        #expect(error == .tooDense(ratio: 200))
    }

    @Test(arguments: packed)
    func `HTTP-4: what is packed for sending is never taken for a bomb`(
        encoding: BodyEncoding
    ) throws {
        let zeros = [UInt8](repeating: 0, count: 4 << 20)
        let bodies: [(String, [UInt8], Bool)] = [
            ("tiny", [1, 2, 3], false), ("small", [UInt8](repeating: 0, count: 5_000), true),
            ("noise", noise(2 << 20), true), ("zeros", zeros, false),
            ("zeros before noise", zeros + noise(1 << 20), false),
        ]
        for (name, body, isPacked) in bodies {
            let sent = try BodyEncoder.pack(body, as: encoding)
            #expect(sent.encoding == (isPacked ? encoding : .identity), "\(name)")
            #expect(
                try BodyDecoder.decode(whole: sent.bytes, encoding: sent.encoding) == body,
                "\(name)")
        }
    }

    @Test(arguments: BodyEncoding.allCases)
    func `HTTP-4: a body is stopped one byte past its budget`(encoding: BodyEncoding) throws {
        let budget = InflateBudget(maximumBytes: 5_000)
        let fitting = try BodyEncoder.compress(noise(5_000), as: encoding)
        #expect(
            try BodyDecoder.decode(whole: fitting, encoding: encoding, budget: budget).count
                == 5_000)
        let large = try BodyEncoder.compress(noise(5_001), as: encoding)
        let error = #expect(throws: BodyCodingError.self) {
            try BodyDecoder.decode(whole: large, encoding: encoding, budget: budget)
        }
        #expect(error == .tooLarge(limit: 5_000))
    }

    @Test func `HTTP-4: a zstd window over 8 MiB is refused before it is made`() {
        // Magic, no single segment, window of 64 MiB (exponent 16), an empty last block.
        let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 16 << 3, 0x01, 0x00, 0x00]
        let error = #expect(throws: BodyCodingError.self) {
            try BodyDecoder.decode(whole: frame, encoding: .zstd)
        }
        #expect(error == .windowTooLarge)
        #expect(error?.code == "too_large")
    }

    @Test func `HTTP-4: the name of an encoding is one of three`() {
        let table: [(String?, BodyEncoding?)] = [
            (nil, .identity), ("identity", .identity), (" GZIP\t", .gzip), ("zstd", .zstd),
            ("", nil), ("br", nil), ("gzip, zstd", nil), ("gzip gzip", nil), ("x-gzip", nil),
        ]
        for (header, expected) in table {
            #expect(BodyEncoding(header: header) == expected, "\(header ?? "absent")")
        }
        let accepted: [(String?, BodyEncoding)] = [
            (nil, .identity), ("", .identity), ("gzip", .gzip), ("gzip, zstd", .zstd),
            ("zstd;q=0, gzip;q=0.5", .gzip), ("br, *", .identity), ("ZSTD", .zstd),
        ]
        for (header, expected) in accepted {
            #expect(BodyEncoding.best(accepting: header) == expected, "\(header ?? "absent")")
        }
    }
}
