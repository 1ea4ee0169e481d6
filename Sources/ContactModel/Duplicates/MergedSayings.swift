package import ChangeLog

/// The private words about somebody, once several cards are that person's.
///
/// Of each field that is what is said of the first card of which anything is said, but a boundary of
/// `no` stands wherever it is said. Nothing is rewritten; the others are kept with their cards.
package struct MergedSayings: Hashable, Sendable {
    /// The values of one field, on any of the cards.
    package struct Field: Hashable, Sendable {
        package let name: FieldName
        /// The value that stands, and the card it is from.
        package let standing: Saying
        /// The different values of the other cards, each once.
        package let others: [Saying]
    }

    /// A value, and the card of which it is said.
    package struct Saying: Hashable, Sendable {
        package let value: [UInt8]
        package let card: EntityID
    }

    /// The tier, then the other fields in the order of the catalogue.
    package let fields: [Field]

    /// Decides what stands.
    ///
    /// - Parameters:
    ///   - kept: What is said of each card of the person who stays, the one that stands for all first.
    ///   - others: The same of the cards of whoever is merged into that person, in any order.
    package init(_ kept: [Item], with others: [Item]) {
        let rest = (kept.dropFirst() + others).sorted { $0.id < $1.id }
        let cards = kept.prefix(1) + rest
        fields = ([.tier] + ItemCatalogue.overlay.map(\.name)).compactMap { name in
            let sayings = cards.compactMap { card in
                card[name].map { Saying(value: $0, card: card.id) }
            }
            let final = sayings.first { name == .boundary && $0.value == FieldValue.text("no") }
            guard let standing = final ?? sayings.first else { return nil }
            var seen: Set<[UInt8]> = [standing.value]
            return Field(
                name: name, standing: standing,
                others: sayings.filter { seen.insert($0.value).inserted })
        }
    }
}
