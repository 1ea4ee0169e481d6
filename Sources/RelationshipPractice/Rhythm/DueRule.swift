package import ContactModel

/// When people of one rhythm are due, by the rules in force today.
///
/// An unanswered attempt doubles the gap, and so does a boundary of `slow`.
package struct DueRule: Hashable, Sendable {
    /// By how much an unanswered attempt stretches the gap, and so does a boundary of `slow`
    /// (practice S0-11).
    ///
    /// Our choice: twice, the least that is felt as leaving room.
    package static let stretch = 2
    /// Days from a touch to the day on which the next one is due.
    package let idealDays: Int
    /// Days after which it is late.
    package let longestDays: Int
    let rhythm: ContactRhythm
    let today: CivilDay
    /// The last day on which somebody who falls due is due: today, or a later one of a plan.
    let horizon: CivilDay
    /// The day from which somebody is due with whom no touch is written down, when it is known.
    let untouchedSince: CivilDay?
    private let reasons: [String]

    /// Looks for the rule that is nearest to the person.
    ///
    /// - Parameters:
    ///   - rhythm: What is known of the person beside the touches.
    ///   - rules: The cadences written down.
    ///   - today: The day it is.
    ///   - ahead: Days beyond it in which somebody falls due; none unless told.
    ///   - dayOf: The day on which an instant falls.
    package init?(
        _ rhythm: ContactRhythm, _ rules: CadenceRules, today: CivilDay, ahead: Int = 0,
        dayOf: (UInt64) -> CivilDay
    ) {
        let horizon = today.adding(days: max(ahead, 0))
        guard (rhythm.until ?? today) <= horizon,
            let rule = rules.cadence(own: rhythm.own, tags: rhythm.tags, tier: rhythm.tier)
        else { return nil }
        var factor = 1
        var reasons = ["\(rule.cadence.sentence) (\(rule.name))"]
        if rhythm.unanswered > 0 {
            for _ in 0..<rhythm.unanswered { factor = Self.times(factor, Self.stretch) }
            let times = rhythm.unanswered == 1 ? "once" : "\(rhythm.unanswered) times"
            reasons.append("\(times) no answer: the gap grows")
        }
        if rhythm.isSlow {
            factor = Self.times(factor, Self.stretch)
            reasons.append("wants it slow: twice the gap")
        }
        if rhythm.isPrivate { reasons.append("private circle: before all others") }
        idealDays = Self.times(rule.cadence.idealDays, factor)
        longestDays = Self.times(rule.cadence.longestDays, factor)
        self.rhythm = rhythm
        self.today = today
        self.horizon = horizon
        // Who is there longer than the rule is due since the rule; a tier or a cadence of one's own tells
        // since when it stands itself.
        let isPromised = rhythm.tier != nil || rhythm.own != nil
        untouchedSince = rhythm.untouchedSinceMilliseconds.map {
            dayOf(isPromised ? $0 : max($0, rule.saidMilliseconds ?? 0))
        }
        self.reasons = reasons
    }

    /// The last day of a touch after which somebody is due by the horizon.
    package var lastDayOfDue: CivilDay { horizon.adding(days: -idealDays) }

    /// The last day of a touch after which somebody is late today.
    package var lastDayOfLate: CivilDay { today.adding(days: -longestDays).adding(days: -1) }

    /// The first day on which somebody is late whose gap runs from a day; nil while that is to come.
    func lateSince(last: CivilDay) -> CivilDay? {
        guard last <= lastDayOfLate else { return nil }
        return last.adding(days: longestDays).adding(days: 1)
    }

    /// The sentences behind a line about somebody whose gap runs from a day.
    func reasons(last: CivilDay?) -> [String] {
        let what = rhythm.unanswered > 0 ? "last tried" : "last in touch"
        let since = untouchedSince.flatMap { $0 < today ? " since \($0)" : nil } ?? ""
        return [last.map { "\(what) \($0)" } ?? "no touch written down yet\(since)"] + reasons
    }

    /// The first instant after a day, where the machine is.
    ///
    /// - Parameters:
    ///   - day: The day.
    ///   - dayOf: The day on which an instant falls.
    /// - Returns: Unix milliseconds.
    package static func end(of day: CivilDay, dayOf: (UInt64) -> CivilDay) -> UInt64 {
        // Noon is within the day in UTC; zones are at most fourteen hours away.
        let midday = UInt64(clamping: Int64(day.number) * 86_400_000 + 43_200_000)
        var low = midday - min(midday, 129_600_000)
        var high = midday + 129_600_000
        while low < high {
            let middle = low + (high - low) / 2
            if dayOf(middle) > day { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func times(_ days: Int, _ factor: Int) -> Int {
        let (product, isOverflow) = days.multipliedReportingOverflow(by: factor)
        return isOverflow ? Int.max / 2 : product
    }
}
