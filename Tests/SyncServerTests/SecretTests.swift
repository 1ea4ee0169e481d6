import TestSupport
import Testing

@testable import SyncServer

/// Tokens and codes as text.
@Suite struct SecretTests {
    struct Token: Decodable {
        let name: String
        let given: String
        let expect: String
    }

    @Test func `HTTP-6: tokens end in the checksum of the vectors`() throws {
        let vectors = try GoldenVectors<Token>.read("tokens")
        #expect(!vectors.isEmpty)
        for vector in vectors {
            #expect(vector.expect.hasPrefix(vector.given), "\(vector.name)")
            #expect(Secret.isToken(vector.expect), "\(vector.name)")
        }
        #expect(Secret.token { 0 } == vectors.first?.expect)
    }

    @Test func `HTTP-6: each of the 256 bits makes another token`() throws {
        var tokens: Set<String> = []
        for bit in 0..<256 {
            var halves = [UInt128(0), 0]
            halves[bit / 128] = 1 << (bit % 128)
            var next = halves.makeIterator()
            let token = Secret.token { next.next() ?? 0 }
            #expect(Secret.isToken(token))
            tokens.insert(token)
        }
        #expect(tokens.count == 256)
        // The greatest number, as the digits of Python's divmod.
        let greatest = Secret.token { .max }
        #expect(greatest.dropFirst(9).dropLast(6) == "1pX8wOr5j2ACunjH7GLL8mWZWHmY1LA1ZO6Adwksjhy")
    }

    @Test func `HTTP-6: a token with one wrong digit is no token`() throws {
        let token = Secret.token { UInt128.max / 3 }
        #expect(Secret.isToken(token))
        for index in token.indices {
            var wrong = token
            let digit: Character = token[index] == "a" ? "b" : "a"
            wrong.replaceSubrange(index...index, with: [digit])
            #expect(!Secret.isToken(wrong))
        }
        for wrong in ["", "kith_dev_", token + "0", String(token.dropLast()), " " + token] {
            #expect(!Secret.isToken(wrong))
        }
    }

    @Test func `HTTP-7: a code has four groups of five digits without look-alikes`() throws {
        var random = SeededRandom(seed: 3)
        for _ in 0..<200 {
            let number = UInt128.random(in: 0...UInt128.max, using: &random)
            let code = Secret.joinCode { number }
            let groups = code.split(separator: "-")
            #expect(groups.first == "KITH")
            #expect(groups.dropFirst().map(\.count) == [5, 5, 5, 5])
            let digits = groups.dropFirst().joined()
            #expect(!digits.contains { "ILOU".contains($0) })
            #expect(Secret.normalised(code.lowercased()) == Secret.normalised(code))
        }
    }
}
