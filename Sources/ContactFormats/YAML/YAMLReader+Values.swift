import ContactModel

/// Values that stand in one line.
extension YAMLReader {
    /// The key that a line begins with, and what follows its colon; nil when it has none.
    ///
    /// - Throws: ``YAMLFailure`` for a quotation mark that is not closed.
    func key(
        in line: Line
    ) throws(YAMLFailure) -> (name: String, rest: ArraySlice<UInt8>)? {
        let text = line.content
        guard let first = text.first else { return nil }
        if first == .quote || first == .apostrophe {
            var scanner = FlowScanner(text, line: line.number)
            let name = try scanner.quoted()
            let behind = scanner.rest.drop { $0 == .space }
            guard behind.first == .colon, Self.isGap(behind.dropFirst().first) else { return nil }
            return (name, behind.dropFirst().drop { $0 == .space })
        }
        if Self.opening.contains(first) { return nil }
        guard let colon = Self.colon(in: text) else { return nil }
        let name = String(decoding: text[..<colon], as: UTF8.self).trimmed
        return (name, text[(colon + 1)...].drop { $0 == .space })
    }

    /// The colon that ends a plain key, before any comment.
    static func colon(in text: ArraySlice<UInt8>) -> Int? {
        var previous: UInt8 = 0
        for index in text.indices {
            if text[index] == .hash, isBlank(previous) { return nil }
            let next = index + 1 < text.endIndex ? text[index + 1] : nil
            if text[index] == .colon, isGap(next) { return index }
            previous = text[index]
        }
        return nil
    }

    /// Whether it separates words.
    static func isBlank(_ byte: UInt8) -> Bool { byte == .space || byte == .tab }

    /// Whether it is a blank or the end of a line.
    static func isGap(_ byte: UInt8?) -> Bool { byte.map(isBlank) ?? true }

    /// The bytes that begin a value other than plain text.
    private static let opening = Set("[{|>&*!%@`".utf8)

    /// Reads a value that begins in a line.
    ///
    /// - Parameters:
    ///   - text: From the first byte of the value to the end of the line.
    ///   - line: The number of the line; the reader stands behind it.
    ///   - parentIndent: A text of several lines is indented more.
    ///   - depth: How deep the value is nested.
    /// - Returns: The value.
    /// - Throws: ``YAMLFailure``.
    mutating func value(
        _ text: ArraySlice<UInt8>, line: Int, parentIndent: Int, depth: Int
    ) throws(YAMLFailure) -> YAMLNode.Content {
        switch text.first {
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            return .text(try multiline(text, line: line, parentIndent: parentIndent))
        case .quote, .apostrophe, UInt8(ascii: "["), UInt8(ascii: "{"):
            var scanner = FlowScanner(text, line: line)
            let content = try scanner.value(depth: depth)
            try scanner.finish()
            return content
        default:
            return try Self.plain(text, line: line)
        }
    }

    /// A text without quotes.
    private static func plain(
        _ text: ArraySlice<UInt8>, line: Int
    ) throws(YAMLFailure) -> YAMLNode.Content {
        let value = try withoutComment(text, line: line)
        try refuseIndicator(value, line: line)
        if colon(in: value) != nil { throw YAMLFailure(line: line, problem: .secondColon) }
        return content(ofPlain: value)
    }

    /// The tilde is YAML's own word for nothing.
    static func content(ofPlain value: ArraySlice<UInt8>) -> YAMLNode.Content {
        let text = String(decoding: value, as: UTF8.self).trimmed
        return text.isEmpty || text == "~" ? .empty : .text(text)
    }

    /// Refuses a plain text that YAML would read as something else.
    ///
    /// - Throws: ``YAMLFailure``.
    static func refuseIndicator(
        _ value: ArraySlice<UInt8>, line: Int
    ) throws(YAMLFailure) {
        guard let first = value.first else { return }
        let next = value.dropFirst().first
        switch first {
        case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"):
            throw YAMLFailure(line: line, problem: .alias)
        case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"), .comma,
            UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: ">"):
            throw YAMLFailure(line: line, problem: .indicator)
        case .dash, UInt8(ascii: "?"), .colon:
            if isGap(next) { throw YAMLFailure(line: line, problem: .indicator) }
        default: return
        }
    }

    /// The text before a comment; a mark that may be part of the value is asked about.
    private static func withoutComment(
        _ text: ArraySlice<UInt8>, line: Int
    ) throws(YAMLFailure) -> ArraySlice<UInt8> {
        for index in text.indices.dropFirst()
        where text[index] == .hash && isBlank(text[index - 1]) {
            guard isGap(index + 1 < text.endIndex ? text[index + 1] : nil) else {
                throw YAMLFailure(line: line, problem: .doubtfulComment)
            }
            return text[..<index]
        }
        return text
    }
}
