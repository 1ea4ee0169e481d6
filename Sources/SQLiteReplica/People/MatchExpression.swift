import ContactModel

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
            .filter { $0.contains { $0.isLetter || $0.isNumber } }
        guard !words.isEmpty else { return nil }
        let parts =
            matchesBeginnings
            ? NameSpellings.groups(words.map(Self.start(of:))) { $0 }.map(Self.name)
            : words.map { word in
                let start = Self.start(of: word)
                return start.utf8.count < word.utf8.count
                    ? Self.beginning(start) : Self.quoted(start)
            }
        expression = parts.joined(separator: " AND ")
    }

    /// A text as it is, so that nothing in it is an operator.
    static func quoted(_ text: String) -> String {
        let text = UnpartedText.spread(text)
        return "\"" + text.replacing("\"", with: "\"\"").replacing("\0", with: " ") + "\""
    }

    /// Words in this order, of which the last letters may be missing.
    static func beginning(_ text: String) -> String { quoted(text) + "*" }

    /// Words in this order, in whichever way they are written.
    static func spelled(_ text: String) -> String {
        ([text] + NameSpellings.others(of: text)).map(beginning).joined(separator: " OR ")
    }

    /// A name behind its particles: those ways to write it that have a particle less.
    static func joinedWays(_ words: [String]) -> [String] {
        NameSpellings.ways(toWrite: words).dropFirst().map { way in
            "(" + way.map(beginning).joined(separator: " AND ") + ")"
        }
    }

    private static func name(_ words: [String]) -> String {
        let apart = words.map { "(\(spelled($0)))" }.joined(separator: " AND ")
        return words.count == 1
            ? apart : "(" + (["(\(apart))"] + joinedWays(words)).joined(separator: " OR ") + ")"
    }

    private static func start(of word: Substring) -> String {
        String(word.unicodeScalars.prefix(maximumWordLength))
    }
}
