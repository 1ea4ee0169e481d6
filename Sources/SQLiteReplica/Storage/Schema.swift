import GRDB

/// The versions of the database; a released version is never edited, only added to.
///
/// `user_version` holds the version. An older program refuses a newer file; a newer program brings
/// an older file up in one transaction a version.
enum Schema {
    /// The version this program writes.
    static let current = 1

    private static let versions: [String] = [version1]

    /// Brings the file of a writer up to date.
    ///
    /// - Throws: ``ReplicaError/newerSchema(found:supported:)``, or `DatabaseError`; the file is
    ///   at a whole version then.
    static func migrate(_ queue: DatabaseQueue) throws {
        let found = try check(queue)
        for version in found..<current {
            try queue.write { database in
                try database.execute(sql: versions[version])
                try database.execute(sql: "PRAGMA user_version = \(version + 1)")
            }
        }
    }

    /// Reads the file's version.
    ///
    /// - Throws: ``ReplicaError/newerSchema(found:supported:)``, or `DatabaseError`.
    @discardableResult
    static func check(_ queue: DatabaseQueue) throws -> Int {
        let found = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        guard found <= current, found >= 0 else {
            throw ReplicaError.newerSchema(found: found, supported: current)
        }
        return found
    }
}
