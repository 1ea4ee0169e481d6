/// A day of the Gregorian calendar, without a time zone: what people mean by a date.
package struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01, negative before it, within the years 1 to 9999.
    package let number: Int

    /// The day of a number; the nearest day of years 1 to 9999 when it lies outside.
    package init(number: Int) {
        self.number = min(max(number, Self.first), Self.last)
    }

    /// The day of a year, month and day of the month; nil when there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        number = Self.number(year, month, day)
    }

    /// Reads `2027-05-01`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts[2].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day on which an instant falls, that many minutes east of UTC; of an instant that stands
    /// for a day that day, wherever one is.
    package init(milliseconds: UInt64, minutesEast: Int = 0) {
        if let day = CivilDay(withoutTime: milliseconds) {
            self = day
            return
        }
        let minutes = Int(clamping: milliseconds / 60_000) &+ min(max(minutesEast, -1_440), 1_440)
        self.init(number: Int((Double(minutes) / 1_440).rounded(.down)))
    }

    /// Year, month and day of the month.
    package var parts: (year: Int, month: Int, day: Int) {
        // Days to civil, H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// 1 for Monday to 7 for Sunday.
    package var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    /// The day so many days later.
    package func adding(days: Int) -> CivilDay {
        let (sum, isOverflow) = number.addingReportingOverflow(days)
        return CivilDay(number: isOverflow ? (days > 0 ? Self.last : Self.first) : sum)
    }

    /// How many days it is from another day to this one.
    package func days(since other: CivilDay) -> Int { number - other.number }

    /// How many days a month has.
    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether a year has a 29th of February.
    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    package static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }

    private static let first = number(1, 1, 1)
    private static let last = number(9_999, 12, 31)

    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension CivilDay: CustomStringConvertible {
    /// Such as `2027-05-01`.
    package var description: String {
        let (year, month, day) = parts
        func padded(_ number: Int, _ digits: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

extension CivilDay {
    /// Reads what people write for a day that may be to come (``SpokenDay``): a weekday, or a day
    /// without a year, is the next one.
    ///
    /// - Parameters:
    ///   - text: What was written; case does not matter.
    ///   - today: The day that spans count from.
    package init?(spoken text: String, today: CivilDay) {
        guard case .day(let day) = SpokenDay(text, today: today, towards: .ahead) else {
            return nil
        }
        self = day
    }

    /// Reads a day on which something was: as ``init(spoken:today:)``, but a weekday, or a day without
    /// a year, is the one that was, today included.
    ///
    /// - Parameters:
    ///   - text: What was written; case does not matter.
    ///   - today: The day that spans count from.
    package init?(spokenOfPast text: String, today: CivilDay) {
        guard case .day(let day) = SpokenDay(text, today: today, towards: .past) else {
            return nil
        }
        self = day
    }

    /// The same day so many months later, or the last day of a shorter month.
    package func adding(months: Int) -> CivilDay {
        let (year, month, day) = parts
        let months = year * 12 + month - 1 + min(max(months, -120_000), 120_000)
        let (laterYear, laterMonth) = (months / 12, months % 12 + 1)
        guard months >= 12 else { return CivilDay(number: Self.first) }
        let length = Self.length(ofMonth: laterMonth, year: laterYear)
        return CivilDay(year: laterYear, month: laterMonth, day: min(day, length))
            ?? CivilDay(number: Self.last)
    }
}
