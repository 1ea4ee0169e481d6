import ChangeLog
import SQLiteLog
import SyncProtocol

/// A space as a request finds it.
struct SpaceAccess {
    var log: LogSpace
    let epoch: EpochID
    var position: UInt64
    var logHash: LogHash
    let role: Role
}

extension Session {
    /// A space that the caller is a member of; nil for another's and an absent one alike.
    ///
    /// The members of an album are those of its space, with the same roles (PHOTO-1).
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func access(to space: SpaceID, user: Int64) throws -> SpaceAccess? {
        try statement(
            """
            SELECT id, epoch, position, log_hash, state_hash, clock, role FROM space
            JOIN member ON member.space = ifnull(album_of, id) WHERE uuid = ? AND user = ?
            """
        ).first(.id(space), .integer(user)) { row in
            guard let logHash = LogHash(bytes: row.blob(3)),
                let stateHash = StateHash(bytes: row.blob(4))
            else { throw DamagedDatabase(detail: "a hash does not have 16 bytes") }
            return SpaceAccess(
                log: LogSpace(
                    id: row.integer(0), space: space, stateHash: stateHash,
                    clock: HybridClock(last: HybridTimestamp(rawValue: row.number(5)))),
                epoch: try row.id(1), position: try row.sequence(2), logHash: logHash,
                role: Role(rawValue: row.text(6)))
        }
    }

    /// The row of the caller's space whose album this is (PHOTO-1); nil when it is no such album.
    ///
    /// Albums have no members, so nothing is found for the album of an album.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func parent(
        ofAlbum album: SpaceID, user: Int64, using digest: DigestFunction
    ) throws -> Int64? {
        try statement(
            "SELECT id, uuid FROM member JOIN space ON id = member.space WHERE user = ?"
        ).all(.integer(user)) { (row: $0.integer(0), space: try $0.id(1) as SpaceID) }
            .first { $0.space.album(using: digest) == album }?.row
    }

    /// Where the log of a space's album ends; nil while it is empty or not there (PHOTO-3).
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func albumEnd(of space: Int64) throws -> SyncCursor? {
        try statement(
            "SELECT epoch, position, log_hash FROM space WHERE album_of = ? AND position > 0"
        ).first(.integer(space)) { row in
            guard let hash = LogHash(bytes: row.blob(2)) else {
                throw DamagedDatabase(detail: "a hash does not have 16 bytes")
            }
            return SyncCursor(epoch: try row.id(0), position: try row.sequence(1), hash: hash)
        }
    }

    /// The verdict on a cursor (SYNC-5).
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func verdict(
        on cursor: SyncCursor?, in space: SpaceAccess, using digest: DigestFunction
    ) throws -> CursorVerdict {
        guard let cursor else { return .absent }
        guard cursor.epoch == space.epoch, cursor.position <= space.position else {
            return .unknown
        }
        return try hash(at: cursor.position, in: space, using: digest) == cursor.hash
            ? .good : .unknown
    }

    /// The log hash at a position (SYNC-4).
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func hash(
        at position: UInt64, in space: SpaceAccess, using digest: DigestFunction
    ) throws -> LogHash {
        guard position > 0 else {
            return LogHash(seedOf: space.epoch, in: space.log.space, using: digest)
        }
        let hash = try statement("SELECT hash FROM log WHERE space = ? AND position = ?")
            .first(.integer(space.log.id), .number(position)) { LogHash(bytes: $0.blob(0)) }
        guard let hash, let hash else {
            throw DamagedDatabase(detail: "position \(position) of a log is missing")
        }
        return hash
    }
}
