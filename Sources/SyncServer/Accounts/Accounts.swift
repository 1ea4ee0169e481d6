package import ChangeLog
import SQLiteLog
import SyncProtocol

/// A user as lists show them.
package struct UserSummary: Hashable, Sendable {
    package let name: String
    package let deviceCount: Int
}

/// A device as lists show it.
package struct DeviceSummary: Hashable, Sendable {
    package let user: String
    package let name: String
    /// Unix milliseconds.
    package let created: UInt64
    /// When it last spoke to the server, Unix milliseconds; nil when never.
    package let seen: UInt64?
    package let isRevoked: Bool
}

/// A space as lists show it.
package struct SpaceAccount: Hashable, Sendable {
    package let id: SpaceID
    package let name: String
    package let isPersonal: Bool
    /// How many changes its log has.
    package let position: UInt64
    /// Who takes part, by name.
    package let members: [MemberSummary]
}

/// A user in a space as lists show it.
package struct MemberSummary: Hashable, Sendable {
    package let user: String
    package let role: String
}

/// The owner's commands on the server itself, never over the network.
extension ServerDatabase {
    /// How long a join code works.
    static let codeLifetimeMilliseconds: UInt64 = 24 * 3_600 * 1_000
    /// Codes of a user that wait to be used.
    static let maximumOpenCodes: Int64 = 16
    /// Machines of a user that are let in, and those remembered that are not.
    static let maximumDevices: Int64 = 256
    static let maximumRevokedDevices: Int64 = 64

    /// Makes a user with a personal space.
    ///
    /// - Returns: A single-use code for the user's first machine.
    /// - Throws: ``ServerStorageError``.
    package func addUser(_ name: String) throws -> String {
        try check(name, "the user's name")
        return try write { session in
            let known = try session.statement("SELECT 1 FROM user WHERE name = ?")
                .first(.text(name)) { _ in true }
            guard known == nil else { throw ServerStorageError.exists(what: "User `\(name)`") }
            let user = try session.statement("INSERT INTO user (name, created) VALUES (?, ?)")
                .insert(.text(name), .number(try noteDecision(session)))
            let space = try session.makeSpace("personal", isPersonal: true, environment)
            try session.statement("INSERT INTO member (space, user, role) VALUES (?, ?, 'owner')")
                .run(.integer(space), .integer(user))
            return try makeCode(user, session)
        }
    }

    /// A single-use code for one more machine of a user.
    ///
    /// - Throws: ``ServerStorageError/unknownUser(name:)``.
    package func addDevice(user name: String) throws -> String {
        try write { session in try makeCode(try user(name, session), session) }
    }

    /// Every user, by name.
    ///
    /// - Throws: ``ServerStorageError``.
    package func users() throws -> [UserSummary] {
        try read { session in
            try session.statement(
                """
                SELECT name, (SELECT count(*) FROM device WHERE user = user.id AND revoked = 0)
                FROM user ORDER BY name
                """
            ).all { UserSummary(name: $0.text(0), deviceCount: Int(clamping: $0.integer(1))) }
        }
    }

    /// Every device, by user and name.
    ///
    /// - Throws: ``ServerStorageError``.
    package func devices() throws -> [DeviceSummary] {
        try read { session in
            try session.statement(
                """
                SELECT user.name, device.name, device.created, seen, revoked FROM device
                JOIN user ON user.id = device.user ORDER BY user.name, device.name
                """
            ).all {
                DeviceSummary(
                    user: $0.text(0), name: $0.text(1), created: $0.number(2),
                    seen: $0.isNull(3) ? nil : $0.number(3), isRevoked: $0.integer(4) != 0)
            }
        }
    }

    /// Shuts a device out from its next request on (P8), with the user's codes that nobody used
    /// yet: the device may have asked for one.
    ///
    /// - Returns: How many codes that are, and whether the device was shut out already.
    /// - Throws: ``ServerStorageError/unknownDevice(name:)``.
    @discardableResult
    package func revoke(
        device: String, of userName: String
    ) throws -> (codes: Int, wasRevoked: Bool) {
        try write { session in
            let user = try user(userName, session)
            let found = try session.statement(
                "SELECT id, revoked FROM device WHERE name = ? AND user = ?"
            ).first(.text(device), .integer(user)) {
                (row: $0.integer(0), wasRevoked: $0.integer(1) != 0)
            }
            guard let found else { throw ServerStorageError.unknownDevice(name: device) }
            let codes = try session.shutOut(
                device: found.row, of: user, at: try noteDecision(session))
            return (codes, found.wasRevoked)
        }
    }

