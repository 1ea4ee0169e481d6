import ContactModel

extension CardDraft {
    /// Text as a card can hold it: one kind of line break, no control characters.
    static func clean(_ text: String) -> String {
        let isClean = text.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x0A || $0 == 9 }
        guard !isClean else { return text }
        var result = String.UnicodeScalarView()
        var wasCarriageReturn = false
        for scalar in text.unicodeScalars {
            defer { wasCarriageReturn = scalar == "\r" }
            switch scalar {
            case "\r": result.append("\n")
            case "\n" where wasCarriageReturn: continue
            case "\n", "\t": result.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}": result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Text of which line breaks are spaces.
    static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(where: \.isLineBreak) else { return text }
        return text.split(whereSeparator: \.isNewline).map { String($0).trimmed }
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// A parameter value in quotes (RFC 6868).
    static func quoted(_ text: String, keepsLines: Bool = false) -> String {
        LineWriter.quoted(keepsLines ? clean(text) : oneLine(clean(text)))
    }

    /// The vCard type of a label: empty for no label, nil for a label in somebody's own words.
    static func type(of label: String, _ property: String) -> String? {
        let label = label.lowercased().trimmed
        switch label {
        case "", "internet", "voice": return ""
        case "home", "work": return label
        default: break
        }
        switch property {
        case "TEL": return phoneTypes[label]
        case "RELATED": return relationTypes.contains(label) ? label : nil
        default: return nil
        }
    }

    private static let phoneTypes = [
        "mobile": "cell", "cell": "cell", "fax": "fax", "home fax": "home,fax",
        "work fax": "work,fax", "pager": "pager", "text": "text", "textphone": "textphone",
        "work mobile": "work,cell", "video": "video",
    ]

    /// The types of RFC 6350 section 6.6.6.
    private static let relationTypes: Set<String> = [
        "contact", "acquaintance", "friend", "met", "co-worker", "colleague", "co-resident",
        "neighbor", "child", "parent", "sibling", "spouse", "kin", "muse", "crush", "date",
        "sweetheart", "me", "agent", "emergency",
    ]
}
