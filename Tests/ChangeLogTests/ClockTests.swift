import ChangeLog
import TestSupport
import Testing

@Suite struct ClockTests {
    struct Next: Decodable {
        struct Given: Decodable {
            let last: String
            let wall: String
        }
        let name: String
        let given: Given
        let expect: String
    }

    struct Observed: Decodable {
        struct Given: Decodable {
            let last: String
            let received: String
            let wall: String
        }
        let name: String
        let given: Given
        let expect: String
    }

    @Test func `LOG-5: the next timestamp is that of the vectors`() throws {
        for vector in try GoldenVectors<Next>.read("clock-next") {
            let last = try #require(UInt64(vector.given.last))
            var clock = HybridClock(last: HybridTimestamp(rawValue: last))
            let next = clock.next(wallMilliseconds: try #require(UInt64(vector.given.wall)))
            #expect(String(next.rawValue) == vector.expect, Comment(rawValue: vector.name))
        }
    }

    @Test func `LOG-6: a received timestamp pulls the clock as in the vectors`() throws {
        for vector in try GoldenVectors<Observed>.read("clock-observe") {
            let last = try #require(UInt64(vector.given.last))
            let received = try #require(UInt64(vector.given.received))
            var clock = HybridClock(last: HybridTimestamp(rawValue: last))
            clock.observe(
                HybridTimestamp(rawValue: received),
                wallMilliseconds: try #require(UInt64(vector.given.wall)))
            #expect(String(clock.last.rawValue) == vector.expect, Comment(rawValue: vector.name))
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `LOG-5: timestamps grow, or come down to a wall clock that a day and more was lost to`(
        seed: UInt64
    ) {
        var random = SeededRandom(seed: seed)
        var clock = HybridClock()
        var previous = clock.last
        for _ in 0..<2_000 {
            let wall = UInt64.random(in: 0...UInt64.max, using: &random) >> random.next() % 64
            if Bool.random(using: &random) {
                let received = HybridTimestamp(rawValue: random.next() >> (random.next() % 64))
                clock.observe(received, wallMilliseconds: wall)
            }
            guard previous.rawValue < UInt64.max - 1 else { return }
            let clockBefore = clock
            let next = clock.next(wallMilliseconds: wall)
            let milliseconds = min(wall, HybridTimestamp.maximumMilliseconds)
            let wasAhead =
                milliseconds >= 1_700_000_000_000
                && clockBefore.last.milliseconds > milliseconds + 86_400_000
            #expect(
                wasAhead
                    ? next == HybridTimestamp(milliseconds: milliseconds, counter: 0)
                    : next > previous)
            previous = next
        }
    }

    @Test func `A clock at the end of time neither traps nor goes back`() {
        var clock = HybridClock(last: HybridTimestamp(rawValue: UInt64.max))
        #expect(clock.next(wallMilliseconds: UInt64.max).rawValue == UInt64.max)
    }
}
