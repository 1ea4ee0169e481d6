extension CardEditor {
    /// Adds a line with a label: as a type where the version has one, else as Apple's `X-ABLabel`.
    mutating func addLabelled(
        _ name: String, parts: [String], label: String,
        using random: inout some RandomNumberGenerator
    ) {
        let isOwnLabel = !label.isEmpty && Self.type(of: label) == nil
        let group = isOwnLabel ? "\(freeGroup())." : ""
        let head = Array((group + name + typeParameters(of: name, label)).utf8)
        if name == "URL", let value = parts.first {
            append(writer.line(head: head, value: Array(value.utf8)), after: name, using: &random)
        } else {
            append(writer.line(head: head, parts: parts), after: name, using: &random)
        }
        if isOwnLabel {
            let raw = writer.line(head: Array("\(group)X-ABLabel".utf8), parts: [label])
            append(raw, after: name, using: &random)
        }
    }

    /// The parameters that say what a value is for, in the syntax of the card's version.
    func typeParameters(of name: String, _ label: String) -> String {
        var types: [String] = []
        if name == "EMAIL", version != .four { types.append("INTERNET") }
        if let type = Self.type(of: label) { types.append(type) }
        guard !types.isEmpty else { return "" }
        switch version {
        case .two:
            let bare = types.flatMap { $0.split(separator: ",") }
            return bare.map { ";" + $0 }.joined()
        case .three: return ";TYPE=" + types.joined(separator: ",")
        case .four: return ";TYPE=" + types.joined(separator: ",").lowercased()
        }
    }

    /// The vCard type of a label; nil when it has none.
    static func type(of label: String) -> String? {
        switch label.lowercased() {
        case "home": "HOME"
        case "work": "WORK"
        case "mobile", "cell": "CELL"
        case "fax": "FAX"
        case "home fax": "HOME,FAX"
        case "work fax": "WORK,FAX"
        case "pager": "PAGER"
        default: nil
        }
    }

    /// The first of `item1`, `item2` … that the card does not use.
    func freeGroup() -> String {
        let used = Set(
            card.lines.compactMap { ContentLine(raw: $0.raw).group?.lowercased() })
        let number = (1...(used.count + 1)).first { !used.contains("item\($0)") } ?? 1
        return "item\(number)"
    }
}
