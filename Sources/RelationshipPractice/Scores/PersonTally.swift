package import ChangeLog
import ContactModel

/// The counts of all that was written down about one person.
package struct PersonTally: Hashable, Sendable {
    /// Touches of a year that the person began, and that I began.
    package internal(set) var fromThem = 0
    package internal(set) var fromMe = 0
    /// The energy of the touches of a year, where it was written down.
    package internal(set) var energies: [Int] = []
    /// By weight, over all time (practice S2-3).
    package internal(set) var given = 0
    package internal(set) var received = 0
    /// Signs of standing that came from the person, within a year.
    package internal(set) var signals = 0
    /// How often the person stood up for me.
    package internal(set) var supports = 0
    /// Ideas, vacancies and projects that the person brought.
    package internal(set) var opportunities = 0
    /// The number of things I asked for, and got.
    package internal(set) var granted = 0
    /// Outcomes for a goal that is open, through the person, low ones 1, high ones 3.
    package internal(set) var goalOutcomes = 0
    /// Touches, seats and supports for a goal that is open.
    package internal(set) var goalTouches = 0
    package internal(set) var goalSeats = 0
    package internal(set) var goalSupports = 0

    /// The energy that the touches took, when they took clearly more than they gave; 0 otherwise.
    ///
    /// One bad day says nothing of a tie: it takes two touches, and a sum below -1.
    package var drain: Int {
        let sum = -energies.reduce(0, +)
        return energies.count >= Self.drainTouches && sum >= Self.drainTouches ? sum : 0
    }

    /// So many touches that took as much each are more than a bad day (practice S1-29).
    ///
    /// Our choice: the least number of which one can say "most often".
    package static let drainTouches = 2
    /// The weight of an outcome by its value; a low one weighs 1.
    ///
    /// "Categorize referrals by value" (practice S4-22); the steps are our choice: one, two, three.
    fileprivate static let outcomeWeights = ["middle": 2, "high": 3]
    /// Days that count as "of late" in figures by person.
    ///
    /// Our choice: a whole year (``DayCount/year``), so that no season is left out.
    package static let recentDays = DayCount.year
}

/// The tallies of everybody, counted in one pass over a book.
package struct PersonTallies: Sendable {
    private var byPerson: [EntityID: PersonTally] = [:]

    /// Counts.
    package init(_ book: PracticeBook) {
        let goals = Set(book.open(.goal).map(\.id))
        func isServing(_ item: Item) -> Bool { item.entity(.goal).map(goals.contains) ?? false }
        let purposes = Purposes(book)
        for item in book.items(.touch) {
            add(Touch(item), book, purposes.goal(of: item).map(goals.contains) ?? false)
        }
        for entry in book.items(.entry) {
            let weight = entry.number(.weight) ?? 1
            change(entry.entity(.person)) { tally in
                switch entry.text(.side) {
                case "given": tally.given += weight
                case "received": tally.received += weight
                case "asked" where entry.isGrantedAsk:
                    tally.granted += 1
                    tally.received += weight
                default: break
                }
            }
        }
        for signal in book.items(.signal) where Self.isRecent(signal, book) {
            change(signal.entity(.person)) { $0.signals += 1 }
        }
        for support in book.items(.support) where support.text(.side) != "mine" {
            change(support.entity(.person)) {
                $0.supports += 1
                $0.goalSupports += isServing(support) ? 1 : 0
            }
        }
        for opportunity in book.items(.opportunity) {
            change(opportunity.entity(.person)) { $0.opportunities += 1 }
        }
        for outcome in book.items(.outcome) where isServing(outcome) {
            let weight = PersonTally.outcomeWeights[outcome.text(.value)] ?? 1
            for person in outcome.entities(.via) { change(person) { $0.goalOutcomes += weight } }
        }
        for seat in book.items(.seat) where isServing(seat) {
            change(seat.entity(.person)) { $0.goalSeats += 1 }
        }
    }

    /// The counts of somebody; zeros for somebody unknown.
    package subscript(person: EntityID) -> PersonTally { byPerson[person] ?? PersonTally() }

    /// Everybody of whom something is counted.
    package var people: some Sequence<EntityID> { byPerson.keys }

    private mutating func add(_ touch: Touch, _ book: PracticeBook, _ serves: Bool) {
        let isRecent = Self.isRecent(touch.item, book)
        for person in touch.item.entities(.with) {
            change(person) { tally in
                tally.given += touch.item.text(.gave).isEmpty ? 0 : 1
                tally.received += touch.item.text(.got).isEmpty ? 0 : 1
                tally.goalTouches += serves && touch.isReal ? 1 : 0
                guard isRecent else { return }
                tally.fromThem += touch.item.text(.direction) == "in" ? 1 : 0
                tally.fromMe += touch.isOutgoing ? 1 : 0
                if let energy = touch.item.number(.energy) { tally.energies.append(energy) }
            }
        }
    }

    private mutating func change(_ person: EntityID?, _ body: (inout PersonTally) -> Void) {
        guard let person else { return }
        body(&byPerson[person, default: PersonTally()])
    }

    private static func isRecent(_ item: Item, _ book: PracticeBook) -> Bool {
        item.instant(.at).map {
            book.today.days(since: book.day(of: $0)) < PersonTally.recentDays
        } ?? false
    }
}
