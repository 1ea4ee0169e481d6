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

    @Test(arguments: [
        ("40m", 40), ("40M", 40), ("0m", 0), ("6000m", 6_000), ("1h", 60), ("1h30", 90),
        ("1H30M", 90), ("0h5", 5), ("99h59m", 5_999),
    ])
    func `A length of time is read`(text: String, minutes: Int) {
        #expect(MinuteSpan(text)?.minutes == minutes)
    }

    @Test(arguments: [
        "", "m", "h", "40", "-40m", "6001m", "100h", "1h60", "1h-5", "h30", "1h30h", "1h 30", "am",
        "99999999999999999999m", "harm", "1hm2",
    ])
    func `What is no length of time is refused`(text: String) {
        #expect(MinuteSpan(text) == nil)
    }
}
