package import ChangeLog
package import ContactModel

/// The follow-up with somebody after a gathering: one for each person and event, whoever writes it
/// down (practice S3-10).
package struct EventFollowUp {
    package let id: EntityID
    /// The day by which: 48 hours after the event, today when that is over.
    package let day: CivilDay
    private let person: EntityID
    private let event: EntityID

    /// How long a gathering may be past for a follow-up to be worth a reminder (practice S3-10).
    ///
    /// Our choice: a week; two days are in time, and later one is better than none.
    private static let recentDays = DayCount.week

    /// Finds its id and day.
    ///
    /// - Parameters:
    ///   - person: With whom.
    ///   - event: The gathering.
    ///   - today: The day it is.
    ///   - identify: Derives an id, the same on every machine.
    package init(
        with person: EntityID, after event: Item, today: CivilDay,
        identify: ([String]) -> EntityID
    ) {
        id = identify(["followup", person.description, event.id.description])
        let end = min(CivilDay(event.text(.day)) ?? today, today)
        day = FurtherItem.followUpDay(after: end, today: today)
        self.person = person
        self.event = event.id
    }

    /// Whether a gathering is so little past that one comes back to those who were there.
    package static func isWorth(_ event: Item, today: CivilDay) -> Bool {
        today.days(since: CivilDay(event.text(.day)) ?? today) <= recentDays
    }

    /// Whether a touch at a gathering is to be come back to by itself: `kith done` did so with those
    /// that were written down before it.
    package static func isMissed(after event: Item, today: CivilDay) -> Bool {
        event.text(.status) == "over" && isWorth(event, today: today)
    }

    /// The words for those who noted nothing: they are for oneself, and go into no letter.
    package static let withoutNote = "say what you took home"

    /// The draft of it; without a note it says so.
    package func draft(_ note: String) -> ItemDraft {
        var draft = ItemDraft(id: id, kind: .followup)
        // The name of the event stands in its own field: words of it mean the event alone.
        draft.set(.text, text: note.isEmpty ? Self.withoutNote : note)
        draft.set(.person, entity: person)
        draft.set(.event, entity: event)
        draft.set(.by, text: day.description)
        return draft
    }
}
