import ChangeLog
package import ContactModel

/// Who of a team was in touch with somebody, how often, and when last: whom to ask about them.
package struct TeamContact: Hashable, Sendable {
    /// The user name on the server.
    package let who: String
    package let count: Int
    /// Of the latest, Unix milliseconds.
    package let lastMilliseconds: UInt64

    /// Sums up what was shared, the same touch in several teams once.
    ///
    /// - Returns: Who was in touch last comes first; by name those of one instant.
    package static func all(_ touches: some Sequence<SharedTouch>) -> [TeamContact] {
        var seen: Set<SharedTouch.Name> = []
        var byName: [String: TeamContact] = [:]
        for touch in touches where seen.insert(touch.name).inserted {
            let known = byName[touch.who]
            byName[touch.who] = TeamContact(
                who: touch.who, count: (known?.count ?? 0) + 1,
                lastMilliseconds: max(known?.lastMilliseconds ?? 0, touch.milliseconds))
        }
        return byName.values.sorted {
            ($1.lastMilliseconds, $0.who) < ($0.lastMilliseconds, $1.who)
        }
    }
}

extension SharedTouch {
    /// The parts that make a touch one and the same in several teams.
    fileprivate struct Name: Hashable {
        let id: EntityID
        let who: String
    }

    fileprivate var name: Name { Name(id: id, who: who) }
}
