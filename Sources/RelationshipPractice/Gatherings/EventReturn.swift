package import ChangeLog
package import ContactModel

/// The return of a gathering (practice S3-2, S3-9, S3-18): people met, followed up, met again.
package struct EventReturn: Hashable, Sendable {
    package let event: EntityID
    package let text: String
    package let day: CivilDay?
    /// People in touches at the event.
    package let met: [EntityID]
    /// Of those, the ones with whom nothing was written down before.
    package let new: [EntityID]
    /// How many people of its list are in no touch there: that they came says not that you spoke.
    package let onlyListed: Int
    /// Guests with whom was spoken who have no card yet.
    package let guests: Int
    /// How many were followed up in time: by a touch, or a follow-up that is done (S3-10).
    package let followedUp: Int
    /// Follow-ups that are still open.
    package let open: Int
    /// With how many of those who were followed up in time one is open all the same.
    package let openThough: Int
    /// With how many a second meeting followed.
    package let again: Int
    /// Outcomes and opportunities since, through people who were new there.
    package let results: [String]
    package let hours: Int?
    /// The lesson that was written down of it; empty without.
    package let learned: String

    /// Sums one gathering up.
    package init(_ event: Item, in book: PracticeBook) {
        self.init(EventPages(event, BookByPerson(book)))
    }

    /// Every gathering that is over, the latest first.
    package static func all(in book: PracticeBook) -> [EventReturn] {
        let pages = BookByPerson(book)
        return book.items(.event).map { EventPages($0, pages) }
            .filter { $0.isPast && $0.event.text(.status) != "skipped" }
            .map(EventReturn.init).sorted {
                ($1.day ?? book.today, $0.text, $0.event) < (
                    $0.day ?? book.today, $1.text, $1.event
                )
            }
    }

    init(_ pages: EventPages) {
        let book = pages.book
        event = pages.event.id
        text = pages.event.text(.text)
        learned = pages.event.text(.learned)
        day = pages.day
        hours = pages.event.number(.hours, in: 0...1_000).flatMap { $0 > 0 ? $0 : nil }
        let following = EventFollowing(pages.event, pages.touches, in: pages.pages)
        met = following.met
        new = following.new
        followedUp = following.followedUp
        again = following.again
        openThough = following.openThough
        onlyListed = Set(pages.event.entities(.people)).subtracting(met).count
        guests = pages.guests.count(where: SpokenGuests.isSpokenWith)
        open = book.open(.followup).count { $0.entity(.event) == pages.event.id }
        let begin = pages.day ?? pages.touches.first.map { book.day(of: $0.milliseconds) }
        results = Self.results(through: Set(new), since: begin, in: book)
    }

    private static func results(
        through people: Set<EntityID>, since day: CivilDay?, in book: PracticeBook
    ) -> [String] {
        func isLater(_ item: Item) -> Bool {
            guard let day, let at = item.instant(.at) else { return true }
            return book.day(of: at) >= day
        }
        let outcomes = book.items(.outcome).filter {
            !people.isDisjoint(with: $0.entities(.via)) && isLater($0)
        }
        let opportunities = book.items(.opportunity).filter {
            $0.entity(.person).map(people.contains) ?? false && isLater($0)
        }
        return (outcomes + opportunities).map { $0.text(.text) }
    }

    /// The reasons behind the figures, a sentence each.
    package var reasons: [String] {
        var sentences = ["\(met.count) met, \(new.count) of them new"]
        if let hours {
            let tenths = (new.count * 10 + hours / 2) / hours
            sentences.append("\(tenths / 10).\(tenths % 10) new people an hour")
        }
        if onlyListed > 0 {
            sentences.append(
                "\(onlyListed) more on its list, with whom no touch there is written down: `kith touch "
                    + "NAME event event=…\(day.map { " on=\($0)" } ?? "")`, if you spoke")
        }
        if guests > 0 { sentences.append("\(guests) spoken with have no card yet") }
        if !met.isEmpty {
            sentences.append("\(followedUp) of \(met.count) followed up within 48 hours")
            sentences.append("\(again) met again since")
        }
        if open > 0 {
            let though =
                openThough > 0
                ? ", \(openThough) of them with somebody you were in touch with since: "
                    + "`kith done ID`, if that was it" : ""
            sentences.append(
                "\(Counted.text(open, "follow-up is", "follow-ups are")) open\(though)")
        }
        return sentences + results.map { "came of it: \($0)" }
            + (learned.isEmpty ? [] : ["learned: \(learned)"])
    }

    /// Whether anything came of it: somebody new who was met again, or a result.
    package var hasReturned: Bool { again > 0 || !results.isEmpty }
}
