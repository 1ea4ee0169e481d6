import ChangeLog
import Glibc
import SQLiteLog
import SyncProtocol

/// A full copy of a user's spaces on one machine, and everything that can be done with it offline.
///
/// Every call that changes something is one transaction: on disk when it returns, undone when it
/// throws (P1).
package final class Replica {
    /// The work that the caller is going to do.
    package enum Mode: Hashable, Sendable {
        case reading
        case writing
    }

    package let folder: ReplicaFolder
    let environment: ReplicaEnvironment
    let database: ReplicaDatabase

    /// Opens a replica.
    ///
    /// - Throws: ``ReplicaError/absent(folder:)`` when there is none, ``ReplicaError/busy(processID:)``
    ///   when another process writes for more than ten seconds, or another ``ReplicaError``.
    package init(_ folder: ReplicaFolder, mode: Mode, environment: ReplicaEnvironment) throws {
        try ReplicaDatabase.requireFile(folder)
        self.folder = folder
        self.environment = environment
        database = try ReplicaDatabase(folder, mode: mode == .writing ? .writing : .reading)
        let (isEmpty, isStale, isUnindexed) = try database.read { session in
            (
                try session.spaces().isEmpty, try session.setting(SettingKey.stale) != nil,
                try session.setting(SettingKey.unindexed) != nil
            )
        }
        if isEmpty, mode == .reading { throw ReplicaError.absent(folder: folder.data) }
        if isEmpty { try makePersonalSpace() }
        guard isStale || isUnindexed else { return }
        if mode == .writing {
            if isStale { try projectAnew() } else { try index() }
        } else {
            _ = try Replica(folder, mode: .writing, environment: environment)
        }
    }

    /// Makes everything anew that follows from the log, for the file of an older program.
    private func projectAnew() throws {
        try database.write { session in
            for space in try session.spacesAndAlbums() {
                _ = try session.rebuild(ofSpace: space.id, using: environment.digest)
            }
            try session.set(SettingKey.stale, to: nil)
            try session.set(SettingKey.unindexed, to: nil)
        }
    }

    private init(
        _ folder: ReplicaFolder, _ environment: ReplicaEnvironment, _ database: ReplicaDatabase
    ) {
        self.folder = folder
        self.environment = environment
        self.database = database
    }

    /// Makes a replica with an empty personal space; one that exists already is opened.
    ///
    /// - Throws: ``ReplicaError/inaccessible(path:reason:)``, or what opening throws.
    package static func create(
        in folder: ReplicaFolder, environment: ReplicaEnvironment
    ) throws -> Replica {
        try makeFolder(folder.data)
        try makeFolder(folder.state)
        if access(folder.database, F_OK) == 0 {
            return try Replica(folder, mode: .writing, environment: environment)
        }
        let replica = Replica(
            folder, environment, try ReplicaDatabase(folder, mode: .writing))
        if try replica.database.read({ try $0.spaces().isEmpty }) {
            try replica.makePersonalSpace()
        }
        try syncFolder(folder.data)
        return replica
    }

    private func makePersonalSpace() throws {
        try database.write { session in
            try session.makeSpace(
                SpaceDescription(
                    id: SpaceID(value: environment.random128()), name: "personal", role: .owner,
                    isPersonal: true),
                replica: ReplicaID(value: environment.random128()))
        }
    }

    /// The clock that stamps changes: the machine's, corrected by what the server's clock showed.
    ///
    /// - Throws: `DatabaseError`.
    func correctedMilliseconds(_ session: Session) throws -> UInt64 {
        let wall = environment.wallMilliseconds()
        guard let text = try session.setting(SettingKey.clockOffset), let offset = Int64(text)
        else { return wall }
        return Self.corrected(wall, by: offset)
    }

    /// The wall clock with what a server's clock showed, unless that is the one that is wrong.
    ///
    /// A stamp of years ahead stays in every log, so a clock that may be right is moved ahead by a
    /// day at most, and none beyond the year 2100.
    static func corrected(_ wall: UInt64, by offset: Int64) -> UInt64 {
        let (sum, isOverflow) = Int64(clamping: wall).addingReportingOverflow(offset)
        // Before kith was written: the machine does not know what day it is.
        let mayBeRight = wall >= HybridClock.earliestMilliseconds
        guard !isOverflow, sum >= 0, sum < 4_102_444_800_000,
            !mayBeRight || offset <= Int64(HybridClock.maximumLeadMilliseconds)
        else { return wall }
        return UInt64(sum)
    }

    /// Makes a folder that only its owner can enter, with the folders above it.
    ///
    /// - Throws: ``ReplicaError/inaccessible(path:reason:)``.
    package static func makeFolder(_ path: String) throws {
        var parts = path.split(separator: "/", omittingEmptySubsequences: true)[...]
        var made = path.hasPrefix("/") ? "" : "."
        while let part = parts.popFirst() {
            made += "/" + part
            let mode: mode_t = parts.isEmpty ? 0o700 : 0o755
            guard mkdir(made, mode) == 0 || errno == EEXIST else {
                throw ReplicaError.inaccessible(
                    path: made, reason: String(cString: strerror(errno)))
            }
        }
    }

    /// Makes the entries of a folder durable.
    ///
    /// - Throws: ``ReplicaError/inaccessible(path:reason:)``.
    static func syncFolder(_ path: String) throws {
        try ReplicaDatabase.explaining { try DatabaseFile.makeDurable(folder: path) }
    }
}

/// The keys of the machine's own settings.
enum SettingKey {
    /// Milliseconds that the server's clock is ahead of this machine's.
    static let clockOffset = "clock_offset"
    static let serverURL = "server_url"
    /// Certificates that the server may show beyond those the system trusts, PEM.
    static let certificates = "server_certificates"
    static let user = "user"
    static let device = "device"
    /// When the server first refused what this machine proves itself by, Unix milliseconds.
    static let refused = "refused"
    /// Set while the server is known to have lost a space.
    static func lost(_ space: SpaceID) -> String { "lost_\(space)" }
    /// The tag the server last gave to the user's spaces, in hexadecimal digits (SYNC-16).
    static let spacesTag = "spaces_tag"
    /// Whether what follows from the log is still that of an older program.
    static let stale = "stale"
    /// The last row of `person` that is in the index of words, while others are not.
    static let unindexed = "unindexed"
    /// When the pictures of others come here, a ``PhotoWish``.
    static let photoWish = "photos"
    /// The last time this replica took a new identity: the sentence for the person.
    static let identityReport = "identity_report"
    /// Whether no sync ended since.
    static let identityReportIsNew = "identity_report_is_new"
}
