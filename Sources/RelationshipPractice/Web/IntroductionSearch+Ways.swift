extension IntroductionSearch {
    /// Searches.
    ///
    /// - Parameters:
    ///   - wanted: Whom I want to know.
    ///   - count: How many ways at most.
    ///   - maximumHandshakes: At most six.
    ///   - known: My own tie to somebody; nil for people I do not know.
    ///   - nextKnown: The next of all people I know, the strongest tie first, nil at the end; without
    ///     it the search goes from the wanted person only.
    ///   - ties: The ties of somebody; of ways that are alike in all else the one over those that
    ///     come first here is taken.
    /// - Returns: The best way first; none goes through whom one before it asks.
    /// - Throws: What the closures throw.
    /// - Complexity: O(c t log t) for c ways and t ties of the people looked at.
    package static func ways(
        to wanted: Int64, count: Int = usualCount, maximumHandshakes: Int = maximumHandshakes,
        known: (Int64) throws -> Acquaintance?, nextKnown: (() throws -> Acquaintance?)? = nil,
        ties: (Int64) throws -> [Tie]
    ) rethrows -> [Way] {
        var seen = SeenWeb()
        var found: [Way] = []
        while found.count < count {
            let meeting = WayMeeting(
                wanted: wanted,
                maximumTies: min(maximumHandshakes, Self.maximumHandshakes) - 1)
            guard
                let way = try best(
                    meeting, &seen, known: known, nextKnown: nextKnown, ties: ties),
                let first = way.people.first
            else { break }
            found.append(way)
            seen.asked.insert(first)
        }
        return found
    }

    /// The best way without those who are asked already.
    private static func best(
        _ beginning: WayMeeting, _ seen: inout SeenWeb,
        known: (Int64) throws -> Acquaintance?, nextKnown: (() throws -> Acquaintance?)?,
        ties: (Int64) throws -> [Tie]
    ) rethrows -> Way? {
        var meeting = beginning
        var place = 0
        var coming = try seen.acquaintance(&place, nextKnown)
        while seen.work < maximumPeople {
            let ahead = meeting.fromWanted.leastCost
            // Without the list of people I know anybody ahead may be one, at the least cost.
            let behind =
                nextKnown == nil
                ? cost(ofStrength: 100)
                : min(
                    meeting.fromKnown.leastCost,
                    coming.map { cost(ofStrength: $0.strength) } ?? .max)
            // A way that costs the same may be shorter, or begin at whom I know better.
            guard ahead < .max, behind < .max, ahead + behind <= meeting.cost else { break }
            if nextKnown == nil || meeting.fromWanted.work <= meeting.fromKnown.work {
                guard let label = meeting.nextFromWanted() else { continue }
                if let person = try seen.acquaintance(of: label.person, known) {
                    meeting.take(label, knownAs: person)
                }
                guard label.ties < meeting.maximumTies else { continue }
                meeting.extendFromWanted(label, try seen.ties(of: label.person, ties))
            } else if let person = coming, cost(ofStrength: person.strength) == behind {
                meeting.begin(at: person)
                coming = try seen.acquaintance(&place, nextKnown)
            } else if let label = meeting.nextFromKnown() {
                meeting.extendFromKnown(label, try seen.ties(of: label.person, ties))
            }
        }
        return meeting.way
    }
}

/// The part of the web that a search has read, so that a further way reads only what is new.
private struct SeenWeb {
    /// Those whom ways before ask: none leads through them any more.
    var asked: Set<Int64> = []
    /// How often somebody's ties were wanted.
    private(set) var work = 0
    private var tiesByPerson: [Int64: [IntroductionSearch.Tie]] = [:]
    private var knownByPerson: [Int64: Acquaintance?] = [:]
    private var acquaintances: [Acquaintance] = []

    /// The ties of somebody to those who are not asked already.
    ///
    /// - Throws: What the closure throws.
    mutating func ties(
        of person: Int64, _ read: (Int64) throws -> [IntroductionSearch.Tie]
    ) rethrows -> [IntroductionSearch.Tie] {
        work += 1
        let all: [IntroductionSearch.Tie]
        if let remembered = tiesByPerson[person] {
            all = remembered
        } else {
            all = try read(person)
            tiesByPerson[person] = all
        }
        return asked.isEmpty ? all : all.filter { !asked.contains($0.other) }
    }

    /// My own tie to somebody.
    ///
    /// - Throws: What the closure throws.
    mutating func acquaintance(
        of person: Int64, _ read: (Int64) throws -> Acquaintance?
    ) rethrows -> Acquaintance? {
        if let remembered = knownByPerson[person] { return remembered }
        let found = try read(person)
        knownByPerson[person] = .some(found)
        return found
    }

    /// The next of the people I know who is not asked already, from a place on.
    ///
    /// - Throws: What the closure throws.
    mutating func acquaintance(
        _ place: inout Int, _ read: (() throws -> Acquaintance?)?
    ) rethrows -> Acquaintance? {
        while true {
            if place == acquaintances.count {
                guard let next = try read?() else { return nil }
                acquaintances.append(next)
            }
            place += 1
            let person = acquaintances[place - 1]
            if !asked.contains(person.person) { return person }
        }
    }
}
