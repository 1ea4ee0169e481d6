import ChangeLog
import SQLiteLog
import SyncProtocol

/// The users, spaces, roles and devices that a restored older database lacks and the replaced one had.
///
/// They are not there, and yet nobody took them away: without this a newer backup, brought back later, would
/// lose whoever came between the two.
struct Unheard {
    var users: [Withdrawals.Account] = []
    var spaces: [SpaceID] = []
    var members: [(Withdrawals.Membership, Role)] = []
    var devices: [([UInt8], Bool)] = []
}

extension Session {
    /// Reads what this data does not know of, and was there before it was brought back.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func unheard() throws -> Unheard {
        let isThere = try statement(
            "SELECT 1 FROM sqlite_schema WHERE name = 'unheard_user'"
        ).first { _ in true }
        // Data that an older kithd wrote is read as it is.
        guard isThere == true else { return Unheard() }
        var unheard = Unheard()
        unheard.users = try statement("SELECT name, created FROM unheard_user").all {
            Withdrawals.Account(name: $0.text(0), created: $0.number(1))
        }
        unheard.spaces = try statement("SELECT uuid FROM unheard_space").all { try $0.id(0) }
        unheard.members = try statement("SELECT space, user, role FROM unheard_member").all {
            (
                Withdrawals.Membership(space: try $0.id(0), user: $0.text(1)),
                Role(rawValue: $0.text(2))
            )
        }
        unheard.devices = try statement("SELECT token, revoked FROM unheard_device").all {
            ($0.blob(0), $0.integer(1) != 0)
        }
        return unheard
    }

    /// Notes in data that is brought back what it lacks of the data that it replaces.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func noteUnheard(of replaced: Withdrawals) throws {
        let here = try Withdrawals(self)
        for user in replaced.users.subtracting(here.users) {
            try statement("INSERT INTO unheard_user VALUES (?, ?)")
                .run(.text(user.name), .number(user.created))
        }
        for space in replaced.spaces.subtracting(here.spaces) {
            try statement("INSERT INTO unheard_space VALUES (?)").run(.id(space))
        }
        for (member, role) in replaced.roles where here.roles[member] == nil {
            try statement("INSERT INTO unheard_member VALUES (?, ?, ?)")
                .run(.id(member.space), .text(member.user), .text(role.rawValue))
        }
        for (token, isRevoked) in replaced.isRevoked where here.isRevoked[token] == nil {
            try statement("INSERT INTO unheard_device VALUES (?, ?)")
                .run(.blob(token), .integer(isRevoked ? 1 : 0))
        }
    }
}
