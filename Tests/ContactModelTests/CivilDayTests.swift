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

    @Test(arguments: [
        ("today", "2026-11-21"), ("tomorrow", "2026-11-22"), ("fri", "2026-11-27"),
        ("Saturday", "2026-11-28"), ("2w", "2026-12-05"), ("-5d", "2026-11-16"),
        ("1y", "2027-11-21"), ("2027-05-01", "2027-05-01"),
    ])
    func `Spoken days are read`(text: String, expected: String) throws {
        let today = try #require(CivilDay("2026-11-21"))
        #expect(CivilDay(spoken: text, today: today)?.description == expected)
    }

    @Test(arguments: ["soon", "9999999999999d", "-9223372036854775808d", "d", "--1d", "fr", "1.5w"])
    func `Other words are no day`(text: String) throws {
        let today = try #require(CivilDay("2026-11-21"))
        #expect(CivilDay(spoken: text, today: today) == nil)
    }
}
