/// Other ways in which the words of a name are written: McDonald and "Mc Donald", Vandenberg and
/// "van den Berg", O'Connor and OConnor, Müller and Mueller.
///
/// The index has each name as its card writes it, so a search asks for the other ways too.
package enum NameSpellings {
    /// Small words in front of a name, which many write as one with it.
    private static let particles: Set<String> = [
        "mc", "mac", "o", "fitz", "saint", "san", "santa", "st", "van", "von", "vom",
        "zu", "zum", "zur", "de", "del", "della", "der", "den", "des", "du", "di", "da", "do",
        "dos", "das", "la", "le", "lo", "el", "al", "ben", "bin", "ibn", "abu", "ter", "ten", "te",
    ]

    /// So many particles stand in front of a name at most.
    private static let mostParticles = 3
    /// The least letters that a name must have left behind its particle: fewer begin too many
    /// names.
    private static let fewestLetters = 3
    /// A longer word is no name that anybody writes in two ways.
    private static let mostLetters = 32
    private static let joints = Set("-\u{2010}'\u{2019}")

    /// The other ways to write one word, or several that follow each other.
    ///
    /// - Parameter text: What is looked for.
    /// - Returns: Words with blanks between them, folded; none for most texts.
    package static func others(of text: String) -> [String] {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let word = words.first, words.count == 1 else {
            return ways(toWrite: words).dropFirst().map { $0.joined(separator: " ") }
        }
        guard word.count <= mostLetters else { return [] }
        let pieces = word.split(whereSeparator: joints.contains)
        guard pieces.allSatisfy({ $0.allSatisfy(\.isLetter) }) else { return [] }
        let folded = FoldedText.fold(pieces.map(String.init).joined())
        let umlauts = UmlautSpelling.others(of: word)
        guard pieces.count == 1 else { return pieces.isEmpty ? [] : [folded] + umlauts }
        return parted(folded[...], mostParticles).map { $0.joined(separator: " ") } + umlauts
    }

    /// A word as particles and what stands behind them.
    private static func parted(_ word: Substring, _ most: Int) -> [[String]] {
        guard most > 0 else { return [] }
        return (1...5).flatMap { count -> [[String]] in
            let (first, rest) = (String(word.prefix(count)), word.dropFirst(count))
            guard rest.count >= fewestLetters, particles.contains(first) else { return [] }
            return [[first, String(rest)]] + parted(rest, most - 1).map { [first] + $0 }
        }
    }

    /// Every way to write words that follow each other: a particle alone, or as one with what
    /// stands behind it.
    ///
    /// - Returns: The words as they are come first, and alone unless particles stand before a name.
    package static func ways(toWrite words: [String]) -> [[String]] {
        guard let name = words.last, (2...mostParticles + 1).contains(words.count),
            words.dropLast().allSatisfy(isParticle), !isParticle(name), name.count <= mostLetters
        else { return [words] }
        var ways = [[name]]
        for particle in words.dropLast().reversed() {
            ways =
                ways.map { [particle] + $0 }
                + ways.map { [particle + ($0.first ?? "")] + $0.dropFirst() }
        }
        return ways
    }

    /// Puts what follows each other into groups: a name with the particles in front of it, and
    /// everything else alone.
    ///
    /// - Parameters:
    ///   - elements: Words, and what is none.
    ///   - word: The word of an element; nil for what is none.
    /// - Returns: Every element once, in order.
    package static func groups<Element>(
        _ elements: [Element], word: (Element) -> String?
    ) -> [[Element]] {
        var groups: [[Element]] = []
        var particles: [Element] = []
        for element in elements {
            guard let text = word(element), isParticle(text) else {
                let isName = word(element) != nil && particles.count <= mostParticles
                groups += isName ? [particles + [element]] : (particles + [element]).map { [$0] }
                particles = []
                continue
            }
            particles.append(element)
        }
        return groups + particles.map { [$0] }
    }

    private static func isParticle(_ word: String) -> Bool {
        particles.contains(FoldedText.fold(word))
    }

    /// A word that nothing begins with, as two words: "annalena" for "Anna-Lena".
    ///
    /// - Returns: Two words with a blank between them, folded; none for what is no word of a name.
    package static func halves(of word: String) -> [String] {
        guard (4...mostLetters).contains(word.count), word.allSatisfy(\.isLetter) else { return [] }
        let folded = FoldedText.fold(word)
        return (2..<max(2, folded.count - 1)).map {
            "\(folded.prefix($0)) \(folded.dropFirst($0))"
        }
    }
}

extension SearchQuery.Condition {
    /// The parts of a conjunction, with a name and the particles in front of it as one part.
    package static func gathered(_ parts: [Self]) -> [Self] {
        NameSpellings.groups(parts, word: \.word).flatMap { group -> [Self] in
            guard group.count > 1, case .term(let last)? = group.last else { return group }
            let content = SearchQuery.Content.name(group.compactMap(\.word))
            return [
                .term(SearchQuery.Term(content: content, isExcluded: false, range: last.range))
            ]
        }
    }

    /// A word that has to be there; nil for anything else.
    private var word: String? {
        guard case .term(let term) = self, case .word(let word) = term.content, !term.isExcluded
        else { return nil }
        return word
    }
}
