/// A value of a field that a person made up: the property `X-NAME` of the card, or a cell of another
/// program's table that has no place in a card, see ``KeptCell``.
package struct CustomField: Hashable, Sendable {
    /// In lower case, without the `X-`.
    package let name: String
    package let value: String
    /// The name of the column in its table when ``name`` cannot say it, such as `Größe`; nil for
    /// any other.
    package private(set) var column: String?

    /// The properties that programs write for themselves, or that are read as something else.
    private static let taken = HandleAddress.properties.union([
        "X-ANNIVERSARY", "X-GROUP-MEMBERSHIP", "X-PHOTO", "X-KIND",
    ])
    private static let vendors = [
        "X-AB", "X-ADDRESSBOOKSERVER", "X-ADDRESSING", "X-EVOLUTION-", "X-MS-", "X-MOZILLA",
        "X-ANDROID-", "X-KADDRESSBOOK-", "X-KITH-", "X-APPLE", "X-GOOGLE", "X-SAMSUNG", "X-OSSO",
        "X-RADICALE", "X-NEXTCLOUD", "X-CRYPTO", "X-IMAGE", "X-PROFILE", "X-WAB",
    ]

    /// Reads a line; nil when it holds no field of a person's own.
    init?(_ line: ContentLine) {
        if line.name.hasPrefix("X-KITH-") {
            self.init(keptIn: line)
            return
        }
        guard line.group == nil, line.name.hasPrefix("X-"), line.encoding != .base64,
            line.storage.count <= 8_192, !Self.taken.contains(line.name),
            !Self.vendors.contains(where: line.name.hasPrefix)
        else { return nil }
        self.init(property: line.name.dropFirst(2), value: line.text.trimmed)
    }

    /// Reads a line as a field, whoever made it up; nil when it is none.
    private init?(property: Substring, value: String) {
        guard !value.isEmpty, let name = Self.name(String(property)) else { return nil }
        self.name = name
        self.value = value
    }

    /// Reads a cell that an import kept; nil when its column cannot name a field, and for what
    /// programs write into every row.
    private init?(keptIn line: ContentLine) {
        guard line.group == nil, line.storage.count <= 8_192,
            let column = KeptCell.column(ofProperty: line.name)
        else { return nil }
        self.init(property: column, value: line.text.trimmed)
        self.column = line.values(of: "X-COLUMN").first
        if KeptCell.isUsual(value, column: name) { return nil }
    }

    /// What a program writes that says something of the person, under a name of the program's own.
    private static let sayings: Set<String> = [
        "X-MS-INTERESTS", "X-WAB-GENDER", "X-KADDRESSBOOK-BLOGFEED",
        "X-KADDRESSBOOK-X-PROFESSION", "X-KADDRESSBOOK-X-OFFICE",
        "X-KADDRESSBOOK-X-DEPARTMENT", "X-EVOLUTION-BLOG-URL", "X-EVOLUTION-VIDEO-URL",
    ]

    /// Whether a line is a field of a person's own, or names somebody, or is a program's for itself.
    ///
    /// What kith kept of another program's table, and cannot show as a field, is neither; nor is what a
    /// program calls its own and says of the person.
    package static func isOwnOrOfProgram(_ line: ContentLine) -> Bool {
        guard line.name.hasPrefix("X-") else { return false }
        if line.name.hasPrefix("X-KITH-") { return KeptCell.isShown(line) }
        if line.name == AndroidRow.property { return AndroidRow(line) != nil }
        if sayings.contains(line.name) { return false }
        return CustomField(line) != nil || RelatedReference.label(ofProperty: line.name) != nil
            || taken.contains(line.name) || vendors.contains(where: line.name.hasPrefix)
    }

    /// A name in the form in which it is compared; nil for what cannot name a field.
    package static func name(_ text: String) -> String? {
        let name = text.trimmed.lowercased()
        let property = "X-" + name.uppercased()
        guard (1...32).contains(name.utf8.count),
            name.utf8.allSatisfy({ $0.isNameByte && $0 != UInt8(ascii: "_") }),
            name.utf8.first != UInt8(ascii: "-"), !taken.contains(property),
            !vendors.contains(where: property.hasPrefix)
        else { return nil }
        return name
    }

    /// The property that holds the field of a name.
    package static func property(_ name: String) -> String { "X-" + name.uppercased() }
}

/// The type of the values that a field of a person's own may hold.
package enum CustomFieldType: String, Hashable, Sendable, CaseIterable {
    case text, number, date
    case yesNo = "yes-no"
    case url
    /// One of some words, which the field's declaration has.
    case choice

    /// The value as it is written into the card; nil when it is not of this type.
    package func normal(_ text: String) -> String? {
        let text = text.trimmed
        switch self {
        case .text, .choice: return text
        case .number: return Self.isNumber(text) ? text : nil
        case .date:
            guard case .parts = PartialDate(text: text) else { return nil }
            return PartialDate(text: text).description
        case .yesNo:
            return switch text.lowercased() {
            case "yes", "y", "true": "yes"
            case "no", "n", "false": "no"
            default: nil
            }
        case .url:
            let scheme = text.utf8.prefix { $0 != .colon }
            let isScheme =
                scheme.first.map { $0.upperCased >= 0x41 && $0.upperCased <= 0x5A } ?? false
            let hasRest = text.utf8.count > scheme.count + 1
            return isScheme && hasRest && !text.contains(" ") ? text : nil
        }
    }

    /// The words of a declared field that is a choice.
    package static func choices(of field: Item) -> [String] {
        field.text(.choices).split(separator: ",").map { String($0).trimmed }
            .filter { !$0.isEmpty }
    }

    /// The values that the type takes, in words.
    package var expectation: String {
        switch self {
        case .text: "any text"
        case .number: "a number, such as 42 or -1.5"
        case .date: "a date: 1985-04-12, --04-12 without a year, 1985-04 or 1985"
        case .yesNo: "yes or no"
        case .url: "an address such as https://example.org"
        case .choice: "one of its words"
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        let parts = digits.split(separator: .dot, omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isDigit) }
    }
}
