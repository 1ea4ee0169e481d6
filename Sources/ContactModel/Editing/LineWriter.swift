/// Writes content lines in the syntax of one version.
package struct LineWriter: Sendable {
    package let version: CardVersion
    package let terminator: [UInt8]

    package init(version: CardVersion, terminator: [UInt8] = [.carriageReturn, .lineFeed]) {
        self.version = version
        self.terminator = terminator
    }

    /// The longest physical line of new text, in bytes without its terminator (RFC 6350 3.2).
    static let maximumColumns = 75

    /// Writes a line of escaped text.
    ///
    /// - Parameters:
    ///   - head: Group, name and parameters, without the colon.
    ///   - parts: The components of the value.
    ///   - separator: What stands between them.
    /// - Returns: The line, folded and terminated.
    package func line(head: [UInt8], parts: [String], separator: UInt8 = .semicolon) -> [UInt8] {
        let values = parts.map { escaped($0) }
        return line(head: head, value: Array(values.joined(separator: [separator])))
    }

    /// Writes a line whose value is escaped already.
    package func line(head: [UInt8], value: [UInt8]) -> [UInt8] {
        guard version == .two else { return fold(head + [.colon] + value) + terminator }
        let isPlain = value.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        guard !isPlain else { return head + [.colon] + value + terminator }
        let isASCII = value.allSatisfy { $0 < 0x80 }
        let parameters = (isASCII ? "" : ";CHARSET=UTF-8") + ";ENCODING=QUOTED-PRINTABLE"
        let start = head + Array(parameters.utf8) + [.colon]
        let encoded = QuotedPrintable.encode(
            Self.withPairedBreaks(value), column: start.count, terminator: terminator)
        return start + encoded + terminator
    }

    /// Escapes what has a meaning in a value; 2.1 leaves line breaks to quoted-printable.
    package func escaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case .backslash: bytes += [.backslash, .backslash]
            case .semicolon: bytes += [.backslash, .semicolon]
            case .comma where version != .two: bytes += [.backslash, .comma]
            case .carriageReturn: continue
            case .lineFeed where version != .two: bytes += [.backslash, UInt8(ascii: "n")]
            default: bytes.append(byte)
            }
        }
        return bytes
    }

    /// The value of a parameter, in quotes where it needs them.
    static func parameterValue(_ text: String) -> String {
        text.utf8.allSatisfy { $0.isNameByte || $0 == .dot } ? text : quoted(text)
    }

    /// The value of a parameter in quotes (RFC 6868).
    package static func quoted(_ text: String) -> String {
        var value = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "^": value += "^^"
            case "\"": value += "^'"
            case "\n": value += "^n"
            default: value.unicodeScalars.append(scalar)
            }
        }
        return "\"" + value + "\""
    }

    /// Writes a line of ASCII that is folded in every version, as base64 is.
    func folded(_ head: [UInt8], _ value: [UInt8]) -> [UInt8] {
        fold(head + [.colon] + value) + terminator
    }

    private static func withPairedBreaks(_ value: [UInt8]) -> [UInt8] {
        value.flatMap { $0 == .lineFeed ? [.carriageReturn, .lineFeed] : [$0] }
    }

    /// Folds at 75 bytes, never inside a UTF-8 character.
    private func fold(_ line: [UInt8]) -> [UInt8] {
        guard line.count > Self.maximumColumns else { return line }
        var result: [UInt8] = []
        result.reserveCapacity(line.count + line.count / 16)
        var start = 0
        var room = Self.maximumColumns
        while line.count - start > room {
            var end = start + room
            var steps = 0
            while steps < 3, line[end] & 0xC0 == 0x80 {
                end -= 1
                steps += 1
            }
            result.append(contentsOf: line[start..<end])
            result.append(contentsOf: terminator)
            result.append(.space)
            start = end
            room = Self.maximumColumns - 1
        }
        result.append(contentsOf: line[start...])
        return result
    }
}

extension ContentLine {
    /// Group, name and parameters as spelled, without the parameters that a new value contradicts.
    func head(dropping dropped: Set<String> = []) -> [UInt8] {
        let nameEnd = storage.firstIndex { $0 == .semicolon || $0 == .colon } ?? storage.endIndex
        var head = Array(storage[..<nameEnd])
        for parameter in parameters {
            let isBareEncoding =
                parameter.name.isEmpty
                && Self.encodingNames.contains(parameter.values.first?.uppercased() ?? "")
            let isEncoding = parameter.name == "ENCODING" || parameter.name == "CHARSET"
            if isBareEncoding || isEncoding || dropped.contains(parameter.name) { continue }
            head.append(.semicolon)
            head.append(contentsOf: storage[parameter.range])
        }
        return head
    }

    private static let encodingNames: Set<String> = [
        "QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "Q",
    ]
}
