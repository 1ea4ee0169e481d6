/// Related people: a standard relation is `RELATED` in 4.0, any other, and every one in an older
/// version, is Apple's `X-ABRELATEDNAMES` with its label, which phones read.
extension CardEditor {
    /// The relations that RFC 6350 6.6.6 names.
    private static let standardTypes: Set<String> = [
        "contact", "acquaintance", "friend", "met", "co-worker", "colleague", "co-resident",
        "neighbor", "child", "parent", "sibling", "spouse", "kin", "muse", "crush", "date",
        "sweetheart", "me", "agent", "emergency",
    ]

    /// Adds somebody who is related, by name or by a reference such as `urn:uuid:…`.
    mutating func addRelation(
        _ entry: PersonForm.Entry, using random: inout some RandomNumberGenerator
    ) {
        let type = entry.label.lowercased()
        guard version == .four, type.isEmpty || Self.standardTypes.contains(type) else {
            return addNamed("X-ABRELATEDNAMES", "", entry.text, label: entry.label, using: &random)
        }
        let types = type.isEmpty ? "" : ";TYPE=\(type)"
        let head = "RELATED" + types + Self.valueType(ofRelation: entry.text)
        append(
            writer.line(head: Array(head.utf8), parts: [entry.text]), after: "RELATED",
            using: &random)
    }

    /// Names somebody else, or the same one otherwise.
    mutating func writeRelation(_ text: String, _ line: CardLine, _ content: ContentLine) {
        var head = content.head(dropping: ["VALUE"])
        if content.name == "RELATED" { head += Array(Self.valueType(ofRelation: text).utf8) }
        put(line, writer.line(head: head, parts: [text]))
    }

    /// The value type that a `RELATED` line has to name: none for an address, which shows by
    /// itself.
    private static func valueType(ofRelation text: String) -> String {
        switch RelatedReference(text) {
        case .page: ""
        case .card where text.utf8.contains(.colon): ""
        default: ";VALUE=text"
        }
    }
}
