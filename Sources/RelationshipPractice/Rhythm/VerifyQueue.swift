package import ChangeLog
package import ContactModel

/// Somebody whose contact data should be looked at again (practice S1-25).
///
/// Data of people who are served first is checked twice as often; of those at rest never.
package struct StaleContact: Hashable, Sendable {
    package let person: EntityID
    package let name: String
    package let tier: Tier
    /// When it was last checked; nil when it never was.
    package let verified: CivilDay?
    /// A sentence each.
    package let reasons: [String]

    /// After how many days data is looked at again, by tier (practice S1-25, S1-26).
    ///
    /// Our choice: each tier below half as often; people move and change work in years, not weeks.
    private static let days: [Tier: Int] = [
        .focus: DayCount.halfYear, .close: DayCount.halfYear, .active: DayCount.year,
        .wide: 2 * DayCount.year,
    ]

    /// The tiers whose people's data is looked at again.
    package static let tiers = Tier.allCases.filter { days[$0] != nil }

    /// Who is to be checked, those who are served first before all others, then the oldest.
    package static func queue(in book: PracticeBook) -> [StaleContact] {
        book.people.values.compactMap { facts in
            guard let tier = facts.tier, let days = days[tier],
                book.peace(of: facts.person) == nil
            else { return nil }
            let verified = CivilDay(facts.overlay.text(.verified))
            if let verified, book.today.days(since: verified) <= days { return nil }
            let when = verified.map { "last checked \($0)" } ?? "never checked"
            return StaleContact(
                person: facts.person, name: facts.name, tier: tier, verified: verified,
                reasons: [when, "tier \(tier.rawValue): every \(days) days"])
        }.sorted { left, right in
            if left.tier != right.tier { return left.tier > right.tier }
            let oldest = CivilDay(number: Int.min)
            return (left.verified ?? oldest, left.name, left.person)
                < (right.verified ?? oldest, right.name, right.person)
        }
    }
}
