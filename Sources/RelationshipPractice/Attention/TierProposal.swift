package import ChangeLog
package import ContactModel

/// Somebody whose attention is to be decided.
package struct TierCandidate: Hashable, Sendable {
    package let person: EntityID
    package let name: String
    /// The tier that was decided before; nil for none.
    package let current: Tier?
    /// The day until which the decision was put off; nil when it was not.
    package let parkedUntil: CivilDay?

    package init(
        person: EntityID, name: String, current: Tier? = nil, parkedUntil: CivilDay? = nil
    ) {
        self.person = person
        self.name = name
        self.current = current
        self.parkedUntil = parkedUntil
    }
}

/// A tier that fits what was written down about somebody, and why (practice S1-26, S4-4, S4-16).
///
/// Nothing is guessed: somebody of whom nothing was written down gets no proposal.
package struct TierProposal: Hashable, Sendable {
    package let candidate: TierCandidate
    /// Nil when nothing was written down that says anything.
    package let tier: Tier?
    /// How much speaks for attention, before the caps.
    package let points: Int
    /// A sentence each: what was written down, then the rule that lowered it, if one did.
    package let reasons: [String]

    /// Whether it is worth telling unasked: of somebody without a tier, or another one than the
    /// candidate has; never a closer one for who is muted or at rest (practice S1-29, S0-11).
    package func isNews(in book: PracticeBook) -> Bool {
        guard let current = candidate.current else { return true }
        guard let tier, tier != current else { return false }
        return tier < current || current != .rest && !book.isUnproposed(candidate.person)
    }

    /// Proposes a tier for each candidate, within the caps that are left beside all others.
    ///
    /// The caps go to those with most points: ten in focus, a fifth in focus or close (a handful
    /// of ten may always be), 150 in focus, close or active.
    ///
    /// - Parameters:
    ///   - candidates: Each once, in any order.
    ///   - book: What was written down about them; everything with the tiers of all others, where
    ///     these are not counted.
    ///   - caps: How many people have which tier, the candidates among them; nil to count them in
    ///     the book.
    /// - Returns: Back from parking first, then by points, then by name.
    package static func proposals(
        for candidates: [TierCandidate], in book: PracticeBook, caps: TierCaps? = nil
    ) -> [TierProposal] {
        let pages = BookByPerson(book)
        let weighed = candidates.map {
            (candidate: $0, standing: Standing(of: $0.person, in: pages))
        }
        .sorted { left, right in
            if left.standing.isPrivate != right.standing.isPrivate {
                return left.standing.isPrivate
            }
            return (right.standing.points, left.candidate.name, left.candidate.person)
                < (left.standing.points, right.candidate.name, right.candidate.person)
        }
        let served = weighed.count { ($0.standing.tier ?? .rest) > .rest }
        var room = AttentionRoom(
            beside: caps?.without(candidates.compactMap(\.current))
                ?? others(than: candidates, in: book), joining: served)
        return weighed.map { candidate, standing in
            var reasons = standing.reasons
            let tier = standing.tier.map { room.place($0, &reasons) }
            return TierProposal(
                candidate: candidate, tier: tier, points: standing.points, reasons: reasons)
        }.sorted(by: precedes)
    }

    private static func others(
        than candidates: [TierCandidate], in book: PracticeBook
    ) -> TierCaps {
        let people = Set(candidates.map(\.person))
        let tiers = book.people.values.filter { !people.contains($0.person) }.compactMap(\.tier)
        return TierCaps(countByTier: Dictionary(grouping: tiers, by: \.self).mapValues(\.count))
    }

    private static func precedes(_ left: TierProposal, _ right: TierProposal) -> Bool {
        let isBack = (left.candidate.parkedUntil != nil, right.candidate.parkedUntil != nil)
        if isBack.0 != isBack.1 { return isBack.0 }
        if (left.tier == nil) != (right.tier == nil) { return right.tier == nil }
        return (right.points, left.candidate.name, left.candidate.person)
            < (left.points, right.candidate.name, right.candidate.person)
    }
}

/// How many places the caps leave.
private struct AttentionRoom {
    private var focus: Int
    private var close: Int
    private var active: Int

    /// Leaves the places that those who are served already do not have.
    init(beside caps: TierCaps, joining count: Int) {
        let all = caps.activeCount + caps.count(.wide) + count
        let fifth = max(TierCaps.handful, all / TierCaps.closeShare)
        focus = Tier.maximumFocusCount - caps.count(.focus)
        close = fifth - caps.count(.focus) - caps.count(.close)
        active = Tier.maximumActiveCount - caps.activeCount
    }

    /// Takes a place in a tier, or in the next one below that has room.
    mutating func place(_ wanted: Tier, _ reasons: inout [String]) -> Tier {
        var tier = wanted
        if tier == .focus, focus <= 0 {
            reasons.append("\(Tier.maximumFocusCount) are in focus already: close instead")
            tier = .close
        }
        if tier >= .close, close <= 0 {
            reasons.append("a fifth is close already: active instead")
            tier = .active
        }
        if tier >= .active, active <= 0 {
            reasons.append("\(Tier.maximumActiveCount) are active already: wide instead")
            tier = .wide
        }
        if tier == .focus { focus -= 1 }
        if tier >= .close { close -= 1 }
        if tier >= .active { active -= 1 }
        return tier
    }
}
