package import ContactModel

/// How much of one's time gatherings take (practice S0-7, S3-8).
package enum GatheringMinutes {
    /// The minutes of gatherings on some days that were neither skipped nor called off, by their hours.
    ///
    /// - Parameters:
    ///   - events: Items of the kind.
    ///   - days: The days.
    /// - Returns: The sum; of a gathering that does not say how long it is nothing.
    package static func sum(of events: [Item], on days: ClosedRange<CivilDay>) -> Int {
        events.filter { event in
            event.text(.status) != "skipped"
                && CivilDay(event.text(.day)).map(days.contains) ?? false
        }.reduce(0) { $0 + (minutes(of: $1)) }
    }

    /// How long one is, in minutes; 0 when it does not say.
    static func minutes(of event: Item) -> Int {
        (event.number(.hours, in: 0...1_000) ?? 0) * minutesOfHour
    }

    /// The clock.
    private static let minutesOfHour = 60

    /// The minutes of gatherings that I was at, beyond those of the touches there.
    ///
    /// - Parameters:
    ///   - events: Items of the kind.
    ///   - touches: Those of the same days.
    ///   - days: The days.
    /// - Returns: The sum.
    static func untold(
        of events: [Item], _ touches: [Touch], on days: ClosedRange<CivilDay>
    ) -> Int {
        let byEvent = Dictionary(grouping: touches) { $0.item.entity(.event) }
        return events.reduce(0) { sum, event in
            let there = byEvent[event.id] ?? []
            guard EventPages.isVisited(event, isTouched: !there.isEmpty),
                CivilDay(event.text(.day)).map(days.contains) ?? false
            else { return sum }
            return sum + max(minutes(of: event) - there.reduce(0) { $0 + $1.minutes }, 0)
        }
    }
}
