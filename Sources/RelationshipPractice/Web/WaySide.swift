/// Somebody as a search has reached them.
struct WayLabel {
    let person: Int64
    /// How many ties from where the side begins.
    let ties: Int
    let cost: Int
    /// Where the side begins: whom I know, or the wanted person.
    let source: Acquaintance
    /// Of the tie by which the person was reached; my own where the side begins at whom I know.
    let strength: Int
    /// The label it was reached from, by its place; -1 where the side begins.
    let previous: Int
    /// The place among the labels of the side.
    fileprivate(set) var place = -1

    init(
        person: Int64, ties: Int, cost: Int, source: Acquaintance, strength: Int = 0,
        previous: Int = -1
    ) {
        self.person = person
        self.ties = ties
        self.cost = cost
        self.source = source
        self.strength = strength
        self.previous = previous
    }

    /// The label of whoever is one tie further.
    func extended(by tie: IntroductionSearch.Tie) -> WayLabel {
        WayLabel(
            person: tie.other, ties: ties + 1,
            cost: cost + IntroductionSearch.cost(ofStrength: tie.strength), source: source,
            strength: tie.strength, previous: place)
    }

    /// Whether it leaves nothing to another label of the same person to be better in.
    fileprivate func covers(_ other: WayLabel) -> Bool {
        guard cost <= other.cost, ties <= other.ties else { return false }
        return cost < other.cost || ties < other.ties || !(other.source < source)
    }
}

/// One side of a search: whom it has reached, and whom to look at next.
struct WaySide {
    /// How much was read for it, in ties.
    var work = 0
    private var all: [WayLabel] = []
    private var placesByPerson: [Int64: [Int]] = [:]
    private var waiting = BinaryHeap<Waiting>()

    private struct Waiting: Comparable {
        let cost: Int
        let ties: Int
        /// Rows differ from machine to machine; the order of reading does not.
        let place: Int

        static func < (left: Waiting, right: Waiting) -> Bool {
            (left.cost, left.ties, left.place) < (right.cost, right.ties, right.place)
        }
    }

    /// The cost of whoever is looked at next; the greatest number when nobody is left.
    var leastCost: Int { waiting.minimum?.cost ?? .max }

    /// Adds a label unless others of the person make it needless.
    ///
    /// - Returns: The label with its place; nil when it is needless.
    @discardableResult
    mutating func add(_ label: WayLabel) -> WayLabel? {
        guard !isNeedless(label) else { return nil }
        var added = label
        added.place = all.count
        all.append(added)
        placesByPerson[label.person, default: []].append(added.place)
        waiting.insert(Waiting(cost: label.cost, ties: label.ties, place: added.place))
        return added
    }

    /// Takes the next person to look at: the cheapest that is still needed; nil when nobody is
    /// left.
    mutating func next() -> WayLabel? {
        while let place = waiting.removeMinimum()?.place {
            if !isNeedless(all[place]) { return all[place] }
        }
        return nil
    }

    /// The labels of somebody.
    func labels(of person: Int64) -> [WayLabel] {
        (placesByPerson[person] ?? []).map { all[$0] }
    }

    /// The labels from one to where the side begins.
    func chain(_ label: WayLabel) -> [WayLabel] {
        var result = [label]
        while let last = result.last, last.previous >= 0, last.previous < last.place {
            result.append(all[last.previous])
        }
        return result
    }

    private func isNeedless(_ label: WayLabel) -> Bool {
        (placesByPerson[label.person] ?? []).contains { place in
            guard place != label.place, all[place].covers(label) else { return false }
            // Of two that are alike the first stays.
            return label.place < 0 || place < label.place || !label.covers(all[place])
        }
    }
}
