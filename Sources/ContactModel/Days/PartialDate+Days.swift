extension PartialDate {
    /// The days it may mean: a year all of its days; nil without a year, or for words.
    package var days: ClosedRange<CivilDay>? {
        guard let year, month != nil || day == nil else { return nil }
        let (month, lastMonth) = (self.month ?? 1, self.month ?? 12)
        let lastDay = day ?? CivilDay.length(ofMonth: lastMonth, year: year)
        guard let first = CivilDay(year: year, month: month, day: day ?? 1),
            let last = CivilDay(year: year, month: lastMonth, day: lastDay)
        else { return nil }
        return first...last
    }
}
