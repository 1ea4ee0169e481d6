/// The local search behind a seating plan.
struct SeatingSearch {
    private let people: Int
    private let tables: Int
    private let target: Int
    /// The table of each person in each round.
    private var seats: [[Int]]
    /// The people at each table of each round.
    private var members: [[[Int]]]
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
        members = Self.members(seats, people, tables)
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
        Self.members(best, people, tables)
    }

    private static func members(_ seats: [[Int]], _ people: Int, _ tables: Int) -> [[[Int]]] {
        seats.map { round in
            var members = Array(repeating: [Int](), count: tables)
            for person in 0..<people { members[round[person]].append(person) }
            return members
        }
    }

    /// Searches until nothing can be better, or for so many steps.
    ///
    /// - Parameters:
    ///   - steps: How many.
    ///   - looks: How many looks at somebody else are left, for all searches.
    ///   - random: Decides between equal swaps.
    mutating func run(
        steps: Int, looks: inout Int, using random: inout some RandomNumberGenerator
    ) {
        var sinceBest = 0
        for step in 0..<max(steps, 0) {
            guard bestCost > target, looks > 0 else { return }
            guard let swap = bestSwap(step, looks: &looks, using: &random) else { continue }
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

    private func bestSwap(
        _ step: Int, looks: inout Int, using random: inout some RandomNumberGenerator
    ) -> Swap? {
        var found: Swap?
        var ties = 0
        for round in seats.indices {
            let places = seats[round]
            for a in 0..<people where isCrowded(a, round) {
                for b in 0..<people where places[a] != places[b] {
                    let change = change(swapping: a, b, round)
                    looks -= members[round][places[a]].count + members[round][places[b]].count
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
    private func isCrowded(_ person: Int, _ round: Int) -> Bool {
        let met = meetings[person]
        return members[round][seats[round][person]].contains { $0 != person && met[$0] > 1 }
    }

    private func change(swapping a: Int, _ b: Int, _ round: Int) -> Int {
        let (metA, metB) = (meetings[a], meetings[b])
        var change = 0
        for other in members[round][seats[round][a]] where other != a {
            change -= metA[other] > 1 ? 1 : 0
            change += metB[other] > 0 ? 1 : 0
        }
        for other in members[round][seats[round][b]] where other != b {
            change -= metB[other] > 1 ? 1 : 0
            change += metA[other] > 0 ? 1 : 0
        }
        return change
    }

    private mutating func apply(_ swap: Swap) {
        let (a, b) = (swap.a, swap.b)
        let (ofA, ofB) = (seats[swap.round][a], seats[swap.round][b])
        for other in members[swap.round][ofA] where other != a {
            count(a, other, -1)
            count(b, other, 1)
        }
        for other in members[swap.round][ofB] where other != b {
            count(b, other, -1)
            count(a, other, 1)
        }
        members[swap.round][ofA].removeAll { $0 == a }
        members[swap.round][ofB].removeAll { $0 == b }
        members[swap.round][ofA].append(b)
        members[swap.round][ofB].append(a)
        seats[swap.round].swapAt(a, b)
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
            apply(Swap(round: round, a: a, b: b, change: change(swapping: a, b, round)))
        }
    }
}
