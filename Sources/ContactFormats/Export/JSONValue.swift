/// A JSON document; members keep their order so that output is stable.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case text(String)
    case array([JSONValue])
    case object([(key: String, value: JSONValue)])

    /// Text, or null for nil.
    package static func optional(_ text: String?) -> JSONValue {
        text.map { .text($0) } ?? .null
    }

    /// A list of texts.
    package static func texts(_ texts: some Sequence<String>) -> JSONValue {
        .array(texts.map { .text($0) })
    }

    /// The document in one line (RFC 8259), or indented by two spaces.
    package func encoded(isIndented: Bool = false) -> String {
        var encoder = JSONEncoding(isIndented: isIndented)
        encoder.append(self, depth: 0)
        return encoder.text
    }

    /// By what is written.
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        left.encoded() == right.encoded()
    }

    /// By what is written, as `==` compares.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(encoded())
    }
}

/// Writes JSON; depth is bounded by what the program builds, never by input.
private struct JSONEncoding {
    let isIndented: Bool
    var text = ""

    init(isIndented: Bool) {
        self.isIndented = isIndented
    }

    /// Writes a value at that depth of indentation.
    mutating func append(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .text(let string): append(string)
        case .array(let values):
            append("[", "]", values, depth: depth) { $0.append($1, depth: depth + 1) }
        case .object(let members):
            append("{", "}", members, depth: depth) { encoding, member in
                encoding.append(member.key)
                encoding.text += encoding.isIndented ? ": " : ":"
                encoding.append(member.value, depth: depth + 1)
            }
        }
    }

    private mutating func append<Element>(
        _ open: String, _ close: String, _ elements: [Element], depth: Int,
        _ body: (inout JSONEncoding, Element) -> Void
    ) {
        text += open
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            newLine(depth + 1)
            body(&self, element)
        }
        if !elements.isEmpty { newLine(depth) }
        text += close
    }

    private mutating func newLine(_ depth: Int) {
        guard isIndented else { return }
        text += "\n" + String(repeating: "  ", count: depth)
    }

    private mutating func append(_ string: String) {
        text += "\""
        defer { text += "\"" }
        let isPlain = string.utf8.allSatisfy { byte in
            byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        }
        if isPlain {
            text += string
            return
        }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            // Beyond what RFC 8259 asks: DEL, C1 and bidirectional controls never reach a terminal.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{200E}"..."\u{200F}",
                "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FEFF}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
