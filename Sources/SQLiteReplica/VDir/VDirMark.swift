import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

/// Up to where the logs of all spaces were mirrored: what came since is all a run has to look at.
struct VDirMark: Hashable {
    /// How far the log of one author in one space went.
    struct Reach: Hashable {
        let space: SpaceID
        let replica: ReplicaID
        let held: UInt64
        /// The hash of the author's changes up to there: tells that they are still the same ones.
        let chain: [UInt8]

        /// Whether both are of one author in one space.
        func isSameLog(as other: Reach) -> Bool {
            space == other.space && replica == other.replica
        }
    }

    /// Space after space its id and its state hash: as long as these are the same, so is every card.
    let spaces: [UInt8]
    /// By space, then replica.
    let reaches: [Reach]

    private static let spaceByteCount = 32
    private static let reachByteCount = 72

    init(spaces: [UInt8], reaches: [Reach]) {
        self.spaces = spaces
        self.reaches = reaches
    }

    /// Reads a mark that was kept; nil when it is none, and everything has to be looked at.
    init?(bytes: [UInt8]) {
        guard let count = bytes.first.map(Int.init) else { return nil }
        let rest = bytes.dropFirst()
        let spaces = rest.prefix(count * Self.spaceByteCount)
        let tail = Array(rest.dropFirst(spaces.count))
        guard spaces.count == count * Self.spaceByteCount, tail.count % Self.reachByteCount == 0
        else { return nil }
        self.spaces = Array(spaces)
        reaches = stride(from: 0, to: tail.count, by: Self.reachByteCount).compactMap { start in
            let part = tail[start..<(start + Self.reachByteCount)]
            guard let space = SpaceID(bytes: Array(part.prefix(16))),
                let replica = ReplicaID(bytes: Array(part.dropFirst(16).prefix(16)))
            else { return nil }
            let held = part.dropFirst(32).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return Reach(
                space: space, replica: replica, held: held, chain: Array(part.suffix(32)))
        }
    }

    /// The mark as ``init(bytes:)`` takes it; empty for more spaces than it can hold.
    var bytes: [UInt8] {
        guard let count = UInt8(exactly: spaces.count / Self.spaceByteCount) else { return [] }
        return [count] + spaces
            + reaches.flatMap { reach in
                let held = (0..<8).reversed().map {
                    UInt8(truncatingIfNeeded: reach.held >> ($0 * 8))
                }
                return reach.space.bytes + reach.replica.bytes + held + reach.chain
            }
    }

    /// The ids of the spaces, in order.
    var spaceIDs: [[UInt8]] {
        stride(from: 0, to: spaces.count, by: Self.spaceByteCount).map {
            Array(spaces[$0...].prefix(16))
        }
    }
}

extension Session {
    /// The mark of this moment.
    ///
    /// - Throws: `DatabaseError`.
    func vdirMark() throws -> VDirMark {
        let spaces = try statement("SELECT uuid, state_hash FROM space ORDER BY uuid")
            .all { $0.blob(0) + $0.blob(1) }.flatMap { $0 }
        let reaches = try statement(
            """
            SELECT space.uuid, author.replica, author.held, author.chain FROM author
            JOIN space ON space.id = author.space WHERE held > 0
            ORDER BY space.uuid, author.replica
            """
        ).all {
            VDirMark.Reach(
                space: try $0.id(0), replica: try $0.id(1), held: try $0.sequence(2),
                chain: $0.blob(3))
        }
        return VDirMark(spaces: spaces, reaches: reaches)
    }

    /// The people whose cards may differ since a mark, other cards of the same people included.
    ///
    /// - Returns: Nil when that cannot be told from the log, and every card has to be looked at.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func people(changedSince mark: VDirMark) throws -> Set<EntityID>? {
        let now = try vdirMark()
        guard now.spaceIDs == mark.spaceIDs else { return nil }
        var changed: Set<EntityID> = []
        for reach in mark.reaches {
            guard try isStillHeld(reach) else { return nil }
        }
        for reach in now.reaches {
            let seen = mark.reaches.first { reach.isSameLog(as: $0) }?.held ?? 0
            guard reach.held > seen else { continue }
            guard try add(to: &changed, since: seen, of: reach) else { return nil }
        }
        changed.formUnion(try changed.flatMap { try owners(ofPicture: $0) })
        return Set(try changed.flatMap { try cards(of: $0) })
    }

    /// The people whose lines name a picture; none for any other entity.
    private func owners(ofPicture picture: EntityID) throws -> [EntityID] {
        try statement(
            """
            SELECT DISTINCT owner.uuid FROM entity
            JOIN picture ON picture.entity = entity.id
            JOIN named_picture ON named_picture.hash = picture.hash
            JOIN entity AS owner ON owner.id = named_picture.entity
            WHERE entity.uuid = ?
            """
        ).all(.id(picture)) { try $0.id(0) }
    }

    /// Whether the log still begins with the changes of a mark: those of a copied machine leave it.
    private func isStillHeld(_ reach: VDirMark.Reach) throws -> Bool {
        let chain = try statement(
            """
            SELECT change.chain FROM change JOIN author ON author.id = change.author
            JOIN space ON space.id = author.space
            WHERE space.uuid = ? AND author.replica = ? AND change.sequence = ?
            """
        ).first(.id(reach.space), .id(reach.replica), .number(reach.held)) { $0.blob(0) }
        return chain == reach.chain
    }

    /// Adds the entities of an author's later changes.
    ///
    /// - Returns: False when a change moves cards between people, or was erased since, or there are
    ///   too many to be quick.
    private func add(
        to changed: inout Set<EntityID>, since seen: UInt64, of reach: VDirMark.Reach
    ) throws -> Bool {
        let limit: Int64 = 20_000
        let rows = try statement(
            """
            SELECT sequence, bytes, erased FROM change WHERE sequence > ?3 AND author =
                (SELECT author.id FROM author JOIN space ON space.id = author.space
                 WHERE space.uuid = ?1 AND author.replica = ?2)
            LIMIT ?4
            """
        ).all(.id(reach.space), .id(reach.replica), .number(seen), .integer(limit)) {
            let dot = Dot(replica: reach.replica, sequence: try $0.sequence(0))
            return try $0.content(1).bytes.map { try Self.decode($0, as: dot).change.cell }
        }
        let cells = rows.compactMap { $0 }
        guard rows.count < limit, cells.count == rows.count,
            !cells.contains(where: { $0.field == .alias })
        else { return false }
        changed.formUnion(cells.map(\.entity))
        return true
    }
}
