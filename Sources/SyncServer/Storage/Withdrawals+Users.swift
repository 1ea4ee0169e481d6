import ChangeLog
import SQLiteLog

extension Session {
    /// The last that is known of a server's people and machines, Unix milliseconds.
    ///
    /// - Throws: `DatabaseError`.
    func latest() throws -> UInt64 {
        try statement(
            """
            SELECT max(ifnull((SELECT max(high_water) FROM server), 0),
                ifnull((SELECT max(created) FROM user), 0),
                ifnull((SELECT max(created) FROM device), 0))
            """
        ).first { $0.number(0) } ?? 0
    }

    /// Takes out of a backup the users and team spaces that the data it replaces had taken away, and
    /// erases of personal spaces what was erased there.
    ///
    /// - Returns: Who that is, as sentences without a stop.
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func takeAwayUsers(_ withdrawals: Withdrawals) throws -> [String] {
        var told: [String] = []
        // Before anybody is taken away: their spaces have nobody in them afterwards.
        let left = try spacesOfNobody()
        let known = try latest()
        let users = try statement("SELECT id, name, created FROM user ORDER BY name")
            .all { (row: $0.integer(0), name: $0.text(1), created: $0.number(2)) }
        for user in users where withdrawals.removed(user: user.name, created: user.created) {
            let spaces = try personalSpaces(of: user.row)
            _ = try removeAccount(user.row, at: known)  // P8
            var isErased = false
            for space in spaces {
                if withdrawals.keeps(space.id) {
                    try keepSpace(space.row, leftBy: user.name)
                } else {
                    try eraseSpace(space.row)
                    isErased = true
                }
            }
            told.append(
                "\(user.name) stays taken away" + (isErased ? ", with the personal space" : ""))
        }
        for space in left where !withdrawals.keeps(space.id) {
            try eraseSpace(space.row)
            told.append("the space `\(space.name)` stays erased")
        }
        for space in try teamSpaces() where !withdrawals.keeps(space.id) {
            try statement("DELETE FROM member WHERE space = ?").run(.integer(space.row))
            try eraseSpace(space.row)
            told.append("the space `\(space.name)` stays taken away")
        }
        return told
    }

    private func teamSpaces() throws -> [(row: Int64, id: SpaceID, name: String)] {
        try statement(
            """
            SELECT id, uuid, name FROM space WHERE personal = 0 AND album_of IS NULL ORDER BY name
            """
        ).all { (row: $0.integer(0), id: try $0.id(1), name: $0.text(2)) }
    }

    /// The personal spaces that nobody is in, with the names they were left under.
    private func spacesOfNobody() throws -> [(row: Int64, id: SpaceID, name: String)] {
        try statement(
            """
            SELECT id, uuid, name FROM space WHERE personal = 1
            AND id NOT IN (SELECT space FROM member) ORDER BY id
            """
        ).all { (row: $0.integer(0), id: try $0.id(1), name: $0.text(2)) }
    }
}
