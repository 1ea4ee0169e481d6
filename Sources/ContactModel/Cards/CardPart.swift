/// A part of a card as people name it, such as `note` or `x.diet`.
package struct CardPart: Hashable, Sendable {
    /// The word people use for it, in lower case.
    package let name: String
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
        "anniversary": Set(PartialDate.anniversaryProperties),
        "date": ["X-ABDATE"],
        "relation": ["RELATED", "X-ABRELATEDNAMES"],
        "nickname": ["NICKNAME"], "org": ["ORG"], "title": ["TITLE"], "role": ["ROLE"],
        "photo": ["PHOTO"],
    ]

    /// A name that is none.
    package struct Unknown: Error, Hashable {
        package let name: String

        /// The sentence that tells what there is instead.
        package var sentence: String {
            "A card has no part `\(name)`; there are " + CardPart.names.joined(separator: ", ")
                + ", x.NAME and X-ANYTHING."
        }
    }

    /// Reads names between commas.
    ///
    /// - Returns: Each once, in the order of the text.
    /// - Throws: ``Unknown`` for the first name that is none.
    package static func list(_ text: String) throws(Unknown) -> [CardPart] {
        var parts: [CardPart] = []
        for name in text.split(separator: ",") {
            guard let part = CardPart(String(name)) else { throw Unknown(name: String(name)) }
            if !parts.contains(part) { parts.append(part) }
        }
        return parts
    }

    /// Reads a name; nil for one that is no part of a card.
    package init?(_ name: String) {
        let name = name.trimmed.lowercased()
        self.name = name
        isEveryOwnField = name == "x"
        if name == "x" {
            properties = []
        } else if let known = Self.propertiesByName[name] {
            properties = known
        } else if name.hasPrefix("x-") {
            properties = [name.uppercased()]
        } else if name.hasPrefix("x."), let own = CustomField.name(String(name.dropFirst(2))) {
            properties = Set(
                [CustomField.property(own)] + KeptCell.properties(ofField: own))
        } else {
            return nil
        }
    }

    /// Tells whether a line is of this part, as ``PersonView`` shows it.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - label: The label of the line by its group, in any case; empty without one.
    /// - Returns: Whether it is.
    package func contains(_ line: ContentLine, label: String = "") -> Bool {
        if properties.contains(line.name) { return true }
        return switch name {
        case "relation": RelatedReference.label(ofProperty: line.name) != nil
        // Apple's form of it.
        case "anniversary": line.name == "X-ABDATE" && label.lowercased() == "anniversary"
        default: isEveryOwnField && CustomField(line) != nil
        }
    }
}
