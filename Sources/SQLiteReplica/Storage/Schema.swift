import SQLiteLog

/// The versions of the database; a released version is never edited, only added to.
///
/// `user_version` holds the version. An older program refuses a newer file; a newer program brings
/// an older file up in one transaction a version.
enum Schema {
    /// The version this program writes.
    static let current = 18

    private static let versions: [String] = [
        version1, version2, version3, version4, version5, version6, version7, version8,
        version9, version10, version11, version12, version13, version14, version15, version16,
        version17, version18,
    ]

    /// Brings the file of a writer up to date.
    ///
    /// - Throws: ``ReplicaError/newerSchema(found:supported:)``, or `DatabaseError`; the file is
    ///   at a whole version then.
    static func migrate(_ log: LogDatabase) throws {
        let found = try check(log)
        guard try found == current || log.read({ try isOurs($0, version: found) }) else {
            throw ReplicaError.inaccessible(
                path: "the database", reason: "it is another program's; put the file aside")
        }
        for version in found..<current {
            try log.execute(versions[version] + "\nPRAGMA user_version = \(version + 1);")
        }
    }

    /// Whether a file is a replica, or still empty: another program's may have any version.
    ///
    /// - Throws: `DatabaseError`.
    static func isOurs(_ session: Session, version: Int) throws -> Bool {
        guard version > 0 else {
            return try session.statement("SELECT 1 FROM sqlite_schema LIMIT 1").first { _ in true }
                == nil
        }
        let own = try session.statement(
            """
            SELECT count(*) FROM sqlite_schema WHERE type = 'table'
            AND name IN ('setting', 'space', 'author', 'change', 'person', 'touched', 'command')
            """
        ).first { $0.integer(0) }
        return own == 7
    }

    /// Reads the file's version.
    ///
    /// - Throws: ``ReplicaError/newerSchema(found:supported:)``, or `DatabaseError`.
    @discardableResult
    static func check(_ log: LogDatabase) throws -> Int {
        let found = try log.read { session in
            try session.statement("PRAGMA user_version").first { $0.integer(0) } ?? 0
        }
        guard let version = Int(exactly: found), version >= 0, version <= current else {
            throw ReplicaError.newerSchema(found: Int(clamping: found), supported: current)
        }
        return version
    }
}
