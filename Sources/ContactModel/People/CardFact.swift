/// Something that a card says by a property of the standard, or of a program, that is no field of the form.
package struct CardFact: Hashable, Sendable {
    /// As it is shown: `died`, `hobby`, `language`.
    package let name: String
    package let value: String
    /// Whether it says when somebody died.
    package var isDeath: Bool { name == Self.died }

    /// Reads a line; nil when it says nothing of that kind in words.
    init?(_ line: ContentLine) {
        guard let name = Self.names[line.name], line.storage.count <= 8_192,
            line.encoding != .base64
        else { return nil }
        let text: String
        switch line.name {
        case "DEATHDATE", "X-DEATHDATE": text = PartialDate(line: line).description
        case "GENDER": text = Self.gender(line.components)
        default: text = line.text
        }
        // A key in the card itself is nothing to read.
        guard !text.trimmed.isEmpty, !text.hasPrefix("data:") else { return nil }
        (self.name, value) = (name, text.trimmed)
    }

    /// RFC 6350 6.2.7: a letter, and words of one's own.
    private static func gender(_ components: [String]) -> String {
        let own = components.dropFirst().first?.trimmed ?? ""
        guard own.isEmpty, let letter = components.first?.trimmed.uppercased() else { return own }
        return ["F": "female", "M": "male", "O": "other"][letter] ?? ""
    }

    private static let died = "died"

    /// RFC 6350, 6474, 6715 and 9554.
    private static let names = [
        "DEATHDATE": died, "X-DEATHDATE": died, "DEATHPLACE": "died in", "BIRTHPLACE": "born in",
        "GENDER": "gender", "PRONOUNS": "pronouns", "LANG": "language", "TZ": "time zone",
        "GEO": "position", "EXPERTISE": "expertise", "HOBBY": "hobby", "INTEREST": "interest",
        "ORG-DIRECTORY": "directory", "KEY": "key", "CALURI": "calendar",
        "CALADRURI": "invitations", "FBURL": "free times",
        // What KAddressBook, Evolution and Outlook write under names of their own.
        "X-KADDRESSBOOK-X-PROFESSION": "profession", "X-KADDRESSBOOK-X-OFFICE": "office",
        "X-KADDRESSBOOK-X-DEPARTMENT": "department", "X-KADDRESSBOOK-BLOGFEED": "blog",
        "X-EVOLUTION-BLOG-URL": "blog", "X-EVOLUTION-VIDEO-URL": "video",
        "X-MS-INTERESTS": "interest",
    ]
}
