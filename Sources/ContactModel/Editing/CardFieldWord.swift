/// How the fields of a card are called wherever people write them: for `add`, for `edit`, in the form.
package enum CardFieldWord: String, Hashable, Sendable, CaseIterable {
    case name, prefix, given, middle, family, suffix
    case nickname, org, unit, title, role
    case email, phone, url, handle
    case address, street, extended, pobox, postcode, city, region, country
    case birthday, anniversary, died, date, relation
    case tag, note
    /// A field of one's own, whose name follows.
    case x

    /// Reads a word as people write it, for one or for several of a thing; nil for an unknown one.
    package init?(spelled text: String) {
        let word = text.trimmed.lowercased()
        guard let found = Self(rawValue: word) ?? Self.wordBySpelling[word] else { return nil }
        self = found
    }

    /// The property of what is a line of a card and has no word here, by how people call it.
    package static func property(of text: String) -> String? { propertyByWord[text.lowercased()] }

    private static let propertyByWord = [
        "gender": "GENDER", "sex": "GENDER", "pronouns": "PRONOUNS", "hobby": "HOBBY",
        "hobbies": "HOBBY", "interest": "INTEREST", "interests": "INTEREST",
        "expertise": "EXPERTISE", "language": "LANG", "lang": "LANG", "geo": "GEO",
        "timezone": "TZ", "tz": "TZ", "birthplace": "BIRTHPLACE", "deathplace": "DEATHPLACE",
        "key": "KEY", "kind": "KIND", "phonetic": "X-PHONETIC-FIRST-NAME",
        "phonetic given": "X-PHONETIC-FIRST-NAME", "phonetic family": "X-PHONETIC-LAST-NAME",
        "phonetic-given": "X-PHONETIC-FIRST-NAME", "phonetic-family": "X-PHONETIC-LAST-NAME",
    ]

    /// The word for several of a thing, as a form has it above a list.
    package var plural: String { self == .address ? "addresses" : rawValue + "s" }

    /// Other words for the same, those of earlier forms among them.
    private static let wordBySpelling: [String: CardFieldWord] = {
        let listed: [CardFieldWord] = [
            .nickname, .unit, .email, .phone, .url, .handle, .address, .date, .relation,
            .tag, .note,
        ]
        let plurals = listed.map { ($0.plural, $0) }
        let others: [(String, CardFieldWord)] = [
            ("full name", .name), ("fullname", .name), ("formatted name", .name),
            ("given name", .given), ("middle name", .middle), ("additional", .middle),
            ("family name", .family), ("surname", .family), ("nick", .nickname),
            ("organisation", .org), ("organization", .org), ("company", .org),
            ("mail", .email), ("e-mail", .email), ("tel", .phone), ("webpage", .url),
            ("messenger", .handle), ("messengers", .handle), ("impp", .handle),
            ("related", .relation), ("profile", .handle), ("profiles", .handle), ("po box", .pobox),
            ("postal code", .postcode), ("death", .died), ("deathdate", .died),
            ("deceased", .died), ("categories", .tag), ("custom", .x),
        ]
        return Dictionary(plurals + others, uniquingKeysWith: { first, _ in first })
    }()
}
