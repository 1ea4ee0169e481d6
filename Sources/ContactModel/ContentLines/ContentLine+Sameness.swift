extension ContentLine {
    /// Whether two raw lines say the same thing, however they are folded, escaped or spelled.
    ///
    /// Programs that read a card and write it again change folds, the case of names, the order of
    /// parameters, harmless escapes and the semicolons of empty parts at the end; none of that is
    /// an edit.
    package static func saysTheSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left != right, unfolded(left) != unfolded(right) else { return true }
        let (one, other) = (ContentLine(raw: left), ContentLine(raw: right))
        guard !one.isOpaque, one.name == other.name,
            one.group?.lowercased() == other.group?.lowercased(),
            one.plainParameters == other.plainParameters
        else { return false }
        // Text that is no UTF-8 is written to files as UTF-8.
        if !TextCharset.isUTF8(left[...]) || !TextCharset.isUTF8(right[...]) {
            return one.text == other.text
        }
        return one.plainValue == other.plainValue
    }

    /// A key that equal lines share, so that each need not be compared with all others.
    ///
    /// Lines of one key may still say something else.
    package static func samenessKey(_ raw: [UInt8]) -> [UInt8] {
        let line = ContentLine(raw: raw)
        guard !line.isOpaque else { return unfolded(raw) }
        let head = "\(line.group?.lowercased() ?? "").\(line.name):"
        let value = line.isURI ? line.rawValue : Array(line.text.utf8)
        return Array(head.utf8) + value.filter { $0 != .backslash && $0 != .semicolon }
    }

    /// The raw line in UTF-8: programs that read nothing else fail on a whole folder otherwise.
    package static func inUTF8(_ raw: [UInt8]) -> [UInt8] {
        guard !TextCharset.isUTF8(raw[...]) else { return raw }
        let line = ContentLine(raw: raw)
        let text = Array(TextCharset(name: line.firstValue(of: "CHARSET")).decode(raw[...]).utf8)
        guard let charset = line.firstValue(of: "CHARSET") else { return text }
        let old = Array("CHARSET=\(charset)".utf8)
        let upper = text.map(\.upperCased)
        for start in text.indices where upper[start...].starts(with: old) {
            return text[..<start] + Array("CHARSET=UTF-8".utf8) + text[(start + old.count)...]
        }
        return text
    }

    /// Properties of parts, of which the last ones may be left out.
    static let structured: Set<String> = ["N", "ORG", "ADR"]

    private var isURI: Bool {
        name == "URL" || values(of: "VALUE").contains { ["uri", "url"].contains($0.lowercased()) }
    }

    /// Every parameter value but the charset once, in lower case, bare ones as a `TYPE`.
    private var plainParameters: Set<String> {
        var result: Set<String> = []
        for parameter in parameters where parameter.name != "CHARSET" {
            let name = parameter.name.isEmpty ? "TYPE" : parameter.name
            for value in parameter.values.lazy.flatMap({ $0.utf8.split(separator: .comma) }) {
                result.insert(name + "=" + String(decoding: value.map(\.lowerCased), as: UTF8.self))
            }
        }
        return result
    }

    /// The value without the escapes that separate nothing here.
    private var plainValue: [UInt8] {
        var raw = rawValue
        // A URI has no backslash of its own: servers add one before what they take for separators.
        if isURI { return raw.filter { $0 != .backslash } }
        if Self.structured.contains(name) {
            while raw.last == .semicolon, raw.dropLast().last != .backslash { raw.removeLast() }
        }
        guard raw.contains(.backslash), name != "CATEGORIES", name != "NICKNAME" else {
            return raw
        }
        var result: [UInt8] = []
        var isEscaped = false
        for byte in raw {
            if isEscaped {
                isEscaped = false
                switch byte {
                case UInt8(ascii: "N"): result += [.backslash, UInt8(ascii: "n")]
                case .comma, .colon, .quote: result.append(byte)
                default: result += [.backslash, byte]
                }
            } else if byte == .backslash {
                isEscaped = true
            } else {
                result.append(byte)
            }
        }
        if isEscaped { result.append(.backslash) }
        return result
    }
}
