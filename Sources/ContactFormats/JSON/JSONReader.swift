/// Reads a JSON document (RFC 8259); numbers that are no integers of 64 bits come as their text.
///
/// - Complexity: O(bytes), and no deeper than ``maximumDepth``.
package struct JSONReader {
    /// How deep arrays and objects may be nested.
    package static let maximumDepth = 128

    private let bytes: [UInt8]
    private var index = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// Reads a whole document.
    ///
    /// - Throws: ``JSONFailure`` with the place that cannot be understood.
    package static func read(_ bytes: [UInt8]) throws(JSONFailure) -> JSONValue {
        var reader = JSONReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.index == bytes.count else { throw reader.failure(.unexpectedByte) }
        return value
    }

    private func failure(_ reason: JSONFailure.Reason) -> JSONFailure {
        JSONFailure(offset: index, reason: reason)
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    private mutating func value(depth: Int) throws(JSONFailure) -> JSONValue {
        skipSpace()
        guard index < bytes.count else { throw failure(.unexpectedEnd) }
        guard depth < Self.maximumDepth else { throw failure(.tooDeep) }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(JSONFailure) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = []
        index += 1
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipSpace()
            guard index < bytes.count else { throw failure(.unexpectedEnd) }
            guard bytes[index] == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw unexpected() }
            members.append((key, try value(depth: depth + 1)))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw unexpected() }
            return .object(members)
        }
    }

    private mutating func array(depth: Int) throws(JSONFailure) -> JSONValue {
        var values: [JSONValue] = []
        index += 1
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            values.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw unexpected() }
            return .array(values)
        }
    }

    private func unexpected() -> JSONFailure {
        failure(index < bytes.count ? .unexpectedByte : .unexpectedEnd)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(JSONFailure) -> JSONValue {
        for byte in Array("\(word)".utf8) {
            guard take(byte) else { throw unexpected() }
        }
        return value
    }

    private mutating func number() throws(JSONFailure) -> JSONValue {
        let start = index
        while index < bytes.count, Self.isNumeric(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        guard text.utf8.contains(where: { (0x30...0x39).contains($0) }) else {
            index = start
            throw failure(.unexpectedByte)
        }
        return Int64(text).map { .integer($0) } ?? .text(text)
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
    }

    // MARK: - Text

    private mutating func string() throws(JSONFailure) -> String {
        index += 1
        var text: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try appendEscape(to: &text)
            default: text.append(byte)
            }
        }
        throw failure(.unexpectedEnd)
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONFailure) {
        guard index < bytes.count else { throw failure(.unexpectedEnd) }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "u"):
            let scalar = try unicodeEscape()
            text.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: text.append(byte)
        }
    }

    /// The four digits behind `\u`, and those of the second half of a surrogate pair.
    private mutating func unicodeEscape() throws(JSONFailure) -> Unicode.Scalar {
        let first = try hexadecimal()
        guard (0xD800...0xDBFF).contains(first) else {
            return Unicode.Scalar(first) ?? "\u{FFFD}"
        }
        let start = index
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            index = start
            return "\u{FFFD}"
        }
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second) else {
            index = start
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + ((first & 0x3FF) << 10 | (second & 0x3FF))) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(JSONFailure) -> UInt32 {
        guard bytes.count - index >= 4 else { throw failure(.unexpectedEnd) }
        let digits = String(decoding: bytes[index..<(index + 4)], as: UTF8.self)
        guard let value = UInt32(digits, radix: 16) else { throw failure(.unexpectedByte) }
        index += 4
        return value
    }
}

/// Where and why a JSON document cannot be read.
package struct JSONFailure: Error, Hashable, Sendable {
    /// The rule of JSON that a text breaks.
    package enum Reason: String, Hashable, Sendable {
        case unexpectedByte
        case unexpectedEnd
        case tooDeep
    }

    /// From 0, in bytes.
    package let offset: Int
    package let reason: Reason

    package init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }

    /// The sentence shown to the person.
    package var sentence: String {
        switch reason {
        case .unexpectedByte: "the JSON cannot be understood at byte \(offset)"
        case .unexpectedEnd: "the JSON breaks off at byte \(offset)"
        case .tooDeep: "the JSON is nested too deeply at byte \(offset)"
        }
    }
}
