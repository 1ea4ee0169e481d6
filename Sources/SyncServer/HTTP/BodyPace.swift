/// Whether a body comes as fast as it has to, so that a connection cannot be held for nothing.
///
/// Every byte buys time until the next has to come, and no more than a little can be saved: a slow
/// network is waited for as long as it moves, and who stops is refused soon.
struct BodyPace: Sendable {
    private let rate: Int
    private let credit: Duration
    private let end: ContinuousClock.Instant
    private var due: ContinuousClock.Instant

    init(_ limits: ServerLimits, since start: ContinuousClock.Instant) {
        rate = max(limits.minimumBodyRate, 1)
        credit = limits.bodyRateCredit
        end = start.advanced(by: limits.bodyDeadline)
        due = start.advanced(by: limits.bodyRateGrace)
    }

    /// Counts what came.
    mutating func take(_ bytes: Int, at now: ContinuousClock.Instant) {
        let latest = max(due, now.advanced(by: credit))
        due = min(due.advanced(by: .seconds(Double(bytes) / Double(rate))), latest)
    }

    /// Asks for the rest as much later.
    mutating func postpone(by pause: Duration) {
        due = due.advanced(by: pause)
    }

    /// Whether more should have come by now.
    func isLate(at now: ContinuousClock.Instant) -> Bool { now > min(due, end) }
}
