extension CivilDay {
    /// Ten in the morning by UTC, in milliseconds since midnight, and one more.
    ///
    /// Clocks from Hawaii to New Zealand show the same day then, so that spans of local days hold it,
    /// and a kith that does not know of the mark shows it right. Times that people type have no odd
    /// millisecond.
    private static let mark: UInt64 = 10 * 3_600_000 + 1
    private static let millisecondsOfADay: UInt64 = 86_400_000

    /// The instant that stands for the day when no time of it was said: the same one on every
    /// machine, in whatever zone; nil before 1970, for which instants have no number.
    package var instantWithoutTime: UInt64? {
        UInt64(exactly: number).map { $0 * Self.millisecondsOfADay + Self.mark }
    }

    /// The day for which an instant stands (``instantWithoutTime``); nil for a point in time.
    package init?(withoutTime milliseconds: UInt64) {
        guard milliseconds % Self.millisecondsOfADay == Self.mark else { return nil }
        self.init(number: Int(clamping: milliseconds / Self.millisecondsOfADay))
    }
}
