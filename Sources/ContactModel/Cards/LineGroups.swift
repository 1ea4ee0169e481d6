import ChangeLog

/// The lines of a card by their groups: `item1.X-ABLabel` says what `item1.EMAIL` is.
///
/// Two cards may call equal groups otherwise, and other groups alike.
struct LineGroups {
    /// The properties that qualify the other lines of their group and mean nothing by themselves.
    private static let qualifiers: Set<String> = ["X-ABLABEL", "X-ABADR"]
    /// The properties whose label makes their value another thing; an address with a label stays
    /// the same address.
    private static let namedByLabel: Set<String> = ["X-ABDATE", "X-ABRELATEDNAMES"]

    private let labels: GroupLabels
    private var keysByGroup: [String: [String]] = [:]

    init(of card: Card) {
        let lines = card.lines.map { (line: $0, content: ContentLine(raw: $0.raw)) }
        labels = GroupLabels(lines.map(\.content))
        for (line, content) in lines where !Self.isQualifier(content) {
            if let group = content.group {
                keysByGroup[group.lowercased(), default: []].append(key(of: content, line))
            }
        }
    }

    /// Whether a line only says something of the others of its group.
    static func isQualifier(_ content: ContentLine) -> Bool {
        content.group != nil && qualifiers.contains(content.name)
    }

    /// Whether a line says what its value is for, by itself or by its group.
    func hasLabel(_ content: ContentLine) -> Bool {
        !labels.label(of: content).isEmpty
    }

    /// The groups all of whose values, at least one, are known by their keys.
    func names(where isKnown: (String) -> Bool) -> Set<String> {
        Set(keysByGroup.filter { $0.value.allSatisfy(isKnown) }.keys)
    }

    /// The keys of the values in the group of a line.
    func values(beside content: ContentLine) -> [String] {
        content.group.flatMap { keysByGroup[$0.lowercased()] } ?? []
    }

    /// The key that two lines of different cards share when they say the same.
    func key(of content: ContentLine, _ line: CardLine) -> String {
        if let parted = line.parted { return "\(content.name):\(parted.hash)" }
        let value =
            switch content.name {
            case "EMAIL": MatchKey.email(content.text)
            case "TEL": MatchKey.phone(content.text)
            // Apple writes the semicolon of a department that is not there.
            case "ORG":
                content.components.reversed().drop { $0.trimmed.isEmpty }.reversed()
                    .joined(separator: ";").lowercased()
            case "PHOTO", "LOGO", "KEY", "SOUND": String(decoding: content.rawValue, as: UTF8.self)
            default: content.text.lowercased()
            }
        guard Self.namedByLabel.contains(content.name) else { return "\(content.name):\(value)" }
        return "\(content.name):\(value)\n\(labels.ofGroup(content).lowercased())"
    }
}

/// Where the lines of a card are shown that is made of several.
struct ShownLines {
    private var elementsByKey: [String: ElementID] = [:]
    private var groups: [ElementID: String] = [:]
    private var qualifiers: [String: ElementID] = [:]
    private var firstByName: [String: ElementID] = [:]

    /// Notes a line that is shown, under the key of ``LineGroups``.
    mutating func note(_ element: ElementID, _ content: ContentLine, _ key: String) {
        if let group = content.group {
            groups[element] = group
            if LineGroups.isQualifier(content) {
                qualifiers[Self.place(of: content, in: group)] = element
                return
            }
        }
        elementsByKey[key] = element
        if firstByName[content.name] == nil, !content.text.trimmed.isEmpty {
            firstByName[content.name] = element
        }
    }

    /// The shown line that says the same.
    func element(of key: String) -> ElementID? { elementsByKey[key] }

    /// The shown line of a property that a card has once.
    func element(ofOnly content: ContentLine) -> ElementID? { firstByName[content.name] }

    /// The group of a shown line, as it is shown.
    func group(of element: ElementID) -> String? { groups[element] }

    /// The shown line that says the same of a value as another card's line does.
    func qualifier(_ content: ContentLine, of value: ElementID) -> ElementID? {
        groups[value].flatMap { qualifiers[Self.place(of: content, in: $0)] }
    }

    private static func place(of content: ContentLine, in group: String) -> String {
        "\(group.lowercased()).\(content.name):\(content.text.lowercased())"
    }
}
