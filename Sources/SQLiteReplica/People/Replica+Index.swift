import ChangeLog
import ContactModel
import SQLiteLog

extension Replica {
    /// So many people are put into the index in one transaction: what is done stays done when the
    /// machine stops, and no more is in memory than their cards.
    private static let indexedAtOnce = 1_000

    /// Puts everybody into the index who is not in it yet.
    ///
    /// - Throws: ``ReplicaError``; those who are in it by then stay.
    func index() throws {
        let count = try database.read { session in
            Int(
                clamping: try session.statement(
                    "SELECT count(*) FROM person WHERE entity > ?"
                ).first(.integer(try session.lastIndexed() ?? .max)) { $0.integer(0) } ?? 0)
        }
        var done = 0
        while let more = try database.write({ session in
            try session.indexFurther(Self.indexedAtOnce, using: environment)
        }) {
            done += more
            environment.indexing(done, max(done, count))
        }
        environment.indexing(count, count)
    }
}

extension Session {
    /// The last row of `person` that is in the index; nil when all are.
    ///
    /// - Throws: `DatabaseError`.
    fileprivate func lastIndexed() throws -> Int64? {
        try setting(SettingKey.unindexed).map { Int64($0) ?? 0 }
    }

    /// Indexes the next people, in the order of their rows.
    ///
    /// - Returns: How many rows were looked at; nil when none are left.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    fileprivate func indexFurther(
        _ limit: Int, using environment: ReplicaEnvironment
    ) throws -> Int? {
        guard let last = try lastIndexed() else { return nil }
        let rows = try statement(
            "SELECT entity FROM person WHERE entity > ? ORDER BY entity LIMIT ?"
        )
        .all(.integer(last), .integer(Int64(limit))) { $0.integer(0) }
        guard let end = rows.last else {
            let touches = try statement("SELECT entity FROM item WHERE kind = ?")
                .all(.text(EntityKind.touch.rawValue)) { $0.integer(0) }
            try Projector(self, using: environment.digest).project(Set(touches))
            try set(SettingKey.unindexed, to: nil)
            return nil
        }
        let projector = try Projector(self, using: environment.digest)
        try projector.project(Set(rows))
        try set(SettingKey.unindexed, to: String(end))
        return rows.count
    }
}
