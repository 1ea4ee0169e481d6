/// One round whose turns make all others, so that only one round is to be found.
///
/// People stand in rings as long as there are rounds; whoever is left over stands still. From round
/// to round everybody on a ring moves one place on, and sits where the one before sat:
///
///     round 0:  a sits with b      round r:  a + r sits with b + r
///
/// Two meet twice only if two tables of the first round hold pairs of the same rings at the same
/// distance. So distances are to be told apart, which a short search does (the differences of R. C.
/// Bose, "On the construction of balanced incomplete block designs", 1939).
struct SeatingCycle {
    private let people: Int
    private let period: Int
    /// The table of each person in the first round.
    private var table: [Int]
    private var members: [[Int]]
    /// The sort of each pair by both numbers: their rings and the distance.
    private let sorts: [Int]
    /// How often a sort may stand in the first round.
    private let allowed: [Int]
    private var counts: [Int]
    /// How many pairs are too many; 0 when nobody meets anybody twice.
    private(set) var cost = 0

    /// Begins with any first round.
    ///
    /// - Parameters:
    ///   - people: How many.
    ///   - tables: How many.
    ///   - period: After how many rounds all sit as at first; 1 to as many as there are people.
    ///   - random: Decides where to begin.
    init(
        people: Int, tables: Int, period: Int, using random: inout some RandomNumberGenerator
    ) {
        self.people = people
        self.period = period
        (sorts, allowed) = Self.sorts(people, period)
        counts = Array(repeating: 0, count: allowed.count)
        table = (0..<people).map { $0 % tables }.shuffled(using: &random)
        members = Array(repeating: [], count: tables)
        for person in 0..<people {
            cost += count(person, at: table[person], 1)
            members[table[person]].append(person)
        }
    }

    /// The table of each person in so many rounds.
    func seats(rounds: Int) -> [[Int]] {
        let moving = people - people % period
        return (0..<rounds).map { round in
            (0..<people).map { person in
                guard person < moving else { return table[person] }
                let place = (person % period - round % period + period) % period
                return table[person - person % period + place]
            }
        }
    }

    /// Swaps people while that lowers the cost, with a tabu list.
    ///
    /// - Parameters:
    ///   - steps: How long to go on.
    ///   - looks: How many looks at somebody else are left, for all searches.
    ///   - random: Decides between equal swaps.
    mutating func run(
        steps: Int, looks: inout Int, using random: inout some RandomNumberGenerator
    ) {
        var tabu = Array(repeating: 0, count: people)
        var lowest = cost
        for step in 1...max(steps, 1) {
            guard cost > 0, looks > 0 else { return }
            var best: (a: Int, b: Int, change: Int)?
            var ties: UInt64 = 0
            for a in 0..<people where isCrowded(a) {
                for b in 0..<people where table[a] != table[b] {
                    let change = swap(a, b)
                    _ = swap(a, b)
                    looks -= 4 * (members[table[a]].count + members[table[b]].count)
                    guard max(tabu[a], tabu[b]) < step || cost + change < lowest,
                        change <= best?.change ?? .max
                    else { continue }
                    ties = change == best?.change ? ties + 1 : 1
                    if ties == 1 || random.next() % ties == 0 { best = (a, b, change) }
                }
            }
            guard let best else { continue }
            cost += swap(best.a, best.b)
            lowest = min(lowest, cost)
            tabu[best.a] = step + 4 + Int(random.next() % 8)
            tabu[best.b] = tabu[best.a]
        }
    }

    /// Whether somebody is one of too many pairs of a sort.
    private func isCrowded(_ person: Int) -> Bool {
        members[table[person]].contains { other in
            guard other != person else { return false }
            let sort = sorts[person * people + other]
            return counts[sort] > allowed[sort]
        }
    }

    /// Swaps two people of different tables.
    ///
    /// - Returns: How the cost changes.
    private mutating func swap(_ a: Int, _ b: Int) -> Int {
        let (ofA, ofB) = (table[a], table[b])
        members[ofA].removeAll { $0 == a }
        members[ofB].removeAll { $0 == b }
        let left = count(a, at: ofA, -1) + count(b, at: ofB, -1)
        let joined = count(a, at: ofB, 1) + count(b, at: ofA, 1)
        members[ofA].append(b)
        members[ofB].append(a)
        (table[a], table[b]) = (ofB, ofA)
        return left + joined
    }

    /// Counts the pairs of somebody with all at a table, or takes them back.
    private mutating func count(_ person: Int, at table: Int, _ by: Int) -> Int {
        var change = 0
        for other in members[table] {
            let sort = sorts[person * people + other]
            let before = max(0, counts[sort] - allowed[sort])
            counts[sort] += by
            change += max(0, counts[sort] - allowed[sort]) - before
        }
        return change
    }

    /// Numbers what two people can be to each other, and tells how often each may be.
    ///
    /// Half a ring apart are two who meet again half the rounds later, and two who both stand still
    /// meet each time: never in the first round then.
    private static func sorts(_ people: Int, _ period: Int) -> (sorts: [Int], allowed: [Int]) {
        let moving = people - people % period
        var numbers: [[Int]: Int] = [:]
        var sorts = Array(repeating: 0, count: people * people)
        var allowed: [Int] = []
        for a in 0..<people {
            for b in (a + 1)..<max(people, a + 1) {
                let rings = [a, b].map { $0 < moving ? $0 / period : moving + $0 }
                let isStill = b >= moving
                var distance = isStill ? 0 : (b - a + period) % period
                if rings[0] == rings[1] { distance = min(distance, period - distance) }
                let isTwice = rings[0] == rings[1] && distance * 2 == period || a >= moving
                let number = numbers[rings + [distance]] ?? allowed.count
                if number == allowed.count {
                    numbers[rings + [distance]] = number
                    allowed.append(isTwice && period > 1 ? 0 : 1)
                }
                sorts[a * people + b] = number
                sorts[b * people + a] = number
            }
        }
        return (sorts, allowed)
    }
}
