import ChangeLog
import ContactModel
import SQLiteLog

extension Session {
    /// The id by which teams know a touch of one's own.
    ///
    /// Derived, so that every machine of the user finds the same, and from the id of the personal space
    /// too, which nobody else knows: two members who sat at one table with somebody have touches of one id, and
    /// that id would tell who can guess with whom else it was (decision 18).
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func sharedID(of touch: EntityID, using digest: DigestFunction) throws -> EntityID {
        let words = "kith shared touch\u{0}\(try personalSpace().space)\u{0}\(touch)"
        return EntityID(derivedFrom: digest(Array(words.utf8)))
    }

    /// The team's card of somebody; nil for who has none there, or only in the trash.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func card(of person: EntityID, in team: SpaceRow) throws -> EntityID? {
        try cards(of: person).first { card in
            guard let row = try row(of: card) else { return false }
            let snapshot = try snapshot(ofRow: row, entity: card, hasPictures: false)
            return snapshot.spacesWithCard.contains(team.id)
                && snapshot.life(in: team.id).isVisible
        }
    }

    /// The spaces of teams that read a touch, by name.
    ///
    /// - Parameter shared: As the teams know it.
    /// - Returns: None when it is shared with nobody.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func spaces(reading shared: EntityID) throws -> [SpaceRow] {
        let rows = try Set(
            statement(
                """
                SELECT space FROM shared_touch
                WHERE entity = (SELECT id FROM entity WHERE uuid = ?)
                """
            ).all(.id(shared)) { $0.integer(0) })
        return try rows.isEmpty ? [] : spaces().filter { rows.contains($0.id) }
    }

    /// Whether any team reads any touch.
    ///
    /// - Throws: `DatabaseError`.
    func areSharedTouches() throws -> Bool {
        try statement("SELECT 1 FROM shared_touch LIMIT 1").first { _ in true } ?? false
    }
}
