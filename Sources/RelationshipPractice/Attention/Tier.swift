import ChangeLog

/// How much attention somebody gets: few people get much, on purpose (20/80).
///
/// The wire value of the `tier` field is the raw value in UTF-8. Nobody without a tier is
/// neglected by that: it only means that nobody has decided yet.
package enum Tier: String, Hashable, Sendable, CaseIterable {
    /// The few people of this season: at most ten.
    case focus
    /// The fifth of the active people who matter most and are served first.
    case close
    /// People in regular touch: with focus and close at most 150, as many as one can know well.
    case active
    /// Everybody who is kept warm with little effort: a greeting now and then.
    case wide
    /// Left in peace: no reminder, no suggestion.
    case rest

    /// How many people may be in focus: "10 key connections instead of 100" (practice S4-11).
    package static let maximumFocusCount = 10
    /// How many people may be in focus, close or active together.
    ///
    /// As many as one can know well (R. Dunbar, "Neocortex size as a constraint on group size in
    /// primates", 1992; R. Hill, R. Dunbar, "Social network size in humans", 2003; practice S2-6).
    package static let maximumActiveCount = 150
    /// How strong my own tie to somebody of each tier is taken to be, for ways and circles.
    ///
    /// The order is that of the layers (R. Hill, R. Dunbar, 2003); one's own word of how near
    /// somebody is tells more than how often one meets (P. Marsden, K. Campbell, "Measuring Tie
    /// Strength", 1984). The steps are our choice; `strength=` overrules them.
    private static let strengths: [Tier: Int] = [.focus: 80, .close: 70, .active: 50, .wide: 30]
    /// How strong it is without a tier, by touches alone.
    ///
    /// Our choice: one step below ``wide``, for the reader has not said yet that it shall last.
    private static let strengthWithout = 20
    /// The points a touch adds, and how many touches count.
    ///
    /// Our choice: ten touches lift a tie by one tier and no further, for frequency says less than
    /// nearness (P. Marsden, K. Campbell, 1984).
    private static let touchStrength = (each: 2, most: 10)

    /// How strong my own tie to somebody is, from the tier and how many touches there are.
    ///
    /// - Returns: 20 to 100.
    package static func strength(of tier: Tier?, touches: Int) -> Int {
        let byTier = tier.flatMap { strengths[$0] } ?? strengthWithout
        return min(100, byTier + min(max(touches, 0), touchStrength.most) * touchStrength.each)
    }

    /// Reads what a person writes; capital letters and white space do not matter.
    ///
    /// - Throws: ``TierError/unknown(text:)``.
    package init(parsing text: String) throws(TierError) {
        let name = text.split(whereSeparator: \.isWhitespace).joined().lowercased()
        guard let tier = Tier(rawValue: name) else { throw .unknown(text: text) }
        self = tier
    }

    /// Reads the value of a `tier` cell; nil for a tier of a newer program.
    package init?(value: [UInt8]) {
        guard let name = String(validating: value, as: UTF8.self) else { return nil }
        self.init(rawValue: name)
    }

    /// The value of a `tier` cell.
    package var value: [UInt8] { Array(rawValue.utf8) }

    /// One line of help.
    package var meaning: String {
        switch self {
        case .focus: "the few people of this season, at most \(Self.maximumFocusCount)"
        case .close: "the fifth that matters most, served first"
        case .active: "in regular touch"
        case .wide: "kept warm with little effort"
        case .rest: "left in peace: no reminders"
        }
    }
}

extension Tier: Comparable {
    /// By attention, least first.
    package static func < (left: Tier, right: Tier) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .rest: 0
        case .wide: 1
        case .active: 2
        case .close: 3
        case .focus: 4
        }
    }
}

/// Why a text names no tier.
package enum TierError: KithError, Hashable {
    case unknown(text: String)

    package var code: String { "unknown_tier" }

    package var canRetry: Bool { false }

    package var sentence: String {
        let names = Tier.allCases.map(\.rawValue).joined(separator: ", ")
        return "That is no tier; the tiers are \(names)."
    }
}
