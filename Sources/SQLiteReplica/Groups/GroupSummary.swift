package import ChangeLog
package import ContactModel

/// One line of a list of groups.
package struct GroupSummary: Hashable, Sendable {
    /// As most people write it: the group card's spelling, else that of a tag.
    package let name: String
    /// How many people of the book are in it.
    package let memberCount: Int
    /// Whether cards of people carry it as a tag.
    package let isTag: Bool
    /// The group cards of that name; mostly none or one.
    package let cards: [EntityID]
}

/// Everything one reader sees of a group.
package struct GroupDetails: Hashable, Sendable {
    package let summary: GroupSummary
    /// By sort name.
    package let members: [PersonSummary]
    /// What group cards name beside people of the book, as they write it.
    package let strangers: [String]
    /// The group cards as they are stored.
    package let cards: [Card]
}

/// What a change of a group did.
package struct GroupReceipt: Hashable, Sendable {
    /// As the group is called afterwards.
    package let name: String
    /// How many people it concerned.
    package let count: Int
    /// People without a UID or of another space, who got a tag though the group has a card.
    package let tagged: [String]
}
