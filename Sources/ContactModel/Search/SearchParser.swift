/// Reads a query from left to right, once.
///
/// ```text
/// query = every *("or" every)      every = *(["-"] (term / "(" query ")") ["and"])
/// ```
struct SearchParser {
    private let bytes: [UInt8]
    private let isCut: Bool
    private var position = 0
    private var count = 0
    /// How many brackets are open.
    private var depth = 0
    private var diagnostics: [SearchQuery.Diagnostic] = []

    /// A query of more terms is longer than anybody reads.
    static let maximumTermCount = 64

    /// So many texts of a field, too.
    static let maximumValueCount = 64

    /// Brackets within more brackets than that are part of words.
    static let maximumDepth = 8

    init(_ text: String) {
        let all = Array(text.utf8)
        isCut = all.count > SearchQuery.maximumByteCount
        bytes = Array(all.prefix(SearchQuery.maximumByteCount))
    }

    /// The condition asked for, and a diagnostic for each part that was not understood.
    mutating func parsed() -> (SearchQuery.Condition, [SearchQuery.Diagnostic]) {
        let condition = readAlternatives()
        if isCut || position < bytes.count {
            report(position..<bytes.count, "The search is too long; its end is left out.")
        }
        return (condition, diagnostics)
    }

    /// Reads up to the end, or up to the bracket that closes the one before.
    private mutating func readAlternatives() -> SearchQuery.Condition {
        var alternatives: [[SearchQuery.Condition]] = [[]]
        while let start = nextStart(), count < Self.maximumTermCount, !isClosed(at: start) {
            if bytes[start] == .closing {
                position = bytes[start...].firstIndex { $0 != .closing } ?? bytes.count
                report(start..<position, "A bracket closes nothing; it is left out.")
                continue
            }
            let isFirst = alternatives[alternatives.count - 1].isEmpty
            if !isFirst, let connective = readConnective(at: start) {
                if connective == .or { alternatives.append([]) }
                continue
            }
            if let condition = readCondition(from: start) {
                alternatives[alternatives.count - 1].append(condition)
            }
        }
        let parts = alternatives.filter { !$0.isEmpty }.map { SearchQuery.Condition.every($0) }
        return parts.count > 1 ? .any(parts) : parts.first ?? .all([])
    }

    private func isClosed(at start: Int) -> Bool { depth > 0 && bytes[start] == .closing }

    private enum Connective { case or, and }

    /// Reads `or` or `and`, all small or all large, between two conditions; anywhere else it is a
    /// word, and so it is in quotes.
    private mutating func readConnective(at start: Int) -> Connective? {
        let end = bytes[start...].firstIndex { $0 <= .space } ?? bytes.count
        guard let next = bytes[end...].firstIndex(where: { $0 > .space }), !isClosed(at: next)
        else { return nil }
        let connective: Connective
        switch text(start..<end) {
        case "or", "OR": connective = .or
        case "and", "AND": connective = .and
        default: return nil
        }
        position = end
        return connective
    }

    private mutating func readCondition(from start: Int) -> SearchQuery.Condition? {
        let next = start + 1
        let isExcluded =
            bytes[start] == UInt8(ascii: "-") && next < bytes.count && bytes[next] > .space
            && !isClosed(at: next)
        if isExcluded { position = next }
        guard bytes[position] == .opening, depth < Self.maximumDepth else {
            return readTerm(from: start, isExcluded: isExcluded).map { .term($0) }
        }
        let group = readGroup()
        if case .all(let parts) = group, parts.isEmpty { return nil }
        return isExcluded ? .not(group) : group
    }

    private mutating func readGroup() -> SearchQuery.Condition {
        let start = position
        position += 1
        depth += 1
        let group = readAlternatives()
        if position < bytes.count, bytes[position] == .closing {
            position += 1
        } else if position == bytes.count, depth == 1 {
            report(start..<position, "A bracket is not closed; it ends with the text.")
        }
        depth -= 1
        return group
    }

    /// Skips white space; nil at the end.
    private mutating func nextStart() -> Int? {
        while position < bytes.count, bytes[position] <= .space { position += 1 }
        return position < bytes.count ? position : nil
    }

    private mutating func readTerm(from start: Int, isExcluded: Bool) -> SearchQuery.Term? {
        if bytes[position] == .quote {
            let text = readQuoted()
            return term(.phrase(text), isExcluded, start, unless: text.isEmpty)
        }
        let wordStart = position
        skipWord(stoppingAtColon: true)
        let key = text(wordStart..<position)
        guard position < bytes.count, bytes[position] == .colon, !key.isEmpty else {
            skipWord()
            let word = text(wordStart..<position)
            hint(at: word, start..<position)
            return term(.word(word), isExcluded, start, unless: word.isEmpty)
        }
        position += 1
        return readValue(key: key, wordStart: wordStart, start, isExcluded)
    }

    private mutating func readValue(
        key: String, wordStart: Int, _ start: Int, _ isExcluded: Bool
    ) -> SearchQuery.Term? {
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
        case let content?: return term(content, isExcluded, start, unless: false)
        case nil:
            let words = isQuoted && !value.isEmpty ? value : text(wordStart..<position)
            return term(
                isQuoted ? .phrase(words) : .word(words), isExcluded, start, unless: words.isEmpty)
        }
    }

    /// Skips what belongs to a word: a quote does, as in 5'10", and so does a bracket that was
    /// opened in it.
    private mutating func skipWord(stoppingAtColon: Bool = false) {
        var opened = 0
        while position < bytes.count, bytes[position] > .space {
            switch bytes[position] {
            case .opening: opened += 1
            case .closing where opened > 0: opened -= 1
            case .closing where depth > 0: return
            case .colon where stoppingAtColon: return
            default: break
            }
            position += 1
        }
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

    private mutating func term(
        _ content: SearchQuery.Content, _ isExcluded: Bool, _ start: Int, unless isNothing: Bool
    ) -> SearchQuery.Term? {
        guard !isNothing else { return nil }
        count += 1
        return SearchQuery.Term(
            content: content, isExcluded: isExcluded, range: start..<position)
    }

    /// Notes what was not understood, and where.
    mutating func report(_ range: Range<Int>, _ sentence: String) {
        diagnostics.append(SearchQuery.Diagnostic(range: range, sentence: sentence))
    }
}

extension UInt8 {
    fileprivate static let opening = UInt8(ascii: "(")
    fileprivate static let closing = UInt8(ascii: ")")
}
