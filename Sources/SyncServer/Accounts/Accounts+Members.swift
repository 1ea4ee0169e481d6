import ChangeLog
import SQLiteLog
package import SyncProtocol

/// Who takes part in the team spaces; nothing here is about personal ones.
extension ServerDatabase {
    /// Lets a user into a team space.
    ///
    /// - Throws: ``ServerStorageError/alreadyMember(user:space:role:)`` for who is in: a role that
    ///   somebody has is changed on purpose only.
    package func addMember(_ user: String, to space: String, as role: Role) throws {
        try change(user, in: space, to: role) { member, session in
            if let known = member.role {
                throw ServerStorageError.alreadyMember(
                    user: user, space: space, role: known.rawValue)
            }
            try session.statement("INSERT INTO member (space, user, role) VALUES (?, ?, ?)")
                .run(.integer(member.space), .integer(member.user), .text(role.rawValue))
        }
    }

    /// Gives a member of a team space another role.
    ///
    /// - Throws: ``ServerStorageError/notMember(user:space:)`` for who is not in.
    package func setRole(of user: String, in space: String, to role: Role) throws {
        try change(user, in: space, to: role) { member, session in
            guard member.role != nil else {
                throw ServerStorageError.notMember(user: user, space: space)
            }
            try session.statement("UPDATE member SET role = ? WHERE space = ? AND user = ?")
                .run(.text(role.rawValue), .integer(member.space), .integer(member.user))
        }
    }

    /// Takes a user out of a team space.
    ///
    /// - Throws: ``ServerStorageError/notMember(user:space:)`` for who is not in.
    package func removeMember(_ user: String, from space: String) throws {
        try change(user, in: space, to: nil) { member, session in
            guard member.role != nil else {
                throw ServerStorageError.notMember(user: user, space: space)
            }
            try session.statement("DELETE FROM member WHERE space = ? AND user = ?")
                .run(.integer(member.space), .integer(member.user))
        }
    }

    /// The rows of a user and a team space, and the role that one has in the other.
    private typealias Place = (space: Int64, user: Int64, role: Role?)

    private func change(
        _ userName: String, in spaceName: String, to role: Role?,
        _ body: (Place, Session) throws -> Void
    ) throws {
        if let role, ![Role.owner, .editor, .viewer].contains(role) {
            throw ServerStorageError.invalid(reason: "a role is owner, editor or viewer")
        }
        try write { session in
            guard let space = try teamSpace(spaceName, session) else {
                throw ServerStorageError.unknownSpace(name: spaceName)
            }
            let user = try user(userName, session)
            let known = try session.statement(
                "SELECT role FROM member WHERE space = ? AND user = ?"
            ).first(.integer(space), .integer(user)) { Role(rawValue: $0.text(0)) }
            try body((space: space, user: user, role: known), session)
            try noteDecision(session)
        }
    }
}
