/// Vowels that are written with a mark or as two letters: Müller and Mueller, Åse and Aase.
///
/// The index folds "Müller" to "muller", so one way is found by the other only when it is asked for.
enum UmlautSpelling {
    /// A shorter name without its second letters begins too many others: Joel, and Jolanda.
    private static let fewestLetters = 4
    private static let lettersByMarked: [Character: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa",
    ]
    private static let pairs: Set<String> = ["ae", "oe", "ue", "aa"]
    /// Behind these an `e` is no mark: Bauer, Queen.
    private static let parted = Set("aeiouq")

    /// A word with two letters for each marked one, and one with one letter for each such two.
    ///
    /// - Returns: Folded, without the word itself; none for most words.
    static func others(of word: String) -> [String] {
        let folded = FoldedText.fold(word)
        let long = FoldedText.fold(
            word.lowercased().map { lettersByMarked[$0] ?? String($0) }.joined())
        let short = joined(folded)
        var others = long == folded ? [] : [long]
        if short != folded, short.count >= fewestLetters { others.append(short) }
        return others
    }

    private static func joined(_ folded: String) -> String {
        var letters: [Character] = []
        for letter in folded {
            let isSecond = letters.last.map { pairs.contains("\($0)\(letter)") } ?? false
            let isParted = letters.dropLast().last.map(parted.contains) ?? false
            if isSecond, !isParted { continue }
            letters.append(letter)
        }
        return String(letters)
    }
}
