import ContactModel
import SQLiteLog

extension SearchCondition {
    /// A name behind its particles, apart or as one.
    ///
    /// - Throws: `DatabaseError`.
    mutating func expression(ofName words: [String]) throws -> String {
        let apart = try words.compactMap { try expression(of: $0) }.map { "(\($0))" }
            .joined(separator: " AND ")
        return (["(\(apart))"] + MatchExpression.joinedWays(words)).joined(separator: " OR ")
    }

    /// A word by its beginning, in whichever way it is written; when nothing begins so, words that
    /// differ by a slip or two, or that it is put together of.
    ///
    /// - Returns: Nil for a word without a letter or digit.
    /// - Throws: `DatabaseError`.
    mutating func expression(of word: String) throws -> String? {
        guard word.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
        if let known = expressions[word] { return known }
        let expression = try newExpression(of: word)
        expressions[word] = expression
        return expression
    }

    private func newExpression(of word: String) throws -> String {
        let exact = MatchExpression.spelled(word)
        let isKnown = try session.statement("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1")
            .first(.text(exact)) { _ in true }
        // Each character of such a word is a word of the index: none of them is near to it.
        guard isKnown == nil, !UnpartedText.isIn(word) else { return exact }
        let near = try nearWords(to: FoldedText.fold(word)) + NameSpellings.halves(of: word)
        return near.isEmpty ? exact : near.map(MatchExpression.quoted).joined(separator: " OR ")
    }

    /// Words of the index that a word may have been meant for.
    private func nearWords(to word: String) throws -> [String] {
        let limit = SpellingDistance.tolerance(letters: word.count)
        guard limit > 0, let first = word.first else { return [] }
        let low = String(first)
        let terms = try session.statement(
            "SELECT term FROM search_terms WHERE term >= ? AND term < ? LIMIT 50000"
        ).all(.text(low), .text(low + "\u{10FFFF}")) { $0.text(0) }
        return Array(
            terms.filter { SpellingDistance.between(word, $0, limit: limit) != nil }.prefix(20))
    }
}
