package import ChangeLog

/// Pairs of people for one round: never the same pair while a new one exists (practice S1-30).
///
/// The rounds of a tournament in which everybody meets everybody once (the circle method, T.
/// Kirkman, 1847) are the candidates: with the same people, all n - 1 of them are used before any
/// pair comes again. Of those with fewest repetitions the one with most in common wins.
package struct MatchRound: Hashable, Sendable {
    /// Two people, and on odd numbers once three.
    package struct Group: Hashable, Sendable {
        package let people: [EntityID]
    }

    package let groups: [Group]
    /// How many pairs have met before.
    package let repetitions: Int

    /// What is known of the pool.
    package struct Pool: Sendable {
        /// Everybody who takes part now.
        package var people: [EntityID]
        /// How often two people were matched, by the pair.
        package var history: [Set<EntityID>: Int]
        /// Pairs that shall never be.
        package var avoided: Set<Set<EntityID>>
        /// How often somebody was one of three.
        package var trios: [EntityID: Int]
        /// How much two people have in common.
        package var interest: [Set<EntityID>: Int]

        package init(
            people: [EntityID], history: [Set<EntityID>: Int] = [:],
            avoided: Set<Set<EntityID>> = [], trios: [EntityID: Int] = [:],
            interest: [Set<EntityID>: Int] = [:]
        ) {
            self.people = people
            self.history = history
            self.avoided = avoided
            self.trios = trios
            self.interest = interest
        }
    }

    /// What a pair costs that shall never be: more than any number of repetitions.
    private static let avoidedCost = 1_000_000

    /// Matches everybody of a pool; nobody for fewer than two.
    ///
    /// - Complexity: O(n²) for n people.
    package init(_ pool: Pool) {
        let people = Array(Set(pool.people)).sorted()
        guard people.count >= 2 else {
            groups = []
            repetitions = 0
            return
        }
        let seats = people.count + people.count % 2
        var best: (groups: [Group], cost: Int, interest: Int)?
        for number in 0..<(seats - 1) {
            let groups = Self.round(number, people, seats, pool)
            let cost = groups.reduce(0) { $0 + Self.cost($1, pool) }
            let interest = groups.reduce(0) { $0 + Self.interest($1, pool) }
            if let other = best, (cost, -interest) >= (other.cost, -other.interest) { continue }
            best = (groups, cost, interest)
        }
        groups = Self.withoutAvoided(best?.groups ?? [], pool)
        repetitions = groups.reduce(0) { sum, group in
            sum + Self.pairs(group).count { (pool.history[$0] ?? 0) > 0 }
        }
    }

    /// One round of the circle method; on odd numbers whoever is left over joins a pair.
    private static func round(
        _ number: Int, _ people: [EntityID], _ seats: Int, _ pool: Pool
    ) -> [Group] {
        func person(_ seat: Int) -> EntityID? { seat < people.count ? people[seat] : nil }
        var groups: [Group] = []
        var single: EntityID?
        for index in 0..<(seats / 2) {
            let first = index == 0 ? seats - 1 : (number + index) % (seats - 1)
            let second = (number - index + seats - 1) % (seats - 1)
            switch (person(first), person(second)) {
            case (let a?, let b?): groups.append(Group(people: [a, b]))
            case (let a?, nil), (nil, let a?): single = a
            case (nil, nil): break
            }
        }
        guard let single else { return groups }
        let place = groups.indices.min { left, right in
            trioCost(single, groups[left], pool) < trioCost(single, groups[right], pool)
        }
        if let place { groups[place] = Group(people: groups[place].people + [single]) }
        return groups
    }

    /// Who was one of three least often is the next to be (fairness on odd numbers).
    private static func trioCost(_ person: EntityID, _ group: Group, _ pool: Pool) -> Int {
        cost(Group(people: group.people + [person]), pool) * 1_000
            + (group.people + [person]).reduce(0) { $0 + (pool.trios[$1] ?? 0) }
    }

    private static func pairs(_ group: Group) -> [Set<EntityID>] {
        group.people.indices.flatMap { index in
            group.people.dropFirst(index + 1).map { [group.people[index], $0] }
        }
    }

    private static func cost(_ group: Group, _ pool: Pool) -> Int {
        pairs(group).reduce(0) { sum, pair in
            sum + (pool.history[pair] ?? 0) + (pool.avoided.contains(pair) ? avoidedCost : 0)
        }
    }

    private static func interest(_ group: Group, _ pool: Pool) -> Int {
        pairs(group).reduce(0) { $0 + (pool.interest[$1] ?? 0) }
    }

    /// Swaps partners between groups until no avoided pair is left, as far as that can be.
    private static func withoutAvoided(_ groups: [Group], _ pool: Pool) -> [Group] {
        var groups = groups
        for index in groups.indices where cost(groups[index], pool) >= avoidedCost {
            var best: (other: Int, first: Group, second: Group, cost: Int)?
            for other in groups.indices where other != index {
                for (i, a) in groups[index].people.enumerated() {
                    for (j, b) in groups[other].people.enumerated() {
                        var first = groups[index].people
                        var second = groups[other].people
                        (first[i], second[j]) = (b, a)
                        let cost =
                            cost(Group(people: first), pool) + cost(Group(people: second), pool)
                        if cost < best?.cost ?? Int.max {
                            best = (other, Group(people: first), Group(people: second), cost)
                        }
                    }
                }
            }
            if let best, best.cost < avoidedCost {
                groups[index] = best.first
                groups[best.other] = best.second
            }
        }
        return groups
    }
}
