package import ChangeLog

extension Item {
    /// Everybody whom it names, in the order of its fields.
    package var people: [EntityID] {
        (ItemCatalogue.schema(of: kind)?.fields ?? []).flatMap { field in
            field.type == .person || field.type == .people ? entities(field.name) : []
        }
    }

    /// Whether it tells of two people who are one, as their cards were merged since.
    ///
    /// Nobody is related to themself: nothing shows it until the cards are taken apart again. A pair
    /// with a third one still says that these two met.
    ///
    /// - Parameter canonical: For each further card the one that stands for its person.
    /// - Returns: False for what is no tie.
    package func isOfOneAlone(_ canonical: [EntityID: EntityID]) -> Bool {
        guard let a = entity(.a), let b = entity(.b), entity(.c) == nil else { return false }
        return canonical[a, default: a] == canonical[b, default: b]
    }
}

extension Item {
    /// Puts what is said of a card of somebody before what is said of the cards behind it.
    ///
    /// Said of any card, a boundary of `no` stays (practice S0-15): it is final until it is lifted.
    package mutating func put(saying value: [UInt8], in field: FieldName) {
        guard field != .boundary || text(.boundary) != "no" else { return }
        put(value, in: field, .register)
    }

    /// The private words of an item, read when several cards are one person's: nobody was met
    /// through themself.
    ///
    /// - Parameter canonical: For each further card the one that stands for its person.
    /// - Returns: What is said, naming the cards that stand for people.
    package func sayings(as canonical: [EntityID: EntityID]) -> Item {
        guard !canonical.isEmpty else { return self }
        var item = naming(canonical, ItemCatalogue.overlay)
        item.remove([canonical[id, default: id]], from: .metVia)
        return item
    }
}

extension Sequence where Element == Item {
    /// The items as they read when several cards are one person's: each names the card that stands
    /// for the person, and no tie is of somebody to themself.
    ///
    /// - Parameter canonical: For each further card the one that stands for its person.
    /// - Returns: The items in their order.
    package func read(as canonical: [EntityID: EntityID]) -> [Item] {
        guard !canonical.isEmpty else { return Array(self) }
        return compactMap { item in
            guard let schema = ItemCatalogue.schema(of: item.kind) else { return item }
            return item.isOfOneAlone(canonical) ? nil : item.naming(canonical, schema)
        }
    }

    /// The items without ties that say the very same as one before.
    ///
    /// - Returns: The others, in their order.
    package func tellingTiesOnce() -> [Item] {
        var told: Set<[ItemCell]> = []
        return filter { item in item.tieContent.map { told.insert($0).inserted } ?? true }
    }
}
