package import ChangeLog

/// Pairs of people for one round: as few as can be that met before (practice S1-30).
///
/// The rounds of a tournament in which everybody meets everybody once (the circle method, T.
/// Kirkman, 1847) are the candidates: with the same people, all n - 1 of them are used before any
/// pair comes again. Of those with fewest repetitions the one with most in common wins; where
/// people came or went meanwhile, partners are swapped until fewer pairs repeat.
package struct MatchRound: Hashable, Sendable {
    /// Two people, and on odd numbers once three.
    package struct Group: Hashable, Sendable {
        package let people: [EntityID]
    }

    package let groups: [Group]
    /// How many pairs have met before.
    package let repetitions: Int
    /// Who sits out, so that no pair meets that never shall, in the order of their ids.
    package let leftOut: [EntityID]

    /// The facts of the pool that rounds are drawn from.
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

    /// The cost of a pair that shall never be: more than any number of repetitions (technical).
    private static let avoidedCost = 1_000_000

    /// Matches everybody of a pool; nobody for fewer than two.
    ///
    /// - Complexity: O(n²) for n people.
    package init(_ pool: Pool) {
        let people = Array(Set(pool.people)).sorted()
        guard people.count >= 2 else {
            groups = []
            repetitions = 0
            leftOut = []
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
        (groups, leftOut) = Self.parted(Self.improved(best?.groups ?? [], pool), pool)
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

    /// Takes those out of their groups who meet somebody there whom they never shall, and lets them
    /// join a pair or each other where nothing is against it.
    private static func parted(
        _ groups: [Group], _ pool: Pool
    ) -> (groups: [Group], leftOut: [EntityID]) {
        func isGood(_ people: [EntityID]) -> Bool {
            pairs(Group(people: people)).allSatisfy { !pool.avoided.contains($0) }
        }
        func met(_ people: [EntityID]) -> Int { cost(Group(people: people), pool) }
        var kept: [[EntityID]] = []
        var single: [EntityID] = []
        for people in groups.map(\.people) {
            // Of three those two stay who have met least.
            let rest = people.indices.map { index in
                people.enumerated().filter { $0.offset != index }.map(\.element)
            }.filter { $0.count > 1 && isGood($0) }.min { met($0) < met($1) }
            if isGood(people) {
                kept.append(people)
            } else if let rest {
                kept.append(rest)
                single += people.filter { !rest.contains($0) }
            } else {
                single += people
            }
        }
        var leftOut: [EntityID] = []
        while let person = single.popLast() {
            let partners = single.indices.filter { isGood([single[$0], person]) }
            let pairs = kept.indices.filter {
                kept[$0].count == 2 && isGood(kept[$0] + [person])
            }
            if let place = partners.min(by: {
                met([single[$0], person]) < met([single[$1], person])
            }) {
                kept.append([single.remove(at: place), person])
            } else if let place = pairs.min(by: {
                met(kept[$0] + [person]) < met(kept[$1] + [person])
            }) {
                kept[place].append(person)
            } else {
                leftOut.append(person)
            }
        }
        return (kept.map { Group(people: $0) }, leftOut.sorted())
    }

    /// Swaps partners between groups while that makes fewer pairs meet again, or one meet that
    /// never shall: people come and go, and then no round of a tournament may be new to all.
    private static func improved(_ groups: [Group], _ pool: Pool) -> [Group] {
        var groups = groups
        var isBetter = true
        while isBetter {
            isBetter = false
            for index in groups.indices where cost(groups[index], pool) > 0 {
                guard let swap = bestSwap(of: index, in: groups, pool) else { continue }
                groups[index] = swap.first
                groups[swap.other] = swap.second
                isBetter = true
            }
        }
        return groups
    }

    /// The swap with another group that lowers the cost most; nil when none does.
    private static func bestSwap(
        of index: Int, in groups: [Group], _ pool: Pool
    ) -> (other: Int, first: Group, second: Group)? {
        var best: (other: Int, first: Group, second: Group)?
        var mostSaved = 0
        let own = cost(groups[index], pool)
        for other in groups.indices where other != index {
            let before = own + cost(groups[other], pool)
            for i in groups[index].people.indices {
                for j in groups[other].people.indices {
                    var first = groups[index].people
                    var second = groups[other].people
                    (first[i], second[j]) = (second[j], first[i])
                    let swapped = (Group(people: first), Group(people: second))
                    let saved = before - cost(swapped.0, pool) - cost(swapped.1, pool)
                    guard saved > mostSaved else { continue }
                    (best, mostSaved) = ((other, swapped.0, swapped.1), saved)
                }
            }
        }
        return best
    }
}
