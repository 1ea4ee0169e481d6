package import ContactModel

/// A card as a form in YAML, for an editor; `docs/editing.md` describes it.
package enum FormText {
    /// The beginning of each line that tells of an error.
    static let mark = "# kith: "

    /// Writes a form.
    ///
    /// - Parameters:
    ///   - form: What it says.
    ///   - title: Whom it is of, for the first line.
    ///   - hidden: What the card has beside it, see ``CardFormReading/hidden``.
    /// - Returns: The text, with its instructions as comments.
    package static func write(
        _ form: PersonForm, title: String, hidden: [String] = []
    ) -> [UInt8] {
        var lines = ["# " + YAMLWriter.comment(title)] + instructions + [""]
        for key in FormKey.order { lines += self.lines(of: key, form) }
        if !hidden.isEmpty {
            lines += [
                "",
                "# Not in this form, and kept as it is: "
                    + YAMLWriter.comment(hidden.joined(separator: ", ")) + ".",
                "# `kith edit --vcard` shows it.",
            ]
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static let instructions = [
        "# Change what you like, save, and close. What you do not touch stays as it is; what you",
        "# take away is taken away. To give up, close without a change, or empty the file.",
        "# In a list: `- value`, or `- label: value` (home, work, mobile, fax, or your own word).",
        "# Longer texts go below a |, indented. Everything is text; \"quotes\" go around what has a",
        "# colon and a blank, a #, or begins with a sign. `kith edit --help` and docs/editing.md.",
    ]

    private static func lines(of key: FormKey, _ form: PersonForm) -> [String] {
        switch key {
        case .name: return []
        case .field(let field): return lines(of: field, form)
        case .list(.custom): return customLines(form)
        case .list(let list):
            let entries = form[list].flatMap {
                list == .addresses ? addressLines($0) : entryLines($0)
            }
            return headLines(of: list, isEmpty: entries.isEmpty) + entries
        }
    }

    private static func lines(of field: PersonForm.Field, _ form: PersonForm) -> [String] {
        let text = form[field]
        let hint = FormKey.hints[field.rawValue].map { text.isEmpty ? "  # " + $0 : "" } ?? ""
        let lines = YAMLWriter.lines(field.rawValue + ":", text, indent: 2)
        return lines.map { $0.isEmpty ? "" : $0 + hint }
    }

    private static func headLines(of list: PersonForm.List, isEmpty: Bool) -> [String] {
        guard isEmpty else { return [list.rawValue + ":"] }
        let hint = FormKey.hints[list.rawValue].map { "  # " + $0 } ?? ""
        return [list.rawValue + ":" + hint] + (list == .addresses ? addressExample : [])
    }

    private static let addressExample = [
        "#  - label: home", "#    street: 1 Harbour Road", "#    postcode: 12345",
        "#    city: Example", "#    country: Germany",
    ]

    private static func entryLines(_ entry: PersonForm.Entry) -> [String] {
        let head = entry.label.isEmpty ? "-" : "- " + YAMLWriter.inline(entry.label) + ":"
        return indented(
            YAMLWriter.lines(head, entry.text, indent: 2 + (entry.label.isEmpty ? 0 : 2)))
    }

    private static func addressLines(_ entry: PersonForm.Entry) -> [String] {
        var texts: [(key: String, text: String)] = []
        if !entry.label.isEmpty { texts.append(("label", entry.label)) }
        for index in FormKey.addressOrder where entry.parts.indices.contains(index) {
            let text = entry.parts[index]
            if !text.isEmpty { texts.append((FormKey.addressKeys[index], text)) }
        }
        let lines = texts.flatMap { YAMLWriter.lines($0.key + ":", $0.text, indent: 2) }
        return indented(lines.enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element })
    }

    private static func customLines(_ form: PersonForm) -> [String] {
        var names: [String] = []
        for entry in form[.custom] where !names.contains(entry.label) { names.append(entry.label) }
        let lines = names.flatMap { name -> [String] in
            let values = form[.custom].filter { $0.label == name }.map(\.text)
            guard values.count > 1 else {
                return YAMLWriter.lines(name + ":", values[0], indent: 2)
            }
            return [name + ":"] + indented(values.flatMap { YAMLWriter.lines("-", $0, indent: 2) })
        }
        return headLines(of: .custom, isEmpty: names.isEmpty) + indented(lines)
    }

    private static func indented(_ lines: [String]) -> [String] {
        lines.map { $0.isEmpty ? "" : "  " + $0 }
    }
}

/// The keys of a form, in its order.
enum FormKey: Hashable {
    /// The parts of the name below a key, as earlier forms had them.
    case name
    case field(PersonForm.Field)
    case list(PersonForm.List)

    static let order: [FormKey] = [
        .field(.fullName), .field(.prefix), .field(.given), .field(.additional), .field(.family),
        .field(.suffix), .list(.nicknames), .field(.organisation), .list(.units),
        .field(.title), .field(.role), .list(.emails), .list(.phones), .list(.addresses),
        .list(.urls), .list(.handles), .field(.birthday), .field(.anniversary), .field(.died),
        .list(.dates), .list(.relations), .list(.tags), .list(.notes), .list(.custom),
    ]

    /// The examples shown behind keys without a value.
    static let hints: [String: String] = [
        "nicknames": "- Addie", "units": "- Research", "emails": "- work: ada@example.org",
        "phones": "- mobile: +1 555 0100", "urls": "- https://example.org",
        "handles": "- matrix: \"@ada:example.org\"",
        "birthday": "1985-04-12, --04-12 without a year, 1985-04 or 1985",
        "relations": "- sister: Anna Example",
        "anniversary": "2010-06-05", "dates": "- first met: 2019-05-01",
        "died": "a day, month or year; nobody is reminded of them then", "tags": "- friend",
        "notes": "- Seen by everybody who has the card.",
        "x": "fields of your own, such as shoe-size: 42",
    ]

    /// In the order of vCard's `ADR`.
    static let addressKeys = [
        "pobox", "extended", "street", "city", "region", "postcode", "country",
    ]
    /// In the order in which people write an address.
    static let addressOrder = [2, 1, 0, 5, 3, 4, 6]

    /// Reads a key as people write it; nil for one that a form has not.
    init?(_ text: String) {
        guard let word = CardFieldWord(spelled: text) else { return nil }
        let known = Self.order.first { $0.word == word.rawValue || $0.word == word.plural }
        guard let known else { return nil }
        self = known
    }

    var word: String {
        switch self {
        case .name: "name"
        case .field(let field): field.rawValue
        case .list(let list): list.rawValue
        }
    }
}
