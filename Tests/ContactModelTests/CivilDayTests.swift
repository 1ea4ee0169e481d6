import ContactModel
import Testing

struct CivilDayTests {
    @Test func `Every day of 800 years reads back, and the next day is one later`() throws {
        var day = try #require(CivilDay(year: 1600, month: 1, day: 1))
        while day.parts.year < 2400 {
            let parts = day.parts
            #expect(CivilDay(year: parts.year, month: parts.month, day: parts.day) == day)
            #expect(CivilDay(day.description) == day)
            day = day.adding(days: 1)
        }
        #expect(day.description == "2400-01-01")
    }

    @Test(arguments: ["2027-02-29", "2027-13-01", "0000-01-01", "27-01-01", "2027-1-1", "", "x"])
    func `What is no day is refused`(text: String) {
        #expect(CivilDay(text) == nil)
    }

    @Test func `Weekdays and instants fall where they should`() {
        #expect(CivilDay("2026-11-21")?.weekday == 6)
        #expect(CivilDay(milliseconds: 0).description == "1970-01-01")
        #expect(CivilDay(milliseconds: 0, minutesEast: -60).description == "1969-12-31")
        #expect(CivilDay(milliseconds: UInt64.max).description == "9999-12-31")
    }

    @Test(arguments: [-720, -600, 0, 60, 345, 720, 780, 840])
    func `A day without a time is that day in every zone`(minutesEast: Int) throws {
        for text in ["1970-01-01", "2024-02-29", "2026-11-20", "9999-12-31"] {
            let day = try #require(CivilDay(text))
            let instant = try #require(day.instantWithoutTime)
            #expect(CivilDay(milliseconds: instant, minutesEast: minutesEast) == day)
            #expect(CivilDay(withoutTime: instant) == day)
            // Beside it are points in time, each of the day that clocks show then.
            for beside in [instant - 1, instant + 1] {
                #expect(CivilDay(withoutTime: beside) == nil)
                let shown = CivilDay(milliseconds: beside, minutesEast: minutesEast)
                #expect(shown == day || ![-600...839].contains { $0.contains(minutesEast) })
            }
        }
        #expect(CivilDay("1969-12-31")?.instantWithoutTime == nil)
    }

    @Test(arguments: [
        ("today", "2026-11-21"), ("tomorrow", "2026-11-22"), ("fri", "2026-11-27"),
        ("Saturday", "2026-11-28"), ("2w", "2026-12-05"), ("-5d", "2026-11-16"),
        ("1y", "2027-11-21"), ("2027-05-01", "2027-05-01"),
    ])
    func `Spoken days are read`(text: String, expected: String) throws {
        let today = try #require(CivilDay("2026-11-21"))
        #expect(CivilDay(spoken: text, today: today)?.description == expected)
    }

    @Test(arguments: [
        ("sat", "2026-11-21"), ("Friday", "2026-11-20"), ("sun", "2026-11-15"),
        ("tomorrow", "2026-11-22"), ("-5d", "2026-11-16"), ("2026-11-01", "2026-11-01"),
    ])
    func `Of what was, a weekday is the one that was`(text: String, expected: String) throws {
        let today = try #require(CivilDay("2026-11-21"))
        #expect(CivilDay(spokenOfPast: text, today: today)?.description == expected)
    }

