extension PersonName {
    /// Takes a full name apart: titles in front and letters behind are parts of their own, the last
    /// word is the family name with the small words before it, the others are given.
    ///
    /// A comma says otherwise: "Lovelace, Ada"; one before letters says nothing: "Ada Byron, PhD".
    package init(splitting fullName: String) {
        self.init()
        var pieces = fullName.split(separator: ",").map(Self.words).filter { !$0.isEmpty }
        var letters: [String] = []
        while pieces.count > 1, let last = pieces.last, last.allSatisfy(Self.isSuffix) {
            letters = last + letters
            pieces.removeLast()
        }
        guard var words = pieces.first else { return }
        while words.count > 1, let last = words.last, Self.isSuffix(last) {
            letters.insert(last, at: 0)
            words.removeLast()
        }
        suffix = letters.joined(separator: " ")
        guard pieces.count > 1 else {
            let titles = Self.titles(of: words)
            prefix = titles.joined(separator: " ")
            setParts(Array(words.dropFirst(titles.count)), isTitled: !titles.isEmpty)
            return
        }
        family = words.joined(separator: " ")
        let others = pieces.dropFirst().map { $0.joined(separator: " ") }.joined(separator: ", ")
        let titles = Self.titles(of: Self.words(others[...]))
        prefix = titles.joined(separator: " ")
        given = Self.words(others[...]).dropFirst(titles.count).joined(separator: " ")
    }

    private static func words(_ text: Substring) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// Sets given and family name from words without titles.
    private mutating func setParts(_ words: [String], isTitled: Bool) {
        guard words.count > 1 else {
            let only = words.first ?? ""
            (given, family) = isTitled ? ("", only) : (only, "")
            return
        }
        var count = 1
        for word in words.dropLast().reversed() {
            guard Self.particles.contains(word) else { break }
            count += 1
        }
        // "al gore" is two names in small letters, "van der Berg" one.
        let isCapital = words.last?.first?.isUppercase ?? false
        if count == words.count, !isCapital { count = 1 }
        given = words.dropLast(count).joined(separator: " ")
        family = words.suffix(count).joined(separator: " ")
    }

    /// The titles that a name begins with; a word is left to be the name.
    private static func titles(of words: [String]) -> [String] {
        Array(words.dropLast().prefix(while: isTitle))
    }

    private static func isTitle(_ word: String) -> Bool {
        let small = word.lowercased()
        if abbreviations.contains(small) { return true }
        return titles.contains(small.hasSuffix(".") ? String(small.dropLast()) : small)
    }

    private static func isSuffix(_ word: String) -> Bool {
        let bare = word.replacing(".", with: "")
        return capitalSuffixes.contains(bare) || suffixes.contains(bare.lowercased())
    }

    private static let titles: Set<String> = [
        "dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "herr", "frau", "mme",
        "mlle",
    ]

    /// Titles only with their full stop: without it they are names, or parts of them.
    private static let abbreviations: Set<String> = [
        "dr.-ing.", "dipl.-ing.", "ing.", "mag.", "med.", "phil.", "rer.", "nat.", "jur.", "h.c.",
        "habil.", "rev.", "hon.", "sr.", "sra.", "srta.", "dott.",
    ]

    private static let suffixes: Set<String> = [
        "jr", "sr", "phd", "dphil", "mba", "msc", "bsc", "llm", "dds", "cpa", "esq",
    ]

    /// The suffixes that are names in small letters: "Naosuke Ii", "Md Rahman".
    private static let capitalSuffixes: Set<String> = ["II", "III", "IV", "MD", "JD"]

    /// Small words that belong to the family name; with a capital they may be given names.
    private static let particles: Set<String> = [
        "van", "von", "vom", "der", "den", "de", "del", "della", "di", "da", "dos", "do", "das",
        "la", "le", "el", "al", "bin", "ibn", "zu", "zum", "zur", "af", "av", "ter", "ten", "te",
        "du", "des", "y",
    ]
}
