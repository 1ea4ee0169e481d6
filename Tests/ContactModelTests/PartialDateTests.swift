import ContactModel
import Testing

struct PartialDateTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let line: String
        let date: PartialDate
        var testDescription: String { name }

        init(_ name: String, _ line: String, _ date: PartialDate) {
            (self.name, self.line, self.date) = (name, line, date)
        }

        init(_ name: String, _ line: String, _ year: Int?, _ month: Int?, _ day: Int?) {
            self.init(name, line, .parts(year: year, month: month, day: day))
        }
    }

    static let rows: [Row] = [
        Row("basic", "BDAY:19850412", 1985, 4, 12),
        Row("extended", "BDAY:1985-04-12", 1985, 4, 12),
        Row("without year, basic", "BDAY:--0412", nil, 4, 12),
        Row("without year, extended", "BDAY:--04-12", nil, 4, 12),
        Row("year and month", "BDAY:1985-04", 1985, 4, nil),
        Row("year", "BDAY:1985", 1985, nil, nil),
        Row("month", "BDAY:--04", nil, 4, nil),
        Row("day of a month", "BDAY:---12", nil, nil, 12),
        Row("words", "BDAY;VALUE=text:circa 1800", .text("circa 1800")),
        Row("words without VALUE", "BDAY:circa 1800", .text("circa 1800")),
        Row("Apple without year", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12", nil, 4, 12),
        Row("Apple, lower-case parameter", "BDAY;value=date:1985-04-12", 1985, 4, 12),
        Row("Nextcloud's other omitted year", "BDAY;X-APPLE-OMIT-YEAR=2022:20221102", nil, 11, 2),
        Row(
            "omitted year that the date has not", "BDAY;X-APPLE-OMIT-YEAR=1604:19801102", 1980, 11,
            2),
        Row("CardBook's bare 1604", "BDAY:16040101", nil, 1, 1),
        Row("year 0", "BDAY:0000-05-06", nil, 5, 6),
        Row("Thunderbird", "BDAY;VALUE=DATE:20181201", 2018, 12, 1),
        Row("with a time", "BDAY:1980-03-22T23:10:00Z", 1980, 3, 22),
        Row("with a spreadsheet's time", "BDAY:1980-03-22 12:00 AM", 1980, 3, 22),
        Row("with a time and no year", "BDAY:--0322T2310", nil, 3, 22),
        Row("a month behind the year", "BDAY:1985 Apr 12", .text("1985 Apr 12")),
        Row("one year or another", "BDAY:1985 or 1986", .text("1985 or 1986")),
        Row("a day with a doubt", "BDAY:1985-04-12 (or 13?)", .text("1985-04-12 (or 13?)")),
        Row("words that begin with T", "BDAY:1985Tuesday", .text("1985Tuesday")),
        Row("29 February without year", "BDAY:--0229", nil, 2, 29),
        Row("29 February of a leap year", "BDAY:2000-02-29", 2000, 2, 29),
        Row("29 February of no leap year", "BDAY:1900-02-29", .text("1900-02-29")),
        Row("30 February", "BDAY:--0230", .text("--0230")),
        Row("month 13", "BDAY:1985-13-01", .text("1985-13-01")),
        Row("huge number", "BDAY:99999999999999999999", .text("99999999999999999999")),
        Row("digits that are not ASCII", "BDAY:١٩٨٥", .text("١٩٨٥")),
    ]

    @Test(arguments: rows)
    func `a date line reads as it was meant`(row: Row) {
        #expect(PartialDate(line: ContentLine(raw: Array(row.line.utf8))) == row.date)
    }

    @Test(arguments: rows)
    func `a date reads back from the form it is shown in`(row: Row) {
        #expect(PartialDate(text: row.date.description) == row.date)
        #expect(PartialDate(text: row.date.basicForm) == row.date)
    }
}