    @Test(arguments: [
        ("31.10.2026", "2026-10-31"), ("31.10.", "2026-10-31"), ("31.10.25", "2025-10-31"),
        ("31/10/2026", "2026-10-31"), ("10/31/2026", "2026-10-31"), ("5/5/2026", "2026-05-05"),
        ("2026/1/5", "2026-01-05"), ("oct 31", "2026-10-31"), ("31st of October", "2026-10-31"),
        ("dec 24", "2025-12-24"), ("Oct 31, 2024", "2024-10-31"), ("3 days ago", "2026-11-18"),
        ("two weeks ago", "2026-11-07"), ("a month ago", "2026-10-21"),
        ("9 months ago", "2026-02-21"), ("a year ago", "2025-11-21"), ("last week", "2026-11-14"),
        ("last saturday", "2026-11-14"), ("last fri", "2026-11-20"), ("29 feb", "2024-02-29"),
        ("the day before yesterday", "2026-11-19"), ("last night", "2026-11-20"),
        ("fri 20 nov", "2026-11-20"), ("next friday", "2026-11-27"), ("in 2 days", "2026-11-23"),
    ])
    func `Of what was, days are read in the words and figures of many`(
        text: String, expected: String
    ) throws {
        let today = try #require(CivilDay("2026-11-21"))
        #expect(CivilDay(spokenOfPast: text, today: today)?.description == expected)
    }

    @Test(arguments: [
        ("oct 31", "2027-10-31"), ("24.12.", "2026-12-24"), ("next week", "2026-11-28"),
        ("in a month", "2026-12-21"), ("next sat", "2026-11-28"), ("last friday", "2026-11-20"),
    ])
    func `Of what may be to come, a day without a year is the next`(
        text: String, expected: String
    ) throws {
        let today = try #require(CivilDay("2026-11-21"))
        #expect(CivilDay(spoken: text, today: today)?.description == expected)
    }

    @Test func `A month later is the same day, or the last of a shorter month`() throws {
        let day = try #require(CivilDay("2026-01-31"))
        #expect(day.adding(months: 1).description == "2026-02-28")
        #expect(day.adding(months: -11).description == "2025-02-28")
        #expect(day.adding(months: .min).description == "0001-01-01")
        #expect(day.adding(months: .max).description == "9999-12-31")
    }

    /// Central Europe in 2026: two hours ahead of UTC from 29 March to 25 October, 01:00 UTC.
    private static func berlin(_ milliseconds: UInt64) -> Int {
        (1_774_746_000_000..<1_792_890_000_000).contains(milliseconds) ? 120 : 60
    }

    @Test(arguments: [
        ("2026-03-29", 0, 30, "2026-03-28", 23 * 60 + 30), ("2026-03-29", 1, 30, "2026-03-29", 30),
        ("2026-03-29", 2, 30, "2026-03-29", 90), ("2026-03-29", 3, 15, "2026-03-29", 75),
        ("2026-10-25", 0, 30, "2026-10-24", 22 * 60 + 30),
        ("2026-10-25", 2, 30, "2026-10-25", 30), ("2026-10-25", 3, 0, "2026-10-25", 120),
        ("2026-07-01", 12, 0, "2026-07-01", 600), ("2026-12-01", 12, 0, "2026-12-01", 660),
    ])
    func `A time of the day on which clocks change is the instant at which they show it`(
        day: String, hour: Int, minute: Int, day utc: String, minutes: Int
    ) throws {
        let day = try #require(CivilDay(day))
        let instant = day.instant(atMinute: hour * 60 + minute, minutesEast: Self.berlin)
        #expect(CivilDay(milliseconds: instant).description == utc)
        #expect(Int(instant / 60_000) % 1_440 == minutes)
        #expect(CivilDay(number: -10).instant(atMinute: 0, minutesEast: Self.berlin) == 0)
    }

    @Test(arguments: [
        "soon", "9999999999999d", "-9223372036854775808d", "d", "--1d", "fr", "1.5w", "10/11/2026",
        "2026-10",
        "10/31", "oct", "oct 32", "last", "ago", "days ago", "in", "the", "fri 21 nov 2026",
        "1.2.3",
        "9999 years ago", "last may", "0/0/0", "-/-", ".", "31.", "of oct",
    ])
    func `Other words are no day`(text: String) throws {
        let today = try #require(CivilDay("2026-11-21"))
        #expect(CivilDay(spoken: text, today: today) == nil)
    }
}
