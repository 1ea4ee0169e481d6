import Foundation
import Testing

/// Days that are typed far from Greenwich are those days wherever they are read.
struct ZoneTests {
    /// Thirteen hours ahead of UTC, ten hours behind it: zones as POSIX writes them need no files.
    private static let auckland = ["TZ": "<+13>-13"]
    private static let honolulu = ["TZ": "HST10"]

    @Test func `S4-25: a day without a time stays that day from Auckland to Honolulu`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Lind", "--birthday", "1980-05-01")
        for (zone, day) in [(Self.auckland, "2026-01-10"), (Self.honolulu, "2026-01-11")] {
            try machine.kith("touch", "Ada", "coffee", day, "needs=a boat", extra: zone)
            try machine.kith(
                "new", "entry", "a book", "person=Ada", "side=given", "at=\(day)", extra: zone)
        }
        for zone in [Self.auckland, Self.honolulu, ["TZ": "UTC"]] {
            for kind in ["touches", "needs", "entries"] {
                let told = try machine.kith("items", kind, extra: zone).output
                let days = told.matches(of: #/at=(\S+)/#).map { String($0.output.1) }
                #expect(days == ["2026-01-10", "2026-01-11"], "\(kind) \(zone): \(told)")
            }
            let prep = try machine.kith("prep", "Ada", extra: zone).output
            #expect(prep.contains("2026-01-11  coffee\n  2026-01-10  coffee"), "\(zone): \(prep)")
            for day in ["2026-01-10", "2026-01-11"] {
                let query = "touched:\(day)"
                let found = try machine.attempt("find", query, extra: zone).output
                #expect(found.contains("Ada") == (day == "2026-01-11"), "\(zone) \(day)")
            }
            let calendar = try machine.kith("occasions", "--next", "365d", "--ics", extra: zone)
            #expect(calendar.output.contains("DTSTART;VALUE=DATE:19800501"))
        }
        let items = try #require(
            try machine.json("items", "touches")["items"] as? [[String: Any]])
        #expect(items.map { $0["at_day"] as? String } == ["2026-01-10", "2026-01-11"])
    }

    @Test func `S4-25: the same history read in two zones is written down once`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Lind")
        let table = try bench.file(
            "gifts.csv", "text,person,side,at\na book,Ada,given,2026-01-10\n")
        for (zone, said) in [(Self.auckland, "1 new, 0 known"), (Self.honolulu, "0 new, 1 known")] {
            let told = try machine.kith("new", "entry", "--table", table.path, extra: zone).output
            #expect(told.contains(said), "\(zone): \(told)")
        }
    }

    @Test func `S4-25: a time before 1970, which no instant has, is refused`() throws {
        let bench = try TestBench()
        let machine = try bench.machine("laptop")
        try machine.kith("add", "Ada Lind")
        for at in ["1965-05-01", "1965-05-01T10:00"] {
            let result = try machine.attempt("touch", "Ada", "coffee", "at=\(at)")
            #expect(result.exitCode == 2 && result.diagnostics.contains("since 1970"))
        }
    }
}
