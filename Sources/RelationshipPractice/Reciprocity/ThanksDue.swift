package import ChangeLog
package import ContactModel

/// Something received for which no thanks are written down yet (practice S2-10).
package struct ThanksDue: Hashable, Sendable {
    package let person: EntityID
    /// The thing received.
    package let text: String
    package let day: CivilDay
    /// The entry or the touch that says so.
    package let item: EntityID

    /// After so many days a word of thanks is strange rather than late (practice S2-10).
    ///
    /// Our choice: when the tie itself has gone quiet (``DormantTie/quietDays``), thanks for something
    /// old are no way to begin again.
    package static let maximumDays = DormantTie.quietDays

    /// The thanks that are open, the oldest first.
    ///
    /// Thanks are a touch of the type `thanks` on that day or later that did not come from them, or
    /// `thanked=` of an entry.
    package static func all(_ book: PracticeBook) -> [ThanksDue] {
        var thanked: [EntityID: CivilDay] = [:]
        var found: [ThanksDue] = []
        func take(_ item: Item, _ text: String, _ people: [EntityID]) {
            guard let day = item.instant(.at).map(book.day), !text.isEmpty,
                book.today.days(since: day) <= maximumDays
            else { return }
            for person in people where book.peace(of: person) == nil && !book.isGone(person) {
                found.append(ThanksDue(person: person, text: text, day: day, item: item.id))
            }
        }
        for item in book.items(.touch) {
            let people = item.entities(.with)
            if item.text(.type) == "thanks", item.text(.direction) != "in" {
                let day = book.day(of: item.instant(.at) ?? 0)
                for person in people { thanked[person] = max(thanked[person] ?? day, day) }
            } else {
                take(item, item.text(.got), people)
            }
        }
        for entry in book.items(.entry) {
            guard entry.isGrantedAsk || entry.text(.side) == "received",
                entry.text(.thanked).isEmpty,
                let person = entry.entity(.person)
            else {
                continue
            }
            take(entry, entry.text(.text), [person])
        }
        return found.filter { due in thanked[due.person].map { $0 < due.day } ?? true }
            .sorted { ($0.day, $0.person, $0.item) < ($1.day, $1.person, $1.item) }
    }
}
