import ContactModel

/// Finds who could introduce me to somebody: ways of at most six handshakes, the strongest first.
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
    /// Ways that are shown, each through somebody else (practice S1-17).
    ///
    /// Our choice: a first one to ask, and two for when the answer is no; `kith path --ways` overrules it.
    package static let usualCount = 3
    /// People looked at before the search gives up: a technical bound of the work.
    package static let maximumPeople = 60_000
    /// What a handshake costs at least.
    ///
    /// Our choice of unit; only what weakness costs beside it (``weaknessCost``) says anything.
    private static let handshakeCost = 10
    /// What the weakest tie costs beside the handshake: as much as a way of six strong ones.
    ///
    /// So the longest way that is looked for may still beat one weak word (``maximumHandshakes``),
    /// for who hardly knows me introduces me to nobody (practice S1-17, S2-1).
    private static let weaknessCost = handshakeCost * (maximumHandshakes - 1)

    /// What a tie costs: 10 a handshake, and up to 50 for weakness.
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

    /// Searches.
    ///
    /// - Parameters:
    ///   - wanted: Whom I want to know.
    ///   - count: How many ways at most.
    ///   - maximumHandshakes: At most six.
    ///   - known: My own tie to somebody; nil for people I do not know.
    ///   - nextKnown: The next of all people I know, the strongest tie first, nil at the end; without
    ///     it the search goes from the wanted person only.
    ///   - ties: The ties of somebody.
    /// - Returns: Ways through different people I know, the cheapest first; empty when there is none.
    /// - Throws: What the closures throw.
    /// - Complexity: O(t log t) for t ties of the people looked at.
    package static func ways(
        to wanted: Int64, count: Int = usualCount, maximumHandshakes: Int = maximumHandshakes,
        known: (Int64) throws -> Int?, nextKnown: (() throws -> Tie?)? = nil,
        ties: (Int64) throws -> [Tie]
    ) rethrows -> [Way] {
        var meeting = WayMeeting(
            wanted: wanted, count: count,
            maximumTies: min(maximumHandshakes, Self.maximumHandshakes) - 1)
        var coming = try nextKnown?()
        var memory: [Int64: [Tie]] = [:]
        func tiesOf(_ person: Int64) throws -> [Tie] {
            if let remembered = memory[person] { return remembered }
            let found = try ties(person)
            memory[person] = found
            return found
        }
        while memory.count < maximumPeople {
            let ahead = meeting.fromWanted.leastCost
            // Without the list of people I know anybody ahead may be one, at the least cost.
            let behind =
                nextKnown == nil
                ? cost(ofStrength: 100)
                : min(
                    meeting.fromKnown.leastCost,
                    coming.map { cost(ofStrength: $0.strength) } ?? .max)
            guard ahead < .max, behind < .max, ahead + behind < meeting.costliest else { break }
            if nextKnown == nil || meeting.fromWanted.work <= meeting.fromKnown.work {
                guard let label = meeting.nextFromWanted() else { continue }
                if let strength = try known(label.person) {
                    meeting.take(label, knownBy: strength)
                }
                guard label.ties < meeting.maximumTies else { continue }
                meeting.extendFromWanted(label, try tiesOf(label.person))
            } else if let person = coming, cost(ofStrength: person.strength) == behind {
                meeting.begin(at: person)
                coming = try nextKnown?()
            } else if let label = meeting.nextFromKnown() {
                meeting.extendFromKnown(label, try tiesOf(label.person))
            }
        }
        return meeting.ways
    }
}
