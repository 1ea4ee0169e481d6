package import ChangeLog
package import ContactModel

/// The past that a review looks at: the touches of some days, what they served, and what is missing
/// (practice S3-8).
package struct LookBack: Sendable {
    /// An open goal, and what was done for it.
    package struct Goal: Hashable, Sendable {
        package let id: EntityID
        package let text: String
        /// Touches that served it, by themselves or through their gathering.
        package let touchCount: Int
        /// The day it was to be reached by, when that has passed.
        package let overdueSince: CivilDay?
    }

    package let days: Int
    /// Of touches that count, as are people and minutes (``Touch/isReal``).
    package let touchCount: Int
    package let peopleCount: Int
    package let minutes: Int
    package let measures: [Measure]
    package let goals: [Goal]
    /// Targets in work of which nobody knows what comes next, by their words.
    package let aimlessTargets: [String]

    /// The measures that a review tells; `kith stats` has all of them.
    private static let told = ["well", "promises", "balance", "energy", "purpose"]

    /// Counts the days up to the day of the book.
    package init(_ book: PracticeBook, days: Int) {
        self.days = days
        let touches = book.touches(lastDays: days)
        let real = touches.filter(\.isReal)
        touchCount = real.count
        peopleCount = Set(real.flatMap { $0.item.entities(.with) }).count
        minutes = real.reduce(0) { $0 + $1.minutes }
        measures = Measure.all(book).filter { Self.told.contains($0.name) }
        let purposes = Purposes(book)
        goals = book.open(.goal).map { goal in
            Goal(
                id: goal.id, text: goal.text(.text),
                touchCount: touches.count { purposes.goal(of: $0.item) == goal.id },
                overdueSince: CivilDay(goal.text(.by)).flatMap { $0 < book.today ? $0 : nil })
        }
        aimlessTargets = NextStep.missing(in: book).map { $0.text(.text) }
    }

    /// How many touches there were, with how many people, and how long; what there was none of is not
    /// counted.
    package var sentence: String {
        guard touchCount > 0 else { return "No touch that counts is written down for these days." }
        let people =
            peopleCount > 0 ? " with \(Counted.text(peopleCount, "person", "people"))" : ""
        let time = minutes > 0 ? ", \(Counted.text(minutes, "minute"))" : ""
        return Counted.text(touchCount, "touch", "touches") + people + time
    }
}
