package import ChangeLog
package import ContactModel

/// The routes to a goal, scored on the goal's own criteria (practice S0-3).
///
/// A weighted sum (P. Fishburn, "Additive Utilities with Incomplete Product Set", 1967). One route
/// is named best only when it stays so whatever a missing score would be, and when each weight may
/// be one more or less (E. Triantaphyllou, A. Sánchez, 1997, on how sensitive such methods are).
package struct RouteComparison: Hashable, Sendable {
    /// A criterion by which routes are compared.
    package struct Criterion: Hashable, Sendable {
        package let id: EntityID
        package let text: String
        package let weight: Int
    }

    /// One route with its scores.
    package struct Route: Hashable, Sendable {
        package let id: EntityID
        package let text: String
        /// From 0 to 5, in the order of the criteria; nil where nothing was said.
        package let scores: [Int?]
        /// Out of 100, with nothing for what is missing.
        package let points: Int
        /// Out of 100, with the most for what is missing.
        package let bestPoints: Int
        /// The reasons: what carries it, what holds it back, what is missing; a sentence each.
        package let reasons: [String]
        /// Scores for criteria that the goal does not have.
        package let unknown: [String]
    }

    package let goal: EntityID
    package let text: String
    package let criteria: [Criterion]
    /// The best first.
    package let routes: [Route]
    /// The route that is clearly best; nil when none is.
    package let winner: EntityID?
    /// Why one is, or none.
    package let verdict: String

    /// The weights of criteria, and the scores of routes from 0 to the greatest one.
    ///
    /// Our choice of scale: five steps, as those of influence, trust and energy; the essay asks "which
    /// one is better, and by what criteria" and leaves weights to the reader (practice S0-3).
    private static let weights = 1...5
    /// The greatest score of a route: that of the same five steps (``weights``).
    private static let highestScore = weights.upperBound
    /// A criterion without a weight counts as much as the middle of ``weights``.
    private static let usualWeight = (weights.lowerBound + weights.upperBound) / 2
    /// Out of 100: two routes that are nearer to each other than this are equal for all purposes.
    ///
    /// Our choice: a quarter of one step of a score, which nobody can tell (practice S0-3).
    private static let clearPoints = 100 / highestScore / 4

    /// Compares the routes of one goal.
    package init(_ goal: Item, in book: PracticeBook) {
        self.goal = goal.id
        text = goal.text(.text)
        let criteria = book.items(.criterion, naming: goal.id).map {
            Criterion(
                id: $0.id, text: $0.text(.text),
                weight: $0.number(.weight, in: Self.weights) ?? Self.usualWeight)
        }
        let routes = book.items(.route, naming: goal.id)
            .map { Self.route($0, criteria) }
            .sorted { ($1.points, $0.text, $0.id) < ($0.points, $1.text, $1.id) }
        self.criteria = criteria
        self.routes = routes
        (winner, verdict) = Self.judge(routes, criteria)
    }

    /// Reads `children=4`; nil for a text that is no score from 0 to 5.
    package static func score(_ text: some StringProtocol) -> (criterion: String, score: Int)? {
        guard let sign = text.lastIndex(of: "="),
            let score = Int(String(text[text.index(after: sign)...]).trimmed),
            (0...highestScore).contains(score)
        else { return nil }
        return (String(text[..<sign]), score)
    }

    /// Scores that speak of a criterion by other words; others stay as they are.
    package static func scores(_ text: String, renaming old: String, to new: String) -> String {
        text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let (name, score) = score(part), FoldedText.words(name) == FoldedText.words(old)
            else { return String(part) }
            return "\(new)=\(score)"
        }.joined(separator: ",")
    }

    private static func route(_ item: Item, _ criteria: [Criterion]) -> Route {
        var scores = [Int?](repeating: nil, count: criteria.count)
        var unknown: [String] = []
        for part in item.text(.scores).split(separator: ",") {
            guard let (name, score) = score(part), let index = index(of: name, in: criteria) else {
                unknown.append(String(part).trimmed)
                continue
            }
            scores[index] = score
        }
        let weights = criteria.map(\.weight)
        return Route(
            id: item.id, text: item.text(.text), scores: scores,
            points: points(scores, weights, missing: 0),
            bestPoints: points(scores, weights, missing: highestScore),
            reasons: reasons(scores, criteria), unknown: unknown)
    }

    /// The criterion of that name, or the only one that has all of its words.
    private static func index(of name: String, in criteria: [Criterion]) -> Int? {
        let wanted = FoldedText.words(name)
        guard !wanted.isEmpty else { return nil }
        let words = criteria.map { FoldedText.words($0.text) }
        if let exact = words.firstIndex(of: wanted) { return exact }
        let fitting = words.indices.filter { index in wanted.allSatisfy(words[index].contains) }
        return fitting.count == 1 ? fitting.first : nil
    }

    private static func points(_ scores: [Int?], _ weights: [Int], missing: Int) -> Int {
        let most = weights.reduce(0, +) * highestScore
        guard most > 0 else { return 0 }
        let sum = zip(scores, weights).reduce(0) { $0 + ($1.0 ?? missing) * $1.1 }
        return (sum * 200 + most) / (most * 2)
    }

    private static func reasons(_ scores: [Int?], _ criteria: [Criterion]) -> [String] {
        let known = zip(scores, criteria).compactMap { score, criterion in
            score.map { (score: $0, criterion: criterion) }
        }
        var reasons: [String] = []
        let lacks = known.max {
            (highestScore - $0.score) * $0.criterion.weight
                < (highestScore - $1.score) * $1.criterion.weight
        }
        // Of two that carry as much, the one that does not hold it back as well.
        let carries = known.max { left, right in
            let (one, other) = (
                left.score * left.criterion.weight, right.score * right.criterion.weight
            )
            return one == other ? left.criterion == lacks?.criterion : one < other
        }
        let (carrying, lacking) = (
            carries.map { $0.score > 0 }, lacks.map { $0.score < highestScore }
        )
        if carrying == true, lacking == true, let carries, carries.criterion == lacks?.criterion {
            // One that weighs so much that it does both is no word for and one against.
            reasons.append("most of it, for and against, is \(factors(carries))")
        } else {
            if carrying == true, let carries { reasons.append("carried by \(factors(carries))") }
            if lacking == true, let lacks { reasons.append("held back by \(factors(lacks))") }
        }
        let missing = zip(scores, criteria).filter { $0.0 == nil }.map(\.1.text)
        if !missing.isEmpty { reasons.append("no score yet: \(missing.joined(separator: ", "))") }
        return reasons
    }

    private static func factors(_ known: (score: Int, criterion: Criterion)) -> String {
        "\(known.criterion.text): \(known.score) × \(known.criterion.weight)"
    }

    private static func judge(
        _ routes: [Route], _ criteria: [Criterion]
    ) -> (winner: EntityID?, verdict: String) {
        guard !criteria.isEmpty else {
            return (nil, "say what counts: kith new criterion \"…\" goal=… weight=1…5")
        }
        guard let first = routes.first, let second = routes.dropFirst().first else {
            return (nil, "there is nothing to compare: a goal needs two routes")
        }
        if routes.allSatisfy({ $0.scores.allSatisfy { $0 == nil } }) {
            return (
                nil,
                "no route has a score yet: kith set \(Concern.short(first.id)) scores=\""
                    + "\(criteria.map { "\($0.text)=…" }.joined(separator: ", "))\", 0 to "
                    + "\(highestScore) each"
            )
        }
        let others = routes.dropFirst()
        let gap = first.points - second.points
        guard gap >= clearPoints else {
            return (
                nil,
                "\(first.text) and \(second.text) are \(gap) points apart; below \(clearPoints) "
                    + "neither is clearly better"
            )
        }
        let rival = others.max { ($0.bestPoints, $1.text) < ($1.bestPoints, $0.text) }
        if let rival, rival.bestPoints + clearPoints > first.points {
            let behind = first.points - rival.bestPoints
            let reach =
                behind > 0
                ? "come within \(Counted.text(behind, "point")) of \(first.text)"
                : "still come first"
            return (nil, "\(rival.text) could \(reach): some of its scores are missing")
        }
        if let turn = turn(first, Array(others), criteria) { return (nil, turn) }
        return (
            first.id,
            "\(first.text) is \(gap) points ahead, and stays first whatever weight is one off"
        )
    }
    /// The weight that turns the comparison when it is one off; nil when none does.
    private static func turn(
        _ first: Route, _ others: [Route], _ criteria: [Criterion]
    ) -> String? {
        for (index, criterion) in criteria.enumerated() {
            for step in [-1, 1] {
                var weights = criteria.map(\.weight)
                weights[index] = max(weights[index] + step, 0)
                let own = points(first.scores, weights, missing: 0)
                let rival = others.first {
                    points($0.scores, weights, missing: highestScore) >= own
                }
                guard let rival else { continue }
                let other = points(rival.scores, weights, missing: 0)
                let comes =
                    other > own ? "comes first" : other == own ? "is as good" : "could come first"
                let missing = other < own ? ", by scores that are missing" : ""
                return "\(rival.text) \(comes) when \(criterion.text) counts one "
                    + (step > 0 ? "more" : "less") + missing
            }
        }
        return nil
    }
}
