extension SearchQuery {
    /// The query with names of groups whole that the shell left without quotes: `group:Old harbour`
    /// asks for the group “Old harbour” where there is one, and none that is called “Old”.
    ///
    /// Nothing else changes: a name in one word, or one that no words behind it complete, stays.
    ///
    /// - Parameter isGroup: Whether there is a group of a name.
    /// - Returns: The query; of several names that fit the longest is taken.
    /// - Throws: What the closure throws.
    package func joiningGroupNames(_ isGroup: (String) throws -> Bool) rethrows -> SearchQuery {
        SearchQuery(
            condition: try condition.joiningGroupNames(isGroup), diagnostics: diagnostics)
    }
}

extension SearchQuery.Condition {
    fileprivate func joiningGroupNames(_ isGroup: (String) throws -> Bool) rethrows -> Self {
        switch self {
        case .term: return self
        case .not(let part): return .not(try part.joiningGroupNames(isGroup))
        case .any(let parts): return .any(try parts.map { try $0.joiningGroupNames(isGroup) })
        case .all(let parts):
            var joined: [Self] = []
            var rest = parts[...]
            while let part = rest.popFirst() {
                if let (whole, count) = try part.completed(by: rest, isGroup) {
                    joined.append(whole)
                    rest = rest.dropFirst(count)
                } else {
                    joined.append(try part.joiningGroupNames(isGroup))
                }
            }
            return .every(joined)
        }
    }

    /// The term with the words behind it that complete the name of a group, and how many these are.
    private func completed(
        by rest: ArraySlice<Self>, _ isGroup: (String) throws -> Bool
    ) rethrows -> (Self, count: Int)? {
        guard case .term(let term) = self, case .field(.tag, let names) = term.content,
            let first = names.last
        else { return nil }
        var name = first
        var end = term.range.upperBound
        var found: (Self, count: Int)?
        for (index, part) in rest.enumerated() {
            guard case .term(let next) = part, case .word(let word) = next.content,
                !next.isExcluded, next.range.lowerBound == end + 1
            else { break }
            name += " " + word
            end = next.range.upperBound
            guard try isGroup(name) else { continue }
            let whole = SearchQuery.Term(
                content: .field(.tag, anyOf: names.dropLast() + [name]),
                isExcluded: term.isExcluded, range: term.range.lowerBound..<end)
            found = (.term(whole), index + 1)
        }
        // A group that is called by the first word alone is meant by it.
        guard found != nil, try !isGroup(first) else { return nil }
        return found
    }
}
