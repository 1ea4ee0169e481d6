/// A time of the day as people write it: `14:05`, or with the day before it, `2026-11-21T14:05`, a
/// blank between them as kith prints it.
package struct DayTime: Hashable, Sendable {
    /// Nil when only the time was said.
    package let day: CivilDay?
    /// Of the day, from midnight.
    package let minute: Int

    /// Reads a time; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(maxSplits: 1) { $0 == "T" || $0 == " " }
        guard let time = parts.last?.split(separator: ":", omittingEmptySubsequences: false),
            time.count == 2, time.allSatisfy({ (1...2).contains($0.utf8.count) }),
            let hour = Int(time[0]), let minute = Int(time[1]), (0...23).contains(hour),
            (0...59).contains(minute)
        else { return nil }
        day = CivilDay(parts[0])
        guard parts.count == 1 || day != nil else { return nil }
        self.minute = hour * 60 + minute
    }

    /// Whether a text is written as a time, with a day before it or without, and no clock shows it:
    /// `25:00`, `2026-11-20T24:30`.
    package static func isImpossible(_ text: String) -> Bool {
        let parts = text.split(maxSplits: 1) { $0 == "T" || $0 == " " }
        guard let time = parts.last, DayTime(text) == nil else { return false }
        let figures = time.split(separator: ":", omittingEmptySubsequences: false)
        guard figures.allSatisfy({ SpokenWords.digits($0) != nil }) else { return false }
        // With a day before it seconds make a time too, which kith does not keep.
        if parts.count == 2 { return CivilDay(parts[0]) != nil && figures.count > 1 }
        return figures.count == 2 && (1...2).contains(figures[0].utf8.count)
            && figures[1].utf8.count == 2
    }
}
