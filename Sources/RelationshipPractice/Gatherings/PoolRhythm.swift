import ChangeLog
package import ContactModel

/// When a pool meets next: its own rhythm, counted from the last round that was kept (practice S1-33).
package struct PoolRhythm: Hashable, Sendable {
    /// How long before the day a round is asked for (practice S1-32).
    ///
    /// Our choice: a week, so that everybody hears of it before their week is full.
    package static let noticeDays = DayCount.week

    /// The day of the last round; nil while none was kept, or none says its day.
    package let last: CivilDay?
    /// The day of the next one; nil where the pool has no rhythm, or nothing says when it met last.
    package let next: CivilDay?
    private let hasRhythm: Bool

    /// Reads the rhythm of a pool.
    ///
    /// - Parameters:
    ///   - pool: The pool.
    ///   - pairs: The pairs that were written down; those of other pools are passed over.
    package init(of pool: Item, _ pairs: [Item]) {
        let rounds = pairs.filter { $0.entity(.pool) == pool.id && ($0.number(.round) ?? 0) > 0 }
        let last = rounds.compactMap { CivilDay($0.text(.day)) }.max()
        // What a cadence may say is read here too: the ideal gap is the first part.
        let span = pool.text(.every).split(separator: "/").first.flatMap { DaySpan($0) }
            .flatMap { $0.days > 0 ? $0 : nil }
        self.last = last
        next = last.flatMap { last in span?.added(to: last) }
        hasRhythm = span != nil
    }

    /// Whether it is time to match the next round.
    package func isAsked(on today: CivilDay) -> Bool {
        guard hasRhythm else { return false }
        return next.map { $0.adding(days: -Self.noticeDays) <= today } ?? true
    }

    /// The day on which a round is when none is named: by the rhythm, where that is still to come, else
    /// in a week.
    package func usualDay(today: CivilDay) -> CivilDay {
        next.flatMap { $0 > today ? $0 : nil } ?? today.adding(days: Self.noticeDays)
    }

    /// What is said of it, such as `the last round was on 2027-05-03`.
    package var sentence: String {
        guard let last else { return "no round says its day yet" }
        return "the last round was on \(last)" + (next.map { ", the next is due on \($0)" } ?? "")
    }
}
