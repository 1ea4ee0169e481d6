import ChangeLog
package import ContactModel
package import RelationshipPractice
import SQLiteLog

extension Replica {
    /// Reads everything that was written down.
    ///
    /// - Parameters:
    ///   - today: The day it is, where the machine is.
    ///   - minutesEast: How far the machine's zone is ahead of UTC.
    /// - Returns: Items of every kind, and the facts of everybody they may be about.
    /// - Throws: ``ReplicaError``.
    package func practiceBook(today: CivilDay, minutesEast: Int) throws -> PracticeBook {
        var items: [EntityKind: [Item]] = [:]
        for schema in ItemCatalogue.schemas {
            items[schema.kind] = try self.items(of: schema.kind)
        }
        let facts = try allRhythmFacts()
        return PracticeBook(
            itemsByKind: items,
            people: Dictionary(
                facts.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first }),
            today: today, minutesEast: minutesEast)
    }
}
