/// Reads a query from left to right, once.
struct SearchParser {
    private let bytes: [UInt8]
    private let isCut: Bool
    private var position = 0
    private var terms: [SearchQuery.Term] = []
    private var diagnostics: [SearchQuery.Diagnostic] = []

    /// A query of more terms is longer than anybody reads.
    static let maximumTermCount = 64

    init(_ text: String) {
        let all = Array(text.utf8)
        isCut = all.count > SearchQuery.maximumByteCount
        bytes = Array(all.prefix(SearchQuery.maximumByteCount))
    }

    /// The terms and what was not understood.
    mutating func parsed() -> ([SearchQuery.Term], [SearchQuery.Diagnostic]) {
        while let start = nextStart(), terms.count < Self.maximumTermCount {
            readTerm(from: start)
        }
        if isCut || position < bytes.count {
            report(position..<bytes.count, "The search is too long; its end is left out.")
        }
        return (terms, diagnostics)
    }

    /// Skips white space; nil at the end.
    private mutating func nextStart() -> Int? {
        while position < bytes.count, bytes[position] <= .space { position += 1 }
        return position < bytes.count ? position : nil
    }

    private mutating func readTerm(from start: Int) {
        let next = start + 1
        let isExcluded =
            bytes[start] == UInt8(ascii: "-") && next < bytes.count && bytes[next] > .space
        if isExcluded { position = next }
        if bytes[position] == .quote {
            let text = readQuoted()
            add(.phrase(text), isExcluded, start, unless: text.isEmpty)
            return
        }
        let wordStart = position
        while position < bytes.count, bytes[position] > .space, bytes[position] != .colon {
            // A quote in a word belongs to it, as in 5'10".
            position += 1
        }
        let key = text(wordStart..<position)
        guard position < bytes.count, bytes[position] == .colon, !key.isEmpty else {
            finishWord(from: wordStart, start, isExcluded)
            return
        }
        position += 1
        readValue(key: key, wordStart: wordStart, start, isExcluded)
    }

    private mutating func readValue(
        key: String, wordStart: Int, _ start: Int, _ isExcluded: Bool
    ) {
        let isQuoted = position < bytes.count && bytes[position] == .quote
        let valueStart = position
        var value = ""
        if isQuoted {
            value = readQuoted()
        } else {
            skipWord()
            value = text(valueStart..<position)
        }
        let range = start..<position
        switch content(key: key, value: value, isQuoted: isQuoted, range) {
        case let content?: add(content, isExcluded, start, unless: false)
        case nil:
            let words = isQuoted && !value.isEmpty ? value : text(wordStart..<position)
            add(isQuoted ? .phrase(words) : .word(words), isExcluded, start, unless: words.isEmpty)
        }
    }

    private mutating func finishWord(from wordStart: Int, _ start: Int, _ isExcluded: Bool) {
        skipWord()
        let word = text(wordStart..<position)
        add(.word(word), isExcluded, start, unless: word.isEmpty)
    }

    private mutating func skipWord() {
        while position < bytes.count, bytes[position] > .space { position += 1 }
    }

    /// Reads up to the closing quote, which may be missing.
    private mutating func readQuoted() -> String {
        let start = position + 1
        let end = bytes[min(start, bytes.count)...].firstIndex(of: .quote)
        position = end.map { $0 + 1 } ?? bytes.count
        if end == nil {
            report(
                start - 1..<bytes.count, "A quotation mark is not closed; it ends with the text.")
        }
        return text(start..<(end ?? bytes.count)).trimmed
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private mutating func add(
        _ content: SearchQuery.Content, _ isExcluded: Bool, _ start: Int, unless isNothing: Bool
    ) {
        guard !isNothing else { return }
        terms.append(
            SearchQuery.Term(content: content, isExcluded: isExcluded, range: start..<position))
    }

    private mutating func report(_ range: Range<Int>, _ sentence: String) {
        diagnostics.append(SearchQuery.Diagnostic(range: range, sentence: sentence))
    }
}

extension SearchParser {
    /// What a key and its value mean; nil, with a diagnostic, when they are words like others.
    private mutating func content(
        key: String, value: String, isQuoted: Bool, _ range: Range<Int>
    ) -> SearchQuery.Content? {
        switch FoldedText.fold(key) {
        case "has":
            if let name = Self.customName(value) { return .custom(name, anyOf: []) }
            return field(named: value, range).map { .has($0) }
        case "missing", "no":
            if let name = Self.customName(value) { return .missingCustom(name) }
            return field(named: value, range).map { .missing($0) }
        default: break
        }
        if let name = Self.customName(key) {
            let values = isQuoted ? [value] : value.split(separator: ",").map(String.init)
            return .custom(name, anyOf: values.map(\.trimmed).filter { !$0.isEmpty })
        }
        guard let field = SearchField(key: key) else {
            reportUnknown(key, value: value, range)
            return nil
        }
        if field.isDate {
            if let span = DateSpan(parsing: value) { return .date(field, span) }
            report(
                range,
                "“\(value)” is no time for \(field.rawValue):; try next-30d, <90d, 2026-05 or never."
            )
            return nil
        }
        let parts = value.split(separator: ",").map { String($0).trimmed }
        let values = isQuoted ? [value] : parts
        let telling = values.filter { !$0.isEmpty }
        if telling.isEmpty {
            report(range, "\(field.rawValue): needs a value; has:\(field.rawValue) asks for any.")
            return nil
        }
        return .field(field, anyOf: telling)
    }

    /// The name of a field of one's own in `x.name`.
    private static func customName(_ key: String) -> String? {
        let key = FoldedText.fold(key)
        return key.hasPrefix("x.") ? CustomField.name(String(key.dropFirst(2))) : nil
    }

    private mutating func field(named name: String, _ range: Range<Int>) -> SearchField? {
        if let field = SearchField(key: name) { return field }
        let near = Self.nearest(name, among: Self.fieldNames)
        let hint = near.map { "; did you mean \($0)?" } ?? "."
        report(range, "There is no field “\(name)”\(hint)")
        return nil
    }

    private mutating func reportUnknown(_ key: String, value: String, _ range: Range<Int>) {
        // "https://…", "10:30" and "Re:" are words that happen to hold a colon.
        let isKey = key.utf8.allSatisfy { $0.isNameByte && !$0.isDigit }
        guard isKey, !value.isEmpty, !value.hasPrefix("//") else { return }
        let near = Self.nearest(key, among: Self.fieldNames + ["has", "missing"])
        let hint = near.map { "; did you mean \($0):?" } ?? "; it is looked for as a word."
        report(range, "There is no key \(key):\(hint)")
    }

    private static let fieldNames =
        SearchField.allCases.map(\.rawValue) + SearchField.synonyms.keys.sorted()

    /// The name with the fewest slips, at most two, or one that begins so.
    private static func nearest(_ word: String, among names: [String]) -> String? {
        let word = FoldedText.fold(word)
        let limit = word.unicodeScalars.count < 4 ? 1 : 2
        var best: (name: String, slips: Int)?
        for name in names {
            guard let slips = SpellingDistance.between(word, name, limit: limit) else { continue }
            if best.map({ slips < $0.slips }) ?? true { best = (name, slips) }
        }
        return best?.name
            ?? (word.utf8.count >= 2 ? names.first { $0.hasPrefix(word) } : nil)
    }
}
