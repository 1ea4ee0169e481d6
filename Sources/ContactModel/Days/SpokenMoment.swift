/// When something was, as people say it: a day, a time of the day, or both in either order.
package struct SpokenMoment: Hashable, Sendable {
    /// The longest is “fri 31 oct 2026 9:00”.
    package static let maximumWordCount = 5

    /// Nil when only a time was said.
    package let day: SpokenDay?
    /// From midnight; nil when only a day was said.
    package let minute: Int?

    /// Reads `yesterday`, `14:05`, `yesterday 9:00`, `9am last friday`, `2026-11-21T14:05`; nil for
    /// anything else.
    ///
    /// - Parameters:
    ///   - text: What was written; case does not matter.
    ///   - today: The day that spans count from.
    package init?(ofPast text: String, today: CivilDay) {
        if let time = DayTime(text) {
            day = time.day.map { .day($0) }
            minute = time.minute
            return
        }
        let words = SpokenWords.split(text)
        if words.count > 1, let time = words.last.flatMap(Self.minute) {
            let rest = words.dropLast().last == "at" ? words.dropLast(2) : words.dropLast()
            minute = time
            day = SpokenDay(rest.joined(separator: " "), today: today, towards: .past)
            guard !rest.isEmpty else { return }
        } else if let time = words.first.flatMap(Self.minute) {
            let rest = words.dropFirst().first == "on" ? words.dropFirst(2) : words.dropFirst()
            minute = time
            day = SpokenDay(rest.joined(separator: " "), today: today, towards: .past)
            guard !rest.isEmpty else { return }
        } else {
            minute = nil
            day = SpokenDay(text, today: today, towards: .past)
        }
        guard day != nil else { return nil }
    }

    /// Whether it is left open which day is meant.
    package var isUnclear: Bool {
        if case .unclear = day { true } else { false }
    }

    /// `9:00`, `9am`, `2:30pm`.
    private static func minute(_ word: String) -> Int? {
        if let time = DayTime(word) { return time.day == nil ? time.minute : nil }
        guard let half = ["am", "pm"].first(where: { word.hasSuffix($0) }) else { return nil }
        let clock = word.dropLast(2)
        guard let time = DayTime(clock.contains(":") ? String(clock) : clock + ":00"),
            time.day == nil, (60..<13 * 60).contains(time.minute)
        else { return nil }
        return time.minute % 720 + (half == "pm" ? 720 : 0)
    }
}
