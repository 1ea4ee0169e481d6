/// The editable values of a card, without the syntax of any file.
///
/// All texts are without white space at their ends and with `\n` for line breaks, so that a form
/// written out and read again is the same form.
package struct PersonForm: Hashable, Sendable {
    /// A value that there is at most once.
    package enum Field: String, Hashable, Sendable, CaseIterable {
        case fullName = "name"
        case prefix, given
        case additional = "middle"
        case family, suffix
        case organisation = "org"
        case title, role, birthday, anniversary
        /// The day somebody died, or the month or year.
        case died

        /// The parts of a name, in the order of vCard's `N`.
        package static let nameParts: [Field] = [.family, .given, .additional, .prefix, .suffix]
    }

    /// Values that there may be several of.
    package enum List: String, Hashable, Sendable, CaseIterable {
        case nicknames
        /// Below the organisation, the greatest first.
        case units
        case emails, phones, addresses, urls
        /// Messengers and profiles in networks, by service.
        case handles
        /// Further days, by label.
        case dates
        /// Related people by what they are: "sister".
        case relations
        case tags, notes
        /// `X-` properties, by name.
        case custom = "x"

        /// Whether its entries say what they are for.
        package var hasLabels: Bool {
            switch self {
            case .emails, .phones, .addresses, .urls, .handles, .dates, .relations, .custom: true
            case .nicknames, .units, .tags, .notes: false
            }
        }

        /// One of them, as people call it.
        package var singular: String {
            switch self {
            case .addresses: "address"
            case .custom: "x"
            default: String(rawValue.dropLast())
            }
        }

        /// Whether its entries are single texts within a line of several.
        var isInOneLine: Bool { self == .nicknames || self == .tags }
    }

    /// One value of a list.
    package struct Entry: Hashable, Sendable {
        /// "home", "work" …, the name of a custom field; empty when there is none.
        package let label: String
        /// One text; of an address its parts, in the order of vCard's `ADR`.
        package let parts: [String]

        package init(_ text: String, label: String = "") {
            self.init(parts: [text], label: label)
        }

        package init(parts: [String], label: String = "") {
            self.label = label.trimmed
            self.parts = parts.map(PersonForm.normal)
        }

        package var isBlank: Bool { parts.allSatisfy(\.isEmpty) }

        /// The value in one line.
        package var text: String {
            parts.count == 1 ? parts[0] : PostalAddress(components: parts).oneLine
        }
    }

    private var texts: [Field: String] = [:]
    private var entries: [List: [Entry]] = [:]

    package init() {}

    /// The text of a field; empty when there is none.
    package subscript(field: Field) -> String {
        get { texts[field] ?? "" }
        set {
            let text = Self.normal(newValue)
            texts[field] = text.isEmpty ? nil : text
        }
    }

    /// The values of a list; blank ones are left out.
    package subscript(list: List) -> [Entry] {
        get { entries[list] ?? [] }
        set {
            let telling = newValue.filter { !$0.isBlank }
            entries[list] = telling.isEmpty ? nil : telling
        }
    }

    /// The parts of the name.
    package var name: PersonName {
        PersonName(components: Field.nameParts.map { self[$0] })
    }

    /// The form of a text in which two are compared.
    static func normal(_ text: String) -> String {
        guard text.utf8.contains(.carriageReturn) else { return text.trimmed }
        var bytes: [UInt8] = []
        for byte in text.utf8.reversed()
        where byte != .carriageReturn || bytes.last != .lineFeed {
            bytes.append(byte)
        }
        return String(decoding: bytes.reversed(), as: UTF8.self).trimmed
    }
}
