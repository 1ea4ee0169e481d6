import ContactModel

/// Reads the YAML that forms are written in: nested keys, lists, quoted and plain texts, texts of
/// several lines, comments.
///
/// A part of YAML 1.2 on purpose. What could surprise is refused by name: anchors and aliases,
/// tags, several documents, values that go on in the next line without a sign. Every value is
/// text. `docs/decisions/0008-form-language.md` tells why.
///
/// - Complexity: O(bytes); the nesting is bounded.
package struct YAMLReader {
    /// One physical line.
    struct Line {
        let number: Int
        /// Columns before the content; grows when a list mark is taken off.
        var indent: Int
        var content: ArraySlice<UInt8>
        /// The whole line, for texts of several lines.
        let raw: ArraySlice<UInt8>

        /// Whether nothing but white space or a comment is there.
        var isSilent: Bool {
            guard let first = content.first(where: { $0 != .space && $0 != .tab }) else {
                return true
            }
            return first == .hash && content.first != .tab
        }

        var isListItem: Bool {
            content.first == .dash && (content.count == 1 || content.dropFirst().first == .space)
        }
    }

    /// A form is never longer.
    package static let maximumByteCount = 4 << 20
    /// A form has four levels.
    static let maximumDepth = 12

    var lines: [Line] = []
    var position = 0

    /// Reads a text.
    ///
    /// - Returns: Its one value, empty for a text without any.
    /// - Throws: ``YAMLFailure`` with the line that is at fault.
    package static func read(_ bytes: [UInt8]) throws(YAMLFailure) -> YAMLNode {
        var reader = try YAMLReader(bytes)
        return try reader.document()
    }

    private init(_ bytes: [UInt8]) throws(YAMLFailure) {
        guard bytes.count <= Self.maximumByteCount else {
            throw YAMLFailure(line: 1, problem: .tooLong)
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var start = bytes.starts(with: mark) ? mark.count : 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: .lineFeed) ?? bytes.count
            let isPair = end < bytes.count && end > start && bytes[end - 1] == .carriageReturn
            try append(bytes[start..<(isPair ? end - 1 : end)])
            start = end + 1
        }
    }

    private mutating func append(_ raw: ArraySlice<UInt8>) throws(YAMLFailure) {
        let number = lines.count + 1
        if raw.contains(where: { ($0 < 0x20 && $0 != .tab) || $0 == 0x7F }) {
            throw YAMLFailure(line: number, problem: .controlCharacter)
        }
        if raw.contains(where: { $0 >= 0x80 }), String(validating: raw, as: UTF8.self) == nil {
            throw YAMLFailure(line: number, problem: .notUTF8)
        }
        let content = raw.drop { $0 == .space }
        lines.append(
            Line(number: number, indent: raw.count - content.count, content: content, raw: raw))
    }

    // MARK: - Lines

    /// The next line that says something, not read yet; nil at the end.
    mutating func next() throws(YAMLFailure) -> Line? {
        while position < lines.count, lines[position].isSilent { position += 1 }
        guard position < lines.count else { return nil }
        let line = lines[position]
        if line.content.first == .tab { throw YAMLFailure(line: line.number, problem: .tab) }
        return line
    }

    private mutating func document() throws(YAMLFailure) -> YAMLNode {
        if let first = try next(), first.raw.starts(with: "---".utf8), first.raw.count == 3 {
            position += 1
        }
        let node = try block(minimumIndent: 0, depth: 0)
        guard let rest = try next() else { return node ?? YAMLNode(line: 1, content: .empty) }
        let isMark = rest.raw.elementsEqual("---".utf8) || rest.raw.elementsEqual("...".utf8)
        throw YAMLFailure(
            line: rest.number, problem: isMark ? .severalDocuments : .indentation)
    }

    // MARK: - Blocks

    /// Reads the value that begins in the next line; nil when that line is indented less.
    ///
    /// - Throws: ``YAMLFailure``.
    mutating func block(minimumIndent: Int, depth: Int) throws(YAMLFailure) -> YAMLNode? {
        guard let line = try next(), line.indent >= minimumIndent else { return nil }
        guard depth < Self.maximumDepth else {
            throw YAMLFailure(line: line.number, problem: .tooDeep)
        }
        if line.isListItem { return try list(at: line.indent, depth: depth) }
        if try key(in: line) != nil { return try map(at: line.indent, depth: depth) }
        position += 1
        let content = try value(
            line.content, line: line.number, parentIndent: minimumIndent - 1, depth: depth)
        try refuseMore(than: minimumIndent - 1)
        return YAMLNode(line: line.number, content: content)
    }

    private mutating func list(at indent: Int, depth: Int) throws(YAMLFailure) -> YAMLNode {
        var items: [YAMLNode] = []
        let first = lines[position].number
        while let line = try next(), line.indent == indent, line.isListItem {
            let rest = line.content.dropFirst().drop { $0 == .space }
            if rest.isEmpty || rest.first == .hash {
                position += 1
                let item = try block(minimumIndent: indent + 1, depth: depth + 1)
                items.append(item ?? YAMLNode(line: line.number, content: .empty))
                continue
            }
            // What follows the mark is read as if it stood alone in its line.
            lines[position].indent = indent + line.content.count - rest.count
            lines[position].content = rest
            if let item = try block(minimumIndent: indent + 1, depth: depth + 1) {
                items.append(item)
            }
        }
        try refuseMore(than: indent)
        return YAMLNode(line: first, content: .list(items))
    }

    private mutating func map(at indent: Int, depth: Int) throws(YAMLFailure) -> YAMLNode {
        var entries: [YAMLEntry] = []
        var keys: Set<String> = []
        let first = lines[position].number
        while let line = try next(), line.indent == indent {
            if line.isListItem { throw YAMLFailure(line: line.number, problem: .indentation) }
            guard let (name, rest) = try key(in: line) else {
                throw YAMLFailure(line: line.number, problem: Self.problem(of: line))
            }
            guard keys.insert(name).inserted else {
                throw YAMLFailure(line: line.number, problem: .repeatedKey(name))
            }
            position += 1
            let node = try value(of: rest, in: line, at: indent, depth: depth)
            entries.append(YAMLEntry(key: name, line: line.number, value: node))
        }
        try refuseMore(than: indent)
        return YAMLNode(line: first, content: .map(entries))
    }

    private mutating func value(
        of rest: ArraySlice<UInt8>, in line: Line, at indent: Int, depth: Int
    ) throws(YAMLFailure) -> YAMLNode {
        let isComment = rest.first == .hash
        if isComment, !Self.isGap(rest.dropFirst().first) {
            throw YAMLFailure(line: line.number, problem: .doubtfulComment)
        }
        guard rest.isEmpty || isComment else {
            let content = try value(
                rest, line: line.number, parentIndent: indent, depth: depth)
            return YAMLNode(line: line.number, content: content)
        }
        // A list may stand at the column of its key.
        if let item = try next(), item.indent == indent, item.isListItem {
            return try list(at: indent, depth: depth + 1)
        }
        let node = try block(minimumIndent: indent + 1, depth: depth + 1)
        return node ?? YAMLNode(line: line.number, content: .empty)
    }

    /// Refuses a line that is indented more than the block that just ended.
    private mutating func refuseMore(than indent: Int) throws(YAMLFailure) {
        guard let line = try next(), line.indent > indent else { return }
        throw YAMLFailure(line: line.number, problem: Self.problem(of: line))
    }

    private static func problem(of line: Line) -> YAMLFailure.Problem {
        let isMark = line.raw.elementsEqual("---".utf8) || line.raw.elementsEqual("...".utf8)
        if isMark { return .severalDocuments }
        if line.isListItem { return .indentation }
        return line.indent > 0 ? .goesOn : .notAField
    }
}

/// The bytes that YAML is made of, beside those of cards.
extension UInt8 {
    static let apostrophe = UInt8(ascii: "'")
    static let hash = UInt8(ascii: "#")
    static let dash = UInt8(ascii: "-")
}
