/// The two halves of a search for ways, and where they meet.
struct WayMeeting {
    typealias Tie = IntroductionSearch.Tie

    /// From the wanted person outwards.
    private(set) var fromWanted = WaySide(limit: 1)
    /// From the people I know outwards; ways through other people I know are wanted too.
    private(set) var fromKnown: WaySide
    /// Ties between the wanted person and the one I know, at most.
    let maximumTies: Int
    private let wanted: Int64
    private let count: Int
    /// The best way through each person I know, the cheapest first.
    private var found: [Find] = []

    /// A way that was found: the labels of both sides that meet.
    private struct Find {
        let source: Int64
        let strength: Int
        let cost: Int
        /// Nil when the first person of the way was reached from the wanted one.
        let known: WayLabel?
        let ahead: WayLabel
    }

    init(wanted: Int64, count: Int, maximumTies: Int) {
        self.wanted = wanted
        self.count = count
        self.maximumTies = maximumTies
        fromKnown = WaySide(limit: count)
        fromWanted.add(WayLabel(person: wanted, ties: 0, cost: 0, source: wanted))
    }

    /// What the last of the wanted ways costs; the greatest number while some are missing.
    var costliest: Int { found.count == count ? found.last?.cost ?? 0 : .max }

    /// Begins at somebody I know.
    mutating func begin(at person: Tie) {
        guard person.other != wanted else { return }
        fromKnown.work += 1
        let cost = IntroductionSearch.cost(ofStrength: person.strength)
        addFromKnown(
            WayLabel(
                person: person.other, ties: 0, cost: cost, source: person.other,
                strength: person.strength))
    }

    /// The next one to whom the wanted person leads.
    mutating func nextFromWanted() -> WayLabel? { fromWanted.next() }

    /// Goes on from somebody to whom a way from the wanted person leads.
    mutating func extendFromWanted(_ label: WayLabel, _ ties: [Tie]) {
        fromWanted.work += ties.count + 1
        for tie in ties where tie.other != wanted {
            let next = label.extended(by: tie)
            guard next.cost < costliest, let added = fromWanted.add(next) else { continue }
            for other in fromKnown.labels(of: tie.other) { meet(added, other) }
        }
    }

    /// The next one of the people I know, or of those they lead to; not the wanted one, where such
    /// a way ends.
    mutating func nextFromKnown() -> WayLabel? {
        while let label = fromKnown.next() {
            if label.person != wanted, label.ties < maximumTies { return label }
        }
        return nil
    }

    /// Goes on from somebody to whom a way from people I know leads.
    mutating func extendFromKnown(_ label: WayLabel, _ ties: [Tie]) {
        fromKnown.work += ties.count + 1
        for tie in ties {
            let next = label.extended(by: tie)
            guard next.cost < costliest else { continue }
            addFromKnown(next)
        }
    }

    /// Takes the way from somebody whom I know and to whom the wanted person leads.
    mutating func take(_ label: WayLabel, knownBy strength: Int) {
        guard label.person != wanted else { return }
        offer(
            Find(
                source: label.person, strength: strength,
                cost: label.cost + IntroductionSearch.cost(ofStrength: strength), known: nil,
                ahead: label))
    }

    private mutating func addFromKnown(_ label: WayLabel) {
        guard let added = fromKnown.add(label) else { return }
        for other in fromWanted.labels(of: label.person) { meet(other, added) }
    }

    private mutating func meet(_ ahead: WayLabel, _ known: WayLabel) {
        guard ahead.ties + known.ties <= maximumTies else { return }
        offer(
            Find(
                source: known.source, strength: 0, cost: ahead.cost + known.cost, known: known,
                ahead: ahead))
    }

    private mutating func offer(_ find: Find) {
        guard find.cost < costliest else { return }
        if let index = found.firstIndex(where: { $0.source == find.source }) {
            guard find.cost < found[index].cost else { return }
            found.remove(at: index)
        }
        let place = found.firstIndex { find.cost < $0.cost } ?? found.count
        found.insert(find, at: place)
        if found.count > count { found.removeLast() }
    }

    /// The ways that were found, the cheapest first.
    var ways: [IntroductionSearch.Way] {
        found.map { find in
            var people: [Int64] = []
            var strengths: [Int] = []
            if let known = find.known {
                // From the first person to where the sides meet: turned round.
                let half = fromKnown.chain(known)
                people = half.map(\.person).reversed()
                strengths = half.map(\.strength).reversed()
            } else {
                people = [find.ahead.person]
                strengths = [find.strength]
            }
            let rest = fromWanted.chain(find.ahead)
            people += rest.dropFirst().map(\.person)
            strengths += rest.dropLast().map(\.strength)
            return IntroductionSearch.Way(
                people: people, strengths: strengths, cost: find.cost)
        }
    }
}
