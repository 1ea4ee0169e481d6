import ContactModel

/// Text of mail headers that is not ASCII: `=?utf-8?q?J=C3=BCrgen?=` (RFC 2047).
package enum EncodedWord {
    /// Decodes every encoded word; what is damaged stays as it is.
    package static func decode(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        var followsWord = false
        while let start = rest.firstRange(of: "=?") {
            let before = rest[..<start.lowerBound]
            let word = rest[start.lowerBound...]
            guard let (decoded, length) = decodeOne(word) else {
                result += rest[..<start.upperBound]
                rest = rest[start.upperBound...]
                followsWord = false
                continue
            }
            // Blanks between two encoded words are not part of the text.
            if !(followsWord && before.allSatisfy(\.isWhitespace)) { result += before }
            result += decoded
            rest = word.dropFirst(length)
            followsWord = true
        }
        return result + rest
    }

    /// The text of the encoded word that a text begins with, and its length in characters.
    private static func decodeOne(_ text: Substring) -> (String, Int)? {
        let parts = text.dropFirst(2).prefix(1_000).split(
            separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[3].hasPrefix("=") else { return nil }
        let bytes: [UInt8]
        switch parts[1].lowercased() {
        case "q": bytes = quoted(parts[2])
        case "b":
            guard let decoded = Base64.decode(Array(parts[2].utf8)) else { return nil }
            bytes = decoded
        default: return nil
        }
        let charset = String(parts[0].prefix { $0 != "*" }).uppercased()
        let length = 2 + parts[0].count + parts[1].count + parts[2].count + 3 + 1
        return (TextCharset(name: charset).decode(bytes[...]), length)
    }

    private static func quoted(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var units = Array(text.utf8)[...]
        while let unit = units.popFirst() {
            if unit == UInt8(ascii: "_") {
                bytes.append(32)
            } else if unit == UInt8(ascii: "="), units.count >= 2,
                let value = UInt8(String(decoding: units.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                units = units.dropFirst(2)
            } else {
                bytes.append(unit)
            }
        }
        return bytes
    }
}
