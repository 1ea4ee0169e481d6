import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// With whom somebody shared an employer, a school or a club, and when, in words.
struct SharedTimeText {
    /// Those whom one knows, a line each: `Carl Cooper: Harbour Works, 2011 to 2014`.
    let known: [PrepSection.Line]

    /// Looks it up.
    ///
    /// - Parameters:
    ///   - person: Whose places.
    ///   - replica: The replica.
    ///   - isToAsk: Whether they could be asked for a way there: nobody who is left in peace.
    /// - Throws: ``ReplicaError``.
    init(of person: EntityID, _ replica: Replica, isToAsk: Bool = false) throws {
        let kind = EntityKind.affiliation
        let own = try replica.items(naming: person, of: kind)
        let places = Set(own.compactMap { $0.entity(.org) }).sorted()
        let all = try own + places.flatMap { try replica.items(naming: $0, of: kind) }
        let names = try replica.names(of: places)
        known = try SharedTime.all(of: person, in: all).compactMap { time in
            try replica.rhythmFacts(of: time.other).flatMap { facts in
                guard !isToAsk || facts.peace(on: LocalTime.today) == nil else { return nil }
                return time.line(of: facts, at: names[time.organisation] ?? "").map {
                    ($0, time.other)
                }
            }
        }
    }
}
