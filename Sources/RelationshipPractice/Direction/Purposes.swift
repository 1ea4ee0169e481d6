package import ChangeLog
package import ContactModel

/// The purpose of each thing: a touch has the goal and area of the gathering it was at, a gathering
/// those of its community, unless it says others (practice S3-1).
package struct Purposes: Sendable {
    private var goals: [EntityID: EntityID] = [:]
    private var areas: [EntityID: EntityID] = [:]
    /// The goals and areas there are: one that was dropped is a purpose no more.
    private let purposes: Set<EntityID>

    /// The kinds that have to be read to know what a thing is for.
    package static let kinds: [EntityKind] = [.goal, .area, .community, .event]

    /// Reads gatherings and communities, once.
    package init(_ book: PracticeBook) {
        purposes = Set((book.items(.goal) + book.items(.area)).map(\.id))
        for item in book.items(.community) + book.items(.event) {
            goals[item.id] = goal(of: item)
            areas[item.id] = area(of: item)
        }
    }

    /// The goal that an item serves; nil for none.
    package func goal(of item: Item) -> EntityID? { purpose(of: item, .goal, goals) }

    /// The area that an item is in; nil for none.
    package func area(of item: Item) -> EntityID? { purpose(of: item, .area, areas) }

    /// Whether an item serves a goal or an area.
    package func serves(_ item: Item) -> Bool { goal(of: item) != nil || area(of: item) != nil }

    /// The gatherings and communities that serve a goal.
    package func gatherings(for goal: EntityID) -> [EntityID] {
        goals.filter { $0.value == goal }.map(\.key)
    }

    private func purpose(
        of item: Item, _ field: FieldName, _ inherited: [EntityID: EntityID]
    ) -> EntityID? {
        item.entity(field).flatMap { purposes.contains($0) ? $0 : nil }
            ?? [FieldName.event, .community].lazy.compactMap { item.entity($0) }
            .compactMap { inherited[$0] }.first
    }
}
