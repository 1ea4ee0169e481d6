import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// The days worth a word: those on cards, and those that were written down.
struct OccasionSource {
    let profiles: [OccasionProfile]
    let written: [WrittenOccasion]
    let names: [EntityID: String]

    /// Reads them.
    ///
    /// - Parameters:
    ///   - replica: The replica.
    ///   - days: Those of cards that are kept on other days only may be left out; nil for all.
    /// - Throws: ``ReplicaError``.
    init(_ replica: Replica, on days: ClosedRange<CivilDay>? = nil) throws {
        var profiles: [OccasionProfile] = []
        try replica.forEachCardWithDays(on: days) { card in
            profiles.append(OccasionProfile(card, view: PersonView(card)))
        }
        self.profiles = profiles
        written = try replica.items(of: .occasion).compactMap {
            WrittenOccasion($0)
        }
        // As of a card: whoever died or is in the trash has no day that is kept.
        names = try replica.names(of: written.map(\.person)).filter { person, _ in
            try replica.rhythmFacts(ofAnyCard: person).map { $0.died == nil } ?? false
        }
    }

    /// Whether it was written down as an item, and is not on a card.
    func isWritten(_ occasion: Occasion) -> Bool {
        written.contains {
            $0.person == occasion.person && occasion.kind == .other(label: $0.text)
        }
    }

    /// Everything between two days, both included, in order.
    func occasions(
        _ rule: LeapDayRule, from first: CivilDay, through last: CivilDay
    ) -> [Occasion] {
        let calendar = OccasionCalendar(leapDayRule: rule)
        let ofCards = calendar.occasions(of: profiles, from: first, through: last)
        let ofItems = calendar.occasions(
            written: written, names: names, from: first, through: last)
        return (ofCards + ofItems).sorted()
    }
}
