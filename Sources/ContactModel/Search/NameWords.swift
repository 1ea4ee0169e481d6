/// Words by which a name is looked for, though the index does not take them out of it by itself.
package enum NameWords {
    /// Letters that no accent makes: the index keeps them, and few keyboards have them.
    private static let unmarked = Set("ÆæŒœØøĐđÐðĦħıŁłßẞÞþŦŧ".unicodeScalars)

    /// So many letters of a name without blanks are taken apart.
    private static let longest = 12

    /// The words to look for besides: `lukasz` for Łukasz, `obrien` for O'Brien, 太郎 for 山田太郎.
    ///
    /// - Parameter text: Names.
    /// - Returns: Folded words; none for most names.
    package static func further(of text: String) -> [String] {
        let apostrophe = UInt8(ascii: "'")
        guard text.utf8.contains(where: { $0 >= 0x80 || $0 == apostrophe }) else { return [] }
        return text.split(whereSeparator: \.isWhitespace).flatMap { word -> [String] in
            let isSpelled = word.unicodeScalars.contains {
                unmarked.contains($0) || $0 == "'" || $0 == "\u{2019}"
            }
            let folded = isSpelled ? FoldedText.words(String(word)) : []
            return folded + ends(of: word)
        }
    }

    /// The ends of a name that is written without blanks between its parts.
    private static func ends(of word: Substring) -> [String] {
        guard (2...longest).contains(word.count), word.unicodeScalars.allSatisfy(isUnparted) else {
            return []
        }
        return (1..<word.count).map { String(word.dropFirst($0)) }
    }

    /// Chinese characters, Japanese and Korean syllables.
    private static func isUnparted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3005...0x3007, 0x3041...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
