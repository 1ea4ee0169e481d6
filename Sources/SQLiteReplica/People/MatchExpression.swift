/// Words of a person as an FTS5 expression: each quoted, so that no text can be an operator.
struct MatchExpression {
    let expression: String

    private static let maximumWords = 16
    /// Unicode scalars of a word; a longer one is looked for by its beginning.
    ///
    /// FTS5 makes a phrase of what it takes for several words: half a million take it minutes.
    private static let maximumWordLength = 64

    /// Builds the expression; nil when there is no word to look for.
    ///
    /// - Parameters:
    ///   - text: What the person typed.
    ///   - matchesBeginnings: Whether the last letters of a word may be missing.
    init?(_ text: String, matchesBeginnings: Bool = true) {
        let words = text.split { $0.isWhitespace || $0 == "\0" }.prefix(Self.maximumWords)
        let quoted = words.compactMap { word -> String? in
            guard word.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
            let start = word.unicodeScalars.prefix(Self.maximumWordLength)
            let isBeginning = matchesBeginnings || start.endIndex < word.endIndex
            return "\"" + String(start).replacing("\"", with: "\"\"") + (isBeginning ? "\"*" : "\"")
        }
        guard !quoted.isEmpty else { return nil }
        expression = quoted.joined(separator: " AND ")
    }
}
