package import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

/// Sharing touches with a team by name: the touch stays where it is, and the team reads a part of it.
extension Replica {
    /// Shares a touch that is written down with a team.
    ///
    /// - Parameters:
    ///   - touch: Its id.
    ///   - name: The name of the team's space.
    ///   - isDryRun: Tell what the team would read, and write nothing.
    /// - Returns: What the team reads.
    /// - Throws: ``ReplicaError/noCard(names:space:remedy:)``, ``ReplicaError/mayNotWrite(space:)``, or another
    ///   ``ReplicaError``.
    @discardableResult
    package func share(
        touch: EntityID, with name: String, isDryRun: Bool = false
    ) throws -> [TeamReading] {
        try readings("share", isDryRun: isDryRun) { session, touches in
            guard let item = try session.item(touch) else {
                throw ReplicaError.invalid(what: "The touch", reason: "is not written down here")
            }
            try touches.share(item, with: try session.space(named: name))
        }
    }

    /// Takes a touch away from the teams that read it; one's own stays.
    ///
    /// - Parameters:
    ///   - touch: Its id, or the one that teams know it by.
    ///   - name: The name of the team's space; nil for all that read it.
    ///   - isDryRun: Tell what would be done, and write nothing.
    /// - Returns: What is read no more.
    /// - Throws: ``ReplicaError/colleagues(who:space:)`` for what somebody else shared,
    ///   ``ReplicaError/mayNotWrite(space:)``, or another ``ReplicaError``.
    @discardableResult
    package func unshare(
        touch: EntityID, from name: String? = nil, isDryRun: Bool = false
    ) throws -> [TeamReading] {
        try readings("unshare", isDryRun: isDryRun) { session, touches in
            let wanted = try name.map { try session.space(named: $0).id }
            let isShared = try !session.spaces(reading: touch).isEmpty
            let shared =
                try isShared ? touch : session.sharedID(of: touch, using: environment.digest)
            let teams = try session.spaces(reading: shared).filter {
                wanted == nil || wanted == $0.id
            }
            guard !teams.isEmpty else {
                let team = name.map { "`\($0)`" } ?? "no team"
                throw ReplicaError.invalid(
                    what: "The touch",
                    reason: name == nil ? "is shared with \(team)" : "is not shared with \(team)")
            }
            for team in teams {
                if isShared { try session.checkIsOwn(shared, in: team) }
                try touches.takeAway(shared, from: team)
            }
        }
    }

    /// The id by which teams know a touch of one's own.
    ///
    /// - Throws: ``ReplicaError``.
    package func sharedID(of touch: EntityID) throws -> EntityID {
        try database.read { try $0.sharedID(of: touch, using: environment.digest) }
    }

    private func readings(
        _ command: String, isDryRun: Bool,
        _ body: (Session, inout SharedTouchEdits) throws -> Void
    ) throws -> [TeamReading] {
        var readings: [TeamReading] = []
        func parts(_ session: Session) throws -> [SpaceEdits] {
            var touches = SharedTouchEdits(session, using: environment.digest)
            try body(session, &touches)
            readings = touches.readings
            return touches.parts
        }
        if isDryRun {
            _ = try database.read(parts)
        } else {
            try perform(command, parts)
        }
        return readings
    }
}

extension Session {
    /// Refuses what a colleague shared.
    ///
    /// - Throws: ``ReplicaError/colleagues(who:space:)``.
    fileprivate func checkIsOwn(_ shared: EntityID, in team: SpaceRow) throws {
        let who = try statement(
            """
            SELECT who FROM shared_touch
            WHERE entity = (SELECT id FROM entity WHERE uuid = ?) AND space = ?
            """
        ).first(.id(shared), .integer(team.id)) { $0.text(0) }
        guard let who, try who != setting(SettingKey.user) else { return }
        throw ReplicaError.colleagues(who: who, space: team.name)
    }
}
