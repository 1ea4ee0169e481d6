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

    /// How many people may be in focus.
    package static let maximumFocusCount = 10
    /// How many people may be in focus, close or active together.
    package static let maximumActiveCount = 150

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
