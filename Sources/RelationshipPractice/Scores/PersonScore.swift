package import ContactModel

/// A figure about one person from 0 to 100, and what shows it.
///
/// Closeness, being known and being of use for a goal are three things, and stay three figures:
/// somebody may be dear and of no use for anything, which is the usual case.
package struct PersonScore: Hashable, Sendable {
    package let score: Int
    /// A sentence each.
    package let reasons: [String]

    /// The points in 100 for each step of a word of one's own, of which there are 5.
    ///
    /// Our choice of scale: 0 to 5 as trust and influence have it (practice S2-13).
    private static let ownWordPoints = 100 / 5
    /// The points for coming of their own accord once: a touch that they began (practice S1-20).
    ///
    /// Our choice of weight: one, two and three as the depths of touches have it (``Touch``).
    private static let began = 1
    /// The points for giving when asked or in words: a yes (S3-16), a sign of standing (S1-39), a
    /// step of an outcome (S4-22).
    private static let gave = 2
    /// The points for putting themselves out: standing up for me (S3-15), an idea, vacancy or
    /// project (S1-21), a seat in a goal (S3-11); as much as a touch of the deepest kind.
    private static let stoodUp = Touch.deepest
    /// Beyond this a count is no count of one person.
    ///
    /// Our choice, a bound of arithmetic that nobody meets.
    private static let countedAtMost = 1_000

    /// How well somebody knows me and what I do: "be known by the other party" (practice S2-13).
    ///
    /// My own word wins; else what came from them counts, what I did does not.
    ///
    /// - Parameters:
    ///   - overlay: What the reader says of the person.
    ///   - tally: What is counted of the person.
    /// - Returns: The score; 0 when nothing came from the person.
    package static func knownBy(overlay: Item, _ tally: PersonTally) -> PersonScore {
        if let said = overlay.number(.known) {
            let because = overlay.text(.knownBecause)
            return PersonScore(
                score: said * ownWordPoints,
                reasons: ["my own word: \(said) of 5"] + (because.isEmpty ? [] : [because]))
        }
        return PersonScore(
            counting: [
                (tally.fromThem, began, "touches of a year that they began"),
                (tally.signals, gave, "signs of standing from them within a year"),
                (tally.supports, stoodUp, "times they stood up for you"),
                (tally.opportunities, stoodUp, "ideas, vacancies and projects from them"),
                (tally.granted, gave, "asks they said yes to"),
            ], otherwise: "nothing came from them yet")
    }

    /// The score of somebody's help with goals that are open (practice S4-6, S4-22).
    package static func forGoals(_ tally: PersonTally) -> PersonScore {
        PersonScore(
            counting: [
                (tally.goalSeats, stoodUp, "seats of open goals"),
                (tally.goalSupports, stoodUp, "times they stood up for an open goal"),
                (tally.goalTouches, began, "touches for an open goal"),
                (tally.goalOutcomes, gave, "outcomes for open goals through them, by weight"),
            ], otherwise: "nothing came from them for an open goal yet")
    }

    private init(score: Int, reasons: [String]) {
        self.score = score
        self.reasons = reasons
    }

    /// Sums up; saturates as ``Closeness`` does, so that no figure runs away.
    private init(counting parts: [(count: Int, weight: Int, words: String)], otherwise: String) {
        let found = parts.filter { $0.count > 0 }
        let sum = Double(found.reduce(0) { $0 + min($1.count, Self.countedAtMost) * $1.weight })
        self.init(
            score: Saturation.score(of: sum),
            reasons: found.isEmpty ? [otherwise] : found.map { "\($0.words): \($0.count)" })
    }
}
