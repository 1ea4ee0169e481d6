package import ChangeLog
package import ContactModel

/// Which goals, areas and campaigns are over or were dropped: steps and targets for them ask for
/// nothing any more, though nobody closed each of them (practice S3-19, S4-6).
package struct EndedPurposes: Sendable {
    private let open: Set<EntityID>
    private let campaigns: Set<EntityID>

    /// The kinds that ask for something on behalf of something else.
    package static let kinds: [EntityKind] = [.target, .step, .campaign]

    /// Reads goals, areas and campaigns; what is not among them was dropped.
    ///
    /// - Parameter items: The items of a kind, over or not.
    package init(_ items: (EntityKind) throws -> [Item]) rethrows {
        func lasting(_ kind: EntityKind) throws -> [Item] {
            let schema = ItemCatalogue.schema(of: kind)
            return try items(kind).filter { schema?.isOver($0) == false }
        }
        let open = Set(try (lasting(.goal) + lasting(.area)).map(\.id))
        self.open = open
        campaigns = Set(
            try lasting(.campaign).filter { Self.isServing($0, open) }.map(\.id))
    }

    /// Whether all that an item is for is over; never of what is for nothing, or of another kind.
    package func include(_ item: Item) -> Bool {
        guard Self.kinds.contains(item.kind) else { return false }
        if let campaign = item.entity(.campaign), !campaigns.contains(campaign) { return true }
        return !Self.isServing(item, open)
    }

    /// Whether one of the purposes that an item names is open, or it names none.
    private static func isServing(_ item: Item, _ open: Set<EntityID>) -> Bool {
        let purposes = [FieldName.goal, .area].compactMap { item.entity($0) }
        return purposes.isEmpty || purposes.contains(where: open.contains)
    }
}

extension PracticeBook {
    /// Targets, steps and campaigns that nobody closed, for what is over: they are told of once, and
    /// ask for nothing.
    package var leftOver: [Item] {
        EndedPurposes.kinds.flatMap { kind in
            let schema = ItemCatalogue.schema(of: kind)
            return items(kind).filter { schema?.isOver($0) == false && ended.include($0) }
        }
    }

    /// How many of each kind there are: "2 steps, 1 target"; empty for none.
    package static func counted(_ items: [Item]) -> String {
        let kinds = Dictionary(grouping: items, by: \.kind)
        return ItemCatalogue.schemas.compactMap { schema in
            kinds[schema.kind].map { Counted.text($0.count, schema.kind.rawValue, schema.plural) }
        }.joined(separator: ", ")
    }
}
