package import ChangeLog

/// Cards that are one person's beyond doubt.
package struct DuplicateCluster: Hashable, Sendable {
    /// The card that says most; it stands for the others.
    package let kept: EntityID
    /// The other cards, in order.
    package let others: [EntityID]

    /// Puts pairs together.
    ///
    /// Cards are put together only when each is certainly the same as each of the others: of two
    /// people who share an address, a third card that could be either's must not make them one.
    ///
    /// - Parameters:
    ///   - pairs: Those that are beyond doubt, the surest first.
    ///   - fullness: How much each card says.
    /// - Returns: The clusters, by the card that is kept, and the pairs that are left to the eye.
    package static func clusters(
        of pairs: [DuplicatePair], fullness: [EntityID: Int]
    ) -> (clusters: [DuplicateCluster], left: [DuplicatePair]) {
        let certain = Set(pairs)
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
            let (first, second) = (group(of: pair.first), group(of: pair.second))
            guard first != second else { continue }
            let fits = groups[first].allSatisfy { one in
                groups[second].allSatisfy { certain.contains(DuplicatePair(one, $0)) }
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
}
