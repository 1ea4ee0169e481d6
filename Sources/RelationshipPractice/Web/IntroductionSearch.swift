/// Finds who could introduce me to somebody: ways of at most six handshakes, the strongest first.
///
/// Dijkstra's search (E. W. Dijkstra, 1959) from the wanted person outwards, over ties that are
/// fetched when they are needed: it ends at people I know, each of whom is one way. A weak tie
/// costs more than a strong one, and every handshake costs something. Somebody who was reached
/// cheaply over many handshakes is looked at again when reached over fewer: the limit of six would
/// hide ways beyond them otherwise.
package struct IntroductionSearch {
    /// A tie between two people, by their rows in the store.
    package struct Tie: Hashable, Sendable {
        package let other: Int64
        /// 1 to 100.
        package let strength: Int

        package init(other: Int64, strength: Int) {
            self.other = other
            self.strength = strength
        }
    }

    /// One way, from the person I know to the one I want to know.
    package struct Way: Hashable, Sendable {
        /// The first is whom I know, the last whom I want to know.
        package let people: [Int64]
        /// Of my tie to the first, then of each next one.
        package let strengths: [Int]
        package let cost: Int

        /// How many handshakes it takes.
        package var handshakes: Int { people.count }
    }

    /// The most handshakes (Milgram 1967; practice S1-17).
    package static let maximumHandshakes = 6
    /// People looked at before the search gives up.
    package static let maximumPeople = 60_000

    /// Somebody, reached over so many handshakes.
    private struct Step: Hashable {
        let person: Int64
        let hops: Int
    }

    private struct Place: Comparable {
        let cost: Int
        let step: Step

        static func < (left: Place, right: Place) -> Bool {
            (left.cost, left.step.person, left.step.hops)
                < (right.cost, right.step.person, right.step.hops)
        }
    }

    /// What a tie costs: 10 a handshake, and up to 50 for weakness.
    package static func cost(ofStrength strength: Int) -> Int {
        10 + (100 - min(max(strength, 1), 100)) / 2
    }

    /// Searches.
    ///
    /// - Parameters:
    ///   - wanted: Whom I want to know.
    ///   - count: How many ways at most.
    ///   - maximumHandshakes: At most six.
    ///   - known: My own tie to somebody; nil for people I do not know.
    ///   - ties: The ties of somebody.
    /// - Returns: Ways through different people I know, the cheapest first; empty when there is none.
    /// - Throws: What `ties` or `known` throw.
    /// - Complexity: O(t log t) for t ties of the people looked at.
    package static func ways(
        to wanted: Int64, count: Int = 3, maximumHandshakes: Int = maximumHandshakes,
        known: (Int64) throws -> Int?, ties: (Int64) throws -> [Tie]
    ) rethrows -> [Way] {
        var heap = BinaryHeap<Place>()
        heap.insert(Place(cost: 0, step: Step(person: wanted, hops: 1)))
        var fewest: [Int64: Int] = [:]
        var best: [Step: Int] = [:]
        var next: [Step: (step: Step, strength: Int)] = [:]
        var found: [Way] = []
        var costliest = Int.max
        var looked = 0
        while let place = heap.removeMinimum(), looked < maximumPeople, place.cost < costliest {
            let (person, hops) = (place.step.person, place.step.hops)
            guard hops < fewest[person] ?? Int.max else { continue }
            let isNew = fewest.updateValue(hops, forKey: person) == nil
            if isNew, person != wanted, let strength = try known(person) {
                found.append(way(from: place.step, strength, place.cost, next))
                found.sort { $0.cost < $1.cost }
                found = Array(found.prefix(count))
                if found.count == count, let last = found.last {
                    // My own tie to whoever comes next costs at least a handshake.
                    costliest = last.cost - Self.cost(ofStrength: 100)
                }
            }
            guard hops < maximumHandshakes else { continue }
            looked += 1
            for tie in try ties(person) where hops + 1 < fewest[tie.other] ?? Int.max {
                let step = Step(person: tie.other, hops: hops + 1)
                let cost = place.cost + Self.cost(ofStrength: tie.strength)
                guard cost < costliest, cost < best[step] ?? Int.max else { continue }
                best[step] = cost
                next[step] = (place.step, tie.strength)
                heap.insert(Place(cost: cost, step: step))
            }
        }
        return found
    }

    private static func way(
        from first: Step, _ strength: Int, _ cost: Int,
        _ next: [Step: (step: Step, strength: Int)]
    ) -> Way {
        var people = [first.person]
        var strengths = [strength]
        var current = first
        while let (step, strength) = next[current], people.count <= maximumHandshakes {
            people.append(step.person)
            strengths.append(strength)
            current = step
        }
        return Way(
            people: people, strengths: strengths, cost: cost + Self.cost(ofStrength: strength))
    }
}

/// A heap that gives its least element first.
struct BinaryHeap<Element: Comparable> {
    private var elements: [Element] = []

    /// Adds an element.
    mutating func insert(_ element: Element) {
        elements.append(element)
        var index = elements.count - 1
        while index > 0, elements[index] < elements[(index - 1) / 2] {
            elements.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// Takes the least element out; nil when there is none.
    mutating func removeMinimum() -> Element? {
        guard let first = elements.first else { return nil }
        let last = elements.removeLast()
        guard !elements.isEmpty else { return first }
        elements[0] = last
        var index = 0
        while true {
            let left = 2 * index + 1
            guard left < elements.count else { break }
            let right = left + 1
            let child = right < elements.count && elements[right] < elements[left] ? right : left
            guard elements[child] < elements[index] else { break }
            elements.swapAt(index, child)
            index = child
        }
        return first
    }
}
