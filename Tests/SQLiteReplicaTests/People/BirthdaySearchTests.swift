import ChangeLog
import ContactModel
import SQLiteReplica
import Testing

/// Days that come back every year are found by the day, and years gone by as they were.
struct BirthdaySearchTests {
    private let replica: Replica

    init() throws {
        replica = try Bench().replica()
        let people: [(name: String, birthday: String, anniversary: String)] = [
            ("May", "1985-05-12", ""), ("Leap", "1996-02-29", ""), ("Yearless", "--05-20", ""),
            ("YearOnly", "1985", ""), ("Month", "1985-04", ""), ("New", "2026-03-02", ""),
            ("Wed", "", "2011-05-12"), ("December", "1960-12-30", "1985-01-02"),
        ]
        for person in people {
            _ = try replica.add(
                person.name,
                [.set(.birthday, person.birthday), .set(.anniversary, person.anniversary)])
        }
        _ = try replica.add("Words", [.addDate("2019-05-14", label: "first met")])
    }

    private func found(_ text: String) throws -> Set<String> {
        let today = try #require(CivilDay("2026-03-01"))
        return Set(
            try replica.search(
                SearchQuery(text), today: today, dayStart: { _ in 0 }, limit: 100
            ).map(\.name))
    }

    @Test(arguments: [
        ("birthday:may", ["May", "Yearless"]), ("birthday:april", ["Month"]),
        ("birthday:05-12", ["May"]), ("birthday:02-29", ["Leap"]),
        ("birthday:02-28", []), ("birthday:feb", ["Leap"]),
        ("birthday:2027-02-28", ["Leap"]), ("birthday:2027-03-01", []),
        ("birthday:2028-02-28", []), ("birthday:2028-02-29", ["Leap"]),
        ("birthday:1996-02-29", ["Leap"]),
        ("birthday:next-364d", ["May", "Leap", "Yearless", "New", "December"]),
        ("birthday:next-7d", ["New"]), ("birthday:2026-03", ["New"]),
        ("birthday:next-90d", ["May", "Yearless", "New"]),
        ("birthday:2026-12-15..2027-03-01", ["December", "Leap"]),
        ("birthday:1985", ["May", "YearOnly", "Month"]), ("birthday:1985-05", ["May"]),
        ("birthday:1985-05-12", ["May"]), ("birthday:2026", ["New"]),
        ("birthday:1980..1989", ["May", "YearOnly", "Month"]),
        ("birthday:>1985", ["Leap", "New"]), ("birthday:<1985", ["December"]),
        ("birthday:1985-05..1990", ["May", "YearOnly"]),
        ("anniversary:may", ["Wed", "Words"]), ("anniversary:1985", ["December"]),
        ("missing:birthday", ["Wed", "Words"]), ("birthday:never", ["Wed", "Words"]),
    ])
    func `a birthday is found as it is asked for`(text: String, names: [String]) throws {
        #expect(try found(text) == Set(names), "\(text)")
        #expect(try found("-\(text)").isDisjoint(with: names))
    }

    @Test func `The dead are left in peace by what is to come, and found by what was`() throws {
        let dead = try replica.add(
            "Dead",
            [
                .set(.birthday, "1955-03-10"), .set(.anniversary, "1980-03-11"),
                .addDate("1981-03-12", label: "first met"),
                .setProperty("DEATHDATE", rawValue: "20201231"),
            ])
        #expect(try replica.history(of: dead).contains { $0.property == "DEATHDATE" })
        #expect(try found("birthday:next-30d") == ["New"])
        #expect(try found("birthday:1955") == ["Dead"] && found("birthday:mar") == ["Dead", "New"])
        #expect(try found("anniversary:2026-03-11").isEmpty)
        #expect(try found("anniversary:2026-03-12") == ["Dead"], "other days come back")
    }

    @Test func `having a birthday is not having another day`() throws {
        #expect(
            try found("has:birthday")
                == ["May", "Leap", "Yearless", "YearOnly", "Month", "New", "December"])
        #expect(try found("has:anniversary") == ["Wed", "December", "Words"])
    }

    @Test(arguments: [
        ("2026-05-10", "2026-05-15", ["May", "Wed", "Words"]),
        ("2026-03-02", "2026-03-02", ["New"]),
        ("2026-12-28", "2027-01-03", ["December"]), ("2027-02-28", "2027-02-28", ["Leap"]),
        ("2027-03-01", "2027-03-01", ["Leap", "New"]), ("2026-08-01", "2026-08-30", []),
        (
            "2026-01-01", "2026-12-31",
            ["December", "Leap", "May", "New", "Wed", "Words", "Yearless"]
        ),
    ])
    func `Cards with a day between two are read, a day more on both sides`(
        first: String, last: String, names: [String]
    ) throws {
        let days = try #require(CivilDay(first))...(try #require(CivilDay(last)))
        var found: [String] = []
        try replica.forEachCardWithDays(on: days) { found.append(PersonView($0).displayName) }
        #expect(found.sorted() == names)
    }
}
