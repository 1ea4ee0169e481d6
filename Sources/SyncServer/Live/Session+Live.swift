import ChangeLog
import SQLiteLog
import SyncProtocol

extension Session {
    /// Whether a listener's device still is one, and its user's spaces and roles are what they were.
    ///
    /// By token: a renewed device may get the row of the old one.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func mayGoOn(_ guest: NoticeBoard.Guest) throws -> Bool {
        let device = try statement("SELECT id FROM device WHERE token = ? AND revoked = 0")
            .first(.blob(guest.token)) { $0.integer(0) }
        guard device == guest.device else { return false }  // LIVE-6
        return try spaces(of: guest.user) == guest.memberships
    }

    /// Where the logs of spaces end; an album that is empty or not there is left out (LIVE-3).
    ///
    /// - Throws: `DatabaseError`.
    func positions(of spaces: Set<SpaceID>) throws -> [SpaceID: UInt64] {
        var positions: [SpaceID: UInt64] = [:]
        for space in spaces {
            let found = try statement("SELECT position, album_of IS NULL FROM space WHERE uuid = ?")
                .first(.id(space)) { (position: $0.number(0), isSpace: $0.integer(1) != 0) }
            if let found, found.isSpace || found.position > 0 { positions[space] = found.position }
        }
        return positions
    }
}
