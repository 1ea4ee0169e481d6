/// Scripts that put no blanks between words: Chinese and Japanese; and Korean, whose names are written without.
///
/// The index takes a run of letters for one word, so each of these characters is made a word of its own. What is
/// looked for becomes such words in a row, and is found in the middle of a run, and across a blank: 東京 in
/// 株式会社東京電力, 山田太郎 in 山田 太郎.
package enum UnpartedText {
    /// The text with a blank on both sides of each such character; any other text as it is.
    ///
    /// Katakana become hiragana: names are looked for by their sound in either.
    package static func spread(_ text: String) -> String {
        guard text.utf8.contains(where: mayBegin) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            guard isUnparted(scalar) else {
                result.unicodeScalars.append(scalar)
                continue
            }
            result += " "
            result.unicodeScalars.append(hiragana(scalar))
            result += " "
        }
        return result
    }

    /// Whether a text has any such character.
    package static func isIn(_ text: String) -> Bool {
        text.utf8.contains(where: mayBegin) && text.unicodeScalars.contains(where: isUnparted)
    }

    /// Whether a byte can begin such a character in UTF-8.
    private static func mayBegin(_ byte: UInt8) -> Bool { byte >= 0xE3 }

    /// Chinese characters, Japanese and Korean syllables.
    private static func isUnparted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3005...0x3007, 0x3041...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }

    private static func hiragana(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0x30A1...0x30F6).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0x60) ?? scalar
    }
}
