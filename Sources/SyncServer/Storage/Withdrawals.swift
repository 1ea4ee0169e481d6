import ChangeLog
import SQLiteLog
import SyncProtocol

/// The access that a server had withdrawn: a backup from before cannot know it (P8).
struct Withdrawals {
    /// A member of a team space, by the names that outlive a backup.
    struct Membership: Hashable {
        let space: SpaceID
        let user: String
    }

    /// A user of one time: a name that is free may be somebody else's later.
    struct Account: Hashable {
        let name: String
        /// Unix milliseconds.
        let created: UInt64
    }

    /// The server whose data it is; a backup of another has nothing to do with it.
    let server: ServerID
    /// The time of the last decision known, Unix milliseconds.
    private let latest: UInt64
    /// The devices by what their tokens leave in the file, and whether each is shut out.
    let isRevoked: [[UInt8]: Bool]
    let roles: [Membership: Role]
    let spaces: Set<SpaceID>
    let users: Set<Account>

    /// Reads them from a server's data.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    init(_ session: Session) throws {
        server = try session.serverID()
        latest = try session.latest()
        let devices = try session.statement("SELECT token, revoked FROM device")
            .all { ($0.blob(0), $0.integer(1) != 0) }
        let members = try session.members().map { ($0.membership, $0.role) }
        let unheard = try session.unheard()
        isRevoked = Dictionary(devices + unheard.devices) { $0 || $1 }
        roles = Dictionary(members + unheard.members) { first, _ in first }
        spaces = Set(try session.statement("SELECT uuid FROM space").all { try $0.id(0) })
            .union(unheard.spaces)
        users = Set(
            try session.statement("SELECT name, created FROM user")
                .all { Account(name: $0.text(0), created: $0.number(1)) }
        ).union(unheard.users)
    }

    /// Whether more was decided here than a backup knows of.
    ///
    /// What is not here but in a later backup was made later, and not taken away.
    func goBeyond(_ known: UInt64) -> Bool { latest > known }

    /// Whether nobody is there and nothing: a server that was just made.
    var isEmpty: Bool { users.isEmpty && spaces.isEmpty }

    /// Whether a user of a backup was taken away later.
    func removed(user name: String, created: UInt64) -> Bool {
        !users.contains(Account(name: name, created: created)) && created <= latest
    }

    /// Whether a space is here still: one of a team, or a personal one that nobody is in.
    func keeps(_ space: SpaceID) -> Bool { spaces.contains(space) }

    /// Whether a device of a backup was shut out later.
    ///
    /// One that is not known here proves itself otherwise since (HTTP-9), unless it joined after
    /// the last that is known.
    func shutsOut(token: [UInt8], joined: UInt64) -> Bool {
        isRevoked[token] ?? (joined <= latest)
    }

    /// The role a member of a backup is left with: never more than here; nil when it was taken out.
    ///
    /// - Parameters:
    ///   - membership: Of a user who is here, or came later.
    ///   - role: In the backup.
    ///   - created: Since when there is the user, Unix milliseconds.
    /// - Returns: The role.
    func role(of membership: Membership, before role: Role, created: UInt64) -> Role? {
        guard spaces.contains(membership.space),
            users.contains(Account(name: membership.user, created: created))
        else { return role }
        guard let later = roles[membership] else { return nil }
        return Self.rank(later) < Self.rank(role) ? later : role
    }

    private static func rank(_ role: Role) -> Int {
        switch role {
        case .owner: 3
        case .editor: 2
        case .viewer: 1
        default: 0
        }
    }
}

/// A row of the members of team spaces.
struct MemberRow {
    let space: Int64
    let user: Int64
    let spaceName: String
    let membership: Withdrawals.Membership
    let role: Role
    /// Since when there is the user, Unix milliseconds.
    let created: UInt64
}

extension Session {
    /// Who takes part in the team spaces.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func members() throws -> [MemberRow] {
        try statement(
            """
            SELECT space.id, user.id, space.name, space.uuid, user.name, role, user.created
            FROM member
            JOIN space ON space.id = member.space JOIN user ON user.id = member.user
            WHERE personal = 0 ORDER BY space.name, user.name
            """
        ).all {
            MemberRow(
                space: $0.integer(0), user: $0.integer(1), spaceName: $0.text(2),
                membership: Withdrawals.Membership(space: try $0.id(3), user: $0.text(4)),
                role: Role(rawValue: $0.text(5)), created: $0.number(6))
        }
    }

    /// Shuts out of a backup whom the data it replaces had shut out.
    ///
    /// - Returns: Who that is, as sentences without a stop.
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func apply(_ withdrawals: Withdrawals) throws -> [String] {
        // A device is never let in again, so which is the later data makes no difference to it.
        guard withdrawals.goBeyond(try latest()) else { return try revokeDevices(withdrawals) }
        return try takeAwayUsers(withdrawals) + revokeDevices(withdrawals)
            + lowerRoles(withdrawals)
    }

    private func revokeDevices(_ withdrawals: Withdrawals) throws -> [String] {
        var told: [String] = []
        let devices = try statement(
            """
            SELECT device.id, token, device.created, user.name, device.name FROM device
            JOIN user ON user.id = device.user WHERE revoked = 0 ORDER BY user.name, device.name
            """
        ).all { ($0.integer(0), $0.blob(1), $0.number(2), "\($0.text(4)) of \($0.text(3))") }
        for (row, token, joined, name) in devices
        where withdrawals.shutsOut(token: token, joined: joined) {
            try statement("UPDATE device SET revoked = 1 WHERE id = ?").run(.integer(row))  // P8
            told.append("\(name) stays shut out")
        }
        return told
    }

    private func lowerRoles(_ withdrawals: Withdrawals) throws -> [String] {
        var told: [String] = []
        for member in try members() {
            let role = withdrawals.role(
                of: member.membership, before: member.role, created: member.created)
            guard role != member.role else { continue }
            let name = member.membership.user
            if let role {
                try statement("UPDATE member SET role = ? WHERE space = ? AND user = ?")
                    .run(.text(role.rawValue), .integer(member.space), .integer(member.user))
                told.append("\(name) stays \(role.rawValue) of \(member.spaceName)")
            } else {
                try statement("DELETE FROM member WHERE space = ? AND user = ?")
                    .run(.integer(member.space), .integer(member.user))
                told.append("\(name) stays out of \(member.spaceName)")
            }
        }
        return told
    }
}
