import ChangeLog
import SQLiteLog
import SyncEngine
import SyncProtocol

/// A space as its row holds it.
struct SpaceRow {
    let id: Int64
    let space: SpaceID
    let name: String
    let role: Role
    let isPersonal: Bool
    /// The author of this machine's next change in the space.
    var replica: ReplicaID
    var stateHash: StateHash
    var clock: HybridClock
    /// The row of the space whose photos it holds; nil for a space that people know of.
    let albumOf: Int64?

    /// The part that the log keeps.
    var logSpace: LogSpace {
        LogSpace(id: id, space: space, stateHash: stateHash, clock: clock)
    }

    static let columns =
        "id, uuid, name, role, personal, replica, state_hash, clock, album_of"

    /// Reads the row of ``columns``.
    ///
    /// - Throws: ``ReplicaError/damaged(detail:)``.
    init(_ row: SQLRow) throws {
        id = row.integer(0)
        space = try row.id(1)
        name = row.text(2)
        role = Role(rawValue: row.text(3))
        isPersonal = row.integer(4) != 0
        replica = try row.id(5)
        guard let hash = StateHash(bytes: row.blob(6)) else {
            throw ReplicaError.damaged(detail: "a state hash does not have 16 bytes")
        }
        stateHash = hash
        clock = HybridClock(last: HybridTimestamp(rawValue: row.number(7)))
        albumOf = row.isNull(8) ? nil : row.integer(8)
    }
}

extension Session {
    /// Every space that people know of, the personal one first, then by name.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func spaces() throws -> [SpaceRow] {
        try statement(
            """
            SELECT \(SpaceRow.columns) FROM space WHERE album_of IS NULL
            ORDER BY personal DESC, name, uuid
            """
        ).all { try SpaceRow($0) }
    }

    /// Every space, then the albums of those that have one.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func spacesAndAlbums() throws -> [SpaceRow] {
        let spaces = try spaces()
        return try spaces + spaces.compactMap { try album(of: $0.id) }
    }

    /// The space of a row.
    ///
    /// - Throws: ``ReplicaError/damaged(detail:)`` when there is none.
    func space(inRow id: Int64) throws -> SpaceRow {
        let found = try statement("SELECT \(SpaceRow.columns) FROM space WHERE id = ?")
            .first(.integer(id)) { try SpaceRow($0) }
        guard let found else { throw ReplicaError.damaged(detail: "space \(id) is missing") }
        return found
    }

    /// The personal space.
    ///
    /// - Throws: ``ReplicaError/damaged(detail:)`` when there is none.
    func personalSpace() throws -> SpaceRow {
        guard let space = try spaces().first, space.isPersonal else {
            throw ReplicaError.damaged(detail: "there is no personal space")
        }
        return space
    }

    /// Sets the author of this machine's changes to come.
    ///
    /// - Throws: `DatabaseError`.
    func setReplica(_ replica: ReplicaID, of space: Int64) throws {
        try statement("UPDATE space SET replica = ? WHERE id = ?")
            .run(.id(replica), .integer(space))
    }

    /// Makes the heads of a space anew from its log, and what people read from the heads.
    ///
    /// - Returns: The state hash after it.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func rebuild(ofSpace row: Int64, using digest: DigestFunction) throws -> StateHash {
        let space = try space(inRow: row).logSpace
        let (stateHash, entities) = try rebuildHeads(of: space, using: digest)
        let listed = try statement(
            """
            SELECT entity FROM person WHERE space = ?1
            UNION SELECT entity FROM shared_touch WHERE space = ?1
            UNION SELECT entity FROM shared_touch_person WHERE space = ?1
            """
        ).all(.integer(row)) { $0.integer(0) }
        try Projector(self, using: digest).projectAnew(entities.union(listed))
        return stateHash
    }

    /// Makes a space with nothing in it.
    ///
    /// - Throws: `DatabaseError`.
    func makeSpace(
        _ description: SpaceDescription, replica: ReplicaID, albumOf space: Int64? = nil
    ) throws {
        try statement(
            """
            INSERT INTO space (uuid, name, role, personal, replica, state_hash, clock, album_of)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?)
            """
        ).run(
            .id(description.id), .text(description.name), .text(description.role.rawValue),
            .integer(description.isPersonal ? 1 : 0), .id(replica), .blob(StateHash().bytes),
            space.map { .integer($0) } ?? .null)
    }
}
