/// Finds groups whose members have more ties with each other than with others.
///
/// The method of V. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, "Fast unfolding of
/// communities in large networks", 2008: everybody moves to the neighbours' group with which the
/// modularity (M. Newman, 2006) grows most, until nobody gains; then groups are taken for people,
/// and so on. People move in the order of their places and equal gains go to the smaller group, so
/// that every machine finds the same.
enum Communities {
    /// A group's ties by the other group, its own included (counted from both ends).
    private typealias Graph = [[Int: Int]]

    /// More rounds change nothing but the time it takes: a technical bound of the work.
    private static let maximumRounds = 64

    /// Finds the groups.
    ///
    /// - Parameter ties: Of each vertex; every tie from both ends.
    /// - Returns: The group of each vertex, numbered by their first vertices.
    static func groups(_ ties: [[(other: Int, strength: Int)]]) -> [Int] {
        var graph: Graph = ties.map { row in
            Dictionary(row.map { ($0.other, $0.strength) }, uniquingKeysWith: +)
        }
        var result = Array(ties.indices)
        for _ in 0..<maximumRounds {
            let moved = moves(in: graph)
            guard moved != Array(graph.indices) else { break }
            result = result.map { moved[$0] }
            graph = joined(graph, moved)
        }
        return result
    }

    /// One level: the group of each vertex when nobody gains by moving any more.
    private static func moves(in graph: Graph) -> [Int] {
        let degrees = graph.map { $0.values.reduce(0, +) }
        let whole = degrees.reduce(0, +)
        var group = Array(graph.indices)
        var total = degrees
        var hasMoved = whole > 0
        for _ in 0..<maximumRounds where hasMoved {
            hasMoved = false
            for vertex in graph.indices {
                let before = group[vertex]
                total[before] -= degrees[vertex]
                var shared: [Int: Int] = [before: 0]
                for (other, strength) in graph[vertex] where other != vertex {
                    shared[group[other], default: 0] += strength
                }
                /// The growth of modularity, times what is the same for all groups.
                func gain(_ candidate: Int) -> Int {
                    (shared[candidate] ?? 0) * whole - total[candidate] * degrees[vertex]
                }
                var best = before
                for candidate in shared.keys.sorted() where gain(candidate) > gain(best) {
                    best = candidate
                }
                group[vertex] = best
                total[best] += degrees[vertex]
                hasMoved = hasMoved || best != before
            }
        }
        return numbered(group)
    }

    /// Groups as vertices.
    private static func joined(_ graph: Graph, _ group: [Int]) -> Graph {
        var result = Graph(repeating: [:], count: (group.max() ?? -1) + 1)
        for (vertex, row) in graph.enumerated() {
            for (other, strength) in row {
                result[group[vertex]][group[other], default: 0] += strength
            }
        }
        return result
    }

    /// Groups numbered from 0, in the order of their first vertices.
    private static func numbered(_ group: [Int]) -> [Int] {
        var numbers: [Int: Int] = [:]
        return group.map { old in
            let number = numbers[old] ?? numbers.count
            numbers[old] = number
            return number
        }
    }
}
