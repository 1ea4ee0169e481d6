package import ChangeLog
package import ContactModel

/// With whom one will be in touch anyway: they need no reminder until then (practice S1-9, S4-5).
package enum PlannedContact {
    /// Who has a follow-up for one of some days, or comes to a small gathering on one.
    ///
    /// In a crowd nobody is sure to be met. A plan whose day has passed holds nobody back: either it
    /// came to nothing, or the touch was not written down.
    ///
    /// - Parameters:
    ///   - followups: Items of the kind, those that are over left out.
    ///   - events: Items of the kind, those that are over left out.
    ///   - days: The days.
    /// - Returns: The people, as the items name them.
    package static func people(
        followups: [Item], events: [Item], in days: ClosedRange<CivilDay>
    ) -> Set<EntityID> {
        func isIn(_ text: String) -> Bool { CivilDay(text).map(days.contains) ?? false }
        let promised = followups.filter { isIn($0.text(.by)) }.compactMap { $0.entity(.person) }
        let invited = events.filter { isIn($0.text(.day)) }.map { $0.entities(.people) }
            .filter { $0.count <= PeopleWeb.companyLimit }
        return Set(promised + invited.joined())
    }
}
