import ContactModel
import Testing

/// Times of the day and lengths of time as people write them.
@Suite struct SpokenTimeTests {
    @Test(arguments: [
        ("14:05", nil, 845), ("9:5", nil, 545), ("T14:05", nil, 845),
        ("2026-11-21T14:05", "2026-11-21", 845), ("2026-11-21 00:00", "2026-11-21", 0),
        ("23:59", nil, 1_439),
    ])
    func `A time is read, with its day or without`(text: String, day: String?, minute: Int) {
        let time = DayTime(text)
        #expect(time?.minute == minute && time?.day?.description == day)
    }

    @Test(arguments: [
        "", ":", "24:00", "12:60", "-1:30", "1:2:3", "014:05", "14:005", "14", "14:", "fri 14:05",
        "2026-02-30T14:05", "2026-11-21 14:05 ", "2026-11-21", "٣:٠٥", "T", " ",
    ])
    func `What is no time is refused`(text: String) {
        #expect(DayTime(text) == nil)
    }

    @Test(
        arguments: [
            ("yesterday 9:00", "2026-11-20", 540), ("9:00 yesterday", "2026-11-20", 540),
            ("yesterday at 9am", "2026-11-20", 540), ("2:30pm on last fri", "2026-11-20", 870),
            ("12am", nil, 0), ("12:05pm", nil, 725), ("31 oct", "2026-10-31", nil),
            ("2026-11-01 8:15", "2026-11-01", 495), ("at 9:00", nil, 540),
        ] as [(String, String?, Int?)])
    func `A moment is a day, a time, or both in either order`(
        text: String, day: String?, minute: Int?
    ) throws {
        let today = try #require(CivilDay("2026-11-21"))
        let moment = try #require(SpokenMoment(ofPast: text, today: today))
        #expect(moment.minute == minute)
        #expect(moment.day == day.flatMap { CivilDay($0) }.map { .day($0) })
    }

    @Test(arguments: [
        ("1y", "2027-09-01", "2028-09-01"), ("12m", "2027-09-01", "2028-09-01"),
        ("1m", "2027-01-31", "2027-02-28"), ("-1m", "2027-03-31", "2027-02-28"),
        ("2w", "2027-02-20", "2027-03-06"), ("-1y", "2028-02-29", "2027-02-28"),
        ("10d", "2027-12-30", "2028-01-09"), ("in 3m", "2027-11-30", "2028-02-29"),
        ("1y ago", "2028-09-01", "2027-09-01"),
    ])
    func `Months and years are those of the calendar`(
        text: String, from: String, end: String
    ) throws {
        let day = try #require(CivilDay(from))
        #expect(CivilDay(spoken: text, today: day)?.description == end)
    }

    @Test func `Twelve months are as many days as a year, wherever they begin`() {
        #expect(DaySpan("12m")?.days == 365 && DaySpan("1y")?.days == 365)
        #expect(
            ["1m", "2m", "3m", "6m", "-3m"].map { DaySpan($0)?.days } == [30, 61, 91, 183, -91])
        #expect(DaySpan("2000m") == nil && DaySpan("101y") == nil && DaySpan("m") == nil)
    }

    @Test func `What no clock shows is told from what is no time`() {
        #expect(["25:00", "9:75", "24:00"].allSatisfy(DayTime.isImpossible))
        #expect(
            ["2026-11-20T25:00", "2026-11-20T24:30", "2026-11-20 24:00", "2026-11-20T14:30:05"]
                .allSatisfy(DayTime.isImpossible))
        #expect(
            !["2026-11-20T23:30", "2026-11-20Tea", "2026-11-20T", "choir 25:00", "T", "T:"]
                .contains(where: DayTime.isImpossible))
        #expect(
            !["9:05", "9:5", "1:2:3", "a:00", ":", "25", ""].contains(where: DayTime.isImpossible))
    }

    @Test func `A length that nothing took is told from what is no length`() {
        #expect(
            ["7000m", "200h", "100 hours", "1h75", "99999999999999999999m", "40m 2h", "150.5h"]
                .allSatisfy(MinuteSpan.isImpossible))
        #expect(
            !["40m", "1h30", "7000", "m", "3d", "7000 metres", "h2", "90 min of it", "½h", ""]
                .contains(where: MinuteSpan.isImpossible))
    }

    @Test(arguments: ["13pm", "0am", "pm", "soon 9:00", "9:00 soon", "at", "", "25:00"])
    func `What is no moment is refused`(text: String) throws {
        let today = try #require(CivilDay("2026-11-21"))
        #expect(SpokenMoment(ofPast: text, today: today) == nil)
    }

    @Test(arguments: [
        ("30 min", 30), ("90min", 90), ("30mins", 30), ("1.5h", 90), ("1,25 h", 75),
        ("1h 30m", 90), ("2h 15m", 135), ("1 hour", 60), ("2 hours 5 minutes", 125),
        ("40m", 40), ("40M", 40), ("0m", 0), ("6000m", 6_000), ("1h", 60), ("1h30", 90),
        ("1H30M", 90), ("0h5", 5), ("99h59m", 5_999),
    ])
    func `A length of time is read`(text: String, minutes: Int) {
        #expect(MinuteSpan(text)?.minutes == minutes)
    }

    @Test(arguments: [
        "", "m", "h", "40", "-40m", "6001m", "100h", "1h60", "1h-5", "h30", "1h30h", "1h 30", "am",
        "5 40m", "1 5h",
        "99999999999999999999m", "harm", "1hm2",
    ])
    func `What is no length of time is refused`(text: String) {
        #expect(MinuteSpan(text) == nil)
    }
}
