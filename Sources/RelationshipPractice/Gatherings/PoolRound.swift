package import ChangeLog
package import ContactModel

/// The next round of a pool, made of what was written down: who takes part, who was matched with
/// whom, who never shall be, and who shares an area (practice S1-30).
package struct PoolRound: Sendable {
    /// One more than the last round that was kept.
    package let number: Int
    package let match: MatchRound
    /// Of each group, in the same order, a sentence a pair: earlier rounds, and areas in common.
    package let evidence: [[String]]
    /// A member who sits out.
    package struct Member: Hashable, Sendable {
        package let person: EntityID
        package let name: String
    }

    /// Who sits out because they are left in peace, by name.
    package let leftInPeace: [Member]
    /// Who sits out because nobody is left whom they may meet, by name.
    package let sittingOut: [Member]

    /// Matches the members of a pool, but for those who are paused or left in peace.
    ///
    /// - Parameters:
    ///   - pool: As the book has it (``PracticeBook/asRead(_:)``).
    ///   - book: What was written down.
    package init(of pool: Item, in book: PracticeBook) {
        let pairs = book.items(.pair).filter { $0.entity(.pool) == pool.id }
        let match = MatchRound(Self.members(of: pool, pairs, book))
        self.match = match
        number = (pairs.compactMap { $0.number(.round) }.max() ?? 0) + 1
        evidence = match.groups.map { Self.evidence($0, pairs, book) }
        func members(_ people: [EntityID]) -> [Member] {
            people.map { Member(person: $0, name: book.name($0)) }.sorted {
                ($0.name, $0.person) < ($1.name, $1.person)
            }
        }
        leftInPeace = members(pool.entities(.people).filter { book.peace(of: $0) != nil })
        sittingOut = members(match.leftOut)
    }

    /// Who was matched in a pair, in the order of its fields; a third on odd numbers.
    private static func people(of pair: Item) -> [EntityID] {
        [FieldName.a, .b, .c].compactMap { pair.entity($0) }
    }

    private static func members(
        of item: Item, _ pairs: [Item], _ book: PracticeBook
    ) -> MatchRound.Pool {
        let paused = Set(item.entities(.paused))
        var pool = MatchRound.Pool(
            people: item.entities(.people).filter { person in
                !paused.contains(person) && book.peace(of: person) == nil
            })
        for pair in pairs {
            let people = people(of: pair)
            for both in twos(people) {
                // A pair of round 0 says never.
                if pair.number(.round) == 0 {
                    pool.avoided.insert(both)
                } else {
                    pool.history[both, default: 0] += 1
                }
            }
            if people.count == 3 {
                for person in people { pool.trios[person, default: 0] += 1 }
            }
        }
        for area in book.open(.area) {
            for both in twos(area.entities(.people)) { pool.interest[both, default: 0] += 1 }
        }
        return pool
    }

    private static func evidence(
        _ group: MatchRound.Group, _ pairs: [Item], _ book: PracticeBook
    ) -> [String] {
        twos(group.people).map { both in
            let rounds = pairs.filter { both.isSubset(of: people(of: $0)) }
                .compactMap { $0.number(.round) }.filter { $0 > 0 }.sorted()
            let common = book.open(.area).filter { both.isSubset(of: $0.entities(.people)) }
                .map { $0.text(.text) }
            let met =
                rounds.isEmpty
                ? "not matched before"
                : "matched in round " + rounds.map(String.init).joined(separator: ", ")
            let shared =
                common.isEmpty ? "no area in common" : "both in " + common.joined(separator: ", ")
            return both.sorted().map(book.name).joined(separator: " and ") + ": \(met); \(shared)"
        }
    }

    /// Every two of some people, in their order.
    private static func twos(_ people: [EntityID]) -> [Set<EntityID>] {
        people.indices.flatMap { index in
            people.dropFirst(index + 1).map { [people[index], $0] }
        }
    }
}
