/// Base64 (RFC 4648 section 4), as address books and mails write it.
package enum Base64 {
    /// Decodes, with or without padding; blanks and line breaks between are nothing.
    ///
    /// - Returns: nil for a character outside the alphabet, or one character too many.
    /// - Complexity: O(n).
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let values = values
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
        let alphabet = alphabet
        var text = [UInt8](
            repeating: UInt8(ascii: "="), count: characterCount(ofBytes: bytes.count))
        var place = 0
        var target = 0
        while bytes.count - place >= 3 {
            let high = Int(bytes[place])
            let middle = Int(bytes[place + 1])
            let low = Int(bytes[place + 2])
            text[target] = alphabet[high >> 2]
            text[target + 1] = alphabet[high << 4 & 63 | middle >> 4]
            text[target + 2] = alphabet[middle << 2 & 63 | low >> 6]
            text[target + 3] = alphabet[low & 63]
            place += 3
            target += 4
        }
        guard place < bytes.count else { return text }
        let high = Int(bytes[place])
        let middle = place + 1 < bytes.count ? Int(bytes[place + 1]) : 0
        text[target] = alphabet[high >> 2]
        text[target + 1] = alphabet[high << 4 & 63 | middle >> 4]
        if place + 1 < bytes.count { text[target + 2] = alphabet[middle << 2 & 63] }
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

    /// The value of each byte; 255 for those outside the alphabet.
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
