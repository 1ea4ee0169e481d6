package import ChangeLog
import ContactModel

/// The shape of my web of people: closed or open, in which circles, and who leads beyond it
/// (practice S3-6).
package struct WebReading: Sendable {
    /// People of whom most know each other.
    package struct Circle: Hashable, Sendable {
        /// Whoever has the strongest ties within comes first.
        package let people: [EntityID]
        /// How many pairs know each other, and how many could.
        package let ties: Int
        package let pairs: Int
        /// The field of most who have one; empty when no field has the half.
        package let field: String
        /// The evidence of the strongest ties, a sentence each.
        package let reasons: [String]
    }

    /// Somebody who alone leads to others.
    package struct Bridge: Hashable, Sendable {
        package let person: EntityID
        /// The people I reach through this person only, by id.
        package let beyond: [EntityID]
    }

    /// Of three people and more, the largest first.
    package let circles: [Circle]
    /// Circles, by their places, between which nobody but me stands.
    ///
    /// R. Burt calls them structural holes ("Structural Holes", 1992).
    package let holes: [(first: Int, second: Int)]
    /// Those who lead to most others first.
    package let bridges: [Bridge]
    /// How many pairs of those whom I know are known to know each other, and how many pairs are.
    package let knownPairs: Int
    package let pairs: Int
    /// How many ties are known of, also between people whom I do not know myself.
    package let tieCount: Int
    /// As many people without ties to each other would bring as much: n - 2t/n.
    ///
    /// After S. Borgatti, "Structural holes: unpacking Burt's redundancy measures", 1997.
    package let effectiveCount: Double
    /// Burt's constraint, 0 to 100: how far my ties lead back to each other.
    ///
    /// After R. Burt, "Structural Holes", 1992, chapter 2.
    package let constraint: Int

    /// Circles of fewer are pairs: closure begins with three (Burt, 1992; practice S3-6).
    package static let leastCircle = 3
    /// How many ties of a circle are named: as many as a line shows.
    private static let namedTies = 3
    /// Circles between which holes are looked for, the largest: the pairs of more would fill pages.
    private static let comparedCircles = 20

    /// Reads a web.
    ///
    /// - Complexity: O(t log t) for t ties, but for pairs of circles.
    package init(_ web: PeopleWeb, _ book: PracticeBook) {
        let tied = (0..<web.knownCount).filter { !web.tiesAmongKnown(of: $0).isEmpty }
        knownPairs = tied.reduce(0) { $0 + web.tiesAmongKnown(of: $1).count } / 2
        pairs = web.knownCount * (web.knownCount - 1) / 2
        tieCount = web.ties.reduce(0) { $0 + $1.count } / 2
        effectiveCount =
            web.knownCount == 0
            ? 0 : Double(web.knownCount) - 2 * Double(knownPairs) / Double(web.knownCount)
        constraint = Self.constraint(web)
        let groups = Communities.groups(
            (0..<web.knownCount).map { place in
                web.tiesAmongKnown(of: place).map { ($0.other, $0.strength) }
            })
        let members = Dictionary(grouping: tied) { groups[$0] }.values
            .filter { $0.count >= Self.leastCircle }
            .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
        circles = members.map { Self.circle(of: $0, web, book) }
        holes = Self.holes(between: members, web)
        bridges = Self.bridges(web)
    }

    /// Why no pair of mine is known to know each other; nil when one is.
    package var whyNoPairs: String? {
        guard knownPairs == 0 else { return nil }
        return tieCount == 0
            ? "No ties between your people are written down yet."
            : "\(tieCount) \(tieCount == 1 ? "tie is" : "ties are") written down, none between two "
                + "people with a tier or a touch."
    }

    /// The circle of somebody, by its place in ``circles``; nil outside of all.
    package func circle(of person: EntityID) -> Int? {
        circles.firstIndex { $0.people.contains(person) }
    }

    private static func circle(
        of members: [Int], _ web: PeopleWeb, _ book: PracticeBook
    ) -> Circle {
        let inside = Set(members)
        let within = members.map { member in
            (member, web.tiesAmongKnown(of: member).filter { inside.contains($0.other) })
        }
        let sorted = within.map { member, ties in
            (person: web.people[member], strength: ties.reduce(0) { $0 + $1.strength })
        }.sorted {
            ($1.strength, book.name($0.person), $0.person)
                < ($0.strength, book.name($1.person), $1.person)
        }.map(\.person)
        let ties = within.flatMap { member, ties in
            ties.filter { member < $0.other }.map { (member, $0) }
        }
        let strongest = ties.sorted {
            ($1.1.strength, $0.0, $0.1.other) < ($0.1.strength, $1.0, $1.1.other)
        }
        let fields = members.compactMap { place -> String? in
            let field = book.people[web.people[place]]?.overlay.text(.field) ?? ""
            return field.isEmpty ? nil : field
        }
        let most = Measure.foldedCounts(fields).first
        return Circle(
            people: sorted, ties: ties.count, pairs: members.count * (members.count - 1) / 2,
            field: most.map { $0.value > fields.count - $0.value ? $0.label : "" } ?? "",
            reasons: strongest.prefix(namedTies).map { member, tie in
                let names = [member, tie.other].map { book.name(web.people[$0]) }
                return "\(names[0]) and \(names[1]): \(web.words(member, tie.other))"
            } + (ties.count > namedTies ? ["\(ties.count - namedTies) more"] : []))
    }

    private static func holes(
        between members: [[Int]], _ web: PeopleWeb
    ) -> [(first: Int, second: Int)] {
        var circleOf: [Int: Int] = [:]
        for (number, circle) in members.enumerated() {
            for place in circle { circleOf[place] = number }
        }
        var bridged: Set<[Int]> = []
        for (place, number) in circleOf {
            for tie in web.tiesAmongKnown(of: place) {
                guard let other = circleOf[tie.other], other != number else { continue }
                bridged.insert([min(number, other), max(number, other)])
            }
        }
        let count = min(members.count, comparedCircles)
        return (0..<count).flatMap { first in
            (first + 1..<max(count, first + 1)).filter { !bridged.contains([first, $0]) }
                .map { (first, $0) }
        }
    }

    /// Whoever is the only one of mine with ties to a part of the web that I do not know.
    private static func bridges(_ web: PeopleWeb) -> [Bridge] {
        var seen = [Bool](repeating: false, count: web.people.count)
        var beyond: [Int: [Int]] = [:]
        for start in web.knownCount..<web.people.count where !seen[start] {
            seen[start] = true
            var part = [start]
            var leaders: Set<Int> = []
            var next = 0
            while next < part.count {
                for tie in web.ties[part[next]] {
                    if tie.other < web.knownCount {
                        leaders.insert(tie.other)
                    } else if !seen[tie.other] {
                        seen[tie.other] = true
                        part.append(tie.other)
                    }
                }
                next += 1
            }
            if leaders.count == 1, let leader = leaders.first {
                beyond[leader, default: []] += part
            }
        }
        return beyond.map { leader, part in
            Bridge(person: web.people[leader], beyond: part.sorted().map { web.people[$0] })
        }.sorted { ($1.beyond.count, $0.person) < ($0.beyond.count, $1.person) }
    }

    /// The sum over everybody j of (p_j + sum over q of p_q p_qj) squared, where p is the share of
    /// my ties, and p_qj that of q's.
    private static func constraint(_ web: PeopleWeb) -> Int {
        let whole = Double(web.own.reduce(0, +))
        guard whole > 0 else { return 0 }
        let mine = web.own.map { Double($0) / whole }
        var indirect = [Double](repeating: 0, count: web.knownCount)
        for place in 0..<web.knownCount {
            let ties = web.tiesAmongKnown(of: place)
            let spent = Double(web.own[place] + ties.reduce(0) { $0 + $1.strength })
            for tie in ties { indirect[tie.other] += mine[place] * Double(tie.strength) / spent }
        }
        let sum = zip(mine, indirect).reduce(0) { $0 + ($1.0 + $1.1) * ($1.0 + $1.1) }
        return Int((min(sum, 1) * 100).rounded())
    }
}
