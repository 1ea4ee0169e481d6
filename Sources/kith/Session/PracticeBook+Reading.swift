import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

extension PracticeBook {
    /// Reads the book of this machine, all of it or only the items of some kinds.
    ///
    /// - Throws: ``ReplicaError``.
    static func read(_ replica: Replica, of kinds: [EntityKind]? = nil) throws -> PracticeBook {
        try replica.practiceBook(
            of: kinds, today: LocalTime.today, minutesEast: LocalTime.minutesEast)
    }

    /// Reads what the book of this machine says about some people or items, every item of some
    /// kinds, and the facts of others besides.
    ///
    /// - Throws: ``ReplicaError``.
    static func read(
        _ replica: Replica, about subjects: some Sequence<EntityID>, with kinds: [EntityKind] = [],
        and others: some Sequence<EntityID> = EmptyCollection(), in tiers: [Tier] = []
    ) throws -> PracticeBook {
        try replica.practiceBook(
            about: subjects, with: kinds, and: others, in: tiers, today: LocalTime.today,
            minutesEast: LocalTime.minutesEast)
    }

    /// Reads what the book of this machine says about a goal.
    ///
    /// - Throws: ``ReplicaError``.
    static func read(_ replica: Replica, about goal: Item) throws -> PracticeBook {
        try replica.practiceBook(
            about: goal, today: LocalTime.today, minutesEast: LocalTime.minutesEast)
    }
}
