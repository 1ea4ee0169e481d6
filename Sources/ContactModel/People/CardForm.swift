package import ChangeLog

/// The form of what a card stands for.
package enum CardForm: Hashable, Sendable {
    case individual
    case organisation
    /// A list of other cards.
    case group
    case location

    /// Reads a `KIND` or what programs write instead; nil for other properties and values.
    init?(_ line: ContentLine) {
        guard Self.properties.contains(line.name) else { return nil }
        switch line.text.trimmed.lowercased() {
        case "org", "company", "organization": self = .organisation
        case "group": self = .group
        case "location": self = .location
        default: return nil
        }
    }

    private static let properties = ["KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"]

    /// Reads the form off raw lines alone: the last line that tells decides.
    package init(ofLines raws: [[UInt8]]) {
        self = .individual
        for raw in raws {
            let first = raw.first?.upperCased
            let canTell =
                first == UInt8(ascii: "K") || first == UInt8(ascii: "X")
                || raw.prefix(16).contains(.dot)
            if canTell, let form = CardForm(ContentLine(raw: raw)) { self = form }
        }
    }

    /// The kind of entity for such a card.
    package var kind: EntityKind {
        switch self {
        case .organisation: .organisation
        case .group: .group
        case .individual, .location: .person
        }
    }
}
