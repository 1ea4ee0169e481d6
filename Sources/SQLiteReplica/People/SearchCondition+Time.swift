import ChangeLog
import ContactModel
import SQLiteLog

/// Spans of time as conditions.
extension SearchCondition {
    /// The condition of a span of time; nil when it asks for nothing.
    mutating func date(_ field: SearchField, _ span: DateSpan) -> String? {
        switch field {
        case .birthday, .anniversary: yearly(field, span)
        case .touched: instant("touched.last", span)
        case .created: created(span)
        default: nil
        }
    }

    /// Who has a day of a field of which the condition is true; `value` is ``PartialDate/yearlyKey``.
    ///
    /// The other days of a card are found with the anniversary.
    func days(of field: SearchField, _ condition: String) -> String {
        let kinds = field == .birthday ? "'birthday'" : "'anniversary', 'day'"
        return """
            person.entity IN (SELECT entity FROM contact_value
                WHERE kind IN (\(kinds)) AND (\(condition)))
            """
    }

    /// A further condition for what is no number but a day as it is shown: `1985-05-12`.
    mutating func day(_ text: String) -> String {
        let date = PartialDate(text: text.trimmed)
        guard case .parts = date, text.contains("-") else { return "" }
        let isIt = "value = \(bind(.text(date.yearlyKey)))"
        return " OR \(days(of: .birthday, isIt)) OR \(days(of: .anniversary, isIt))"
    }

    /// Days that come back every year: by the day of the year, and in years gone by as it was.
    private mutating func yearly(_ field: SearchField, _ span: DateSpan) -> String? {
        if case .never = span { return "NOT (\(presence(of: field)))" }
        if case .on(let date) = span,
            date.month == nil || date.year.map({ $0 < today.parts.year }) ?? true
        {
            let asked = date.yearlyKey.replacing("xx", with: "__")
                .replacing("----", with: "____")
            return days(of: field, "value LIKE \(bind(.text(asked)))")
        }
        guard let bounds = span.bounds(today: today) else { return nil }
        if case .between(let first, _) = span, first.parts.year < today.parts.year {
            return days(of: field, past(bounds))
        }
        // The dead are left in peace, as `kith occasions` does; other days of their cards come back.
        let isAlive = "entity NOT IN (SELECT entity FROM contact_value WHERE kind = 'died')"
        return days(of: field, "(\(ofYear(bounds))) AND (kind = 'day' OR \(isAlive))")
    }

    /// Days that may have been in a span, unknown parts of them given the benefit of the doubt.
    private mutating func past(_ span: ClosedRange<CivilDay>) -> String {
        let day = "substr(value, 7) || '-' || substr(value, 1, 5)"
        return """
            replace(\(day), 'xx', '99') >= \(bind(.text(span.lowerBound.description)))
            AND replace(\(day), 'xx', '00') <= \(bind(.text(span.upperBound.description)))
            AND value NOT LIKE '%----'
            """
    }

    /// Known days of the year in a span, which may reach into the next year.
    private mutating func ofYear(_ span: ClosedRange<CivilDay>) -> String {
        let isKnown = "value NOT LIKE '%xx%'"
        guard span.upperBound.days(since: span.lowerBound) < 365 else { return isKnown }
        let first = String(span.lowerBound.description.dropFirst(5))
        var last = String(span.upperBound.description.dropFirst(5))
        // Who was born on a 29 February is greeted on the 28th of other years (``LeapDayRule``).
        if last == "02-28", !CivilDay.isLeap(span.upperBound.parts.year) { last = "02-29" }
        let connective = first <= last ? "AND" : "OR"
        return """
            \(isKnown) AND (value >= \(bind(.text(first)))
                \(connective) value < \(bind(.text(last + "~"))))
            """
    }

    /// When the oldest line of a card was written, as the first bytes of the column say.
    private mutating func created(_ span: DateSpan) -> String? {
        guard let bounds = span.bounds(today: today) else { return nil }
        let last = bind(.blob(Self.instant(dayStart(bounds.upperBound.adding(days: 1)))))
        guard case .before = span else {
            let first = bind(.blob(Self.instant(dayStart(bounds.lowerBound))))
            return "person.created >= \(first) AND person.created < \(last)"
        }
        return "person.created < \(last)"
    }

    /// A hybrid timestamp of that millisecond as the column begins with it.
    private static func instant(_ milliseconds: UInt64) -> [UInt8] {
        let raw = HybridTimestamp(milliseconds: milliseconds, counter: 0).rawValue
        return Array(EntityID(value: UInt128(raw) << 64).bytes)
    }

    private mutating func instant(_ column: String, _ span: DateSpan) -> String? {
        if case .never = span { return "\(column) IS NULL" }
        guard let bounds = span.bounds(today: today) else { return nil }
        let last = bind(.number(dayStart(bounds.upperBound.adding(days: 1))))
        if case .before = span { return "(\(column) IS NULL OR \(column) < \(last))" }
        let first = bind(.number(dayStart(bounds.lowerBound)))
        return "\(column) >= \(first) AND \(column) < \(last)"
    }
}
