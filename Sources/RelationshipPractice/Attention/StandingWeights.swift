/// The weight of each kind of reason in a ``Standing``, and the bounds of the sum.
///
/// What counts is the essays', row by row. How much is our choice, by three rules that a test holds:
/// nothing alone makes anybody close (practice S4-7); the most that one can say in one's own words
/// of a goal, and of a tie, weigh about the same (S4-6, S4-2); and ten, a fifth and 150 are kept by
/// counting, whatever the points (``TierCaps``). A tier that the reader sets overrules all of it.
enum StandingWeights {
    /// A seat in a goal that is open (practice S3-11): the strongest word that somebody has a part.
    static let seat = Weight(12, most: 2)
    /// An active target (practice S4-6).
    static let target = Weight(10)
    /// Touches for one's goals (practice S0-6).
    static let goalTouch = Weight(3, most: 3)
    /// Outcomes that came through somebody (practice S4-22).
    static let outcome = Weight(5, most: 3)
    /// Standing up for me (practice S3-15).
    static let support = Weight(4, most: 2)
    /// A step of influence (practice S4-4): "the most influential individuals in your field".
    static let influence = Weight(4, most: 5)
    /// A step of being known (practice S2-13).
    static let known = Weight(2, most: 5)
    /// The stages from met to ally (practice S1-2); the earlier ones are no tie yet.
    static let stages = ["met": 2, "regular": 6, "ally": 10]
    /// All of closeness, 100 of it (practice S4-2): the largest part, for "strong ties beat weak ties".
    static let closeness = 30
    /// Giving both ways, by weight (practice S4-3).
    static let exchange = Weight(2, most: 5)
    /// The points for a step of energy that touches gave on average (practice S1-29).
    static let energyGiven = 4
    /// The points for a step that they took: twice as many (practice S1-29).
    ///
    /// "Bad Is Stronger Than Good" (R. Baumeister, E. Bratslavsky, C. Finkenauer, K. Vohs, 2001).
    static let energyTaken = 2 * energyGiven
    /// Touches that took energy for rest to be proposed, and the mean of them from which it is:
    /// more than one bad day (``PersonTally/drainTouches``, practice S1-29).
    static let restAfter = (touches: PersonTally.drainTouches, mean: -1.0)

    /// From here on active: half of all that ``closeness`` can say, or one's goal and a few touches.
    static let activePoints = closeness / 2
    /// From here on close: more than the largest part, ``closeness``, can give alone (practice S4-7).
    static let closePoints = closeness + target.whole / 2
    /// From here on in focus, when a goal is served (practice S4-6, S4-11): twice the largest part,
    /// ``closeness``.
    static let focusPoints = 2 * closeness
}
