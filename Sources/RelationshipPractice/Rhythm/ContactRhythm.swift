package import ContactModel

/// Everything that decides when somebody is due, apart from the last touch: alike for many people.
///
/// A store keeps people sorted by it and by the last touch, so that who is due need not be looked
/// for among everybody: one ``DueRule`` decides about all who are alike.
package struct ContactRhythm: Hashable, Sendable {
    package let tier: Tier?
    /// The cadence of the person alone.
    package let own: Cadence?
    /// The first day after mute and snooze.
    package let until: CivilDay?
    package let isPrivate: Bool
    /// Whether the person wants it slow.
    package let isSlow: Bool
    /// Attempts since anything came back.
    package let unanswered: Int
    /// Those of the person's tags that a rule speaks of, in lower case; what the person is to me
    /// is one of them.
    package let tags: [String]
    /// When I said the tier, or a cadence, of somebody with whom no touch is written down, so that a
    /// first one is not put off for ever: quarters of an hour since 1970; nil once there is one.
    ///
    /// Of whom a rule alone speaks, when they came into the book.
    ///
    /// The clocks of all zones go by quarters of an hour, so the day follows in any of them, and who
    /// was given a tier together stays alike.
    package let untouchedSinceQuarter: UInt64?

    /// Sums up; nil for somebody of whom nobody is ever reminded.
    ///
    /// A boundary of `no` is final, who is retired is left in peace, and after three attempts
    /// without an answer it is the other side's turn (practice S0-11).
    ///
    /// - Parameters:
    ///   - facts: What is known.
    ///   - rules: The cadences written down.
    package init?(_ facts: RhythmFacts, under rules: CadenceRules) {
        let overlay = facts.overlay
        guard !facts.isClosed, !facts.isTheirTurn else { return nil }
        tier = facts.tier
        own = Cadence(overlay.text(.cadence))
        until = [overlay.text(.mute), overlay.text(.snooze)].compactMap { CivilDay($0) }.max()
        isPrivate = overlay.text(.circle) == "private"
        isSlow = overlay.text(.boundary) == "slow"
        unanswered = max(facts.touches.unanswered, 0)
        var lower = facts.tags.isEmpty ? [] : Set(facts.tags.map(GroupCard.key(ofName:)))
        let relation = GroupCard.key(ofName: overlay.text(.relation))
        if !relation.isEmpty { lower.insert(CadenceRules.relationPrefix + relation) }
        tags = Set(rules.tags.filter(lower.contains)).sorted()
        let isPromised = tier != nil || own != nil
        let isCovered = !tags.isEmpty || rules.coversEverybody
        let since =
            isPromised ? facts.promisedMilliseconds : isCovered ? facts.knownMilliseconds : nil
        untouchedSinceQuarter =
            facts.touches.pauseMilliseconds == nil
            ? since.map { $0 / Self.quarterMilliseconds } : nil
    }

    /// The rhythm of somebody of whom nothing was said.
    private static let plain = ContactRhythm(untouchedSinceQuarter: nil)

    /// The rhythm of somebody of whom nothing was said but a rule for everybody.
    ///
    /// - Parameter knownMilliseconds: When they came into the book; nil when that is not known.
    /// - Returns: One for all who came in the same quarter of an hour.
    package static func plain(knownSince knownMilliseconds: UInt64?) -> ContactRhythm {
        ContactRhythm(untouchedSinceQuarter: knownMilliseconds.map { $0 / quarterMilliseconds })
    }

    private init(untouchedSinceQuarter: UInt64?) {
        self.untouchedSinceQuarter = untouchedSinceQuarter
        tier = nil
        own = nil
        until = nil
        isPrivate = false
        isSlow = false
        unanswered = 0
        tags = []
    }

    /// A quarter of an hour.
    private static let quarterMilliseconds: UInt64 = 900_000

    /// ``untouchedSinceQuarter`` as Unix milliseconds.
    var untouchedSinceMilliseconds: UInt64? {
        untouchedSinceQuarter.map { quarter in
            let (product, isOverflow) = quarter.multipliedReportingOverflow(
                by: Self.quarterMilliseconds)
            return isOverflow ? .max : product
        }
    }

    /// Whether nothing was said of the person at all, but for when they came into the book.
    package var isPlain: Bool {
        self == ContactRhythm(untouchedSinceQuarter: untouchedSinceQuarter)
    }

    /// The keys of those of whom nothing was said: from the first of them to before the second.
    package static let plainKeys = (first: plain.key, end: plain.key + ":")
}

extension ContactRhythm {
    private static let separator = "\u{1F}"
    private static let tagSeparator: Character = "\u{1E}"

    /// As one text, the same for the same rhythm.
    package var key: String {
        [
            tier?.rawValue ?? "", own.map { "\($0.idealDays)/\($0.longestDays)" } ?? "",
            until?.description ?? "", isPrivate ? "private" : "", isSlow ? "slow" : "",
            unanswered > 0 ? String(unanswered) : "",
            tags.joined(separator: String(Self.tagSeparator)),
            untouchedSinceQuarter.map { String($0) } ?? "",
        ].joined(separator: Self.separator)
    }

    /// Reads a key; nil for a text that is none.
    package init?(key: String) {
        let parts = key.split(separator: Self.separator, omittingEmptySubsequences: false)
        guard parts.count == 8 else { return nil }
        let days = parts[1].split(separator: "/").compactMap { Int($0) }
        guard parts[1].isEmpty || days.count == 2 && days[0] > 0 && days[1] >= days[0],
            let unanswered = parts[5].isEmpty ? 0 : Int(parts[5]),
            (0..<DueContact.maximumUnanswered).contains(unanswered)
        else { return nil }
        tier = Tier(rawValue: String(parts[0]))
        own = days.isEmpty ? nil : Cadence(idealDays: days[0], longestDays: days[1])
        until = CivilDay(parts[2])
        isPrivate = !parts[3].isEmpty
        isSlow = !parts[4].isEmpty
        self.unanswered = unanswered
        tags = parts[6].split(separator: Self.tagSeparator).map(String.init)
        untouchedSinceQuarter = UInt64(parts[7])
    }
}
