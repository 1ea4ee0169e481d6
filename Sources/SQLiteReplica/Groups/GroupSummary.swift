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
    /// The members that group cards name beside people of the book, as they write them.
    package let strangers: [String]
    /// The group cards as they are stored.
    package let cards: [Card]
}

/// The outcome of changing a group.
package struct GroupReceipt: Hashable, Sendable {
    /// As the group is called afterwards.
    package let name: String
    /// How many people it concerned.
    package let count: Int
    /// People without a UID or of another space, who got a tag though the group has a card.
    package let tagged: [String]
    /// The teams whose members see what was written, by name.
    package internal(set) var teams: [Team] = []
    /// People who are in the group still: a card that was not written to says so.
    package internal(set) var still: [String] = []

    /// A team in whose space cards were written.
    package struct Team: Hashable, Sendable {
        package let space: String
        /// How many cards.
        package let count: Int
    }

    init(name: String, count: Int, tagged: [String]) {
        self.name = name
        self.count = count
        self.tagged = tagged
    }
}
