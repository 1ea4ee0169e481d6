import ChangeLog
import ContactFormats
import ContactModel
import TestSupport
import Testing

struct CalendarWriterTests {
    private static func calendar(_ body: (inout CalendarWriter) -> Void) -> String {
        var writer = CalendarWriter(
            name: "Birthdays, all", product: "-//kith//EN", nowMilliseconds: 1_577_934_245_000)
        body(&writer)
        return String(decoding: writer.calendar, as: UTF8.self)
    }

    private static func occasion(_ date: PartialDate, lastYear: Int? = nil) -> YearlyOccasion? {
        YearlyOccasion(uid: "a", summary: "Ann; 🎂", date: date, lastYear: lastYear)
    }

    @Test func `a birthday is an all-day entry that leaves the day free`() {
        let text = Self.calendar { writer in
            if let occasion = Self.occasion(.parts(year: 1985, month: 4, day: 12)) {
                writer.add(occasion)
            }
        }
        #expect(
            text.split(separator: "\r\n").map(String.init) == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kith//EN", "CALSCALE:GREGORIAN",
                "METHOD:PUBLISH", "X-WR-CALNAME:Birthdays\\, all",
                "REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D", "BEGIN:VEVENT",
                "UID:a", "DTSTAMP:20200102T030405Z", "SUMMARY:Ann\\; 🎂",
                "DTSTART;VALUE=DATE:19850412", "RRULE:FREQ=YEARLY", "TRANSP:TRANSPARENT",
                "CATEGORIES:BIRTHDAY", "END:VEVENT", "END:VCALENDAR",
            ])
    }

    @Test(
        arguments: [
            (PartialDate.parts(year: nil, month: 4, day: 12), nil, "20240412", "FREQ=YEARLY"),
            (
                .parts(year: nil, month: 2, day: 29), nil, "20240229",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
            ),
            (
                .parts(year: 1904, month: 2, day: 29), 1990, "19040229",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;UNTIL=19901231"
            ),
            (.parts(year: 1604, month: 1, day: 1), nil, "18000101", "FREQ=YEARLY"),
        ] as [(PartialDate, Int?, String, String)])
    func `leap days, unknown years and the dead`(
        date: PartialDate, lastYear: Int?, start: String, rule: String
    ) {
        let text = Self.calendar { writer in
            if let occasion = Self.occasion(date, lastYear: lastYear) { writer.add(occasion) }
        }
        #expect(text.contains("DTSTART;VALUE=DATE:\(start)\r\nRRULE:\(rule)\r\n"))
    }

    @Test func `what is no day of a year is no occasion`() {
        #expect(Self.occasion(.text("soon")) == nil)
        #expect(Self.occasion(.parts(year: 1985, month: 4, day: nil)) == nil)
        let impossible = Self.calendar { writer in
            if let occasion = Self.occasion(.parts(year: nil, month: 13, day: 40)) {
                writer.add(occasion)
            }
        }
        #expect(!impossible.contains("VEVENT"))
    }

    @Test func `a slot has its times in UTC; long lines are folded between characters`() {
        let slot = TimedSlot(
            uid: "s", summary: String(repeating: "ä", count: 60),
            startMilliseconds: 1_582_934_400_000, endMilliseconds: 1_582_938_000_000,
            location: "Pier 1,\nPort", note: "x")
        let text = Self.calendar { $0.add(slot) }
        #expect(text.contains("DTSTART:20200229T000000Z\r\nDTEND:20200229T010000Z\r\n"))
        #expect(text.contains("LOCATION:Pier 1\\,\\nPort\r\nDESCRIPTION:x\r\n"))
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
        #expect(text.replacing("\r\n ", with: "").contains(String(repeating: "ä", count: 60)))
    }

    @Test func `times at the edges do not trap`() {
        let text = Self.calendar { writer in
            writer.add(
                TimedSlot(
                    uid: "e", summary: "", startMilliseconds: 0, endMilliseconds: .max))
        }
        #expect(text.contains("DTSTART:19700101T000000Z\r\nDTEND:99991231T235959Z"))
    }

    @Test func `every day of a card is in a calendar, each with an id of its own`() {
        let lines = [
            "VERSION:3.0", "FN:Ada", "BDAY:1985-04-12", "item1.X-ABDATE:2011-01-01",
            "item1.X-ABLabel:first met", "item2.X-ABDATE:2012-01-01", "item2.X-ABLabel:first met",
            "X-ABDATE:2013-01-01",
        ]
        let card = Card(
            entity: EntityID(value: 1),
            lines: CardLine.imported(lines.map { Array(($0 + "\r\n").utf8) }, using: .sha256))
        let profile = OccasionProfile(card, view: PersonView(card))
        let found = YearlyOccasion.all(of: profile)
        #expect(
            found.map(\.summary) == [
                "Ada: birthday", "Ada: first met", "Ada: first met", "Ada: day",
            ])
        #expect(Set(found.map(\.uid)).count == 4)
        #expect(found.first?.uid == "\(profile.id)-birthday@kith")
    }

    @Test func `29 February is kept on 1 March where that is wished`() throws {
        var writer = CalendarWriter(
            name: "x", product: "-//kith//EN", nowMilliseconds: 1_577_934_245_000,
            leapDayRule: .march1)
        writer.add(try #require(Self.occasion(.parts(year: 1984, month: 2, day: 29))))
        let text = String(decoding: writer.calendar, as: UTF8.self)
        #expect(text.contains("RRULE:FREQ=YEARLY;BYYEARDAY=60\r\n"))
        #expect(text.contains("DTSTART;VALUE=DATE:19840229"))
    }
}
