package import ContactModel

/// A gathering whose day has passed and of which nothing says how it was (practice S1-22, S3-18).
package enum UntoldGathering {
    /// Whether one may ask how it was: it was neither closed nor skipped, and its day is over.
    package static func mayBeAsked(of event: Item, today: CivilDay) -> Bool {
        !event.isOver && event.text(.learned).isEmpty
            && CivilDay(event.text(.day)).map { $0 < today } ?? false
    }

    /// Whether closing it would still make follow-ups with those who were there.
    package static func isRecent(_ event: Item, today: CivilDay) -> Bool {
        EventFollowUp.isWorth(event, today: today)
    }

    /// Whether something was written down of it: a touch, or a word about a guest.
    package static func isTold(isTouched: Bool, guests: [Item]) -> Bool {
        isTouched || guests.contains(where: SpokenGuests.isSpokenWith)
    }

    /// The advice for one of them, which names it by the end of its id.
    package static func remedy(_ event: Item) -> String {
        let id = Concern.short(event.id)
        return "kith capture \(id), then kith done \(id); or kith done \(id) skipped"
    }
}

extension Concern {
    /// Gatherings that passed and of which nothing was written down: what came of them is soon
    /// forgotten (practice S1-22, S3-18).
    static func untoldGatherings(_ book: PracticeBook) -> [Concern] {
        let touched = Set(book.items(.touch).compactMap { $0.entity(.event) })
        let guests = Dictionary(grouping: book.items(.guest)) { $0.entity(.event) }
        let past = book.items(.event).filter { event in
            UntoldGathering.mayBeAsked(of: event, today: book.today)
                && !UntoldGathering.isTold(
                    isTouched: touched.contains(event.id), guests: guests[event.id] ?? [])
        }.sorted { ($1.text(.day), $0.id) < ($0.text(.day), $1.id) }
        guard let latest = past.first else { return [] }
        let words = Counted.text(past.count, "gathering has", "gatherings have")
        let how = past.count == 1 ? "it was: it is" : "they were: the latest is"
        return [
            Concern(
                .gathering, nil,
                "\(words) passed, and nothing says how \(how) \(latest.text(.text)), "
                    + "\(latest.text(.day)).",
                remedy: UntoldGathering.remedy(latest),
                reasons: past.map { "\(short($0.id)): \($0.text(.text)), \($0.text(.day))" })
        ]
    }
}
