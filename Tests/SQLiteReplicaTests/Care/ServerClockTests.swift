import Testing

@testable import SQLiteReplica

/// Whom to believe of two clocks that differ.
struct ServerClockTests {
    private static let today: UInt64 = 1_790_000_000_000
    private static let years: Int64 = 73 * 365 * 86_400_000

    @Test func `P4: the server's clock mends one that is wrong, and breaks none that may be right`()
    {
        #expect(Replica.corrected(Self.today, by: 3_600_000) == Self.today + 3_600_000)
        #expect(Replica.corrected(Self.today, by: -3_600_000) == Self.today - 3_600_000)
        #expect(Replica.corrected(Self.today, by: Self.years) == Self.today)
        #expect(Replica.corrected(Self.today, by: .max) == Self.today)
        #expect(Replica.corrected(Self.today, by: .min) == Self.today)
        #expect(Replica.corrected(86_400_000, by: 1_789_913_600_000) == Self.today)
        #expect(Replica.corrected(86_400_000, by: 9_000_000_000_000) == 86_400_000)
        let ahead = Self.today + UInt64(Self.years)
        #expect(Replica.corrected(ahead, by: -Self.years) == Self.today)
        #expect(Replica.corrected(.max, by: .max) == .max)
    }

    @Test func `P4: a server of the year 10000 does not date what is written here`() throws {
        let bench = try Bench()
        let replica = try bench.enrolled("desk")
        try replica.noteSync(of: Bench.personal, offsetMilliseconds: .max / 2)
        let ada = try replica.add("Ada")
        let dates = try replica.history(of: ada).map(\.atMilliseconds)
        #expect(!dates.isEmpty && dates.allSatisfy { $0 == bench.wallMilliseconds })
    }
}
