import ContactModel

/// Reads quoted texts, `[a, b]` and `{a: b}` from left to right within a line.
struct FlowScanner {
    private let bytes: ArraySlice<UInt8>
    private let line: Int
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>, line: Int) {
        self.bytes = bytes
        self.line = line
        index = bytes.startIndex
    }

    /// The bytes that are not read yet.
    var rest: ArraySlice<UInt8> { bytes[index...] }

    private func failure(_ problem: YAMLFailure.Problem) -> YAMLFailure {
        YAMLFailure(line: line, problem: problem)
    }

    /// Refuses what is left of the line, unless it is a comment.
    ///
    /// - Throws: ``YAMLFailure``.
    func finish() throws(YAMLFailure) {
        let left = rest.drop(while: YAMLReader.isBlank)
        let isComment = left.first == .hash && left.startIndex > index
        guard left.isEmpty || isComment else { throw failure(.afterValue) }
    }

    private mutating func skipBlanks() {
        while index < bytes.endIndex, YAMLReader.isBlank(bytes[index]) { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.endIndex, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Reads the value at the front.
    ///
    /// - Throws: ``YAMLFailure``.
    mutating func value(depth: Int) throws(YAMLFailure) -> YAMLNode.Content {
        guard depth < YAMLReader.maximumDepth else { throw failure(.tooDeep) }
        switch rest.first {
        case .quote, .apostrophe: return .text(try quoted())
        case UInt8(ascii: "["): return .list(try list(depth: depth))
        case UInt8(ascii: "{"): return .map(try map(depth: depth))
        default: return try plain()
        }
    }

    private mutating func list(depth: Int) throws(YAMLFailure) -> [YAMLNode] {
        index += 1
        var items: [YAMLNode] = []
        while true {
            skipBlanks()
            if take(UInt8(ascii: "]")) { return items }
            items.append(YAMLNode(line: line, content: try value(depth: depth + 1)))
            skipBlanks()
            if take(.comma) { continue }
            guard take(UInt8(ascii: "]")) else { throw failure(.openList) }
            return items
        }
    }

    private mutating func map(depth: Int) throws(YAMLFailure) -> [YAMLEntry] {
        index += 1
        var entries: [YAMLEntry] = []
        var keys: Set<String> = []
        while true {
            skipBlanks()
            if take(UInt8(ascii: "}")) { return entries }
            guard case .text(let key) = try value(depth: depth + 1) else {
                throw failure(.notAField)
            }
            skipBlanks()
            guard take(.colon) else { throw failure(.notAField) }
            guard keys.insert(key).inserted else { throw failure(.repeatedKey(key)) }
            skipBlanks()
            let content = try value(depth: depth + 1)
            entries.append(
                YAMLEntry(key: key, line: line, value: YAMLNode(line: line, content: content)))
            skipBlanks()
            if take(.comma) { continue }
            guard take(UInt8(ascii: "}")) else { throw failure(.openList) }
            return entries
        }
    }

    /// A text without quotes, up to a sign of the list it stands in.
    private mutating func plain() throws(YAMLFailure) -> YAMLNode.Content {
        let start = index
        scan: while index < bytes.endIndex {
            switch bytes[index] {
            case .comma, UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
                UInt8(ascii: "}"):
                break scan
            case .colon:
                let next = bytes[(index + 1)...].first
                if YAMLReader.isGap(next) || next == .comma { break scan }
            case .hash:
                if index > start, YAMLReader.isBlank(bytes[index - 1]) {
                    throw failure(.openList)
                }
            default: break
            }
            index += 1
        }
        guard index < bytes.endIndex else { throw failure(.openList) }
        guard index > start else { throw failure(.indicator) }
        try YAMLReader.refuseIndicator(bytes[start..<index], line: line)
        return YAMLReader.content(ofPlain: bytes[start..<index])
    }

    // MARK: - Quotes

    /// Reads a text in single or double quotes.
    ///
    /// - Throws: ``YAMLFailure``.
    mutating func quoted() throws(YAMLFailure) -> String {
        let quote = bytes[index]
        index += 1
        var result: [UInt8] = []
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == quote {
                guard quote == .apostrophe, take(.apostrophe) else {
                    return String(decoding: result, as: UTF8.self)
                }
                result.append(.apostrophe)
            } else if byte == .backslash, quote == .quote {
                result += try escape()
            } else {
                result.append(byte)
            }
        }
        throw failure(.openQuote)
    }

    private mutating func escape() throws(YAMLFailure) -> [UInt8] {
        guard index < bytes.endIndex else { throw failure(.openQuote) }
        let sign = bytes[index]
        index += 1
        if let byte = Self.escapes[sign] { return [byte] }
        switch sign {
        case UInt8(ascii: "x"): return try scalar(digits: 2)
        case UInt8(ascii: "u"): return try scalar(digits: 4)
        case UInt8(ascii: "U"): return try scalar(digits: 8)
        default: throw failure(.unknownEscape)
        }
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "0"): 0, UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9,
        UInt8(ascii: "n"): 10, UInt8(ascii: "v"): 11, UInt8(ascii: "f"): 12,
        UInt8(ascii: "r"): 13, UInt8(ascii: "e"): 27, .space: 32, .quote: 34,
        UInt8(ascii: "/"): 47, .backslash: 92,
    ]

    private static let hexadecimalDigits = Set("0123456789abcdefABCDEF".utf8)

    private mutating func scalar(digits: Int) throws(YAMLFailure) -> [UInt8] {
        let text = bytes[index...].prefix(digits)
        let isNumber = text.allSatisfy { Self.hexadecimalDigits.contains($0) }
        guard text.count == digits, isNumber,
            let value = UInt32(String(decoding: text, as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw failure(.unknownEscape) }
        index += digits
        return Array(String(scalar).utf8)
    }
}
