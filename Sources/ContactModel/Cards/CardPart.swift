/// A part of a card as people name it, such as `note` or `x.diet`.
package struct CardPart: Hashable, Sendable {
    /// The vCard names of its lines.
    private let properties: Set<String>
    /// Whether it is every field of the person's own making.
    private let isEveryOwnField: Bool

    /// The names that are known, beside `x.NAME` and `X-ANYTHING`.
    package static let names = propertiesByName.keys.sorted() + ["x"]

    private static let propertiesByName: [String: Set<String>] = [
        "note": ["NOTE"], "tag": ["CATEGORIES"], "email": ["EMAIL"], "phone": ["TEL"],
        "address": ["ADR", "LABEL", "GEO", "TZ"], "url": ["URL"],
        "handle": HandleAddress.properties,
        "birthday": ["BDAY", "BIRTHPLACE"],
        "anniversary": [
            "ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-MS-ANNIVERSARY",
        ],
        "date": ["X-ABDATE"],
        "relation": [
            "RELATED", "X-ABRELATEDNAMES", "X-SPOUSE", "X-EVOLUTION-SPOUSE", "X-MS-SPOUSE",
            "X-MANAGER", "X-ASSISTANT",
        ],
        "nickname": ["NICKNAME"], "org": ["ORG"], "title": ["TITLE"], "role": ["ROLE"],
        "photo": ["PHOTO"],
    ]

    /// Reads a name; nil for one that is no part of a card.
    package init?(_ name: String) {
        let name = name.trimmed.lowercased()
        isEveryOwnField = name == "x"
        if name == "x" {
            properties = []
        } else if let known = Self.propertiesByName[name] {
            properties = known
        } else if name.hasPrefix("x-") {
            properties = [name.uppercased()]
        } else if name.hasPrefix("x."), let own = CustomField.name(String(name.dropFirst(2))) {
            properties = [CustomField.property(own)]
        } else {
            return nil
        }
    }

    /// Whether a line is of this part.
    package func contains(_ line: ContentLine) -> Bool {
        properties.contains(line.name) || isEveryOwnField && CustomField(line) != nil
    }
}
