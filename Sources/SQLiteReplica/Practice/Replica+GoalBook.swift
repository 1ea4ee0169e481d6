import ChangeLog
package import ContactModel
package import RelationshipPractice

extension Replica {
    /// Reads what was written down about a goal: what names it or a gathering for it, what tells how
    /// well one knows whoever has a seat, and who is near enough to be told of it.
    ///
    /// - Returns: A book that says of the goal what the whole one says (``GoalGap``).
    /// - Throws: ``ReplicaError``.
    package func practiceBook(
        about goal: Item, today: CivilDay, minutesEast: @escaping @Sendable (UInt64) -> Int
    ) throws -> PracticeBook {
        func book(_ subjects: [EntityID], _ tiers: [Tier]) throws -> PracticeBook {
            try practiceBook(
                about: subjects, with: Purposes.kinds, in: tiers, today: today,
                minutesEast: minutesEast)
        }
        let gatherings = Purposes(try book([], [])).gatherings(for: goal.id)
        let seated = try items(naming: goal.id, of: .seat).compactMap { $0.entity(.person) }
        return try book([goal.id] + gatherings + seated, GoalGap.toldTiers)
    }
}
