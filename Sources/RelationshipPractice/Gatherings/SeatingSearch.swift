/// The local search behind a seating plan.
struct SeatingSearch {
    private let people: Int
    private let tables: Int
    private let target: Int
    /// The table of each person in each round.
    private var seats: [[Int]]
    /// How often each two people meet, both ways.
    private var meetings: [[Int]]
    private var cost = 0
    private var best: [[Int]]
    private(set) var bestCost = 0
    /// Until which step a person may not move again in a round.
    private var tabu: [[Int]]

    /// Begins at some rounds.
    ///
    /// - Parameters:
    ///   - seats: The table of each person in each round; never empty.
    ///   - tables: How many there are.
    ///   - target: When to stop looking.
    init(from seats: [[Int]], tables: Int, target: Int) {
        let people = seats.first?.count ?? 0
        let rounds = seats.count
        self.people = people
        self.tables = tables
        self.target = target
        self.seats = seats
        meetings = Array(repeating: Array(repeating: 0, count: people), count: people)
        tabu = Array(repeating: Array(repeating: 0, count: people), count: rounds)
        best = seats
        for round in seats {
            for a in 0..<people {
                for b in 0..<people where a != b && round[a] == round[b] { meetings[a][b] += 1 }
            }
        }
        for a in 0..<people {
            for b in (a + 1)..<people { cost += max(0, meetings[a][b] - 1) }
        }
        bestCost = cost
    }

    /// How many pairs meet in the best plan.
    var metPairs: Int {
        var met: Set<Int> = []
        for round in best {
            for a in 0..<people {
                for b in (a + 1)..<people where round[a] == round[b] { met.insert(a * people + b) }
            }
        }
        return met.count
    }

    /// The best plan, as the table of each person in each round.
    var bestSeats: [[Int]] { best }

    /// The best plan as tables.
    var bestTables: [[[Int]]] {
        best.map { round in
            (0..<tables).map { table in (0..<people).filter { round[$0] == table } }
        }
    }

    /// Searches until nothing can be better, or for so many steps.
    mutating func run(steps: Int, using random: inout some RandomNumberGenerator) {
        var sinceBest = 0
        for step in 0..<max(steps, 0) {
            guard bestCost > target else { return }
            guard let swap = bestSwap(step, using: &random) else { continue }
            apply(swap)
            let hold = 4 + Int(random.next() % 8)
            tabu[swap.round][swap.a] = step + hold
            tabu[swap.round][swap.b] = step + hold
            sinceBest += 1
            if cost < bestCost {
                best = seats
                bestCost = cost
                sinceBest = 0
            }
            // Stuck: mix one round anew.
            if sinceBest > 400 {
                shuffle(round: Int(random.next() % UInt64(seats.count)), using: &random)
                sinceBest = 0
            }
        }
    }

    private struct Swap {
        let round: Int
        let a: Int
        let b: Int
        let change: Int
    }

    private func bestSwap(_ step: Int, using random: inout some RandomNumberGenerator) -> Swap? {
        var found: Swap?
        var ties = 0
        for round in seats.indices {
            let places = seats[round]
            for a in 0..<people where isCrowded(a, places) {
                for b in 0..<people where places[a] != places[b] {
                    let change = change(swapping: a, b, places)
                    let isFree = tabu[round][a] <= step && tabu[round][b] <= step
                    guard isFree || cost + change < bestCost else { continue }
                    if let other = found {
                        if change > other.change { continue }
                        if change == other.change {
                            ties += 1
                            if random.next() % UInt64(ties + 1) != 0 { continue }
                        } else {
                            ties = 0
                        }
                    }
                    found = Swap(round: round, a: a, b: b, change: change)
                }
            }
        }
        return found
    }

    /// Whether somebody meets anybody at the table again.
    private func isCrowded(_ person: Int, _ places: [Int]) -> Bool {
        for other in 0..<people
        where other != person && places[other] == places[person] && meetings[person][other] > 1 {
            return true
        }
        return false
    }

    private func change(swapping a: Int, _ b: Int, _ places: [Int]) -> Int {
        var change = 0
        for other in 0..<people where other != a && other != b {
            if places[other] == places[a] {
                change -= meetings[a][other] > 1 ? 1 : 0
                change += meetings[b][other] > 0 ? 1 : 0
            } else if places[other] == places[b] {
                change -= meetings[b][other] > 1 ? 1 : 0
                change += meetings[a][other] > 0 ? 1 : 0
            }
        }
        return change
    }

    private mutating func apply(_ swap: Swap) {
        let places = seats[swap.round]
        for other in 0..<people where other != swap.a && other != swap.b {
            if places[other] == places[swap.a] {
                count(swap.a, other, -1)
                count(swap.b, other, 1)
            } else if places[other] == places[swap.b] {
                count(swap.b, other, -1)
                count(swap.a, other, 1)
            }
        }
        seats[swap.round].swapAt(swap.a, swap.b)
        cost += swap.change
    }

    private mutating func count(_ a: Int, _ b: Int, _ change: Int) {
        meetings[a][b] += change
        meetings[b][a] += change
    }

    private mutating func shuffle(round: Int, using random: inout some RandomNumberGenerator) {
        for _ in 0..<people {
            let a = Int(random.next() % UInt64(people))
            let b = Int(random.next() % UInt64(people))
            guard seats[round][a] != seats[round][b] else { continue }
            apply(Swap(round: round, a: a, b: b, change: change(swapping: a, b, seats[round])))
        }
    }
}
