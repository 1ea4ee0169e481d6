package import ChangeLog
package import ContactModel

/// One line of a list of people.
package struct PersonSummary: Hashable, Sendable {
    package let id: EntityID
    package let kind: EntityKind
    package let name: String
    package let organisation: String
    package let title: String
    package let email: String
    package let phone: String
    /// The name of the attention tier; empty without one.
    package let tier: String
    /// The space that is seen first.
    package let space: String
    /// The names of all spaces that have a card of the person, that one first.
    package let spaces: [String]
    /// Whether the card was deleted on one machine and edited on another.
    package let isContested: Bool
}

/// A private note about somebody.
package struct PrivateNote: Hashable, Sendable {
    package let id: EntityID
    /// When it was written, Unix milliseconds.
    package let atMilliseconds: UInt64
    package let text: String

    package init(id: EntityID, atMilliseconds: UInt64, text: String) {
        self.id = id
        self.atMilliseconds = atMilliseconds
        self.text = text
    }
}

/// Everything one reader sees of a person.
package struct PersonDetails: Hashable, Sendable {
    package let summary: PersonSummary
    /// The names of the spaces that have a card of the person, the one for new lines first.
    package let spaces: [String]
    package let card: Card
    package let view: PersonView
    /// By time.
    package let notes: [PrivateNote]
    package let conflictCount: Int
    /// The ids of all cards of the person.
    package let cardIDs: [EntityID]
    /// In the order of the card.
    package let photos: [PhotoFacts]
    /// The cards by themselves, of somebody who has several; the one that stands for all first.
    package let cards: [CardOfSpace]
}

/// One of several cards of a person, as its space has it.
package struct CardOfSpace: Hashable, Sendable {
    package let space: String
    package let view: PersonView
}
