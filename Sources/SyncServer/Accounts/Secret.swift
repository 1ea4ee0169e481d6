import ChangeLog

/// Tokens and codes: random, recognisable, told from typing errors before the database is asked.
enum Secret {
    /// The prefix of every device token, so that scanners of source code know it.
    static let tokenPrefix = "kith_dev_"
    private static let base62 = Array(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    private static let base32 = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// A new device token: 256 random bits in 43 digits of base 62, then 6 of checksum (HTTP-6).
    static func token(_ random128: () -> UInt128) -> String {
        let body = tokenPrefix + String(digits(of: random128(), random128()))
        return body + checksum(of: body)
    }

    /// A number of 256 bits in 43 digits of base 62, the lowest first: by long division, two halves
    /// apart would need more digits.
    private static func digits(of high: UInt128, _ low: UInt128) -> [Character] {
        var limbs = [high, low].flatMap { half in
            (0..<4).reversed().map { UInt64(truncatingIfNeeded: half >> ($0 * 32)) & 0xFFFF_FFFF }
        }
        return (0..<43).map { _ in
            var rest: UInt64 = 0
            for index in limbs.indices {
                let value = rest << 32 | limbs[index]
                (limbs[index], rest) = value.quotientAndRemainder(dividingBy: 62)
            }
            return base62[Int(rest)]
        }
    }

    /// Whether the text is a token as far as its form and checksum tell.
    static func isToken(_ text: String) -> Bool {
        guard text.utf8.count == tokenPrefix.utf8.count + 49, text.hasPrefix(tokenPrefix) else {
            return false
        }
        return checksum(of: String(text.dropLast(6))) == text.suffix(6)
    }

    /// A new join code: 100 random bits in groups of Crockford's base 32 (HTTP-7).
    static func joinCode(_ random128: () -> UInt128) -> String {
        var number = random128()
        var groups: [String] = ["KITH"]
        for _ in 0..<4 {
            var group = ""
            for _ in 0..<5 {
                group.append(base32[Int(number % 32)])
                number /= 32
            }
            groups.append(group)
        }
        return groups.joined(separator: "-")
    }

    /// A code in the one form that is stored: capital letters, look-alikes replaced, no dashes.
    static func normalised(_ code: String) -> String {
        String(
            code.uppercased().compactMap { character -> Character? in
                switch character {
                case "-", " ": nil
                case "O": "0"
                case "I", "L": "1"
                default: character
                }
            })
    }

    private static func digits(_ random: UInt128, count: Int) -> [Character] {
        var number = random
        return (0..<count).map { _ in
            defer { number /= 62 }
            return base62[Int(number % 62)]
        }
    }

    private static func checksum(of text: String) -> String {
        String(digits(UInt128(crc32(Array(text.utf8))), count: 6).reversed())
    }

    /// CRC-32 as in zlib and PNG.
    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 {
                crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1
            }
        }
        return ~crc
    }
}
