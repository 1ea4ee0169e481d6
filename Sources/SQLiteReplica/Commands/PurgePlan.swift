package import ChangeLog
package import ContactModel

/// The plan of a purge, to be looked at before it is done.
package struct PurgePlan: Hashable, Sendable {
    /// Somebody who is erased, whatever number of cards there is.
    package struct Person: Hashable, Sendable {
        package let id: EntityID
        package let name: String
        /// The spaces whose cards of the person go, the personal one first; none when only what is
        /// said in private goes.
        package let spaces: [String]
        /// How many cards are seen as that one person.
        package var cardCount = 1
    }

    /// The people it erases.
    package internal(set) var people: [Person] = []
    /// How many lines their cards have, in all spaces.
    package internal(set) var lineCount = 0
    /// How many private fields are said of them, the tier included.
    package internal(set) var overlayCount = 0
    /// How many private notes are about them.
    package internal(set) var noteCount = 0
    /// The items about them, the trash included.
    package internal(set) var items: [Item] = []
    /// The items that name them too and stay, without the name.
    package internal(set) var mentioning: [Item] = []
    /// The people met through them: they stay, without the name.
    package internal(set) var introduced: [PersonOfCommand] = []
    /// The touches about them that members shared with a team by name: they go for all members.
    package internal(set) var sharedTouches: [SharedTouch] = []
    /// The team spaces that hold a part of them: it goes for all members.
    package internal(set) var teams: [String] = []
    /// The team spaces that hold a part of them and that the user may only read: it stays there.
    package internal(set) var closedTeams: [String] = []
    /// The pictures that nobody else has.
    package internal(set) var photoCount = 0
    /// The linked folders that have a file of one of them.
    package internal(set) var folders: [String] = []
    /// The edits, by the row of the space.
    var edits: [Int64: [CellEdit]] = [:]

    /// Whether there is nothing to erase.
    package var isEmpty: Bool { edits.isEmpty }

    /// Whether another plan takes the same with it, in whatever order.
    package func isSame(as other: PurgePlan) -> Bool {
        func facts(_ plan: PurgePlan) -> PurgePlan {
            var facts = plan
            facts.edits = [:]
            return facts
        }
        return facts(self) == facts(other)
            && edits.mapValues(Set.init) == other.edits.mapValues(Set.init)
    }
}
