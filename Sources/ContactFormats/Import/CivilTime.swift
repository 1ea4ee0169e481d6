import ContactModel

/// Days and times of the Gregorian calendar in UTC, without a clock or a time zone table.
enum CivilTime {
    /// Unix milliseconds of `2020-01-02T03:04:05Z` or `2020-01-02 03:04:05`; nil for other text.
    ///
    /// A zone such as `+02:00` counts; without one it is UTC. Fractions of seconds are left out.
    static func milliseconds(of text: String) -> UInt64? {
        let numbers = text.split { !("0"..."9").contains($0) }.prefix(6).compactMap { Int($0) }
        guard numbers.count >= 3, (1970...9999).contains(numbers[0]),
            case .parts = PartialDate(text: String(text.trimmed.prefix(10)))
        else { return nil }
        let time = numbers.dropFirst(3) + Array(repeating: 0, count: 6 - numbers.count)
        guard time.allSatisfy({ (0...60).contains($0) }) else { return nil }
        let seconds = time.reduce(0) { $0 * 60 + $1 } - secondsEast(text)
        let days = daysSince1970(year: numbers[0], month: numbers[1], day: numbers[2])
        return UInt64(exactly: (days * 86_400 + seconds) * 1000)
    }

    /// How far a zone such as `+02:00` behind a time is east of UTC; 0 without one.
    private static func secondsEast(_ text: String) -> Int {
        let zone = text.trimmed.dropFirst(11).drop { $0 != "+" && $0 != "-" }
        let digits = zone.dropFirst().filter { $0 != ":" }
        guard digits.utf8.count == 4, digits.utf8.allSatisfy(\.isDigit), let number = Int(digits),
            number / 100 <= 14, number % 100 < 60
        else { return 0 }
        return (zone.first == "-" ? -1 : 1) * (number / 100 * 3_600 + number % 100 * 60)
    }

    /// Days since 1970-01-01, by Hinnant's "chrono-compatible low-level date algorithms".
    static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// `20200102T030405Z` for Unix milliseconds; times beyond the year 9999 are its last.
    static func basicUTC(milliseconds: UInt64) -> String {
        let seconds = Int(min(milliseconds / 1000, 253_402_300_799))
        let (year, month, day) = date(daysSince1970: seconds / 86_400)
        let rest = seconds % 86_400
        let date = PartialDate.parts(year: year, month: month, day: day).basicForm
        let time = [rest / 3600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(date)T\(time.joined())Z"
    }

    private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
