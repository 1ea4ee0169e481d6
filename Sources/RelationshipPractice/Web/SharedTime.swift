package import ChangeLog
package import ContactModel

/// A time that two people spent at the same employer, school or club: they may know each other
/// (practice S4-17).
package struct SharedTime: Hashable, Sendable {
    package let other: EntityID
    package let organisation: EntityID
    /// Works, studied, member … of the other person; empty when it is not said.
    package let type: String
    /// The first and the last year of the overlap; nil where neither says.
    package let from: Int?
    package let to: Int?

    /// Such as `2011 to 2014`, `since 2011`, `until 2014`; empty when no year is known.
    package var years: String {
        switch (from, to) {
        case (let from?, let to?): from == to ? "\(from)" : "\(from) to \(to)"
        case (let from?, nil): "since \(from)"
        case (nil, let to?): "until \(to)"
        case (nil, nil): ""
        }
    }

    /// As people read it, such as `Carl Cooper: Harbour Works, 2011 to 2014`.
    ///
    /// - Parameters:
    ///   - facts: What is known of the other one.
    ///   - place: The name of the organisation; empty when it has none.
    /// - Returns: The line; nil of somebody whom one does not know, by a touch or a tier.
    package func line(of facts: RhythmFacts, at place: String) -> String? {
        guard facts.touches.count > 0 || (facts.tier ?? .rest) > .rest else { return nil }
        let name = facts.died == nil ? facts.name : "\(facts.name) (died)"
        return "\(name): \([place, years].filter { !$0.isEmpty }.joined(separator: ", "))"
    }

    /// Everybody who was at the same place at the same time, those with known years first.
    ///
    /// A role without a first or a last day may have begun or ended at any time: it overlaps.
    ///
    /// - Parameters:
    ///   - person: Whose places.
    ///   - affiliations: Items of the kind `affiliation`.
    /// - Returns: Each other person once a place.
    package static func all(of person: EntityID, in affiliations: [Item]) -> [SharedTime] {
        let own = affiliations.filter { $0.entity(.person) == person }
        let places = Dictionary(grouping: own) { $0.entity(.org) }
        var found: [[EntityID]: SharedTime] = [:]
        for role in affiliations {
            guard let other = role.entity(.person), other != person,
                let organisation = role.entity(.org), let mine = places[organisation]
            else { continue }
            for place in mine {
                guard let shared = overlap(place, role, other, organisation) else { continue }
                found[[other, organisation]] = shared
            }
        }
        return found.values.sorted { left, right in
            (left.from == nil ? 1 : 0, left.from ?? 0, left.other, left.organisation)
                < (right.from == nil ? 1 : 0, right.from ?? 0, right.other, right.organisation)
        }
    }

    private static func overlap(
        _ one: Item, _ two: Item, _ other: EntityID, _ organisation: EntityID
    ) -> SharedTime? {
        let from = [one, two].compactMap { PartialDate(text: $0.text(.from)).days?.lowerBound }
            .max()
        let to = [one, two].compactMap { PartialDate(text: $0.text(.to)).days?.upperBound }.min()
        if let from, let to, from > to { return nil }
        return SharedTime(
            other: other, organisation: organisation, type: two.text(.type),
            from: from?.parts.year, to: to?.parts.year)
    }
}
