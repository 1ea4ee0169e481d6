extension CivilDay {
    /// The instant at which clocks show a time of this day, in a zone that may change its hours.
    ///
    /// - Parameters:
    ///   - minute: Minutes since midnight by the clock, 0 to 1439.
    ///   - minutesEast: How far the zone is ahead of UTC at an instant.
    /// - Returns: Unix milliseconds, 0 before 1970. A time that clocks leave out goes forward by as
    ///   much as they do; of one that comes twice it is the first.
    package func instant(atMinute minute: Int, minutesEast: (UInt64) -> Int) -> UInt64 {
        let shown = Int64(number) * 86_400_000 + Int64(min(max(minute, 0), 1_439)) * 60_000
        func east(_ instant: Int64) -> Int64 {
            Int64(min(max(minutesEast(UInt64(clamping: instant)), -1_440), 1_440)) * 60_000
        }
        // Zones are less than a day from UTC, so that these are the hours before a change and after.
        let before = shown - east(shown - 86_400_000)
        let after = shown - east(shown + 86_400_000)
        func isRight(_ instant: Int64) -> Bool { instant + east(instant) == shown }
        return UInt64(clamping: !isRight(before) && isRight(after) ? after : before)
    }
}
