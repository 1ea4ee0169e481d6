/// How many people have which tier, and whether that is more than one can serve.
package struct TierCaps: Hashable, Sendable {
    private let countByTier: [Tier: Int]

    /// The share of the active people who may be close: a fifth, "~ 20%" (practice S1-26, S4-4).
    package static let closeShare = 5
    /// So many may always be close, as many as may be in focus (practice S4-11): a share says
    /// something only of more people.
    package static let handful = Tier.maximumFocusCount

    package init(countByTier: [Tier: Int]) {
        self.countByTier = countByTier
    }

    /// The caps without people who have these tiers.
    func without(_ tiers: [Tier]) -> TierCaps {
        TierCaps(
            countByTier: tiers.reduce(into: countByTier) { counts, tier in
                counts[tier] = max((counts[tier] ?? 0) - 1, 0)
            })
    }

    /// How many people have a tier.
    package func count(_ tier: Tier) -> Int { countByTier[tier] ?? 0 }

    /// How many are in focus, close or active together.
    package var activeCount: Int { count(.focus) + count(.close) + count(.active) }

    /// Why one more person cannot be in focus, with the way out; nil while there is room (S4-11).
    ///
    /// Two machines that fill the last place apart are told by ``warnings``.
    package var focusRefusal: String? {
        guard count(.focus) >= Tier.maximumFocusCount else { return nil }
        return
            "\(count(.focus)) people are in focus, and \(Tier.maximumFocusCount) is what a season "
            + "can hold: move one of them first (`kith find tier:focus`, `kith tier NAME close`), "
            + "or `kith tier NAME focus --anyway`."
    }

    /// The bounds that are passed, a sentence each; nothing is refused.
    package var warnings: [String] {
        var warnings: [String] = []
        if count(.focus) > Tier.maximumFocusCount {
            warnings.append(
                "\(count(.focus)) people are in focus; \(Tier.maximumFocusCount) is what a season "
                    + "can hold.")
        }
        let close = count(.focus) + count(.close)
        if close > Self.handful, close * Self.closeShare > activeCount + count(.wide) {
            warnings.append(
                "\(close) of \(activeCount + count(.wide)) are close or in focus; a fifth is served "
                    + "first.")
        }
        if activeCount > Tier.maximumActiveCount {
            warnings.append(
                "\(activeCount) people are active; about \(Tier.maximumActiveCount) is as many as "
                    + "one can know well (R. Dunbar, 1992).")
        }
        return warnings
    }
}
