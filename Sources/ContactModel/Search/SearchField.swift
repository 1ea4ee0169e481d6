/// A word before the colon: what of a person a search looks at.
package enum SearchField: String, Hashable, Sendable, CaseIterable {
    case name, nickname, email, phone, org, title, role, tag, address, city, region, country
    case url, handle, relation, note, tier, space, kind, photo
    case birthday, anniversary, touched, created
    /// A role, organisation or field of work, now or once.
    case ever

    /// Reads a key as people write it, in either case; other words for the same thing count.
    init?(key: String) {
        let key = FoldedText.fold(key)
        guard let field = SearchField(rawValue: key) ?? Self.synonyms[key] else { return nil }
        self = field
    }

    /// Whether its value is a span of time.
    package var isDate: Bool {
        switch self {
        case .birthday, .anniversary, .touched, .created: true
        default: false
        }
    }

    /// Whether its day comes back every year.
    package var isYearly: Bool { self == .birthday || self == .anniversary }

    /// The names of the tiers, as the practice has them.
    package static let tiers = ["focus", "close", "active", "wide", "rest"]

    /// Words for a field beside its own name.
    static let synonyms: [String: SearchField] = [
        "mail": .email, "e-mail": .email, "tel": .phone, "telephone": .phone, "mobile": .phone,
        "organisation": .org, "organization": .org, "company": .org, "job": .title,
        "tags": .tag, "category": .tag, "group": .tag, "label": .tag, "town": .city,
        "locality": .city, "state": .region, "street": .address, "web": .url, "site": .url,
        "profile": .handle, "related": .relation, "notes": .note, "text": .note,
        "bday": .birthday, "born": .birthday, "contacted": .touched, "added": .created,
        "nick": .nickname, "picture": .photo,
        "once": .ever, "past": .ever,
    ]
}
