package import ChangeLog
import SQLiteLog

/// The outcome of taking a user away.
package struct RemovedUser: Hashable, Sendable {
    /// How many machines that are shut out now.
    package let deviceCount: Int
    /// How many codes that nobody used yet are void now.
    package let codeCount: Int
    /// The team spaces the user was in, by name.
    package let spaces: [String]
    /// The personal spaces that are kept, or were erased.
    package let personal: [SpaceID]
    package let isErased: Bool
    /// Whether the user was taken away before, and only what was left is erased now.
    package let wasAway: Bool
    /// The personal spaces that are kept of earlier users of the name.
    package let left: [SpaceID]
}

/// Taking away somebody who leaves.
extension ServerDatabase {
    /// Takes a user away: machines and codes let nobody in any more (P8), and the name is free.
    ///
    /// What the user wrote in team spaces stays there. The personal space is kept without members,
    /// under a name that tells whose it was, unless it is to be erased; one that was kept may be
    /// erased later, by the same name, which somebody else may have by then.
    ///
    /// - Parameters:
    ///   - name: Who.
    ///   - erases: Whether the personal space goes too, with its pictures: the user's own, or, where
    ///     there is no user of the name, those that are left of earlier ones.
    ///   - onlyLeft: Whether nobody goes, and only what is left of earlier users of the name does.
    /// - Returns: What ended with the user.
    /// - Throws: ``ServerStorageError/unknownUser(name:)`` and others; nothing has changed then.
    package func removeUser(
        _ name: String, erases: Bool, onlyLeft: Bool = false
    ) throws -> RemovedUser {
        let removed = try write { session in
            let user =
                try session.statement("SELECT id FROM user WHERE name = ?")
                .first(.text(name)) { onlyLeft ? nil : $0.integer(0) } ?? nil
            let left = try session.spacesLeft(by: name)
            let kept = erases && user == nil ? left : []
            if user == nil, kept.isEmpty { throw ServerStorageError.unknownUser(name: name) }
            let own = try user.map { try session.personalSpaces(of: $0) } ?? []
            let now = try noteDecision(session)
            let account = try user.map { try session.removeAccount($0, at: now) }
            for space in own + kept {
                if erases {
                    try session.eraseSpace(space.row)
                } else {
                    try session.keepSpace(space.row, leftBy: name)
                }
            }
            return RemovedUser(
                deviceCount: account?.devices ?? 0, codeCount: account?.codes ?? 0,
                spaces: account?.spaces ?? [], personal: (own + kept).map(\.id), isErased: erases,
                wasAway: user == nil, left: user == nil ? [] : left.map(\.id))
        }
        // Beside a daemon that is the daemon's to do, with its next commit.
        if erases, isWriter { _ = scrub() }
        return removed
    }
}

extension Session {
    /// A personal space by row and id.
    typealias OwnSpace = (row: Int64, id: SpaceID)

    /// The personal spaces of a user.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func personalSpaces(of user: Int64) throws -> [OwnSpace] {
        try statement(
            "SELECT id, uuid FROM space JOIN member ON space = id WHERE user = ? AND personal = 1"
        ).all(.integer(user)) { (row: $0.integer(0), id: try $0.id(1)) }
    }

    /// The personal spaces that were kept when users of a name were taken away.
    fileprivate func spacesLeft(by name: String) throws -> [OwnSpace] {
        try statement(
            """
            SELECT id, uuid FROM space WHERE personal = 1 AND name = ?
            AND id NOT IN (SELECT space FROM member) ORDER BY id
            """
        ).all(.text(Self.title(leftBy: name))) { (row: $0.integer(0), id: try $0.id(1)) }
    }

    /// No name that a person gives a space has blanks in it.
    private static func title(leftBy name: String) -> String { "personal of \(name), who left" }

    /// Keeps a space that nobody is a member of, under the name of who left it.
    ///
    /// - Throws: `DatabaseError`.
    func keepSpace(_ space: Int64, leftBy name: String) throws {
        try statement("UPDATE space SET name = ? WHERE id = ?")
            .run(.text(Self.title(leftBy: name)), .integer(space))
    }

    /// Takes away what lets a user in, the memberships, and the user.
    ///
    /// - Returns: What was in use until now.
    /// - Throws: `DatabaseError`.
    func removeAccount(
        _ user: Int64, at now: UInt64
    ) throws -> (devices: Int, codes: Int, spaces: [String]) {
        let devices = try statement("SELECT 1 FROM device WHERE user = ? AND revoked = 0")
            .all(.integer(user)) { _ in true }.count
        let codes = try statement(
            "SELECT 1 FROM join_code WHERE user = ? AND used = 0 AND expires > ?"
        ).all(.integer(user), .number(now)) { _ in true }.count
        let spaces = try statement(
            """
            SELECT name FROM space JOIN member ON space = id WHERE user = ? AND personal = 0
            ORDER BY name
            """
        ).all(.integer(user)) { $0.text(0) }
        // Known by nothing afterwards, a backup from before shuts them out too (Withdrawals).
        for table in ["join_code", "member", "device"] {
            try statement("DELETE FROM \(table) WHERE user = ?").run(.integer(user))
        }
        try statement("DELETE FROM user WHERE id = ?").run(.integer(user))
        return (devices, codes, spaces)
    }

    /// Erases a space and its album: log, heads, authors, and what only they knew of.
    ///
    /// - Throws: `DatabaseError`.
    func eraseSpace(_ space: Int64) throws {
        let albums = try statement("SELECT id FROM space WHERE album_of = ?")
            .all(.integer(space)) { $0.integer(0) }
        for row in albums + [space] {
            for table in ["head", "awaited", "purged", "change"] {
                try statement(
                    "DELETE FROM \(table) WHERE author IN (SELECT id FROM author WHERE space = ?)"
                ).run(.integer(row))
            }
            for table in ["log", "author"] {
                try statement("DELETE FROM \(table) WHERE space = ?").run(.integer(row))
            }
            try statement("DELETE FROM space WHERE id = ?").run(.integer(row))
        }
        try statement(
            """
            DELETE FROM entity WHERE id NOT IN (
                SELECT entity FROM head UNION SELECT entity FROM awaited
                UNION SELECT entity FROM purged)
            """
        ).run()
        try noteErased()
    }
}
