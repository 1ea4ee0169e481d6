/// Base64 (RFC 4648 section 4), as address books and mails write it.
package enum Base64 {
    /// Decodes, with or without padding; blanks and line breaks between are nothing.
    ///
    /// - Returns: nil for a character outside the alphabet, or one character too many.
    /// - Complexity: O(n).
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for unit in text {
            let value = values[Int(unit)]
            if value < 64 {
                bits = bits << 6 | UInt32(value)
                count += 6
                if count >= 8 {
                    count -= 8
                    bytes.append(UInt8(truncatingIfNeeded: bits >> count))
                }
            } else if value == padding {
                guard count < 6 else { return nil }
                count = 0
            } else if value != blank {
                return nil
            }
        }
        return count < 6 ? bytes : nil
    }

    /// Encodes with padding, in one line.
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var place = 0
        while place < bytes.count {
            let rest = bytes[place...].prefix(3)
            var group: UInt32 = 0
            for byte in rest { group = group << 8 | UInt32(byte) }
            group <<= UInt32(8 * (3 - rest.count))
            for index in 0..<4 {
                let digit = Int(group >> UInt32(18 - 6 * index) & 63)
                text.append(index <= rest.count ? alphabet[digit] : UInt8(ascii: "="))
            }
            place += 3
        }
        return text
    }

    /// How many characters so many bytes become.
    static func characterCount(ofBytes count: Int) -> Int { (count + 2) / 3 * 4 }

    /// Whether a byte is of the alphabet, or padding.
    static func isCharacter(_ byte: UInt8) -> Bool { values[Int(byte)] <= padding }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding: UInt8 = 64
    private static let blank: UInt8 = 65

    /// What each byte stands for; 255 for those outside the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, unit) in alphabet.enumerated() {
            values[Int(unit)] = UInt8(truncatingIfNeeded: value)
        }
        values[Int(UInt8(ascii: "="))] = padding
        for unit in [UInt8.space, .tab, .lineFeed, .carriageReturn] { values[Int(unit)] = blank }
        return values
    }()
}
