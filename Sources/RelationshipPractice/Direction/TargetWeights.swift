/// The reasons for beginning with a target, in three parts of 100.
///
/// What counts is the essays', row by row. How much is our choice: each part is full when all of
/// what it asks for was said, and no part makes up for another (practice S4-6), for they are
/// multiplied. `status=` of a target overrules the order.
enum TargetWeights {
    /// For a goal (practice S3-11): half of the part.
    static let goal = 50
    /// In an area, and for each step of its energy (practice S1-5).
    static let area = (base: 20, energy: 2)
    /// A why that was said (practice S2-5).
    static let why = 15
    /// A step of influence (practice S4-4), as for a tier (``StandingWeights/influence``).
    static let influence = StandingWeights.influence
    /// A seat in a goal (practice S3-11).
    static let seat = 20

    /// The points for an offer to them that was written down (practice S2-4).
    static let offer = 40
    /// One need that can be met, and several (practice S3-14, S2-14).
    static let need = (one: 30, several: 40)
    /// A need that nothing of one's own meets yet: something to talk of (practice S3-13).
    static let unmetNeed = 10
    /// The points for what one brings to the person, said of the person (practice S0-17).
    static let bring = 20
    /// The points for things given already (practice S2-2).
    static let given = Weight(10, most: 3)

    /// Of somebody whom one knows, and what closeness adds up to 100 (practice S1-17, S4-2).
    static let known = (base: 70, closeness: 30)
    /// Of one handshake through a tie of full strength, before ``cap``; each more halves it.
    ///
    /// A letter passed on is lost more often than not at each hand (J. Travers, S. Milgram, 1969:
    /// most chains never arrived); that it is half is our choice.
    static let oneHandshake = 120
    /// No way through others is better than knowing each other well: as much as two thirds of
    /// closeness give (``known``).
    static let cap = 90
    /// Of somebody to whom no way is known, or of whom the name is not (practice S1-16, S1-18).
    static let noWay = 5
    /// Of somebody who wants it slow (practice S0-11).
    static let slow = -20
    /// From here on no part is missing that one would mend first: half of it (practice S3-19).
    static let readyPart = 50
}
