import ChangeLog
import ContactModel

/// The sequel with those who were met at a gathering: hundreds of cards make no network (practice
/// S3-2).
struct EventFollowing {
    let name: String
    /// People of the touches there, by id.
    let met: [EntityID]
    /// Of those, the ones with whom nothing was written down before.
    let new: [EntityID]
    /// How many were followed up in time: by a touch, or a follow-up that says it was done by then; of
    /// one without that day nobody knows when it was (S3-10).
    let followedUp: Int
    /// With whom of these a follow-up of it is open all the same.
    let openThough: Int
    /// With how many a second meeting followed; a message is none.
    let again: Int

    /// Within how many days a follow-up is one: 48 hours (practice S3-2, S3-10).
    package static let days = 2

    /// Looks at what came after a gathering.
    ///
    /// - Parameters:
    ///   - event: The gathering.
    ///   - touches: Those that name it, by time.
    ///   - pages: Everything else that was written down.
    init(_ event: Item, _ touches: [Touch], in pages: BookByPerson) {
        let book = pages.book
        let begin =
            CivilDay(event.text(.day)) ?? touches.first.map { book.day(of: $0.milliseconds) }
        var first: [EntityID: Touch] = [:]
        for touch in touches {
            for person in touch.item.entities(.with) where first[person] == nil {
                first[person] = touch
            }
        }
        var new: [EntityID] = []
        var followedUp = 0
        var again = 0
        var openThough = 0
        for (person, meeting) in first {
            let all = pages.touches(with: person)
            let day = begin ?? book.day(of: meeting.milliseconds)
            if all.first?.item.entity(.event) == event.id, !book.wasMet(person, before: day) {
                new.append(person)
            }
            let later = all.filter {
                $0.milliseconds > meeting.milliseconds && $0.item.entity(.event) != event.id
            }
            /// Whether a day is soon enough after it.
            func isInTime(_ day: CivilDay) -> Bool {
                begin.map { day.days(since: $0) <= Self.days } ?? false
            }
            let isDone = pages.items(.followup, of: person).contains {
                $0.entity(.event) == event.id && $0.text(.status) == "done"
                    && CivilDay($0.text(.done)).map(isInTime) ?? false
            }
            let hasHeard = later.contains {
                $0.isOfMine && isInTime(book.day(of: $0.milliseconds))
            }
            if isDone || hasHeard {
                followedUp += 1
                let isOpen = pages.items(.followup, of: person).contains {
                    $0.entity(.event) == event.id && !$0.isOver
                }
                if isOpen { openThough += 1 }
            }
            // A word at another gathering is a second meeting, however short; a message is none.
            if later.contains(where: { touch in
                touch.isReal && (touch.depth > 1 || touch.item.entity(.event) != nil)
            }) {
                again += 1
            }
        }
        name = event.text(.text)
        met = first.keys.sorted()
        self.new = new.sorted()
        self.followedUp = followedUp
        self.again = again
        self.openThough = openThough
    }

    /// The sequels of all gatherings that a touch names, by the time of the first touch.
    static func all(_ book: PracticeBook) -> [EventFollowing] {
        let pages = BookByPerson(book)
        let events = Dictionary(
            book.items(.event).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var order: [Item] = []
        var touches: [EntityID: [Touch]] = [:]
        for item in book.items(.touch) {
            guard let event = item.entity(.event).flatMap({ events[$0] }) else { continue }
            if touches[event.id] == nil { order.append(event) }
            touches[event.id, default: []].append(Touch(item))
        }
        return order.map { EventFollowing($0, touches[$0.id] ?? [], in: pages) }
    }
}
