import ChangeLog
import SQLiteLog

/// The data that goes, or went, with a team space.
package struct RemovedSpace: Hashable, Sendable {
    /// How many changes its log had.
    package let changes: UInt64
    /// Who took part, by name.
    package let members: [String]
}

/// Renaming and taking away the spaces of teams.
extension ServerDatabase {
    /// Calls a team space otherwise; its members' machines follow with their next sync.
    ///
    /// - Throws: ``ServerStorageError/unknownSpace(name:)``, ``ServerStorageError/exists(what:)``.
    package func renameSpace(_ name: String, to other: String) throws {
        try check(other, "the space's name")
        try write { session in
            guard let space = try teamSpace(name, session) else {
                throw ServerStorageError.unknownSpace(name: name)
            }
            guard try other != "personal" && teamSpace(other, session) == nil else {
                throw ServerStorageError.exists(what: "Space `\(other)`")
            }
            try session.statement("UPDATE space SET name = ? WHERE id = ?")
                .run(.text(other), .integer(space))
            try noteDecision(session)
        }
    }

    /// The data that would go with a team space.
    ///
    /// - Throws: ``ServerStorageError/unknownSpace(name:)``.
    package func spaceToRemove(_ name: String) throws -> RemovedSpace {
        let space = try spaces().first { $0.name == name && !$0.isPersonal }
        guard let space else { throw ServerStorageError.unknownSpace(name: name) }
        return RemovedSpace(changes: space.position, members: space.members.map(\.user))
    }

    /// Takes a team space away for good, with its log and pictures; the name is free.
    ///
    /// What its members' machines hold stays on them, to read and to export.
    ///
    /// - Returns: What went.
    /// - Throws: ``ServerStorageError/unknownSpace(name:)``; nothing has changed then.
    @discardableResult
    package func removeSpace(_ name: String) throws -> RemovedSpace {
        let removed = try spaceToRemove(name)
        try write { session in
            guard let space = try teamSpace(name, session) else {
                throw ServerStorageError.unknownSpace(name: name)
            }
            try noteDecision(session)
            try session.statement("DELETE FROM member WHERE space = ?").run(.integer(space))
            try session.eraseSpace(space)
        }
        // Beside a daemon that is the daemon's to do, with its next commit.
        if isWriter { _ = scrub() }
        return removed
    }
}
