package import ChangeLog
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
    ///   - parts: What stays in the reader's own book, beside what was kept before.
    ///   - all: Forget what was kept before.
    /// - Returns: What the team is to see of each, and what stays.
    /// - Throws: ``ReplicaError/mayNotWrite(space:)``, or another ``ReplicaError``.
    package func share(
        _ many: ManyPeople, with name: String, keeping parts: [CardPart], all: Bool = false
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
                let isClosed = cards.members.allSatisfy { !$0.home.role.mayWrite }
                throw ReplicaError.invalid(
                    what: person.name,
                    reason: "is not in your own book but in "
                        + cards.spaceNames.joined(separator: ", ")
                        + "; `kith unshare\(isClosed ? " --copy" : "")` takes a card into your own "
                        + "book first")
            }
            try sharing.requirePictures(of: person.name)
            try session.requireSettled(sharing.moved, of: person.name, "a team gets")
            let before = try session.keptParts(of: person.id)
            let kept = (all ? [] : before) + parts.filter { all || !before.contains($0) }
            sharing.share(keeping: kept)
            let memory =
                kept == before ? [] : try session.edits(keeping: kept, of: person.id)
            return (sharing.parts + memory, sharing.told(seenIn: team.name))
        }
    }

    /// The names of the parts of somebody's card that were kept in the reader's own book.
    ///
    /// - Throws: ``ReplicaError``.
    package func keptParts(of person: EntityID) throws -> [String] {
        try database.read { try $0.keptParts(of: person).map(\.name) }
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
            // Of a copy the team's card keeps both.
            if !copies {
                try session.requireSettled(sharing.moved, of: person.name, "your own book gets")
            }
            sharing.unshare(copying: copies)
            let touches =
                copies ? [] : try session.ownTouches(about: sharing.moved, in: team, environment)
            return (sharing.parts, sharing.told(seenIn: nil) + touches)
        }
    }
}

extension Session {
    /// Refuses to move cards of which somebody has to choose a value first.
    fileprivate func requireSettled(
        _ members: [PersonCards.Member], of name: String, _ whoGets: String
    ) throws {
        guard try isContested(members) else { return }
        throw ReplicaError.invalid(
            what: name,
            reason: "two values of the card are in conflict, and \(whoGets) one; "
                + "`kith conflicts list` shows them, and settles that first")
    }

    /// Whether any line of some cards has several values, or it is asked whether they stay.
    fileprivate func isContested(_ members: [PersonCards.Member]) throws -> Bool {
        let conflict = try statement(
            """
            SELECT 1 FROM conflict JOIN field ON field.id = conflict.field
            WHERE entity = ? AND space = ? AND field.name IN (?, ?) LIMIT 1
            """)
        return try members.contains { member in
            guard let row = try row(of: member.card.entity) else { return false }
            return try conflict.first(
                .integer(row), .integer(member.home.id), .text(FieldName.line.rawValue),
                .text(FieldName.life.rawValue)
            ) { _ in true } ?? false
        }
    }

    /// The parts kept of any of somebody's cards that can be read.
    fileprivate func keptParts(of person: EntityID) throws -> [CardPart] {
        var parts: [CardPart] = []
        for card in try cards(of: person) {
            guard let row = try row(of: card) else { continue }
            let text = try statement(
                "SELECT value FROM overlay WHERE entity = ? AND field = ?"
            ).first(.integer(row), .text(FieldName.keep.rawValue)) { FieldValue.text($0.blob(0)) }
            for name in (text ?? "").split(separator: ",") {
                guard let part = CardPart(String(name)), !parts.contains(part) else { continue }
                parts.append(part)
            }
        }
        return parts
    }

    /// Remembers of somebody, in private, what is kept: on one card, for all.
    fileprivate func edits(keeping parts: [CardPart], of person: EntityID) throws -> [SpaceEdits] {
        let forgotten = try overlayEdits([(.keep, [])], of: person)
        guard !parts.isEmpty else { return forgotten }
        let value = FieldValue.text(parts.map(\.name).joined(separator: ","))
        let said = try overlayEdits([(.keep, value)], of: person)
        let cells = Set(said.flatMap(\.edits).map(\.cell))
        return said
            + forgotten.map { part in
                SpaceEdits(part.space, part.edits.filter { !cells.contains($0.cell) })
            }
    }

    /// The user's touches that a team goes on reading with somebody whose card goes, a line each.
    fileprivate func ownTouches(
        about members: [PersonCards.Member], in team: SpaceRow, _ environment: ReplicaEnvironment
    ) throws -> [String] {
        guard try areSharedTouches() else { return [] }
        var touches = try teamTouches(
            with: members.map(\.card.entity), in: team.id, limit: Self.toldTouches)
        try noteOwn(in: &touches, using: environment.digest)
        return touches.compactMap { touch in
            guard let own = touch.own else { return nil }
            let type = touch.touch.type.isEmpty ? "touch" : touch.touch.type
            let id = String(own.description.suffix(6))
            return "\(team.name) reads on: \(type) \(id), which you shared "
                + "(`kith unshare --touch \(id)` takes it away)"
        }
    }

    /// As many as are told of one person: technical.
    private static let toldTouches = 100

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
