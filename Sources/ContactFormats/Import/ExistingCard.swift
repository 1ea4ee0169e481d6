package import ChangeLog
package import ContactModel

/// What the replica knows of an entity before an import.
package struct ExistingCard: Hashable, Sendable {
    /// The card as it is now; without lines when all were removed.
    package let card: Card
    /// The elements of every `line` cell the log has ever had: present, replaced and removed.
    package let elementsWithHistory: Set<ElementID>

    package init(card: Card, elementsWithHistory: Set<ElementID>) {
        self.card = card
        self.elementsWithHistory = elementsWithHistory.union(card.lines.map(\.element))
    }
}
