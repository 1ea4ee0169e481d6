import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

extension PracticeDay {
    /// Who is due, but for those with whom something is planned within the days that are shown.
    ///
    /// - Throws: ``ReplicaError``.
    static func dueUnplanned(
        _ replica: Replica, _ rules: CadenceRules, today: CivilDay, ahead: Int, limit: Int?
    ) throws -> DueList {
        let last = today.adding(days: horizonDays)
        let events = try replica.items(of: .event).filter {
            ItemCatalogue.schema(of: .event)?.isOver($0) == false
        }
        let named = PlannedContact.people(
            followups: try replica.openItems(of: .followup, by: last), events: events,
            in: today...last)
        let planned = Set(
            try named.compactMap { try replica.rhythmFacts(ofAnyCard: $0) }.filter {
                DueContact($0, rules, today: today, ahead: ahead, dayOf: LocalTime.day) != nil
            }.map(\.person))
        let list = try replica.due(
            rules, today: today, ahead: ahead, limit: limit.map { $0 + planned.count },
            dayOf: LocalTime.day)
        let others = list.contacts.filter { !planned.contains($0.person) }
        return DueList(
            contacts: limit.map { Array(others.prefix($0)) } ?? others,
            count: list.count - planned.count)
    }
}
