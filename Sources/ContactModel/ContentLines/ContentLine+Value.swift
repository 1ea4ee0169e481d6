extension ContentLine {
    /// The unfolded bytes after the colon, still encoded and escaped.
    package var rawValue: [UInt8] {
        Self.unfold(storage, from: valueStart, softBreaks: encoding == .quotedPrintable)
    }

    /// The value as one text.
    package var text: String {
        let value = storage[valueStart...]
        let end = value.firstIndex(where: \.isLineBreak) ?? value.endIndex
        // Most values are one physical line: read in place.
        let isOnePhysicalLine = value.endIndex - end <= 2 && value[end...].allSatisfy(\.isLineBreak)
        return decode(isOnePhysicalLine ? value[..<end] : rawValue[...])
    }

    /// The parts of a structured value such as a name: split at semicolons.
    package var components: [String] { split(at: .semicolon).map { decode($0) } }

    /// The parts of a structured value, each of which may be a list: split at semicolons and commas.
    package var componentLists: [[String]] {
        split(at: .semicolon).map { Self.split($0, at: .comma).map { decode($0) } }
    }

    /// The parts of a list such as tags: split at commas.
    package var list: [String] { split(at: .comma).map { decode($0) } }

    /// The value as an address of something: escapes are undone, nothing is split.
    package var uri: String { text }

    /// Splits the raw value at a separator that no backslash precedes.
    func split(at separator: UInt8) -> [ArraySlice<UInt8>] {
        Self.split(rawValue[...], at: separator)
    }

    /// Splits at a separator that no backslash precedes; never empty.
    static func split(_ bytes: ArraySlice<UInt8>, at separator: UInt8) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        var isEscaped = false
        for index in bytes.indices {
            if isEscaped {
                isEscaped = false
            } else if bytes[index] == .backslash {
                isEscaped = true
            } else if bytes[index] == separator {
                parts.append(bytes[start..<index])
                start = index + 1
            }
        }
        parts.append(bytes[start...])
        return parts
    }

    /// Undoes quoted-printable, escapes and charset, in that order.
    func decode(_ bytes: ArraySlice<UInt8>) -> String {
        var content = bytes
        if parameters.isEmpty, !content.contains(.backslash) {
            return TextCharset.utf8.decode(content)
        }
        if encoding == .quotedPrintable {
            content = QuotedPrintable.decode(bytes)[...]
        }
        if content.contains(.backslash) {
            content = Self.unescape(content)[...]
        }
        return TextCharset(name: firstValue(of: "CHARSET")).decode(content)
    }

    /// Undoes backslash escapes: `\n` is a line feed, any other escaped byte stands for itself.
    static func unescape(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isEscaped = false
        for byte in bytes {
            if isEscaped {
                isEscaped = false
                result.append(contentsOf: unescaped(byte))
            } else if byte == .backslash {
                isEscaped = true
            } else {
                result.append(byte)
            }
        }
        if isEscaped { result.append(.backslash) }
        return result
    }

    private static func unescaped(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "n"), UInt8(ascii: "N"): [.lineFeed]
        case .comma, .semicolon, .colon, .backslash, .quote: [byte]
        // Not an escape of any version: a 2.1 path such as `C:\data` keeps its backslash.
        default: [.backslash, byte]
        }
    }
}
