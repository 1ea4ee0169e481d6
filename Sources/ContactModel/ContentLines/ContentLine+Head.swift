extension ContentLine {
    /// The part of a line before its colon, taken apart.
    struct Head {
        let group: String?
        let name: String
        let parameters: [Parameter]
        let valueStart: Int
    }
}

extension ContentLine.Head {
    /// Reads the head of a line; nil when there is no colon before `end` or the name is no name.
    ///
    /// - Parameters:
    ///   - bytes: The unfolded line.
    ///   - end: Where reading stops.
    ///   - acceptsOpenQuote: Whether a quote that is never closed counts as an ordinary character.
    init?(_ bytes: [UInt8], end: Int, acceptsOpenQuote: Bool) {
        var nameStart = 0
        var index = 0
        while index < end, bytes[index] != .colon, bytes[index] != .semicolon {
            if bytes[index] == .dot { nameStart = index + 1 }
            guard bytes[index].isNameByte || bytes[index] == .dot else { return nil }
            index += 1
        }
        guard index < end, index > nameStart else { return nil }
        let name = bytes[nameStart..<index].upperCasedText
        var group: String?
        if nameStart > 1 {
            group = String(decoding: bytes[0..<(nameStart - 1)], as: UTF8.self)
        }
        var parameters: [ContentLine.Parameter] = []
        var areQuotesPlain = false
        while bytes[index] == .semicolon {
            let start = index + 1
            var stop = Self.segmentEnd(bytes, from: start, end: end, ignoringQuotes: areQuotesPlain)
            if stop == nil, acceptsOpenQuote, !areQuotesPlain {
                areQuotesPlain = true
                stop = Self.segmentEnd(bytes, from: start, end: end, ignoringQuotes: true)
            }
            guard let stop else { return nil }
            if stop > start {
                parameters.append(ContentLine.Parameter(bytes, range: start..<stop))
            }
            index = stop
        }
        self.init(group: group, name: name, parameters: parameters, valueStart: index + 1)
    }

    /// Where a parameter that begins at `from` ends: at a semicolon or colon outside quotes.
    private static func segmentEnd(
        _ bytes: [UInt8], from: Int, end: Int, ignoringQuotes: Bool
    ) -> Int? {
        var isQuoted = false
        var index = from
        while index < end {
            let byte = bytes[index]
            if byte == .quote, !ignoringQuotes {
                isQuoted.toggle()
            } else if !isQuoted, byte == .colon || byte == .semicolon {
                return index
            }
            index += 1
        }
        return nil
    }
}

extension ContentLine.Parameter {
    /// Reads `NAME=value,"value"` or a bare value.
    init(_ bytes: [UInt8], range: Range<Int>) {
        self.range = range
        guard let sign = bytes[range].firstIndex(of: .equals) else {
            name = ""
            values = [String(decoding: bytes[range], as: UTF8.self)]
            return
        }
        name = bytes[range.lowerBound..<sign].upperCasedText
        values = Self.list(bytes[(sign + 1)..<range.upperBound])
    }

    private static func list(_ bytes: ArraySlice<UInt8>) -> [String] {
        var values: [String] = []
        var value: [UInt8] = []
        var isQuoted = false
        var isEscape = false
        for byte in bytes {
            if isEscape {
                isEscape = false
                value.append(contentsOf: unescaped(byte))
            } else if byte == .caret {
                isEscape = true
            } else if byte == .quote {
                isQuoted.toggle()
            } else if byte == .comma, !isQuoted {
                values.append(String(decoding: value, as: UTF8.self))
                value = []
            } else {
                value.append(byte)
            }
        }
        if isEscape { value.append(.caret) }
        values.append(String(decoding: value, as: UTF8.self))
        return values
    }

    /// The character that `^` and a byte stand for (RFC 6868); unknown pairs stay as they are.
    private static func unescaped(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "n"), UInt8(ascii: "N"): [.lineFeed]
        case UInt8(ascii: "'"): [.quote]
        case .caret: [.caret]
        default: [.caret, byte]
        }
    }
}
