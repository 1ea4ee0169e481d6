/// A search as people write it: `tag:investor -city:berlin (birthday:next-30d or "exact words")`.
///
/// People match who match every term, or one side of an `or`; brackets group, and a minus sign
/// excludes what follows it. Reading never fails: what cannot be read as a term is looked for as
/// words, and a diagnostic says so.
package struct SearchQuery: Hashable, Sendable {
    /// Who matches.
    package let condition: Condition
    /// In the order of the text; none when everything was understood.
    package let diagnostics: [Diagnostic]

    /// One condition.
    package struct Term: Hashable, Sendable {
        package let content: Content
        /// Whether a minus sign excludes who matches.
        package let isExcluded: Bool
        /// Where it stands in the text, as UTF-8 offsets, minus sign and quotes included.
        package let range: Range<Int>
    }

    /// Terms, and how they are tied together.
    package indirect enum Condition: Hashable, Sendable {
        case term(Term)
        /// Every one of them; none of them asks for nothing.
        case all([Condition])
        /// At least one of them; none of them finds nobody.
        case any([Condition])
        /// Whoever does not match.
        case not(Condition)
    }

    /// The content of one term.
    package enum Content: Hashable, Sendable {
        /// A word anywhere; its last letters may be missing, and typing errors be forgiven.
        case word(String)
        /// A name behind its particles, which some write as one: "van den Berg".
        case name([String])
        /// Words in this order.
        case phrase(String)
        /// A telephone number in any of its forms, or its parts as words: the whole query.
        case number(String)
        /// One of these texts in a field; never empty.
        case field(SearchField, anyOf: [String])
        /// A date of a field in a span of time.
        case date(SearchField, DateSpan)
        /// Anything at all in a field.
        case has(SearchField)
        /// Nothing in a field.
        case missing(SearchField)
        /// One of these texts in a field of one's own, by name; no text asks for any.
        case custom(String, anyOf: [String])
        /// No text in a field of one's own, by name.
        case missingCustom(String)
        /// One of these texts in what the reader says of a person; no text asks for any.
        case said(ItemField, anyOf: [String])
        /// Nothing the reader says of a person in a field.
        case missingSaid(ItemField)
    }

    /// Something that was not understood as it may have been meant.
    package struct Diagnostic: Hashable, Sendable {
        /// Where it stands, as UTF-8 offsets.
        package let range: Range<Int>
        /// The sentence shown to the person, with the nearest thing that exists.
        package let sentence: String
    }

    /// The length, in bytes, beyond which a query is left unread, and said to be.
    package static let maximumByteCount = 4_096

    /// Reads a text; any text is a query.
    package init(_ text: String) {
        if Self.isNumber(text) {
            let range = 0..<text.utf8.count
            condition = .term(
                Term(content: .number(text.trimmed), isExcluded: false, range: range))
            diagnostics = []
            return
        }
        var parser = SearchParser(text)
        (condition, diagnostics) = parser.parsed()
    }

    init(condition: Condition, diagnostics: [Diagnostic]) {
        (self.condition, self.diagnostics) = (condition, diagnostics)
    }

    /// Whether a text is written as telephone numbers are: 6 to 20 digits, and what stands between.
    package static func isNumber(_ text: String) -> Bool {
        guard text.utf8.count <= 40, text.utf8.contains(where: { $0 > .space }) else {
            return false
        }
        let digits = text.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return (6...20).contains(digits)
            && text.trimmed.utf8.allSatisfy { "0123456789+-()./ ".utf8.contains($0) }
            && !text.trimmed.hasPrefix("-")
    }

    /// Every term, in the order of the text.
    package var terms: [Term] { condition.terms }

    /// Whether it asks for nothing, so that everybody matches.
    package var isEmpty: Bool { condition.asksForNothing }
}

extension SearchQuery.Condition {
    /// Every term below, in the order of the text.
    package var terms: [SearchQuery.Term] {
        switch self {
        case .term(let term): [term]
        case .all(let parts), .any(let parts): parts.flatMap(\.terms)
        case .not(let part): part.terms
        }
    }

    /// Whether everybody matches, for nothing is asked.
    fileprivate var asksForNothing: Bool {
        switch self {
        case .term: false
        case .all(let parts): parts.allSatisfy(\.asksForNothing)
        case .any(let parts): !parts.isEmpty && parts.allSatisfy(\.asksForNothing)
        case .not(let part): part.asksForNothing
        }
    }

    /// Several conditions as one; a single one stays what it is.
    static func every(_ parts: [Self]) -> Self {
        parts.count == 1 ? parts[0] : .all(parts)
    }
}
