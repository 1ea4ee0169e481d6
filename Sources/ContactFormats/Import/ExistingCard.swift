package import ChangeLog
package import ContactModel

/// The state of an entity in the replica before an import.
package struct ExistingCard: Hashable, Sendable {
    /// The card as it is now; without lines when all were removed.
    package let card: Card
    /// The elements of every `line` cell the log has ever had: present, replaced and removed; but
    /// for those that are gone because a file did not say them (CARD-7).
    package let elementsWithHistory: Set<ElementID>
    /// Whether the entity is in the trash.
    package let isTrashed: Bool

    /// Makes what is known of an entity.
    ///
    /// - Parameters:
    ///   - card: As it is now.
    ///   - elementsWithHistory: Of every `line` cell.
    ///   - withdrawn: Those of them that are gone because a file did not say them.
    ///   - isTrashed: Whether the entity is in the trash.
    package init(
        card: Card, elementsWithHistory: Set<ElementID>, withdrawn: Set<ElementID> = [],
        isTrashed: Bool = false
    ) {
        self.isTrashed = isTrashed
        self.card = card
        self.elementsWithHistory = elementsWithHistory.subtracting(withdrawn)
            .union(card.lines.map(\.element))
    }
}
