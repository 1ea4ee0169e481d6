package import ContactModel

/// How many touches a week asks for and takes, and how many there were (practice S0-8, S4-5).
///
/// "The initial steps are never easy; a second wind will surely come": it begins with one touch a
/// week and grows to three, the pace of a coffee or lunch in the working week (S3-8). A ceiling
/// keeps more from becoming exhausting. Both can be said by oneself; no week is held against anybody.
package struct WeekPace: Hashable, Sendable {
    /// Touches that count in the last seven days.
    package let count: Int
    /// The number of touches that is enough for this week.
    package let quota: Int
    /// The number that is too much; nil when none was given.
    package let ceiling: Int?
    /// The author of the rule behind the quota.
    package let rule: String

    /// Touches a week in the first and the second month: small first steps (practice S0-8).
    ///
    /// Our choice of numbers: the one coffee or lunch a week of S3-8, then one more.
    private static let startingQuotas = [1, 2]
    /// Touches a week in all later months; `kith me quota=` overrules it.
    ///
    /// Our choice: the coffee or lunch of S3-8 and a call or two; five a week would keep ten in focus
    /// alone, which takes a first season to grow into.
    package static let usualQuota = 3
    /// Minutes that one touch of the plan takes; `kith plan --minutes` overrules it.
    ///
    /// Our choice: a coffee in the working day (practice S3-8) with the way there.
    package static let slotMinutes = 40
    /// Minutes a week when nobody says otherwise, for as many slots as the quota has touches
    /// (practice S0-7, S3-8); `kith me budget=` overrules it.
    package static let usualBudget = usualQuota * slotMinutes

    /// Counts.
    ///
    /// - Parameters:
    ///   - count: Touches that count in the last seven days.
    ///   - first: The day of the first touch of all; nil before it.
    ///   - profile: The answers about oneself: `quota`, `ceiling`.
    ///   - today: The day it is.
    package init(count: Int, first: CivilDay?, profile: [Item], today: CivilDay) {
        self.count = count
        ceiling = profile.compactMap { $0.number(.ceiling, in: 0...1_000) }.min()
        if let own = profile.compactMap({ $0.number(.quota, in: 0...1_000) }).first {
            quota = own
            rule = "your own word"
            return
        }
        let months = max(first.map { today.days(since: $0) } ?? 0, 0) / DayCount.month
        if months < Self.startingQuotas.count {
            quota = Self.startingQuotas[months]
            rule = "month \(months + 1): small steps first"
        } else {
            quota = Self.usualQuota
            rule = "a coffee or two and a call"
        }
    }

    /// Counts the touches of a book.
    package init(_ book: PracticeBook) {
        let real = book.items(.touch).map(Touch.init).filter(\.isReal)
        let days = real.map { book.day(of: $0.milliseconds) }
        self.init(
            count: days.count { (0..<DayCount.week).contains(book.today.days(since: $0)) },
            first: days.min(),
            profile: book.items(.me), today: book.today)
    }

    /// How many more the ceiling leaves; nil without one.
    package var room: Int? { ceiling.map { max($0 - count, 0) } }

    /// As people read it.
    package var sentence: String {
        if let ceiling, count >= ceiling {
            return
                "\(Counted.text(count, "touch", "touches")) in seven days, your ceiling is \(ceiling): the rest can wait."
        }
        if count == 0, quota > 0 {
            return
                "No touch in seven days; \(Counted.text(quota, "touch", "touches")) would be enough."
        }
        return count >= quota
            ? "\(Counted.text(count, "touch", "touches")) in seven days: enough for a week, which asks for \(quota)."
            : "\(count) of \(Counted.text(quota, "touch", "touches")) in seven days."
    }
}
