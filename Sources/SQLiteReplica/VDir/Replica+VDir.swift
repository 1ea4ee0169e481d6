import ChangeLog
import ContactFormats
import Glibc
import SQLiteLog

/// A folder that mirrors a space, as people see it.
package struct VDirSummary: Hashable, Sendable {
    package let path: String
    package let space: String
    package let fileCount: Int
    /// Whether the log has nothing that the folder lacks; of its files it says nothing.
    package let isUpToDate: Bool
}

extension Replica {
    /// Remembers that a folder mirrors a space; the next run fills it.
    ///
    /// - Parameters:
    ///   - path: The folder; it has to be there.
    ///   - space: The name of the space; nil for the personal one.
    /// - Returns: The folder's real path.
    /// - Throws: ``ReplicaError/invalid(what:reason:)`` when it is linked already, or another
    ///   ``ReplicaError``.
    @discardableResult
    package func linkVDir(_ path: String, space: String? = nil) throws -> String {
        guard let real = Self.realPath(path) else {
            let code = errno
            throw ReplicaError.inaccessible(
                path: path,
                reason: code == ENOENT
                    ? "there is no such folder; `mkdir -p` makes it"
                    : String(cString: strerror(code)))
        }
        _ = try VDirFolder(path: real).list()
        try database.write { session in
            let row = try session.space(named: space)
            if let other = try session.vdirs().first(where: { $0.path == real }) {
                guard other.space != row.space else { return }
                throw ReplicaError.invalid(
                    what: real, reason: "it mirrors another space; `kith vdir unlink` it first")
            }
            try session.statement("INSERT INTO vdir (path, space) VALUES (?, ?)")
                .run(.text(real), .id(row.space))
        }
        return real
    }

    /// Forgets that a folder mirrors a space; its files and the people stay.
    ///
    /// - Throws: ``ReplicaError/invalid(what:reason:)`` when it is not linked, or another
    ///   ``ReplicaError``.
    package func unlinkVDir(_ path: String) throws {
        let real = Self.realPath(path) ?? path
        try database.write { session in
            guard let row = try session.vdirs().first(where: { $0.path == real }) else {
                throw Self.notLinked(real)
            }
            try session.statement("DELETE FROM vdir_file WHERE vdir = ?").run(.integer(row.id))
            try session.statement("DELETE FROM vdir WHERE id = ?").run(.integer(row.id))
        }
    }

    /// The linked folders, by path.
    ///
    /// - Throws: ``ReplicaError``.
    package func vdirs() throws -> [VDirSummary] {
        try database.read { session in
            let spaces = try session.spaces()
            let mark = try session.vdirMark()
            return try session.vdirs().map { row in
                VDirSummary(
                    path: row.path,
                    space: spaces.first { $0.space == row.space }?.name ?? row.space.description,
                    fileCount: try session.statement(
                        "SELECT count(*) FROM vdir_file WHERE vdir = ?"
                    )
                    .first(.integer(row.id)) { Int(clamping: $0.integer(0)) } ?? 0,
                    isUpToDate: row.mark == mark)
            }
        }
    }

    /// A linked folder.
    ///
    /// - Throws: ``ReplicaError/invalid(what:reason:)`` when it is not linked, or another
    ///   ``ReplicaError``.
    package func vdir(_ path: String) throws -> VDirSummary {
        let real = Self.realPath(path) ?? path
        guard let found = try vdirs().first(where: { $0.path == real }) else {
            throw Self.notLinked(real)
        }
        return found
    }

    /// Brings every edit of the files into the cards, and every edit of the cards into the files.
    ///
    /// Interrupted, it goes on where it was: each step leaves a state from which the next run does
    /// the rest.
    ///
    /// - Parameters:
    ///   - path: A linked folder.
    ///   - force: Whether to remove many people or files at once.
    /// - Returns: What was done; empty when nothing changed on either side.
    /// - Throws: ``VDirError/massRemoval(path:people:files:total:)`` before anything is done, or
    ///   ``ReplicaError``.
    @discardableResult
    package func syncVDir(_ path: String, force: Bool = false) throws -> VDirReport {
        let real = Self.realPath(path) ?? path
        let row = try database.read { try $0.vdirs().first { $0.path == real } }
        guard let row else { throw Self.notLinked(real) }
        let run = try VDirRun(self, row)
        return try run.mirror(force: force)
    }

    private static func notLinked(_ path: String) -> ReplicaError {
        .invalid(what: path, reason: "it is not linked; `kith vdir link` does that")
    }

    private static func realPath(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}

/// Why a folder was not mirrored.
package enum VDirError: KithError, Hashable {
    /// So many would go that it looks like an accident; nothing was changed.
    case massRemoval(path: String, people: Int, files: Int, total: Int)

    package var code: String { "mass_removal" }
    package var canRetry: Bool { false }

    package var sentence: String {
        switch self {
        case .massRemoval(let path, let people, let files, let total):
            people > 0
                ? "\(path): \(people) of \(total) files were removed; nothing was changed. If that "
                    + "is meant, `kith vdir sync --force` puts these people into the trash; "
                    + "`kith vdir unlink` and `kith vdir link` write their files again."
                : "\(path): \(files) of \(total) files would be removed; nothing was changed. If "
                    + "that is meant, `kith vdir sync --force` removes them."
        }
    }
}
