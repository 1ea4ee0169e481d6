import ChangeLog
import SQLiteLog
package import SyncEngine

/// How a replica stands, without asking anybody.
package struct ReplicaStatus: Hashable, Sendable {
    package let enrolment: Enrolment?
    /// Whether a token for that server is here; a book that was brought back on another machine has
    /// none.
    package let hasToken: Bool
    /// When the server first refused this machine, Unix milliseconds; nil when it does not.
    package let refusedMilliseconds: UInt64?
    /// The personal space first.
    package let spaces: [SpaceSummary]
    package let conflictCount: Int
    package let trashCount: Int
    /// Those whom others erased, and of whom the reader wrote something down.
    package let erasedCount: Int
    /// When the pictures of others come here.
    package let photoWish: PhotoWish
    /// Photos of which the picture is not here yet.
    package let awayPhotoCount: Int
    /// Changes of a newer kith that are kept and forwarded, but not understood here.
    package let parkedChanges: Int
    /// Milliseconds that the server's clock was ahead at the last sync; nil when never measured.
    package let clockOffsetMilliseconds: Int64?
    /// Why this replica has a new identity; nil when it has not taken one.
    package let identityReport: String?
}

extension Replica {
    /// How many values have a conflict.
    ///
    /// - Throws: ``ReplicaError``.
    package func conflictCount() throws -> Int {
        try database.read { session in
            try session.statement("SELECT count(*) FROM conflict").first { Int($0.integer(0)) } ?? 0
        }
    }

    /// How the replica stands.
    ///
    /// - Throws: ``ReplicaError``.
    package func status() throws -> ReplicaStatus {
        let spaces = try spaces()
        let enrolment = try enrolment()
        let hasToken = try hasToken()
        let photoWish = try photoWish()
        let refused = try refusedMilliseconds()
        return try database.read { session in
            func count(_ sql: String) throws -> Int {
                try session.statement(sql).first { Int($0.integer(0)) } ?? 0
            }
            return ReplicaStatus(
                enrolment: enrolment, hasToken: hasToken, refusedMilliseconds: refused,
                spaces: spaces,
                conflictCount: try count("SELECT count(*) FROM conflict"),
                trashCount: try count("SELECT count(*) FROM person WHERE life = 1"),
                erasedCount: try session.peopleErasedByOthers().count,
                photoWish: photoWish, awayPhotoCount: try session.awayPhotoCount(),
                parkedChanges: try count(
                    "SELECT count(*) FROM head WHERE verb NOT BETWEEN 1 AND 5"),
                clockOffsetMilliseconds: try session.setting(SettingKey.clockOffset)
                    .flatMap { Int64($0) },
                identityReport: try session.identityReport())
        }
    }
}

extension Session {
    /// Why this replica has a new identity; what the next sync was to bring is told until there was one.
    fileprivate func identityReport() throws -> String? {
        guard let report = try setting(SettingKey.identityReport) else { return nil }
        guard try setting(SettingKey.identityReportIsNew) == nil,
            let first = report.split(separator: ";").first?.split(separator: ". ").first
        else { return report }
        return first.hasSuffix(".") ? String(first) : "\(first)."
    }
}

extension Replica {
    /// How far the server's clock was ahead of this machine's when it was heard last, in milliseconds; nil
    /// before that.
    ///
    /// - Throws: ``ReplicaError``.
    package func clockOffset() throws -> Int64? {
        try database.read { try $0.setting(SettingKey.clockOffset).flatMap { Int64($0) } }
    }
}
