package import ContactModel

/// The plan of the coming week: a slot a working day at most, none on a day of rest, within the
/// minutes and touches that a week has (practice S3-8, S4-5).
package struct WeekPlan: Sendable {
    /// One day and whom it is for.
    package struct Slot: Sendable {
        package let day: CivilDay
        package let contact: DueContact
        /// Unix milliseconds.
        package let startMilliseconds: UInt64
    }

    /// Why a week has no slot.
    package enum Obstacle: Hashable, Sendable {
        case nobodyDue
        case resting(until: CivilDay)
        /// Every working day of it is one of rest.
        case onlyRest
        /// Gatherings take so many minutes of the week that no slot is left.
        case gatherings(minutes: Int, of: Int)
        /// One's own ceiling is below one touch.
        case ceiling
        /// No slot fits into the minutes of the week.
        case budget(minutes: Int)
    }

    /// By day.
    package let slots: [Slot]
    /// The obstacle, when there is no slot.
    package let obstacle: Obstacle

    /// Gives working days to those who are due, and before them to the private circle, whose day may
    /// come within the week (practice S0-7).
    ///
    /// - Parameters:
    ///   - due: Those who come first first; nobody on a day of rest.
    ///   - minutes: How long a slot is.
    ///   - gatherings: Minutes that gatherings of that week take of its budget; the private circle has its
    ///     room all the same.
    ///   - rests: On which days nothing is planned; nothing at all while today is one.
    ///   - profile: The answers about oneself: `budget`, `ceiling`.
    ///   - today: The day before the week.
    ///   - start: When a slot of a day begins; nil when that day has no such time, and then the day
    ///     and whom it would have been for are passed over.
    package init(
        of due: [DueContact], minutes: Int, gatherings: Int = 0, rests: RestDays, profile: [Item],
        today: CivilDay,
        start: (CivilDay) -> UInt64?
    ) {
        let budget = profile.compactMap { $0.number(.budget) }.first ?? WeekPace.usualBudget
        let free = (1...DayCount.week).map { today.adding(days: $0) }.filter { day in
            day.weekday <= 5 && !rests.contains(day)
        }
        if let end = rests.end(around: today) {
            obstacle = .resting(until: end)
            slots = []
            return
        }
        let pace = WeekPace(count: 0, first: nil, profile: profile, today: today)
        let left = max(budget, 0) - min(max(gatherings, 0), max(budget, 0))
        obstacle =
            if !due.isEmpty, !free.isEmpty, let ceiling = pace.ceiling, ceiling < 1 {
                .ceiling
            } else if !due.isEmpty, !free.isEmpty, left < minutes, minutes <= budget {
                .gatherings(minutes: gatherings, of: budget)
            } else if free.isEmpty { .onlyRest } else if due.isEmpty { .nobodyDue } else {
                .budget(minutes: budget)
            }
        let near = min(max(budget, 0) / max(minutes, 1), due.count(where: \.isPrivate))
        let limit = min(max(left / max(minutes, 1), near), pace.ceiling ?? .max)
        let inOrder = due.filter(\.isPrivate) + due.filter { !$0.isPrivate }
        slots = WeekSlots.given(to: inOrder, on: free, limit: limit).compactMap { day, contact in
            start(day).map { Slot(day: day, contact: contact, startMilliseconds: $0) }
        }
    }
}
