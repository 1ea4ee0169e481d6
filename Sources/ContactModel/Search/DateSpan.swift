/// A span of time as a search names it, before anybody knows what day it is today.
package enum DateSpan: Hashable, Sendable {
    /// `next-30d`, `today`, `tomorrow`: from so many days ahead through so many, 0 for today.
    case ahead(from: Int, through: Int)
    /// `last-30d`, `<30d`: at most so many days ago.
    case within(days: Int)
    /// `>90d`: more days ago than that, or never.
    case before(days: Int)
    /// A day, month or year: `2026-05-12`, `2026-05`, `05-12`, `may`; parts not given do not matter.
    case on(PartialDate)
    /// `2026-01-01..2026-03-31`, `1980..1989`, `>1980`, `<=2026-05`: both ends included.
    case between(CivilDay, CivilDay)
    /// `never`: there is no date at all.
    case never

    /// Reads a value; nil when it is no span of time.
    package init?(parsing text: String) {
        let text = FoldedText.fold(text)
        switch text {
        case "today": self = .ahead(from: 0, through: 0)
        case "tomorrow": self = .ahead(from: 1, through: 1)
        case "yesterday": self = .ahead(from: -1, through: -1)
        case "never", "none": self = .never
        default:
            guard let span = Self.relative(text) ?? Self.range(text) ?? Self.absolute(text) else {
                return nil
            }
            self = span
        }
    }

    private static func relative(_ text: String) -> DateSpan? {
        for prefix in ["next-", "in-"] where text.hasPrefix(prefix) {
            return days(text.dropFirst(prefix.utf8.count)).map { .ahead(from: 0, through: $0) }
        }
        for prefix in ["last-", "past-", "<=", "<"] where text.hasPrefix(prefix) {
            let end = text.dropFirst(prefix.utf8.count)
            if let day = calendar(end) {
                let last = prefix == "<" ? day.lowerBound.adding(days: -1) : day.upperBound
                return upTo(last)
            }
            return days(text.dropFirst(prefix.utf8.count)).map { .within(days: $0) }
        }
        for prefix in [">=", ">"] where text.hasPrefix(prefix) {
            let start = text.dropFirst(prefix.utf8.count)
            if let day = calendar(start) {
                let first = prefix == ">" ? day.upperBound.adding(days: 1) : day.lowerBound
                return .between(first, CivilDay(number: .max))
            }
            return days(text.dropFirst(prefix.utf8.count)).map { .before(days: $0) }
        }
        return nil
    }

    /// ``DaySpan``, or a plain number of days.
    private static func days(_ text: Substring) -> Int? {
        guard text.utf8.first?.isDigit == true else { return nil }
        return (DaySpan(text) ?? DaySpan(text + "d"))?.days
    }

    private static func upTo(_ last: CivilDay) -> DateSpan {
        .between(min(CivilDay(number: .min), last), last)
    }

    private static func range(_ text: String) -> DateSpan? {
        guard let dots = text.firstRange(of: "..") else { return nil }
        guard let first = calendar(text[..<dots.lowerBound])?.lowerBound,
            let last = calendar(text[dots.upperBound...])?.upperBound, first <= last
        else { return nil }
        return .between(first, last)
    }

    /// The days of a year of four digits, of a month of a year, or a day; nil for anything else.
    private static func calendar(_ text: Substring) -> ClosedRange<CivilDay>? {
        guard text.utf8.count == 4 || text.contains("-") else { return nil }
        return PartialDate(text: String(text)).days
    }

    private static func absolute(_ text: String) -> DateSpan? {
        if let month = months.firstIndex(where: { text.utf8.count >= 3 && $0.hasPrefix(text) }) {
            return .on(.parts(year: nil, month: month + 1, day: nil))
        }
        for candidate in [text, "--" + text] {
            if case .parts(let year, let month, let day) = PartialDate(text: candidate) {
                return .on(.parts(year: year, month: month, day: day))
            }
        }
        return nil
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]

    /// The first and last day it means.
    ///
    /// - Parameter today: The day on which the search runs.
    /// - Returns: nil for `never` and for dates without a year.
    package func bounds(today: CivilDay) -> ClosedRange<CivilDay>? {
        switch self {
        case .ahead(let from, let through):
            let first = today.adding(days: from)
            return first...max(first, today.adding(days: through))
        case .within(let days): return today.adding(days: -max(0, days))...today
        case .before(let days):
            let end = today.adding(days: -max(0, days)).adding(days: -1)
            return min(CivilDay(number: .min), end)...end
        case .between(let first, let last): return first <= last ? first...last : nil
        case .on(let date): return date.days
        case .never: return nil
        }
    }

}
