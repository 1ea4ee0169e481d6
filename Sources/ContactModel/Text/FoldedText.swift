/// Text as it is compared: lower case, without accents, in words.
///
/// "Müller", "MULLER" and "Mu\u{308}ller" are one; other scripts only lose their capital letters
/// and combining marks.
package enum FoldedText {
    /// Folds a text; its spaces and signs stay.
    package static func fold(_ text: String) -> String {
        if let plain = foldedASCII(text) { return plain }
        var result = ""
        for scalar in text.unicodeScalars {
            append(scalar, to: &result)
        }
        return result
    }

    /// The words of a text, folded: runs of letters and digits; an apostrophe joins.
    package static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            if isWordScalar(scalar) {
                append(scalar, to: &word)
            } else if !isJoining(scalar), !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static func foldedASCII(_ text: String) -> String? {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            guard byte < 0x80 else { return nil }
            bytes.append(byte.lowerCased)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 {
            let byte = UInt8(truncatingIfNeeded: scalar.value).upperCased
            return (byte >= 0x41 && byte <= 0x5A) || byte.isDigit
        }
        let properties = scalar.properties
        return properties.isAlphabetic || properties.numericType != nil || isMark(scalar)
    }

    private static func isJoining(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || scalar == "\u{2019}" || scalar == "\u{AD}"
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .nonspacingMark
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        if scalar.value < 0x80 {
            let lower = UInt8(truncatingIfNeeded: scalar.value).lowerCased
            text.unicodeScalars.append(Unicode.Scalar(lower))
        } else if let base = latinBases[scalar] {
            text.append(base)
        } else if !isMark(scalar) {
            text.append(scalar.properties.lowercaseMapping)
        }
    }

    /// Latin letters with marks, by the letters without: what Unicode names them says which.
    private static let latinBases: [Unicode.Scalar: String] = {
        var bases: [Unicode.Scalar: String] = [:]
        for range in [0xC0...0x24F, 0x1E00...0x1EFF] as [ClosedRange<UInt32>] {
            for scalar in range.lazy.compactMap({ Unicode.Scalar($0) }) {
                bases[scalar] = latinBase(named: scalar.properties.name ?? "")
            }
        }
        return bases
    }()

    /// "LATIN SMALL LETTER E WITH ACUTE" is e; nil for what is no Latin letter.
    private static func latinBase(named name: String) -> String? {
        let words = name.split(separator: " ")
        guard words.count >= 4, words[0] == "LATIN", words[2] == "LETTER" || words[2] == "LIGATURE"
        else { return nil }
        switch words[3] {
        case "SHARP": return "ss"
        case "THORN": return "th"
        case "ETH": return "d"
        case "DOTLESS", "LONG": return words.count > 4 ? words[4].lowercased() : nil
        case let letter where letter.utf8.count <= 2: return letter.lowercased()
        default: return nil
        }
    }
}
