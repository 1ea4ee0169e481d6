import SQLiteLog
import SyncProtocol

/// The rights of a device over the others of its user (HTTP-10).
extension ServerDatabase {
    /// Shuts out a device of the caller's user.
    ///
    /// - Returns: All devices of the user afterwards.
    /// - Throws: ``ProtocolError`` `unauthorized`, `not_found` for a device of somebody else, or
    ///   ``ServerStorageError``; nothing has changed then.
    func revoke(device: Int64, for caller: Caller) throws -> DevicesReply {
        try write { session in
            try session.checkStillAdmitted(caller)
            let isOwn = try session.statement("SELECT 1 FROM device WHERE id = ? AND user = ?")
                .first(.integer(device), .integer(caller.user)) { _ in true }
            guard isOwn != nil else { throw ProtocolError(.notFound) }
            _ = try session.shutOut(device: device, of: caller.user, at: try noteDecision(session))
            return try session.devices(seenBy: caller)
        }
    }
}

extension Session {
    /// The devices of the caller's user, by name.
    ///
    /// - Throws: `DatabaseError`.
    func devices(seenBy caller: Caller) throws -> DevicesReply {
        DevicesReply(
            devices: try statement(
                """
                SELECT id, name, created, seen, revoked FROM device WHERE user = ? ORDER BY name
                """
            ).all(.integer(caller.user)) {
                DeviceDescription(
                    id: $0.number(0), name: $0.text(1), joinedMilliseconds: $0.number(2),
                    seenMilliseconds: $0.isNull(3) ? nil : $0.number(3),
                    isRevoked: $0.integer(4) != 0, isCurrent: $0.integer(0) == caller.device)
            })
    }

    /// Shuts a device out, and makes the user's codes void that nobody used yet: the device may have
    /// asked for one.
    ///
    /// - Returns: How many codes that are.
    /// - Throws: `DatabaseError`.
    func shutOut(device: Int64, of user: Int64, at now: UInt64) throws -> Int {
        try statement("UPDATE device SET revoked = 1 WHERE id = ?").run(.integer(device))
        // One that is forgotten is as much a stranger, also to a backup that knows it (Withdrawals).
        try statement(
            """
            DELETE FROM device WHERE user = ?1 AND revoked <> 0 AND id <> ?2 AND id NOT IN (
                SELECT id FROM device WHERE user = ?1 AND revoked <> 0 ORDER BY id DESC LIMIT ?3)
            """
        ).run(
            .integer(user), .integer(device), .integer(ServerDatabase.maximumRevokedDevices))
        return try statement(
            "UPDATE join_code SET used = 1 WHERE user = ? AND used = 0 AND expires > ?"
        ).run(.integer(user), .number(now))
    }
}
