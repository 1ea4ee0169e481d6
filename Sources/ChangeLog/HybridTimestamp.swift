/// A point in time of a replica: 48 bits of Unix milliseconds, 16 of counter.
///
/// It breaks ties between truly concurrent changes and dates history; causality decides all else.
/// A hybrid logical clock after Kulkarni et al., "Logical Physical Clocks" (2014). The 48 bits last
/// until the year 10889.
package struct HybridTimestamp: RawRepresentable, Hashable, Comparable, Sendable {
    /// Milliseconds in the high 48 bits, counter in the low 16.
    package let rawValue: UInt64

    /// The greatest number of milliseconds that fits.
    package static let maximumMilliseconds: UInt64 = 0xFFFF_FFFF_FFFF

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Combines the two parts; milliseconds beyond 48 bits become the greatest that fit.
    package init(milliseconds: UInt64, counter: UInt16) {
        rawValue = min(milliseconds, Self.maximumMilliseconds) << 16 | UInt64(counter)
    }

    /// Unix milliseconds.
    package var milliseconds: UInt64 { rawValue >> 16 }

    /// Orders the changes of one millisecond.
    package var counter: UInt16 { UInt16(truncatingIfNeeded: rawValue) }

    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Makes the timestamps of one machine; a value type, so that tests choose every instant.
package struct HybridClock: Equatable, Sendable {
    /// How far a received timestamp may pull this clock ahead of its own wall clock (LOG-6).
    package static let maximumPullMilliseconds: UInt64 = 5 * 60 * 1000
    /// How far the last timestamp may be ahead of a wall clock that may be right (LOG-5).
    package static let maximumLeadMilliseconds: UInt64 = 86_400_000
    /// Before kith was written: a wall clock that says so was never set.
    package static let earliestMilliseconds: UInt64 = 1_700_000_000_000

    /// The last timestamp given out or taken over.
    package private(set) var last: HybridTimestamp

    package init(last: HybridTimestamp = HybridTimestamp(rawValue: 0)) {
        self.last = last
    }

    /// Gives out the next timestamp: later than the last one, whatever the wall clock says, unless the
    /// last one is of a clock that was wrong by more than a day.
    ///
    /// Never refuses (LOG-5): a clock set back goes on counting from the last timestamp. After one that
    /// stood in 2099 for an hour the log would be of 2099 for ever (decision 19).
    package mutating func next(wallMilliseconds: UInt64) -> HybridTimestamp {
        let wall = HybridTimestamp(milliseconds: wallMilliseconds, counter: 0)
        if wall > last || wasAhead(of: wall) {
            last = wall
        } else if last.rawValue < UInt64.max {
            last = HybridTimestamp(rawValue: last.rawValue + 1)
        }
        return last
    }

    private func wasAhead(of wall: HybridTimestamp) -> Bool {
        wall.milliseconds >= Self.earliestMilliseconds
            && last.milliseconds - min(wall.milliseconds, last.milliseconds)
                > Self.maximumLeadMilliseconds
    }

    /// Takes over a received timestamp, at most five minutes ahead of the wall clock (LOG-6).
    package mutating func observe(_ received: HybridTimestamp, wallMilliseconds: UInt64) {
        let wall = min(wallMilliseconds, HybridTimestamp.maximumMilliseconds)
        let limit = HybridTimestamp(
            milliseconds: wall + Self.maximumPullMilliseconds, counter: UInt16.max)
        if received <= limit {
            last = max(last, received)
        }
    }
}
