import ContactModel

/// Finds who could introduce me to somebody: ways of at most six handshakes, the strongest first.
///
/// A further way is the best one without those whom the ways before ask: who would be asked again
/// half way is no help when the answer is no. Of ways that cost the same the shorter one comes
/// first, then the one through whom I know better (``Acquaintance``).
///
/// Dijkstra's search (E. W. Dijkstra, 1959) from both ends at once (I. Pohl, 1971): from the wanted
/// person outwards, and from the people I know, the best known first. A weak tie costs more than a
/// strong one, and every handshake costs something. Ties are fetched when they are needed; what is
/// reached from both ends is a way. The search ends when what is left on both sides together costs
/// more than the ways it has.
///
/// Somebody who was reached cheaply over many handshakes is looked at again when reached over
/// fewer: the limit of six would hide ways beyond them otherwise.
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

    /// The most handshakes: "it takes 6 handshakes to reach anyone" (practice S1-17).
    ///
    /// J. Travers, S. Milgram, "An Experimental Study of the Small World Problem", 1969.
    package static let maximumHandshakes = 6
    /// Ways that are shown, none through whom another one asks first (practice S1-17).
    ///
    /// Our choice: a first one to ask, and two for when the answer is no; `kith path --ways` overrules it.
    package static let usualCount = 3
    /// People looked at before the search gives up: a technical bound of the work.
    package static let maximumPeople = 60_000
    /// The least cost of a handshake.
    ///
    /// Our choice of unit; only what weakness costs beside it (``weaknessCost``) says anything.
    private static let handshakeCost = 10
    /// The cost of the weakest tie beside the handshake: as much as a way of six strong ones.
    ///
    /// So the longest way that is looked for may still beat one weak word (``maximumHandshakes``),
    /// for who hardly knows me introduces me to nobody (practice S1-17, S2-1).
    private static let weaknessCost = handshakeCost * (maximumHandshakes - 1)

    /// The cost of a tie: 10 a handshake, and up to 50 for weakness.
    package static func cost(ofStrength strength: Int) -> Int {
        handshakeCost + (100 - min(max(strength, 1), 100)) * weaknessCost / 100
    }

    /// A quick word on how close I am to somebody whom I may ask for an introduction; nil for people I
    /// do not know by a tier or by anything that came from both sides, who are at rest or left in peace
    /// for good, or whose turn it is (practice S0-11, S1-29).
    ///
    /// - Returns: 20 to 100.
    package static func ownStrength(_ facts: RhythmFacts) -> Int? {
        guard !facts.isClosed, !facts.isTheirTurn, facts.tier != .rest,
            facts.touches.isMutual || facts.tier != nil
        else { return nil }
        return Tier.strength(of: facts.tier, touches: facts.touches.count)
    }
}
