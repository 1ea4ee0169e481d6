/// The two halves of a search for ways, and where they meet.
struct WayMeeting {
    typealias Tie = IntroductionSearch.Tie

    /// From the wanted person outwards.
    private(set) var fromWanted = WaySide()
    /// From the people I know outwards.
    private(set) var fromKnown = WaySide()
    /// Ties between the wanted person and the one I know, at most.
    let maximumTies: Int
    private let wanted: Int64
    /// The best way so far.
    private var found: Find?

    /// A way that was found: the labels of both sides that meet.
    private struct Find: Comparable {
        let source: Acquaintance
        let cost: Int
        let ties: Int
        /// Nil when the first person of the way was reached from the wanted one.
        let known: WayLabel?
        let ahead: WayLabel

        static func < (left: Find, right: Find) -> Bool {
            (left.cost, left.ties, left.source) < (right.cost, right.ties, right.source)
        }

        static func == (left: Find, right: Find) -> Bool { !(left < right) && !(right < left) }
    }

    init(wanted: Int64, maximumTies: Int) {
        self.wanted = wanted
        self.maximumTies = maximumTies
        fromWanted.add(
            WayLabel(person: wanted, ties: 0, cost: 0, source: Acquaintance(wanted, strength: 0)))
    }

    /// The cost of the way; the greatest number while there is none.
    var cost: Int { found?.cost ?? .max }

    /// Begins at somebody I know.
    mutating func begin(at person: Acquaintance) {
        guard person.person != wanted else { return }
        fromKnown.work += 1
        let cost = IntroductionSearch.cost(ofStrength: person.strength)
        addFromKnown(
            WayLabel(
                person: person.person, ties: 0, cost: cost, source: person,
                strength: person.strength))
    }

    /// The next one to whom the wanted person leads.
    mutating func nextFromWanted() -> WayLabel? { fromWanted.next() }

    /// Goes on from somebody to whom a way from the wanted person leads.
    mutating func extendFromWanted(_ label: WayLabel, _ ties: [Tie]) {
        fromWanted.work += ties.count + 1
        for tie in ties where tie.other != wanted {
            let next = label.extended(by: tie)
            guard next.cost <= cost, let added = fromWanted.add(next) else { continue }
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
            guard next.cost <= cost else { continue }
            addFromKnown(next)
        }
    }

    /// Takes the way from somebody whom I know and to whom the wanted person leads.
    mutating func take(_ label: WayLabel, knownAs person: Acquaintance) {
        guard label.person != wanted else { return }
        offer(
            Find(
                source: person,
                cost: label.cost + IntroductionSearch.cost(ofStrength: person.strength),
                ties: label.ties, known: nil, ahead: label))
    }

    private mutating func addFromKnown(_ label: WayLabel) {
        guard let added = fromKnown.add(label) else { return }
        for other in fromWanted.labels(of: label.person) { meet(other, added) }
    }

    private mutating func meet(_ ahead: WayLabel, _ known: WayLabel) {
        guard ahead.ties + known.ties <= maximumTies else { return }
        offer(
            Find(
                source: known.source, cost: ahead.cost + known.cost,
                ties: ahead.ties + known.ties, known: known, ahead: ahead))
    }

    private mutating func offer(_ find: Find) {
        if let found, !(find < found) { return }
        found = find
    }

    /// The best way that was found; nil without any.
    var way: IntroductionSearch.Way? {
        guard let find = found else { return nil }
        var people = [find.ahead.person]
        var strengths = [find.source.strength]
        if let known = find.known {
            // From the first person to where the sides meet: turned round.
            let half = fromKnown.chain(known)
            people = half.map(\.person).reversed()
            strengths = half.map(\.strength).reversed()
        }
        let rest = fromWanted.chain(find.ahead)
        people += rest.dropFirst().map(\.person)
        strengths += rest.dropLast().map(\.strength)
        return IntroductionSearch.Way(people: people, strengths: strengths, cost: find.cost)
    }
}
