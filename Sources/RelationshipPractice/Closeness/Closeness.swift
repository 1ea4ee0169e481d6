package import ContactModel

/// How close a tie is, from 0 to 100, and what shows it.
///
/// A tie is "a combination of the amount of time, the emotional intensity, the intimacy and the
/// reciprocal services" (M. Granovetter, "The Strength of Weak Ties", 1973). Each touch adds its
/// depth and time, and fades (S. Roberts, R. Dunbar, "The costs of family and friends", 2011, on
/// decay without contact). What was written down is all that counts; `strength=` overrules it.
package struct Closeness: Hashable, Sendable {
    package let score: Int
    /// A sentence each.
    package let reasons: [String]

    /// Days after which a touch counts half.
    ///
    /// That ties without contact lose closeness within months is from S. Roberts and R. Dunbar, 2011;
    /// half a year is our choice, the longest gap of the active layer (``Cadence/active``).
    package static let halfLifeDays = Double(DayCount.halfYear)
    /// One real talk, a touch of depth 2: below the closeness it comes to nobody is "known".
    ///
    /// Our choice: "we don't know these people and they don't know us" of those with whom nothing
    /// followed the card (practice S3-2, S3-11); one call or coffee is the least that did.
    package static let oneTalk = Saturation.score(of: 2)
    /// Minutes of one touch that count: four hours.
    ///
    /// Time is one of Granovetter's four parts (1973); the bound is our choice, so that one long day
    /// outweighs no season.
    private static let countedMinutes = 4 * minutesPerDepth
    /// So many minutes together count as much as one step of depth.
    ///
    /// Our choice: an hour is as plain a unit as there is; Granovetter 1973 weighs no part.
    private static let minutesPerDepth = 60
    /// The weight of one step of trust: trust of 5 is worth a touch of the deepest kind that never
    /// fades, for intimacy is a part of strength (Granovetter 1973; practice S2-1).
    private static let trustWeight = Double(Touch.deepest) / 5
    /// The weight of one exchange both ways: ten of them (``countedExchanges``) are worth a touch
    /// of the deepest kind, as "reciprocal services" are a part of strength (Granovetter 1973;
    /// S4-3).
    private static let exchangeWeight = Double(Touch.deepest) / Double(countedExchanges)
    /// Exchanges both ways that count.
    ///
    /// Our choice: more of them are habit, and say no more of the tie.
    private static let countedExchanges = 10

    /// Sums up.
    ///
    /// - Parameters:
    ///   - touches: With this person.
    ///   - overlay: What the reader says of the person: strength, trust.
    ///   - given: How much was given, by weight.
    ///   - received: How much was received, by weight.
    ///   - today: The day it is.
    ///   - dayOf: The day of an instant.
    package init(
        touches: [Touch], overlay: Item, given: Int, received: Int, today: CivilDay,
        dayOf: (UInt64) -> CivilDay
    ) {
        if let own = overlay.number(.strength, in: 0...100) {
            score = own
            reasons = ["my own word: \(own)"]
            return
        }
        var sum = 0.0
        var reasons: [String] = []
        let real = touches.filter(\.isReal)
        for touch in real {
            let age = Double(max(today.days(since: dayOf(touch.milliseconds)), 0))
            let weight =
                Double(touch.depth) + Double(min(touch.minutes, Self.countedMinutes))
                / Double(Self.minutesPerDepth)
            sum += weight * Self.halved(age / Self.halfLifeDays)
        }
        if !real.isEmpty {
            let last = real.map { dayOf($0.milliseconds) }.max() ?? today
            let touches =
                real.count == 1 ? "1 touch that counts" : "\(real.count) touches that count"
            reasons.append("\(touches), the last on \(last)")
        }
        if let trust = overlay.number(.trust) {
            sum += Double(trust) * Self.trustWeight
            reasons.append("trust \(trust) of 5")
        }
        let mutual = min(given, received)
        if mutual > 0 {
            sum += Double(min(mutual, Self.countedExchanges)) * Self.exchangeWeight
            reasons.append("given and received both ways")
        }
        score = Saturation.score(of: sum)
        let nothing =
            touches.isEmpty
            ? "no touch is written down yet" : "touches that count: none of \(touches.count)"
        self.reasons = reasons.isEmpty ? [nothing] : reasons
    }

    /// A quadratic through 2^-x between 0 and 1, right within half a per cent (technical).
    private static let halving = (linear: -0.6565, square: 0.1565)

    /// 0.5 to a power of at least 0, without the C library.
    private static func halved(_ power: Double) -> Double {
        var whole = power
        var result = 1.0
        while whole >= 1, result > 0.000_001 {
            result /= 2
            whole -= 1
        }
        return result * (1 + halving.linear * whole + halving.square * whole * whole)
    }
}
