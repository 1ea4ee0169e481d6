package import ContactModel

/// A figure about one person from 0 to 100, and what shows it.
///
/// Closeness, being known and being of use for a goal are three things, and stay three figures:
/// somebody may be dear and of no use for anything, which is the usual case.
package struct PersonScore: Hashable, Sendable {
    package let score: Int
    /// A sentence each.
    package let reasons: [String]

    /// How well somebody knows me and what I do: "be known by the other party" (practice S2-13).
    ///
    /// My own word wins; else what came from them counts, what I did does not.
    ///
    /// - Parameters:
    ///   - overlay: What the reader says of the person.
    ///   - tally: What is counted of the person.
    /// - Returns: The score; 0 when nothing came from the person.
    package static func knownBy(overlay: Item, _ tally: PersonTally) -> PersonScore {
        if let said = overlay.number("known") {
            let because = overlay.text("known-because")
            return PersonScore(
                score: said * 20,
                reasons: ["my own word: \(said) of 5"] + (because.isEmpty ? [] : [because]))
        }
        return PersonScore(
            counting: [
                (tally.fromThem, 1, "touches of a year that they began"),
                (tally.signals, 2, "signs of standing from them within a year"),
                (tally.supports, 3, "times they stood up for you"),
                (tally.opportunities, 3, "ideas, vacancies and projects from them"),
                (tally.granted, 2, "asks they said yes to"),
            ], otherwise: "nothing came from them yet")
    }

    /// What somebody does for goals that are open (practice S4-6, S4-22).
    package static func forGoals(_ tally: PersonTally) -> PersonScore {
        PersonScore(
            counting: [
                (tally.goalSeats, 3, "seats of open goals"),
                (tally.goalSupports, 3, "times they stood up for an open goal"),
                (tally.goalTouches, 1, "touches for an open goal"),
                (tally.outcomes, 2, "outcomes through them, by weight"),
            ], otherwise: "no open goal names them")
    }

    private init(score: Int, reasons: [String]) {
        self.score = score
        self.reasons = reasons
    }

    /// Sums up; saturates as ``Closeness`` does, so that no figure runs away.
    private init(counting parts: [(count: Int, weight: Int, words: String)], otherwise: String) {
        let found = parts.filter { $0.count > 0 }
        let sum = Double(found.reduce(0) { $0 + min($1.count, 1_000) * $1.weight })
        self.init(
            score: Int((100 * (1 - 1 / (1 + sum / 6))).rounded()),
            reasons: found.isEmpty ? [otherwise] : found.map { "\($0.words): \($0.count)" })
    }
}
