import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// The questions of a day about things begun: gatherings, introductions, mail.
extension PracticeDay {
    /// Gatherings of the last days of which nothing was written down, the latest first.
    ///
    /// - Throws: ``ReplicaError``.
    static func untold(_ replica: Replica, _ today: CivilDay) throws -> [Item] {
        try replica.items(of: .event).filter { event in
            guard UntoldGathering.mayBeAsked(of: event, today: today),
                UntoldGathering.isRecent(event, today: today)
            else { return false }
            return try !UntoldGathering.isTold(
                isTouched: !replica.items(naming: event.id, of: .touch, limit: 1).isEmpty,
                guests: replica.items(naming: event.id, of: .guest))
        }.sorted { ($1.text(.day), $0.id) < ($0.text(.day), $1.id) }
    }

    /// Pools of two people or more whose next round is to be matched.
    ///
    /// - Throws: ``ReplicaError``.
    static func pools(
        _ replica: Replica, _ today: CivilDay
    ) throws -> [(pool: Item, rhythm: PoolRhythm)] {
        let rhythmic = try replica.items(of: .pool).filter {
            !$0.text(.every).isEmpty && $0.entities(.people).count > 1
        }
        guard !rhythmic.isEmpty else { return [] }
        let pairs = try replica.items(of: .pair)
        return rhythmic.map { (pool: $0, rhythm: PoolRhythm(of: $0, pairs)) }
            .filter { $0.rhythm.isAsked(on: today) }
            .sorted { ($0.pool.text(.text), $0.pool.id) < ($1.pool.text(.text), $1.pool.id) }
    }

    /// Introductions in which somebody said yes and it is my turn.
    ///
    /// - Throws: ``ReplicaError``.
    static func introductions(_ replica: Replica, _ today: CivilDay) throws -> [OpenIntroduction] {
        try replica.items(of: .intro).compactMap { intro -> OpenIntroduction? in
            guard !intro.isOver else { return nil }
            var facts: [EntityID: RhythmFacts] = [:]
            for side in [intro.entity(.a), intro.entity(.b)].compactMap(\.self) {
                guard let found = try replica.rhythmFacts(ofAnyCard: side) else { return nil }
                facts[side] = found
            }
            return OpenIntroduction(intro) { facts[$0]?.peace(on: today) }
        }.filter(\.isMine)
    }

    /// Who wrote of late and waits for a word of mine; nobody to whom a follow-up comes back anyway.
    ///
    /// - Throws: ``ReplicaError``.
    static func answers(
        _ replica: Replica, _ today: CivilDay, besides followups: [Item]
    ) throws -> [AnswerDue] {
        let since = LocalTime.start(of: today.adding(days: -AnswerDue.readDays))
        let found = try AnswerDue.all(
            in: replica.touches(since: since, newest: AnswerDue.mostRead), today: today,
            dayOf: LocalTime.day,
            standing: replica.standing)
        let expected = Set(try followups.compactMap { $0.entity(.person) }.map(replica.standing))
        return try found.filter { due in
            guard due.isAsked(on: today), !expected.contains(due.person) else { return false }
            return try replica.rhythmFacts(of: due.person).map { $0.peace(on: today) == nil }
                ?? false
        }
    }
}