    /// Makes a team space without members.
    ///
    /// - Throws: ``ServerStorageError``.
    package func addSpace(_ name: String) throws {
        try check(name, "the space's name")
        try write { session in
            guard try teamSpace(name, session) == nil, name != "personal" else {
                throw ServerStorageError.exists(what: "Space `\(name)`")
            }
            _ = try session.makeSpace(name, isPersonal: false, environment)
            try noteDecision(session)
        }
    }

    /// Every space, by name; albums are none (PHOTO-1).
    ///
    /// - Throws: ``ServerStorageError``.
    package func spaces() throws -> [SpaceAccount] {
        try read { session in
            let rows = try session.statement(
                """
                SELECT id, uuid, name, personal, position FROM space WHERE album_of IS NULL
                ORDER BY personal, name, id
                """
            ).all {
                (
                    row: $0.integer(0), id: try $0.id(1) as SpaceID, name: $0.text(2),
                    isPersonal: $0.integer(3) != 0, position: $0.number(4)
                )
            }
            return try rows.map { row in
                let members = try session.statement(
                    """
                    SELECT user.name, role FROM member
                    JOIN user ON user.id = member.user WHERE space = ? ORDER BY user.name
                    """
                ).all(.integer(row.row)) { MemberSummary(user: $0.text(0), role: $0.text(1)) }
                return SpaceAccount(
                    id: row.id, name: row.name, isPersonal: row.isPersonal,
                    position: row.position, members: members)
            }
        }
    }

    // MARK: - Parts

    /// The clock, never earlier than it was before: an expired code stays expired.
    ///
    /// - Throws: `DatabaseError`.
    func now(_ session: Session) throws -> UInt64 {
        let wall = environment.wallMilliseconds()
        let known =
            try session.statement("SELECT high_water FROM server")
            .first { try $0.sequence(0) } ?? 0
        return max(wall, known)
    }

    /// Notes that it was decided who is here, and in what: every such write does.
    ///
    /// Of a backup and the data it replaces the one with the later decision knows what the other
    /// does not (Withdrawals), so each is later than the one before, whatever the clock says.
    ///
    /// - Returns: When, Unix milliseconds.
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    @discardableResult
    func noteDecision(_ session: Session) throws -> UInt64 {
        let wall = environment.wallMilliseconds()
        return try session.statement(
            "UPDATE server SET high_water = max(?, high_water + 1) RETURNING high_water"
        ).first(.number(wall)) { try $0.sequence(0) } ?? wall
    }

    /// Makes a code for a user's next machine; of too many that nobody used the oldest are void, and
    /// nothing is kept of those that let nobody in any more.
    ///
    /// - Throws: `DatabaseError`.
    func makeCode(_ user: Int64, _ session: Session) throws -> String {
        let code = Secret.joinCode(environment.random128)
        let now = try now(session)
        let expires = now + Self.codeLifetimeMilliseconds
        try session.statement("DELETE FROM join_code WHERE used <> 0 OR expires <= ?")
            .run(.number(now))
        try session.statement(
            """
            DELETE FROM join_code WHERE user = ?1 AND code NOT IN (
                SELECT code FROM join_code WHERE user = ?1 ORDER BY expires DESC LIMIT ?2)
            """
        ).run(.integer(user), .integer(Self.maximumOpenCodes - 1))
        try session.statement("INSERT INTO join_code (code, user, expires) VALUES (?, ?, ?)").run(
            .blob(environment.digest(Array(Secret.normalised(code).utf8)).bytes),
            .integer(user), .number(expires))
        return code
    }

    /// The row of a user.
    ///
    /// - Throws: ``ServerStorageError/unknownUser(name:)``.
    func user(_ name: String, _ session: Session) throws -> Int64 {
        let row = try session.statement("SELECT id FROM user WHERE name = ?")
            .first(.text(name)) { $0.integer(0) }
        guard let row else { throw ServerStorageError.unknownUser(name: name) }
        return row
    }

    /// The row of a team space; nil when there is none of that name.
    ///
    /// - Throws: `DatabaseError`.
    func teamSpace(_ name: String, _ session: Session) throws -> Int64? {
        try session.statement(
            "SELECT id FROM space WHERE name = ? AND personal = 0 AND album_of IS NULL"
        ).first(.text(name)) { $0.integer(0) }
    }

    /// Checks the name of a user or space.
    ///
    /// - Throws: ``ServerStorageError/invalid(reason:)``.
    func check(_ title: String, _ what: String) throws {
        do {
            try checkTitle(title, what)
        } catch {
            throw ServerStorageError.invalid(reason: error.detail)
        }
        guard !title.contains(where: \.isWhitespace) else {
            throw ServerStorageError.invalid(reason: "\(what) has no blanks in it")
        }
    }
}
