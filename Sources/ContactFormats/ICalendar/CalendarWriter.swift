package import ContactModel

/// Writes a calendar (RFC 5545) of yearly occasions and timed slots.
package struct CalendarWriter: Sendable {
    private var bytes: [UInt8] = []
    private let stamp: String
    private let leapDayRule: LeapDayRule
    private let writer = LineWriter(version: .four)

    /// The year in which an occasion of unknown year begins: a leap year, so every day exists.
    private static let startWithoutYear = 2024
    /// Before this, calendars are Julian or programs go wrong.
    private static let earliestYear = 1800

    /// Begins a calendar.
    ///
    /// - Parameters:
    ///   - name: What subscribers see.
    ///   - product: What wrote it, for `PRODID`.
    ///   - nowMilliseconds: When it is written, Unix milliseconds.
    ///   - leapDayRule: Where 29 February is kept in other years.
    package init(
        name: String, product: String, nowMilliseconds: UInt64,
        leapDayRule: LeapDayRule = .february28
    ) {
        self.leapDayRule = leapDayRule
        stamp = CivilTime.basicUTC(milliseconds: nowMilliseconds)
        add("BEGIN", raw: "VCALENDAR")
        add("VERSION", raw: "2.0")
        add("PRODID", product)
        add("CALSCALE", raw: "GREGORIAN")
        add("METHOD", raw: "PUBLISH")
        add("X-WR-CALNAME", name)
        add("REFRESH-INTERVAL;VALUE=DURATION", raw: "P1D")
        add("X-PUBLISHED-TTL", raw: "P1D")
    }

    /// Adds an all-day entry that repeats every year and leaves the day free.
    ///
    /// The 29th of February is kept in other years as the rule has it: the last day of the month, or
    /// the sixtieth of the year, which is the 29th in leap years and the 1st of March in others.
    package mutating func add(_ occasion: YearlyOccasion) {
        guard var year = Self.firstYear(of: occasion) else { return }
        var rule = "FREQ=YEARLY"
        if occasion.month == 2, occasion.day == 29 {
            rule += leapDayRule == .march1 ? ";BYYEARDAY=60" : ";BYMONTH=2;BYMONTHDAY=-1"
            while !Self.isLeap(year) { year += 1 }
        }
        if let last = occasion.lastYear {
            guard last >= year, last <= 9999 else { return }
            rule += ";UNTIL=\(Self.day(last, 12, 31))"
        }
        begin(uid: occasion.uid, summary: occasion.summary)
        add("DTSTART;VALUE=DATE", raw: Self.day(year, occasion.month, occasion.day))
        add("RRULE", raw: rule)
        add("TRANSP", raw: "TRANSPARENT")
        add("CATEGORIES", occasion.category)
        end(note: occasion.note)
    }

    /// Adds an entry with a beginning and an end; an end before the beginning is left out.
    package mutating func add(_ slot: TimedSlot) {
        begin(uid: slot.uid, summary: slot.summary)
        add("DTSTART", raw: CivilTime.basicUTC(milliseconds: slot.startMilliseconds))
        if slot.endMilliseconds > slot.startMilliseconds {
            add("DTEND", raw: CivilTime.basicUTC(milliseconds: slot.endMilliseconds))
        }
        if !slot.location.isEmpty { add("LOCATION", slot.location) }
        end(note: slot.note)
    }

    /// The whole calendar, in UTF-8 with CRLF.
    package var calendar: [UInt8] {
        bytes + Array("END:VCALENDAR\r\n".utf8)
    }

    private mutating func begin(uid: String, summary: String) {
        add("BEGIN", raw: "VEVENT")
        add("UID", uid)
        add("DTSTAMP", raw: stamp)
        add("SUMMARY", summary)
    }

    private mutating func end(note: String) {
        if !note.isEmpty { add("DESCRIPTION", note) }
        add("END", raw: "VEVENT")
    }

    private mutating func add(_ property: String, _ text: String) {
        bytes += writer.line(head: Array(property.utf8), parts: [CardDraft.clean(text)])
    }

    private mutating func add(_ property: String, raw value: String) {
        bytes += writer.line(head: Array(property.utf8), value: Array(value.utf8))
    }

    /// The first year; nil for what is no day.
    private static func firstYear(of occasion: YearlyOccasion) -> Int? {
        let length = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(occasion.month), occasion.day >= 1,
            occasion.day <= length[occasion.month - 1]
        else { return nil }
        return min(max(occasion.year ?? startWithoutYear, earliestYear), 9000)
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> String {
        PartialDate.parts(year: year, month: month, day: day).basicForm
    }
}
