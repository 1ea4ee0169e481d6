/// Tells on which days birthdays, anniversaries and other dates return.
///
/// A date needs a month and a day. One with a year begins in that year; one without returns every
/// year, without an age. The dead are left in peace: from the day of death on, or from the year on
/// when the day is not known, and altogether when not even the year is, neither birthday nor
/// anniversary returns. Other dates, such as the day of death itself, do.
package struct OccasionCalendar: Hashable, Sendable {
    package let leapDayRule: LeapDayRule

    package init(leapDayRule: LeapDayRule = .february28) {
        self.leapDayRule = leapDayRule
    }

    /// The occasions of several cards between two days, both included, in order.
    ///
    /// - Parameters:
    ///   - profiles: The dates of the cards.
    ///   - first: The first day.
    ///   - last: The last day; before the first, there are none.
    /// - Returns: Sorted; several on one day and of one person where the card has several.
    package func occasions(
        of profiles: some Sequence<OccasionProfile>, from first: CivilDay, through last: CivilDay
    ) -> [Occasion] {
        guard first <= last else { return [] }
        return profiles.flatMap { occasions(of: $0, from: first, through: last) }.sorted()
    }

    private func occasions(
        of profile: OccasionProfile, from first: CivilDay, through last: CivilDay
    ) -> [Occasion] {
        var dates: [(kind: Occasion.Kind, date: PartialDate)] = []
        if let birthday = profile.birthday { dates.append((.birthday, birthday)) }
        if let anniversary = profile.anniversary { dates.append((.anniversary, anniversary)) }
        for other in profile.others {
            dates.append((.other(label: other.label), other.value))
        }
        var found: [Occasion] = []
        for (kind, date) in dates {
            for year in first.parts.year...last.parts.year {
                guard let day = occurrence(of: date, in: year), first <= day.date, day.date <= last,
                    !isSilent(kind, on: day.date, death: profile.death)
                else { continue }
                found.append(
                    Occasion(
                        person: profile.id, name: profile.name, kind: kind, date: day.date,
                        years: date.year.flatMap { (1...9_999).contains($0) ? year - $0 : nil },
                        isMoved: day.isMoved))
            }
        }
        return found
    }

    /// The day on which a date is kept in a year; nil before it happened, or without month or day.
    package func occurrence(
        of date: PartialDate, in year: Int
    ) -> (date: CivilDay, isMoved: Bool)? {
        guard let month = date.month, let day = date.day, (date.year ?? year) <= year else {
            return nil
        }
        if let exact = CivilDay(year: year, month: month, day: day) { return (exact, false) }
        guard month == 2, day == 29 else { return nil }
        let moved =
            switch leapDayRule {
            case .february28: CivilDay(year: year, month: 2, day: 28)
            case .march1: CivilDay(year: year, month: 3, day: 1)
            }
        return moved.map { ($0, true) }
    }

    private func isSilent(
        _ kind: Occasion.Kind, on date: CivilDay, death: PartialDate?
    ) -> Bool {
        guard let death, kind == .birthday || kind == .anniversary else { return false }
        guard let year = death.year else { return true }
        let date = date.parts
        if date.year != year { return date.year > year }
        guard let month = death.month else { return true }
        if date.month != month { return date.month > month }
        return date.day >= death.day ?? 1
    }
}
