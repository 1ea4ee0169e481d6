import ContactModel

/// Texts of several lines: `|` keeps their line breaks, `>` joins them.
extension YAMLReader {
    /// How the line breaks at the end of a text are kept.
    private enum Chomping {
        case one
        case none
        case all
    }

    /// Reads a text of several lines below its sign.
    ///
    /// - Parameters:
    ///   - header: The sign and what follows it.
    ///   - line: The number of its line; the reader stands behind it.
    ///   - parentIndent: The text is indented more.
    /// - Returns: The text.
    /// - Throws: ``YAMLFailure``.
    mutating func multiline(
        _ header: ArraySlice<UInt8>, line: Int, parentIndent: Int
    ) throws(YAMLFailure) -> String {
        let (chomping, explicit) = try Self.settings(header.dropFirst(), line: line)
        var indent = explicit.map { max(parentIndent, 0) + $0 }
        var texts: [ArraySlice<UInt8>] = []
        while position < lines.count {
            let next = lines[position]
            let isBlank = next.raw.allSatisfy(Self.isBlank)
            if !isBlank, next.indent <= parentIndent { break }
            if !isBlank, next.raw.first == .tab {
                throw YAMLFailure(line: next.number, problem: .tab)
            }
            if !isBlank, indent == nil { indent = next.indent }
            if !isBlank, let indent, next.indent < indent {
                throw YAMLFailure(line: next.number, problem: .indentation)
            }
            texts.append(next.raw.dropFirst(indent ?? next.raw.count))
            position += 1
        }
        let end = texts.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        let isFolded = header.first == UInt8(ascii: ">")
        var bytes = Self.joined(texts[..<end], isFolded: isFolded)
        switch chomping {
        case .one: if end > 0 { bytes.append(.lineFeed) }
        case .none: break
        case .all: bytes += Array(repeating: .lineFeed, count: texts.count - end + min(end, 1))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func settings(
        _ text: ArraySlice<UInt8>, line: Int
    ) throws(YAMLFailure) -> (Chomping, indent: Int?) {
        var chomping = Chomping.one
        var indent: Int?
        var rest = text
        while let first = rest.first, !isBlank(first) {
            switch first {
            case .dash: chomping = .none
            case UInt8(ascii: "+"): chomping = .all
            case UInt8(ascii: "1")...UInt8(ascii: "9"): indent = Int(first & 15)
            default: throw YAMLFailure(line: line, problem: .blockHeader)
            }
            rest = rest.dropFirst()
        }
        rest = rest.drop(while: isBlank)
        guard rest.isEmpty || rest.first == .hash else {
            throw YAMLFailure(line: line, problem: .blockHeader)
        }
        return (chomping, indent)
    }

    /// Joins lines; folded ones by a blank, unless a line is empty or indented by itself.
    private static func joined(
        _ texts: ArraySlice<ArraySlice<UInt8>>, isFolded: Bool
    ) -> [UInt8] {
        guard isFolded else { return Array(texts.joined(separator: [.lineFeed])) }
        var result: [UInt8] = []
        var emptyLines = 0
        var isAfterIndented = false
        for (number, text) in texts.enumerated() {
            guard let first = text.first else {
                emptyLines += 1
                continue
            }
            let isIndented = isBlank(first)
            if number > 0, !result.isEmpty || emptyLines > 0 {
                let keepsBreak = isIndented || isAfterIndented || result.isEmpty
                let breaks = emptyLines + (keepsBreak && !result.isEmpty ? 1 : 0)
                result += Array(repeating: .lineFeed, count: breaks)
                if breaks == 0 { result.append(.space) }
            }
            result += text
            emptyLines = 0
            isAfterIndented = isIndented
        }
        return result
    }
}
