package import ChangeLog
package import ContactModel

/// How often to be in touch: the ideal gap, and the longest that should pass.
package struct Cadence: Hashable, Sendable {
    package let idealDays: Int
    package let longestDays: Int

    /// Reads `30d`, or `30d/60d`; the longest gap is twice the ideal one unless given.
    package init?(_ text: String) {
        let parts = text.split(separator: "/").map { DaySpan($0)?.days ?? 0 }
        guard let ideal = parts.first, ideal > 0, parts.count <= 2 else { return nil }
        let longest = parts.count == 2 ? parts[1] : ideal * Self.longestFactor
        guard longest >= ideal else { return nil }
        idealDays = ideal
        longestDays = longest
    }

    package init(idealDays: Int, longestDays: Int) {
        self.idealDays = idealDays
        self.longestDays = longestDays
    }

    /// How many ideal gaps the longest one is without a word of one's own.
    ///
    /// Our choice: one that was missed may be made up by the next; `cadence=30d/45d` overrules it.
    private static let longestFactor = 2
    /// Of the ten of a season (practice S4-11): twice as often as close.
    ///
    /// Our choice of factor: between the weekly touch of the innermost layer and the monthly one of
    /// the next (R. Hill, R. Dunbar, "Social network size in humans", 2003; R. Dunbar, "The Anatomy
    /// of Friendship", 2018).
    package static let focus = Cadence(idealDays: 14, longestDays: 28)
    /// Monthly, as the sympathy group of fifteen is seen (Hill and Dunbar, 2003; Dunbar, 2018).
    package static let close = Cadence(
        idealDays: DayCount.month, longestDays: DayCount.month * longestFactor)
    /// Half a year at most, as the layer of fifty is seen (Dunbar, 2018); ideal is half of it.
    package static let active = Cadence(idealDays: 90, longestDays: 180)
    /// Yearly, as the layer of a hundred and fifty writes at Christmas (Hill and Dunbar, 2003).
    ///
    /// The longest gap is our choice: a greeting that was missed is late before the next is due.
    package static let wide = Cadence(idealDays: DayCount.year, longestDays: 540)

    /// The cadence of a tier without a word of one's own.
    package static func usual(for tier: Tier) -> Cadence? {
        switch tier {
        case .focus: focus
        case .close: close
        case .active: active
        case .wide: wide
        case .rest: nil
        }
    }

    /// Where the usual cadence of a tier comes from, in short.
    static func source(for tier: Tier) -> String {
        switch tier {
        case .focus: "the ten of a season"
        case .close: "Hill and Dunbar 2003"
        case .active: "Dunbar 2018"
        case .wide: "Hill and Dunbar 2003"
        case .rest: "nobody is reminded"
        }
    }

    /// Such as `every 30 days, 60 at most`.
    package var sentence: String {
        idealDays == 1
            ? "every day, \(Counted.text(longestDays, "day")) at most"
            : "every \(idealDays) days, \(longestDays) at most"
    }
}

/// The rules for cadences that people wrote down; the nearest one to a person wins.
package struct CadenceRules: Sendable {
    private var byTier: [Tier: Cadence] = [:]
    /// A relation stands among the tags as it is written: `relation:manager`.
    private var byTag: [(tag: String, rule: Rule)] = []
    private var everybody: Rule?

    /// The cadence of a person, and what says it.
    package struct Rule: Sendable {
        package let cadence: Cadence
        /// Such as `tag choir`.
        package let name: String
        /// When it was said, Unix milliseconds; nil where that is not known, or where the tier or the
        /// person's own cadence tells since when somebody is due.
        let saidMilliseconds: UInt64?

        fileprivate init(_ cadence: Cadence, _ name: String, said: UInt64? = nil) {
            self.cadence = cadence
            self.name = name
            saidMilliseconds = said
        }
    }

    /// Reads items of the kind `cadence`, by time; those that cannot be read are left out.
    ///
    /// - Parameters:
    ///   - items: The items.
    ///   - said: When the cadence of each was said, Unix milliseconds, where that is known.
    package init(_ items: [Item] = [], said: [EntityID: UInt64] = [:]) {
        for item in items {
            guard let cadence = Cadence(item.text(.every)) else { continue }
            let said = said[item.id]
            switch Scope(item.text(.text)) {
            case .everybody: everybody = Rule(cadence, "for everybody", said: said)
            case .tier(let tier): byTier[tier] = cadence
            case .tag(let tag):
                let isRelation = tag.hasPrefix(Self.relationPrefix)
                set(Rule(cadence, isRelation ? tag : "tag \(tag)", said: said), forTag: tag)
            case nil: continue
            }
        }
    }

    /// A later word on the same people takes the place of an earlier one.
    private mutating func set(_ rule: Rule, forTag tag: String) {
        byTag.removeAll { $0.tag == tag }
        byTag.append((tag, rule))
    }

    /// Of whom a rule speaks, as it is written: `all`, `tier:close`, `tag:choir`, `relation:manager`.
    private enum Scope {
        case everybody
        case tier(Tier)
        /// A tag; a relation stands among them with its prefix.
        case tag(String)

        init?(_ text: String) {
            let scope = GroupCard.key(ofName: text)
            guard !scope.unicodeScalars.contains(where: { $0 < " " }) else { return nil }
            if scope == "all" {
                self = .everybody
            } else if scope.hasPrefix("tier:") {
                guard let tier = Tier(rawValue: String(scope.dropFirst(5))) else { return nil }
                self = .tier(tier)
            } else if scope.hasPrefix("tag:"), scope != "tag:" {
                self = .tag(String(scope.dropFirst(4)))
            } else if scope.hasPrefix(relationPrefix), scope != relationPrefix {
                self = .tag(scope)
            } else {
                return nil
            }
        }
    }

    /// Whether a text names people that a rule can speak of.
    package static func isScope(_ text: String) -> Bool { Scope(text) != nil }

    /// How a rule for those who are something to me begins (practice S0-20).
    package static let relationPrefix = "relation:"

    /// The tags and relations that a rule speaks of, in lower case.
    package var tags: [String] { byTag.map(\.tag) }

    /// Whether a rule speaks of everybody.
    package var coversEverybody: Bool { everybody != nil }

    /// The cadence of a person: the person's own, else of a tag or relation, the tier, everybody.
    ///
    /// - Parameters:
    ///   - own: What was said of the person alone.
    ///   - tags: The person's tags, and `relation:` with what the person is to me.
    ///   - tier: The person's tier.
    /// - Returns: The cadence and the rule behind it; nil when nothing says anything.
    package func cadence(own: Cadence?, tags: [String], tier: Tier?) -> Rule? {
        if let own { return Rule(own, "set for this person") }
        if tier == .rest { return nil }
        let lower = Set(tags.map(GroupCard.key(ofName:)))
        if let rule = byTag.first(where: { lower.contains($0.tag) }) { return rule.rule }
        if let tier, let cadence = byTier[tier] { return Rule(cadence, "tier \(tier.rawValue)") }
        if let tier, let cadence = Cadence.usual(for: tier) {
            return Rule(
                cadence, "usual for tier \(tier.rawValue), \(Cadence.source(for: tier))")
        }
        return everybody
    }
}
