extension SearchQuery {
    /// So many terms a search has at most, with all that saved searches bring.
    package static let maximumExpandedCount = 256

    /// The query with saved searches in the place of their names, also of names within them.
    ///
    /// Each stands as a whole: `-@harbour` excludes whoever it finds.
    ///
    /// - Parameter saved: The text of a saved search by its name without the `@`, in lower case;
    ///   nil when there is none, and the word stays.
    /// - Returns: The query, with what was not understood in it or in any of them.
    /// - Throws: What the closure throws.
    package func expanding(_ saved: (String) throws -> String?) rethrows -> SearchQuery {
        var expansion = SavedSearchExpansion(remaining: Self.maximumExpandedCount)
        let condition = try expansion.expanded(condition, within: [], saved)
        return SearchQuery(condition: condition, diagnostics: diagnostics + expansion.diagnostics)
    }

    /// The words that may name a saved search, as they were written.
    package var namesOfSearches: [String] { terms.compactMap(\.content.nameOfSearch) }
}

extension SearchQuery.Content {
    /// `@name`; nil for anything else.
    fileprivate var nameOfSearch: String? {
        guard case .word(let word) = self, word.hasPrefix("@"), word.utf8.count > 1 else {
            return nil
        }
        return word
    }
}

/// Puts saved searches in the place of their names, as many as make sense.
private struct SavedSearchExpansion {
    /// How many terms may still come.
    var remaining: Int
    var diagnostics: [SearchQuery.Diagnostic] = []

    /// A search that names itself, by whichever way, finds nobody there; so does one of too many
    /// terms.
    ///
    /// - Throws: What the closure throws.
    mutating func expanded(
        _ condition: SearchQuery.Condition, within names: [String],
        _ saved: (String) throws -> String?
    ) rethrows -> SearchQuery.Condition {
        switch condition {
        case .all(let parts):
            return .all(try parts.map { try expanded($0, within: names, saved) })
        case .any(let parts):
            return .any(try parts.map { try expanded($0, within: names, saved) })
        case .not(let part): return .not(try expanded(part, within: names, saved))
        case .term(let term):
            remaining -= 1
            guard let word = term.content.nameOfSearch else { return condition }
            let name = word.dropFirst().lowercased()
            guard let text = try saved(name) else { return condition }
            guard !names.contains(name), remaining > 0 else {
                let sentence =
                    remaining > 0
                    ? "The saved search \(word) asks for itself; that part of it finds nobody."
                    : "The search is too long with its saved searches; \(word) finds nobody there."
                if !diagnostics.contains(where: { $0.sentence == sentence }) {
                    diagnostics.append(.init(range: term.range, sentence: sentence))
                }
                return .any([])
            }
            let query = SearchQuery(text)
            diagnostics += query.diagnostics
            let inner = try expanded(query.condition, within: names + [name], saved)
            return term.isExcluded ? .not(inner) : inner
        }
    }
}
