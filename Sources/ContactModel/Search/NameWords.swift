/// Words by which a text is looked for, though the index does not take them out of it by itself.
package enum NameWords {
    /// Letters that no accent makes: the index keeps them, and few keyboards have them.
    private static let unmarked = Set("ÆæŒœØøĐđÐðĦħıŁłßẞÞþŦŧ".unicodeScalars)

    /// The words to look for besides: `lukasz` for Łukasz, `obrien` for O'Brien.
    ///
    /// - Parameter text: Names, or any other text.
    /// - Returns: Folded words; none for most texts.
    package static func further(of text: String) -> [String] {
        let apostrophe = UInt8(ascii: "'")
        guard text.utf8.contains(where: { $0 >= 0x80 || $0 == apostrophe }) else { return [] }
        return text.split(whereSeparator: \.isWhitespace).flatMap { word -> [String] in
            let isSpelled = word.unicodeScalars.contains {
                unmarked.contains($0) || $0 == "'" || $0 == "\u{2019}"
            }
            return isSpelled ? FoldedText.words(String(word)) : []
        }
    }
}
