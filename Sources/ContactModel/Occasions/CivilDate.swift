/// A day of the Gregorian calendar, extended into the past; years 1 to 9999.
package struct CivilDate: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// The years that exist here.
    package static let years = 1...9999

    /// A day; nil when the calendar has none such.
    package init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        self.init(year, month, day)
    }

    private init(_ year: Int, _ month: Int, _ day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Reads `2026-05-12` or `20260512`; nil for anything else.
    package init?(parsing text: String) {
        guard case .parts(let year?, let month?, let day?) = PartialDate(text: text) else {
            return nil
        }
        self.init(year: year, month: month, day: day)
    }

    /// The day so many days after 1970-01-01; nil outside the years that exist here.
    ///
    /// After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (civil_from_days).
    package init?(dayNumber: Int) {
        guard (-719_162...2_932_896).contains(dayNumber) else { return nil }
        let shifted = dayNumber + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.init(year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The days since 1970-01-01, negative before it.
    package var dayNumber: Int {
        // The year begins in March here, so that the leap day is its last.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day so many days later or earlier; the first or last day there is when it lies beyond.
    package func adding(days: Int) -> CivilDate {
        let (number, isTooFar) = dayNumber.addingReportingOverflow(days)
        let end = days < 0 ? CivilDate(1, 1, 1) : CivilDate(9999, 12, 31)
        return isTooFar ? end : CivilDate(dayNumber: number) ?? end
    }

    /// Whether the year has a 29 February.
    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// How many days a month has; 0 for one that does not exist.
    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        case 1, 3, 5, 7, 8, 10, 12: 31
        default: 0
        }
    }
}

extension CivilDate: Comparable, CustomStringConvertible {
    /// By time.
    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// `2026-05-12`.
    package var description: String {
        PartialDate.parts(year: year, month: month, day: day).description
    }
}
