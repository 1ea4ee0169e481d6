/// Which of some known names somebody may have meant.
package enum NearestName {
    /// The name with the fewest slips, at most two, of short words one; else the only one that begins so.
    ///
    /// - Parameters:
    ///   - word: As it was typed.
    ///   - names: In lower case; of equals the first one is taken.
    /// - Returns: nil when none is near.
    package static func of(_ word: String, among names: [String]) -> String? {
        let word = FoldedText.fold(word)
        let limit = word.unicodeScalars.count < 4 ? 1 : 2
        var best: (name: String, slips: Int)?
        for name in names {
            guard let slips = SpellingDistance.between(word, name, limit: limit) else { continue }
            if best.map({ slips < $0.slips }) ?? true { best = (name, slips) }
        }
        if let best { return best.name }
        let begun = names.filter { word.utf8.count >= 2 && $0.hasPrefix(word) }
        return begun.count == 1 ? begun.first : nil
    }
}
