/// Rounds of tables at which nobody should meet anybody twice: the social golfer problem.
///
/// Takes what arithmetic gives (``SeatingGrid``), or one round that turns (``SeatingCycle``); where
/// these repeat meetings, people are swapped between the tables of a round while that lowers their
/// number, with a tabu list (I. Dotú, P. Van Hentenryck, "Scheduling Social Golfers Locally",
/// 2005). The same seed gives the same plan.
package struct SeatingPlan: Hashable, Sendable {
    /// For each round the tables, each the numbers of its people from 0, in order.
    package let rounds: [[[Int]]]
    /// How many meetings of two people are repetitions.
    package let repeatedMeetings: Int
    /// How many of all possible pairs meet at least once.
    package let metPairs: Int
    /// Below this many repetitions no plan can go; the plan is as good as any when it has them.
    package let leastRepeatedMeetings: Int

    /// The sizes of the tables, which differ by one at most.
    package static func tableSizes(people: Int, tables: Int) -> [Int] {
        guard tables > 0, people >= 0 else { return [] }
        return (0..<tables).map { people / tables + ($0 < people % tables ? 1 : 0) }
    }

    /// How often a round that turns is looked for; most are found the first time.
    private static let cycles = 12
    /// How many looks from one person at another at a table a search may take, so that it ends in
    /// seconds whatever the numbers (technical).
    private static let mostLooks = 2_000_000_000

    /// Plans, and takes the best plan found; nil for numbers out of bounds.
    ///
    /// - Parameters:
    ///   - people: 2 to 200.
    ///   - tables: 1 to half as many.
    ///   - rounds: 1 to 50.
    ///   - steps: How long to go on looking, each time.
    ///   - attempts: How often to search all rounds while something repeats that need not.
    ///   - random: Decides where to begin and between equal swaps.
    /// - Complexity: O(steps × rounds × people²) looks at each other, and a bound for all of them.
    package init?(
        people: Int, tables: Int, rounds: Int, steps: Int = 10_000,
        attempts: Int = 8,
        using random: inout some RandomNumberGenerator
    ) {
        guard (2...200).contains(people), (1...max(people / 2, 1)).contains(tables),
            (1...50).contains(rounds)
        else { return nil }
        let bound = SeatingBound(people: people, tables: tables, rounds: rounds).leastRepetitions
        // Half for a round that turns, half for the search of all rounds.
        var looks = Self.mostLooks / 2
        let order = Array(0..<people).shuffled(using: &random)
        let grid = SeatingGrid(people: people, tables: tables, rounds: rounds).seats
        var best = SeatingSearch(
            from: grid.map { round in order.map { round[$0] } }, tables: tables, target: bound)
        // With a bound above 0 no round can turn without repetitions.
        for turn in 0..<Self.cycles where best.bestCost > 0 && bound == 0 {
            let period = min(rounds + turn % 3, max(people, 1))
            var cycle = SeatingCycle(
                people: people, tables: tables, period: period, using: &random)
            cycle.run(steps: steps / 10, looks: &looks, using: &random)
            let found = SeatingSearch(
                from: cycle.seats(rounds: rounds), tables: tables, target: bound)
            if found.bestCost < best.bestCost { best = found }
        }
        looks += Self.mostLooks / 2
        for attempt in 0..<attempts where best.bestCost > bound && looks > 0 {
            let start = best.bestSeats
            var search = SeatingSearch(
                from: attempt % 2 == 0 ? start : start.map { $0.shuffled(using: &random) },
                tables: tables, target: bound)
            search.run(steps: steps, looks: &looks, using: &random)
            if search.bestCost < best.bestCost { best = search }
        }
        self.rounds = best.bestTables
        repeatedMeetings = best.bestCost
        leastRepeatedMeetings = bound
        metPairs = best.metPairs
    }
}
