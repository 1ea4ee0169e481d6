package import ChangeLog

/// Every kind of item that people can write down; all of it lives in the personal space (P10).
package enum ItemCatalogue {
    /// One schema a kind.
    package static let schemas: [ItemSchema] =
        contact + direction + rhythm + reciprocity + gatherings + measures

    private static let schemaByKind: [EntityKind: ItemSchema] = Dictionary(
        schemas.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })

    /// The schema of a kind; nil for a kind that is no item's.
    package static func schema(of kind: EntityKind) -> ItemSchema? { schemaByKind[kind] }

    /// The schema that a word names: the kind or its plural.
    package static func schema(named word: String) -> ItemSchema? {
        schemas.first { $0.kind.rawValue == word || $0.plural == word }
    }

    /// The fields that describe a person for one's own eyes, beside the tier.
    package static let overlay: [ItemField] = [
        ItemField(.why, "why I know this person, or want to"),
        ItemField(.relation, "what this person is to me: manager, mentor, partner, friend …"),
        ItemField(.bring, "what I bring to this person"),
        ItemField(
            .stage,
            .choice(["spotted", "studied", "reached", "met", "regular", "ally", "retired"]),
            "how far it has come"),
        ItemField(.cadence, "how often to be in touch: 30d, or 30d/60d with the longest gap"),
        ItemField(.snooze, .day, "no reminder before that day"),
        ItemField(.parked, .day, "out of the inbox until that day"),
        ItemField(
            .boundary, .choice(["no", "slow", "ok"]), "what this person wants: no is final"),
        ItemField(.mute, .day, "no suggestion before that day"),
        ItemField(.retired, "why I let it rest"),
        ItemField(.trust, .number(0...5), "how far I trust this person"),
        ItemField(.trustBecause, "what shows it"),
        ItemField(.known, .number(0...5), "how well this person knows me and what I do"),
        ItemField(.knownBecause, "what shows it"),
        ItemField(.influence, .number(0...5), "how much this person can move"),
        ItemField(.emotional, .number(0...5), "what it gives me: warmth, ease"),
        ItemField(.aesthetic, .number(0...5), "what it gives me: delight"),
        ItemField(.material, .number(0...5), "what it gives me: work, means"),
        ItemField(.strength, .number(0...100), "my own word on how close it is"),
        ItemField(.circle, .choice(["private", "work", "wide"]), "private people come first"),
        ItemField(.channel, "how to reach this person best"),
        ItemField(
            .metHow, .choice(["chance", "introduced", "event", "online", "work", "inherited"]),
            "how it began"),
        ItemField(.metWhere, "where it began"),
        ItemField(.metOn, .day, "when it began"),
        ItemField(.metVia, .person, "through whom"),
        ItemField(.field, "profession or field, for the diversity of the network"),
        ItemField(.country, "country, for the diversity of the network"),
        ItemField(.generation, "generation, for the diversity of the network"),
        ItemField(.seniority, "seniority, for the diversity of the network"),
        ItemField(.verified, .day, "when the contact data was last checked"),
        ItemField(.knows, "topics this person knows well: topic or topic=level, by commas"),
        ItemField(.dossier, "what I found out before reaching out"),
        ItemField(.keep, "parts of the card that `kith share` leaves in my own book, with commas"),
    ]
}
