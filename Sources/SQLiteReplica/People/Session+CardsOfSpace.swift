import ChangeLog
import ContactModel
import SQLiteLog

extension Session {
    /// The cards of a person in one space; those shown of all for nil.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``, ``ReplicaError/unknownSpace(name:)``,
    ///   ``ReplicaError/invalid(what:reason:)`` when there is no card in the space.
    func cards(ofPerson person: EntityID, in name: String?) throws -> PersonCards {
        let cards = try cards(ofPerson: person)
        guard let name else { return cards }
        let space = try space(named: name)
        guard let own = cards.restricted(to: space) else {
            throw ReplicaError.invalid(
                what: "`\(space.name)`",
                reason: "there is no card of this person in it, only in "
                    + cards.spaceNames.joined(separator: ", ")
                    + (space.isPersonal
                        ? "; `kith unshare --copy` copies one" : "; `kith share` gives one"))
        }
        return own
    }

    /// The same of one of many; nil for who has no card in the space, unless nobody else is meant.
    ///
    /// - Throws: ``ReplicaError``.
    func cards(
        of person: PersonSummary, in name: String?, isAlone: Bool
    ) throws -> PersonCards? {
        guard let name, !isAlone else { return try cards(ofPerson: person.id, in: name) }
        return try cards(ofPerson: person.id).restricted(to: try space(named: name))
    }
}

extension PersonCards {
    /// The names of the spaces of the cards, each once.
    var spaceNames: [String] {
        var names: [String] = []
        for name in members.map(\.home.name) where !names.contains(name) { names.append(name) }
        return names
    }

    /// The cards in one space alone; nil when there are none.
    func restricted(to space: SpaceRow) -> PersonCards? {
        let own = members.filter { $0.home.id == space.id }
        guard let first = own.first else { return nil }
        let others = own.dropFirst().map(\.card)
        return PersonCards(
            members: own, merge: others.isEmpty ? nil : CardMerge(first.card, with: others))
    }
}
