import ChangeLog
package import ContactModel

/// Those of a gathering with whom one spoke and who have no card yet: nothing reminds of them, for
/// reminders are of people (practice S1-22, S3-2).
package struct SpokenGuests: Hashable, Sendable {
    package let event: Item
    /// With whom one spoke, by name.
    package let spoken: [Item]
    /// Who else on the list has no card.
    package let otherCount: Int

    /// Looks through the guests of one gathering.
    package init(at event: Item, _ guests: [Item]) {
        let strangers = guests.filter { $0.entity(.person) == nil }
        self.event = event
        spoken = strangers.filter(Self.isSpokenWith).sorted {
            ($0.text(.text), $0.id) < ($1.text(.text), $1.id)
        }
        otherCount = strangers.count - spoken.count
    }

    /// Whether something was jotted down of a guest: of one who is only on the list nothing was.
    package static func isSpokenWith(_ guest: Item) -> Bool { !guest.text(.note).isEmpty }

    /// Whether a gathering is one of whose guests a day reminds: of those of a week ago at most one
    /// knows a face (``EventFollowUp/isWorth(_:today:)``).
    package static func isAsked(of event: Item, today: CivilDay) -> Bool {
        guard let day = CivilDay(event.text(.day)) else { return !event.isOver }
        return day <= today && EventFollowUp.isWorth(event, today: today)
    }

    /// Such as `Pam Iqbal, Jo Bell and 2 more`; empty without anybody.
    package var names: String {
        let shown = spoken.prefix(Self.shownNames).map { $0.text(.text) }
        let more = spoken.count - shown.count
        return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    /// As many names as a line has room for.
    private static let shownNames = 3
}

extension Concern {
    /// The strangers I spoke with at a gathering, of whom nothing will remind me (practice S1-22,
    /// S3-2).
    static func strangers(_ book: PracticeBook) -> [Concern] {
        let guests = Dictionary(grouping: book.items(.guest)) { $0.entity(.event) }
        return book.items(.event).compactMap { event in
            let found = SpokenGuests(at: event, guests[event.id] ?? [])
            guard !found.spoken.isEmpty else { return nil }
            let (have, them) = found.spoken.count == 1 ? ("has", "One") : ("have", "Each")
            return Concern(
                .guests, nil,
                "You spoke with \(found.names) at \(event.text(.text)), who \(have) no card.",
                remedy: "kith add --name NAME, or kith guests \(short(event.id)) --join; "
                    + "kith drop ID lets go of a guest",
                reasons: [
                    "guests with a note and without a card. \(them) is in no list of whom to come "
                        + "back to"
                ])
        }
    }
}
