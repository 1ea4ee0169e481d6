package import ChangeLog
package import ContactModel

extension Touch {
    /// Within how many hours two touches may be one.
    ///
    /// Our choice: half a day holds a day as people live it, in whatever zone it was written down,
    /// and not the evenings of two days.
    package static let sameDayHours = 12

    /// Finds touches that were written once for each of several cards, before these were known to be
    /// one person's: one dinner is one, however many cards it was noted for.
    ///
    /// Such are two with that person alone, each by other cards, that say the very same and lie within
    /// ``sameDayHours``. What was written twice for one card was meant, and counts twice.
    ///
    /// - Parameters:
    ///   - touches: As they were written; those with others besides are no concern of it.
    ///   - canonical: For each further card the one that stands for its person.
    /// - Returns: The ids of those that say again what an earlier one says.
    package static func saidAgain(
        _ touches: some Sequence<Item>, _ canonical: [EntityID: EntityID]
    ) -> Set<EntityID> {
        let whole = Set(canonical.values)
        var told: [Content: [(touch: Touch, cards: Set<Set<EntityID>>)]] = [:]
        var again: Set<EntityID> = []
        let inOrder = touches.map(Touch.init)
            .sorted { ($0.milliseconds, $0.item.id) < ($1.milliseconds, $1.item.id) }
        for touch in inOrder {
            let cards = Set(touch.item.entities(.with))
            let people = Set(cards.map { canonical[$0, default: $0] })
            guard people.count == 1, let person = people.first, whole.contains(person) else {
                continue
            }
            let content = Content(person: person, values: touch.contentValues)
            let same = told[content, default: []].firstIndex { other in
                !other.cards.contains(cards) && touch.isNear(other.touch)
            }
            if let same {
                told[content]?[same].cards.insert(cards)
                again.insert(touch.item.id)
            } else {
                told[content, default: []].append((touch, [cards]))
            }
        }
        return again
    }

    /// Whether it lies so near to an earlier one that both may be one.
    private func isNear(_ earlier: Touch) -> Bool {
        milliseconds - min(milliseconds, earlier.milliseconds) < Self.sameDayMilliseconds
    }

    /// As ``sameDayHours``.
    package static let sameDayMilliseconds = UInt64(sameDayHours) * 3_600_000

    /// All that it says, but for when and of which card.
    private var contentValues: [ItemCell] {
        item.cells.filter { $0.field != .at && $0.field != .with }.map(\.content)
    }

    private struct Content: Hashable {
        let person: EntityID
        let values: [ItemCell]
    }
}
