extension ContentLine {
    /// Whether two raw lines say the same thing, however they are folded, escaped or spelled.
    ///
    /// Programs that read a card and write it again change folds, the case of names, the order of
    /// parameters and harmless escapes; none of that is an edit.
    package static func saysTheSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left != right, unfolded(left) != unfolded(right) else { return true }
        let (one, other) = (ContentLine(raw: left), ContentLine(raw: right))
        guard !one.isOpaque, one.name == other.name,
            one.group?.lowercased() == other.group?.lowercased(),
            one.plainParameters == other.plainParameters
        else { return false }
        return one.plainValue == other.plainValue
    }

    /// Every parameter value once, in lower case, bare ones as a `TYPE`.
    private var plainParameters: Set<String> {
        var result: Set<String> = []
        for parameter in parameters {
            let name = parameter.name.isEmpty ? "TYPE" : parameter.name
            for value in parameter.values.lazy.flatMap({ $0.utf8.split(separator: .comma) }) {
                result.insert(name + "=" + String(decoding: value.map(\.lowerCased), as: UTF8.self))
            }
        }
        return result
    }

    /// The value without the escapes that separate nothing here.
    private var plainValue: [UInt8] {
        let raw = rawValue
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
