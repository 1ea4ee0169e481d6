import ChangeLog
import SQLiteLog

extension Session {
    /// Makes an empty space without members.
    ///
    /// - Returns: Its row.
    /// - Throws: `DatabaseError`.
    func makeSpace(
        _ name: String, isPersonal: Bool, _ environment: ServerEnvironment
    ) throws -> Int64 {
        try insertSpace(
            SpaceID(value: environment.random128()), name: .text(name),
            personal: .integer(isPersonal ? 1 : 0), albumOf: .null, environment)
    }

    /// Makes the empty album of a space (PHOTO-2).
    ///
    /// - Throws: `DatabaseError`.
    func makeAlbum(
        _ album: SpaceID, of parent: Int64, _ environment: ServerEnvironment
    ) throws {
        _ = try insertSpace(
            album, name: .text(""), personal: .integer(0), albumOf: .integer(parent), environment)
    }

    private func insertSpace(
        _ space: SpaceID, name: SQLValue, personal: SQLValue, albumOf parent: SQLValue,
        _ environment: ServerEnvironment
    ) throws -> Int64 {
        let epoch = EpochID(value: environment.random128())
        let start = LogHash(seedOf: epoch, in: space, using: environment.digest)
        return try statement(
            """
            INSERT INTO space
                (uuid, name, personal, epoch, position, log_hash, state_hash, clock, album_of)
            VALUES (?, ?, ?, ?, 0, ?, ?, 0, ?)
            """
        ).insert(
            .id(space), name, personal, .id(epoch), .blob(start.bytes),
            .blob(StateHash().bytes), parent)
    }
}
