import ContactModel

/// One heading of an Org file, with its properties.
struct OrgContact {
    let line: Int
    private let title: String
    private let tags: [String]
    private var properties: [(name: String, value: String)] = []
    /// The text below the drawer.
    var body: [String] = []

    init(title: String, tags: [String], line: Int) {
        self.title = Self.withoutMarks(title)
        self.tags = tags
        self.line = line
    }

    private static let telling: Set<String> = [
        "EMAIL", "PHONE", "ADDRESS", "BIRTHDAY", "ALIAS", "NICKNAME", "MOBILE",
    ]

    /// Whether org-contacts would take the heading for a person.
    var isPerson: Bool {
        properties.contains { Self.telling.contains(Self.base(of: $0.name)) && !$0.value.isEmpty }
    }

    /// `EMAIL` for `EMAIL_WORK`, `EMAIL_2` and `EMAIL+`.
    private static func base(of name: String) -> String {
        name.split { $0 == "_" || $0 == "+" || $0 == "-" }.first.map(String.init) ?? name
    }

    /// Reads `:NAME: value`.
    mutating func addProperty(_ text: String) {
        guard text.hasPrefix(":"), let end = text.dropFirst().firstIndex(of: ":") else { return }
        let name = text[text.index(after: text.startIndex)..<end].trimmingSpaces.uppercased()
        properties.append((name, text[text.index(after: end)...].trimmingSpaces))
    }

    /// Takes over what a heading below it says.
    mutating func add(_ part: OrgContact) {
        body +=
            [part.title] + part.properties.map { "\($0.name.lowercased()): \($0.value)" }
            + part.body
    }

    /// The card.
    var card: ImportedCard {
        var draft = CardDraft()
        draft.fullName = title
        if !title.isEmpty { draft.name = PersonName(splitting: title) }
        for (name, value) in properties where !value.isEmpty {
            add(name, Self.withoutMarks(value), to: &draft)
        }
        draft.addTags(tags)
        draft.add("NOTE", body.joined(separator: "\n").trimmed)
        return draft.finished(startLine: line)
    }

    private func add(_ name: String, _ value: String, to draft: inout CardDraft) {
        let label = CardDraft.Label(text: Self.label(of: name))
        switch Self.base(of: name) {
        case "ID": draft.uid = value
        case "EMAIL":
            for address in value.split(whereSeparator: { " ,;".contains($0) }) {
                draft.add("EMAIL", parts: [String(address)], label: label)
            }
        case "PHONE", "MOBILE":
            let label = name == "MOBILE" ? CardDraft.Label(text: "mobile") : label
            for number in value.split(whereSeparator: { ",;".contains($0) }) {
                draft.add("TEL", parts: [number.trimmingSpaces], label: label)
            }
        case "ADDRESS": draft.add(PostalAddress(street: value), label: label)
        case "BIRTHDAY", "ANNIVERSARY":
            let text = value.trimmingPrefix { "<[".contains($0) }.prefix(10)
            let date = PartialDate(text: String(text.prefix { !" >]".contains($0) }))
            if case .text = date {
                draft.note(.keptAsText(field: name.lowercased()), at: line)
                draft.add(.text(value), label: name.lowercased())
            } else {
                draft.add(date, label: name.lowercased())
            }
        case "ALIAS", "NICKNAME": draft.add("NICKNAME", value)
        case "COMPANY", "ORGANIZATION", "ORG": draft.addOrganisation(value)
        case "TITLE": draft.add("TITLE", value)
        case "URL", "HOMEPAGE", "WEBSITE": draft.addURI("URL", value, label: label)
        case "NOTE": draft.add("NOTE", value)
        default: draft.keep(value, column: name, source: "ORG")
        }
    }

    /// `work` for `EMAIL_WORK`; nothing for `EMAIL_2`.
    private static func label(of name: String) -> String {
        let words = name.split { $0 == "_" || $0 == "+" }.dropFirst()
        return words.filter { Int($0) == nil }.joined(separator: " ").lowercased()
    }

    /// The text of links such as `[[mailto:a@b][Ada]]`, without a scheme; priorities go.
    private static func withoutMarks(_ text: String) -> String {
        var text = text
        if text.hasPrefix("[#"), text.dropFirst(3).hasPrefix("]") {
            text = text.dropFirst(4).trimmingSpaces
        }
        var result = ""
        var rest = text[...]
        while let open = rest.firstRange(of: "[["),
            let close = rest[open.upperBound...].firstRange(of: "]]")
        {
            result += rest[..<open.lowerBound]
            let link = rest[open.upperBound..<close.lowerBound]
            let shown = link.firstRange(of: "][").map { link[$0.upperBound...] } ?? link
            result += withoutScheme(shown)
            rest = rest[close.upperBound...]
        }
        return (result + withoutScheme(rest)).trimmed
    }

    private static func withoutScheme(_ text: Substring) -> Substring {
        for scheme in ["mailto:", "tel:"] where text.hasPrefix(scheme) {
            return text.dropFirst(scheme.count)
        }
        return text
    }
}
