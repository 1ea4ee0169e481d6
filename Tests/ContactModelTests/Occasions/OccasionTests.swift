import ChangeLog
import ContactModel
import TestSupport
import Testing

struct OccasionTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let profile: OccasionProfile
        let span: String
        let expected: [String]
        var rule = LeapDayRule.february28
        var testDescription: String { name }
    }

    static func person(
        _ birthday: String?, anniversary: String? = nil, death: String? = nil
    ) -> OccasionProfile {
        let date = { (text: String?) in text.map { PartialDate(text: $0) } }
        return OccasionProfile(
            id: EntityID(value: 1), name: "Ada", birthday: date(birthday),
            anniversary: date(anniversary), death: date(death))
    }

    static let rows: [Row] = [
        Row(
            name: "age", profile: person("1985-04-12"), span: "2026-04-01 2026-04-30",
            expected: ["2026-04-12 birthday 41"]),
        Row(
            name: "both ends count", profile: person("1985-04-12"), span: "2026-04-12 2027-04-12",
            expected: ["2026-04-12 birthday 41", "2027-04-12 birthday 42"]),
        Row(
            name: "no year, no age", profile: person("--04-12"), span: "2026-01-01 2026-12-31",
            expected: ["2026-04-12 birthday ?"]),
        Row(
            name: "over the turn of the year", profile: person("--01-02"),
            span: "2026-12-20 2027-01-10", expected: ["2027-01-02 birthday ?"]),
        Row(
            name: "the day itself", profile: person("2026-04-12"), span: "2025-01-01 2026-12-31",
            expected: ["2026-04-12 birthday 0"]),
        Row(
            name: "leap day in a leap year", profile: person("2000-02-29"),
            span: "2024-02-01 2024-03-31", expected: ["2024-02-29 birthday 24"]),
        Row(
            name: "leap day, 28 February", profile: person("2000-02-29"),
            span: "2026-02-01 2026-03-31", expected: ["2026-02-28 birthday 26 moved"]),
        Row(
            name: "leap day, 1 March", profile: person("--0229"), span: "2026-02-01 2026-03-31",
            expected: ["2026-03-01 birthday ? moved"], rule: .march1),
        Row(
            name: "leap day in 2100", profile: person("2000-02-29"),
            span: "2100-01-01 2100-12-31", expected: ["2100-02-28 birthday 100 moved"]),
        Row(
            name: "the dead", profile: person("1985-04-12", anniversary: "--0501", death: "2020"),
            span: "2019-01-01 2026-12-31",
            expected: ["2019-04-12 birthday 34", "2019-05-01 anniversary ?"]),
        Row(
            name: "dead since a day", profile: person("1985-04-12", death: "2020-04-13"),
            span: "2020-01-01 2026-12-31", expected: ["2020-04-12 birthday 35"]),
        Row(
            name: "dead since some day", profile: person("1985-04-12", death: "long ago"),
            span: "2000-01-01 2026-12-31", expected: []),
        Row(
            name: "both on a day", profile: person("--0501", anniversary: "2010-05-01"),
            span: "2026-05-01 2026-05-01",
            expected: ["2026-05-01 birthday ?", "2026-05-01 anniversary 16"]),
        Row(
            name: "month only", profile: person("1985-04"), span: "2026-01-01 2026-12-31",
            expected: []),
        Row(
            name: "words", profile: person("circa 1800"), span: "2026-01-01 2026-12-31",
            expected: []),
        Row(
            name: "backwards", profile: person("--04-12"), span: "2026-12-31 2026-01-01",
            expected: []),
        Row(
            name: "impossible year",
            profile: OccasionProfile(
                id: EntityID(value: 1), name: "Ada",
                birthday: .parts(year: .min, month: 1, day: 1)),
            span: "2026-01-01 2026-12-31", expected: ["2026-01-01 birthday ?"]),
        Row(
            name: "impossible parts",
            profile: OccasionProfile(
                id: EntityID(value: 1), name: "Ada",
                birthday: .parts(year: .min, month: .max, day: .max)),
            span: "2026-01-01 2026-12-31", expected: []),
    ]

    static func text(_ occasion: Occasion) -> String {
        let years = occasion.years.map(String.init) ?? "?"
        return "\(occasion.date) \(occasion.kind) \(years)\(occasion.isMoved ? " moved" : "")"
    }

    @Test(arguments: rows)
    func `a date returns on the days on which people keep it`(row: Row) throws {
        let days = row.span.split(separator: " ").compactMap { CivilDay($0) }
        try #require(days.count == 2)
        let found = OccasionCalendar(leapDayRule: row.rule)
            .occasions(of: [row.profile], from: days[0], through: days[1])
        #expect(found.map(Self.text) == row.expected)
    }

    @Test func `a card gives its birthday, anniversary, other dates and death date`() throws {
        let lines = [
            "FN:Ada", "BDAY:--0412", "a.X-ABDATE:2011-06-18", "a.X-ABLabel:_$!<Anniversary>!$_",
            "b.X-ABDATE:2012-07-19", "b.X-ABLabel:First met", "DEATHDATE:2020-01-01",
        ]
        let card = Card(
            entity: EntityID(value: 7),
            lines: CardLine.imported(lines.map { Array(($0 + "\r\n").utf8) }, using: .sha256))
        let profile = OccasionProfile(card, view: PersonView(card))
        let first = try #require(CivilDay("2019-01-01"))
        let last = try #require(CivilDay("2020-12-31"))
        let found = OccasionCalendar().occasions(of: [profile], from: first, through: last)
        #expect(
            found.map { "\($0.date) \($0.name)" } == [
                "2019-04-12 Ada", "2019-06-18 Ada", "2019-07-19 Ada", "2020-07-19 Ada",
            ])
    }
}
