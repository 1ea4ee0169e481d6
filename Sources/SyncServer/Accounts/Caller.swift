import ChangeLog
import SQLiteLog
import SyncProtocol

/// Who sends a request: a device of a user, known by its token.
struct Caller: Hashable, Sendable {
    /// SHA-256 of the device's token; the token itself is never stored.
    let tokenDigest: [UInt8]
    /// The rows.
    let device: Int64
    let user: Int64
    let userName: String
    let deviceName: String
    /// The time the device was last noted to have spoken to the server, Unix milliseconds.
    let seen: UInt64
}

extension Session {
    /// The caller with a token; nil for an unknown, malformed or revoked one alike.
    ///
    /// - Throws: `DatabaseError`.
    func caller(token: String, using digest: DigestFunction) throws -> Caller? {
        guard Secret.isToken(token) else { return nil }
        let hash = digest(Array(token.utf8)).bytes
        return try statement(
            """
            SELECT device.id, user.id, user.name, device.name, ifnull(seen, 0) FROM device
            JOIN user ON user.id = device.user WHERE token = ? AND revoked = 0
            """
        ).first(.blob(hash)) {
            Caller(
                tokenDigest: hash, device: $0.integer(0), user: $0.integer(1), userName: $0.text(2),
                deviceName: $0.text(3), seen: $0.number(4))
        }
    }

    /// Refuses a caller who was shut out since it was looked up: a body may take its time (P8).
    ///
    /// - Throws: ``ProtocolError`` `unauthorized`, or `DatabaseError`.
    func checkStillAdmitted(_ caller: Caller) throws {
        let isIn = try statement("SELECT 1 FROM device WHERE token = ? AND revoked = 0")
            .first(.blob(caller.tokenDigest)) { _ in true }
        guard isIn != nil else { throw ProtocolError(.unauthorized) }
    }

    /// The spaces of a user, the personal one first.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func spaces(of user: Int64) throws -> [SpaceDescription] {
        try statement(
            """
            SELECT uuid, name, role, personal FROM member JOIN space ON space.id = member.space
            WHERE user = ? ORDER BY personal DESC, name
            """
        ).all(.integer(user)) {
            SpaceDescription(
                id: try $0.id(0), name: $0.text(1), role: Role(rawValue: $0.text(2)),
                isPersonal: $0.integer(3) != 0)
        }
    }

    /// The tag that changes whenever a user's spaces or roles do (SYNC-16).
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func spacesTag(of user: Int64, using digest: DigestFunction) throws -> [UInt8] {
        let list = try spaces(of: user).flatMap { space in
            space.id.bytes + Array("\(space.name)\u{0}\(space.role.rawValue)\u{0}".utf8)
        }
        return Array(digest(list).bytes.prefix(16))
    }

    /// The server's own id.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func serverID() throws -> ServerID {
        let id: ServerID? = try statement("SELECT uuid FROM server").first { try $0.id(0) }
        guard let id else { throw DamagedDatabase(detail: "the server has no id") }
        return id
    }
}

extension ServerDatabase {
    /// Turns a join code into a device; the code is burnt.
    ///
    /// - Parameters:
    ///   - request: The code, and how the device is to be called.
    ///   - known: The token of a device of the same user, which goes on as the new one (HTTP-9).
    /// - Returns: The token, and what the user has.
    /// - Throws: ``ProtocolError`` `code_invalid`, `forbidden` for one machine too many, or
    ///   ``ServerStorageError``; the code is still good then.
    func join(_ request: JoinRequest, renewing known: String = "") throws -> JoinReply {
        try write { session in
            let now = try now(session)
            let hash = environment.digest(Array(Secret.normalised(request.code).utf8)).bytes
            let user = try session.statement(
                """
                UPDATE join_code SET used = 1 WHERE code = ? AND used = 0 AND expires > ?
                RETURNING user
                """
            ).first(.blob(hash), .number(now)) { $0.integer(0) }
            guard let user else { throw ProtocolError(.codeInvalid) }
            let joined = try noteDecision(session)
            let caller = try session.caller(token: known, using: environment.digest)
            if let caller, caller.user == user {  // HTTP-9
                try session.statement("DELETE FROM device WHERE id = ?")
                    .run(.integer(caller.device))
            }
            try checkRoom(for: user, session)
            let name = try freeName(request.deviceName, of: user, session)
            let token = Secret.token(environment.random128)
            try session.statement(
                "INSERT INTO device (user, name, token, created) VALUES (?, ?, ?, ?)"
            ).run(
                .integer(user), .text(name),
                .blob(environment.digest(Array(token.utf8)).bytes), .number(joined))
            let userName = try session.statement("SELECT name FROM user WHERE id = ?")
                .first(.integer(user)) { $0.text(0) }
            return JoinReply(
                server: try session.serverID(), token: token, user: userName ?? "", device: name,
                spaces: try session.spaces(of: user))
        }
    }

    /// Refuses more machines of a user than a list of them may have.
    private func checkRoom(for user: Int64, _ session: Session) throws {
        let count = try session.statement(
            "SELECT count(*) FROM device WHERE user = ? AND revoked = 0"
        ).first(.integer(user)) { $0.integer(0) }
        guard count ?? 0 < Self.maximumDevices else {
            throw ProtocolError(
                .forbidden, "a user has \(Self.maximumDevices) machines at most; revoke one")
        }
    }

    /// The wished name, with a number behind it when another device of the user has it.
    private func freeName(_ wish: String, of user: Int64, _ session: Session) throws -> String {
        var name = wish
        var number = 2
        while try session.statement("SELECT 1 FROM device WHERE user = ? AND name = ?")
            .first(.integer(user), .text(name), read: { _ in true }) != nil
        {
            name = "\(wish)-\(number)"
            number += 1
        }
        return name
    }
}

extension ServerDatabase {
    /// Notes that a device spoke to the server.
    ///
    /// - Throws: ``ServerStorageError``.
    func noteSeen(_ caller: Caller, at now: UInt64) throws {
        _ = try write { session in
            try session.statement("UPDATE device SET seen = ? WHERE token = ?")
                .run(.number(now), .blob(caller.tokenDigest))
        }
    }

    /// A code for one more machine of the caller.
    ///
    /// - Throws: ``ProtocolError`` `unauthorized`, or ``ServerStorageError``.
    func deviceCode(for caller: Caller) throws -> DeviceCodeReply {
        try write { session in
            try session.checkStillAdmitted(caller)
            return DeviceCodeReply(
                code: try makeCode(caller.user, session),
                expiresMilliseconds: try now(session) + Self.codeLifetimeMilliseconds)
        }
    }
}
