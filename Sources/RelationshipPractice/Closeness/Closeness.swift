package import ContactModel

/// How close a tie is, from 0 to 100, and what shows it.
///
/// A tie is "a combination of the amount of time, the emotional intensity, the intimacy and the
/// reciprocal services" (M. Granovetter, "The Strength of Weak Ties", 1973). Each touch adds its
/// depth and time; half of that is gone after half a year (S. Roberts, R. Dunbar, 2011, on decay
/// without contact). What was written down is all that counts.
package struct Closeness: Hashable, Sendable {
    package let score: Int
    /// A sentence each.
    package let reasons: [String]

    /// Days after which a touch counts half.
    package static let halfLifeDays = 182.0

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
        if let own = overlay.number("strength", in: 0...100) {
            score = own
            reasons = ["my own word: \(own)"]
            return
        }
        var sum = 0.0
        var reasons: [String] = []
        let real = touches.filter(\.isReal)
        for touch in real {
            let age = Double(max(today.days(since: dayOf(touch.milliseconds)), 0))
            let weight = Double(touch.depth) + Double(min(touch.minutes, 240)) / 60
            sum += weight * Self.halved(age / Self.halfLifeDays)
        }
        if !real.isEmpty {
            let last = real.map { dayOf($0.milliseconds) }.max() ?? today
            reasons.append("\(real.count) touches that count, the last on \(last)")
        }
        if let trust = overlay.number("trust") {
            sum += Double(trust) * 0.6
            reasons.append("trust \(trust) of 5")
        }
        let mutual = min(given, received)
        if mutual > 0 {
            sum += Double(min(mutual, 10)) * 0.3
            reasons.append("given and received both ways")
        }
        // Saturates: the twentieth coffee says less than the second.
        score = Int((100 * (1 - 1 / (1 + sum / 6))).rounded())
        self.reasons = reasons.isEmpty ? ["nothing is written down yet"] : reasons
    }

    /// 0.5 to a power of at least 0, without the C library.
    private static func halved(_ power: Double) -> Double {
        var whole = power
        var result = 1.0
        while whole >= 1, result > 0.000_001 {
            result /= 2
            whole -= 1
        }
        // 2^-x between 0 and 1 within half a per cent.
        return result * (1 - 0.6565 * whole + 0.1565 * whole * whole)
    }
}
