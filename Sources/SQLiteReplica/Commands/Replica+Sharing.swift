import ChangeLog
package import ContactModel
import SQLiteLog
import SyncProtocol

/// Giving people of one's own to a team, and taking them back: the lines of a card are in one space
/// afterwards, so that no two copies drift apart. What is said in private stays where it is (P10).
extension Replica {
    /// Gives the cards of people to a team.
    ///
    /// - Parameters:
    ///   - many: Who. Of several, those who are not in the reader's own book are left alone.
    ///   - name: The name of the team's space.
    ///   - isKept: Whether a line stays in the reader's own book.
    /// - Returns: What the team is to see of each, and what stays.
    /// - Throws: ``ReplicaError/mayNotWrite(space:)``, or another ``ReplicaError``.
    package func share(
        _ many: ManyPeople, with name: String, keeping isKept: (ContentLine) -> Bool
    ) throws -> [PersonVerdict] {
        try perform("share", many) { session, person in
            let team = try session.space(named: name)
            guard !team.isPersonal else {
                throw ReplicaError.invalid(
                    what: "`\(team.name)`",
                    reason: "is your own book; `kith unshare` takes somebody out of a team into it")
            }
            guard team.role.mayWrite else { throw ReplicaError.mayNotWrite(team) }
            let cards = try session.cards(ofPerson: person.id)
            var sharing = CardSharing(cards, from: try session.personalSpace(), to: team)
            guard !sharing.moved.isEmpty else {
                guard many.isAlone, !cards.spaceNames.contains(team.name) else { return ([], []) }
                throw ReplicaError.invalid(
                    what: person.name,
                    reason: "is not in your own book but in "
                        + cards.spaceNames.joined(separator: ", ")
                        + "; `kith unshare` takes a card into your own book first")
            }
            try sharing.requirePictures(of: person.name)
            sharing.share(keeping: isKept)
            return (sharing.parts, sharing.told(seenIn: team.name))
        }
    }

    /// Takes people out of a team into the reader's own book; the team's cards go into its trash.
    ///
    /// - Parameters:
    ///   - many: Who.
    ///   - name: The name of the team's space; nil when every person is in one only.
    ///   - copies: Whether the team keeps its cards.
    /// - Returns: What the reader's own book gets of each.
    /// - Throws: ``ReplicaError/mayNotWrite(space:)``, or another ``ReplicaError``.
    package func unshare(
        _ many: ManyPeople, from name: String?, copying copies: Bool
    ) throws -> [PersonVerdict] {
        try perform("unshare", many) { session, person in
            let cards = try session.cards(ofPerson: person.id)
            guard let team = try session.team(named: name, of: cards, person, many.isAlone) else {
                return ([], [])
            }
            guard copies || team.role.mayWrite else { throw ReplicaError.mayNotWrite(team) }
            var sharing = CardSharing(cards, from: team, to: try session.personalSpace())
            try sharing.requirePictures(of: person.name)
            sharing.unshare(copying: copies)
            return (sharing.parts, sharing.told(seenIn: nil))
        }
    }
}

extension Session {
    /// The team that a person is to be taken out of; nil for one of many who is in none.
    fileprivate func team(
        named name: String?, of cards: PersonCards, _ person: PersonSummary, _ isAlone: Bool
    ) throws -> SpaceRow? {
        var teams: [SpaceRow] = []
        for home in cards.members.map(\.home) where !home.isPersonal {
            if !teams.contains(where: { $0.id == home.id }) { teams.append(home) }
        }
        if let name {
            let wanted = try space(named: name)
            if let team = teams.first(where: { $0.id == wanted.id }) { return team }
            teams = []
        }
        guard teams.count <= 1 else {
            throw ReplicaError.invalid(
                what: person.name,
                reason: "is in " + teams.map(\.name).joined(separator: ", ")
                    + "; say out of which by --space")
        }
        guard teams.isEmpty, isAlone else { return teams.first }
        throw ReplicaError.invalid(
            what: person.name,
            reason: "is in no team of that name; the card is in "
                + cards.spaceNames.joined(separator: ", "))
    }
}
