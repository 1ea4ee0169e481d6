package import ChangeLog

/// Cards that are one person's beyond doubt.
package struct DuplicateCluster: Hashable, Sendable {
    /// The card that says most; it stands for the others.
    package let kept: EntityID
    /// The other cards, in order.
    package let others: [EntityID]

    /// The pairs beside the given ones that are compared at most: seconds of work (technical).
    static let maximumQuestions = 1_000_000

    /// Puts pairs together.
    ///
    /// Cards are put together only when each is certainly the same as each of the others. A card that
    /// could as well be that of one as of another of two people is nobody's, to be looked at.
    ///
    /// - Parameters:
    ///   - pairs: Those that are beyond doubt, the surest first.
    ///   - fullness: How much each card says.
    ///   - areTwo: Whether two cards contradict each other; asked of those that a third is the same as.
    ///   - areSame: Whether two cards are the same beyond doubt that are not among the pairs: of very
    ///     many with one key not all are compared. Asked ``maximumQuestions`` times at most.
    /// - Returns: The clusters, by the card that is kept, and the pairs that are left to the eye.
    package static func clusters(
        of pairs: [DuplicatePair], fullness: [EntityID: Int], areTwo: (DuplicatePair) -> Bool,
        areSame: (DuplicatePair) -> Bool = { _ in false }
    ) -> (clusters: [DuplicateCluster], left: [DuplicatePair]) {
        let certain = Set(pairs)
        let torn = torn(in: pairs, certain, areTwo)
        var questions = maximumQuestions
        var groups: [[EntityID]] = []
        var groupOf: [EntityID: Int] = [:]
        var left: [DuplicatePair] = []
        func group(of card: EntityID) -> Int {
            if let known = groupOf[card] { return known }
            groups.append([card])
            groupOf[card] = groups.count - 1
            return groups.count - 1
        }
        for pair in pairs {
            guard !torn.contains(pair.first), !torn.contains(pair.second) else {
                left.append(pair)
                continue
            }
            let (first, second) = (group(of: pair.first), group(of: pair.second))
            guard first != second else { continue }
            let fits = groups[first].allSatisfy { one in
                groups[second].allSatisfy { other in
                    let pair = DuplicatePair(one, other)
                    if certain.contains(pair) { return true }
                    questions -= 1
                    return questions >= 0 && areSame(pair)
                }
            }
            guard fits else {
                left.append(pair)
                continue
            }
            for card in groups[second] { groupOf[card] = first }
            groups[first] += groups[second]
            groups[second] = []
        }
        let clusters = groups.filter { $0.count > 1 }.compactMap { cards -> DuplicateCluster? in
            let kept = cards.max { left, right in
                (fullness[left] ?? 0, right) < (fullness[right] ?? 0, left)
            }
            return kept.map { kept in
                DuplicateCluster(kept: kept, others: cards.filter { $0 != kept }.sorted())
            }
        }
        return (clusters.sorted { $0.kept < $1.kept }, left)
    }

    /// The cards that are the same as two others which are two.
    private static func torn(
        in pairs: [DuplicatePair], _ certain: Set<DuplicatePair>, _ areTwo: (DuplicatePair) -> Bool
    ) -> Set<EntityID> {
        var others: [EntityID: [EntityID]] = [:]
        for pair in pairs {
            others[pair.first, default: []].append(pair.second)
            others[pair.second, default: []].append(pair.first)
        }
        return Set(
            others.filter { _, same in
                same.indices.contains { index in
                    same[..<index].contains { one in
                        let pair = DuplicatePair(one, same[index])
                        return !certain.contains(pair) && areTwo(pair)
                    }
                }
            }.keys)
    }
}
