/// A length of time as people write it: `10d`, `2w`, `3m`, `1y`.
///
/// From a day on, months and years are those of the calendar: a year from 2027-09-01 ends on
/// 2028-09-01, and twelve months do too.
package struct DaySpan: Hashable, Sendable {
    private let count: Int
    private let unit: SpokenWords.Unit

    static let week = 7
    private static let months = 12
    private static let year = 365

    /// Reads a span, with a sign or without; nil for anything else, or beyond 100 years.
    package init?(_ text: some StringProtocol) {
        let units: [Character: (SpokenWords.Unit, days: Int)] = [
            "d": (.day, 1), "w": (.week, Self.week), "m": (.month, Self.year / Self.months),
            "y": (.year, Self.year),
        ]
        guard let last = text.last, let (unit, days) = units[last],
            let count = Int(text.dropLast()),
            (-36_500 / days...36_500 / days).contains(count)
        else { return nil }
        self.init(count, unit)
    }

    private init(_ count: Int, _ unit: SpokenWords.Unit) {
        self.count = count
        self.unit = unit
    }

    /// As long, the other way.
    package var negated: DaySpan { DaySpan(-count, unit) }

    /// The day at the end of it.
    package func added(to day: CivilDay) -> CivilDay { unit.adding(count, to: day) }

    /// How many days it is wherever it begins: a year has 365, twelve months are a year.
    package var days: Int {
        switch unit {
        case .day: count
        case .week: count * Self.week
        case .month: (count * Self.year * 2 + count.signum() * Self.months) / (Self.months * 2)
        case .year: count * Self.year
        }
    }
}
