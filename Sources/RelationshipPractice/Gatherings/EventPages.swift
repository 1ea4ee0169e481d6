import ChangeLog
import ContactModel

/// The pages of a book about one gathering: who is on its list, who was met, which others are like
/// it.
struct EventPages {
    let event: Item
    let pages: BookByPerson
    /// The day it is; nil when it was not said.
    let day: CivilDay?
    /// People of the list and speakers, by id, those left in peace aside.
    let people: [EntityID]
    let speakers: Set<EntityID>
    /// Those without a card.
    let guests: [Item]
    /// The touches that name it, by time.
    let touches: [Touch]

    init(_ event: Item, _ pages: BookByPerson) {
        self.event = event
        self.pages = pages
        let book = pages.book
        day = CivilDay(event.text(.day))
        speakers = Set(event.entities(.speakers))
        let listed = pages.items(.guest, at: event.id)
        // Who has a card by now is no guest any more.
        people = speakers.union(event.entities(.people))
            .union(listed.compactMap { $0.entity(.person) })
            .filter { book.peace(of: $0) == nil }.sorted()
        guests = listed.filter { $0.entity(.person) == nil }
        touches = pages.items(.touch, at: event.id).map(Touch.init)
    }

    var book: PracticeBook { pages.book }

    /// Whether it lies behind: it is over, or its day is.
    var isPast: Bool {
        event.text(.status) == "over" || day.map { $0 < book.today } ?? false
    }

    /// Whether I was there, and it lies behind: that its day has passed says nothing of me.
    var isVisited: Bool { isPast && Self.isVisited(event, isTouched: !touches.isEmpty) }

    /// Whether I was at a gathering: I said that it is over, or a touch names it.
    static func isVisited(_ event: Item, isTouched: Bool) -> Bool {
        event.text(.status) == "over" || isTouched
    }

    /// Earlier gatherings of the same series that I was at: of the same community, or of the same
    /// name but for numbers and years.
    var earlier: [EventPages] {
        let name = Self.series(event)
        let community = event.entity(.community)
        return book.items(.event).filter { other in
            other.id != event.id && other.text(.status) != "skipped"
                && (community != nil && other.entity(.community) == community
                    || Self.series(other) == name)
        }.map { EventPages($0, pages) }.filter {
            $0.isVisited && ($0.day ?? book.today) <= (day ?? book.today)
        }
    }

    private static func series(_ event: Item) -> [String] {
        FoldedText.words(event.text(.text)).filter { $0.contains { !$0.isNumber } }
    }
}
