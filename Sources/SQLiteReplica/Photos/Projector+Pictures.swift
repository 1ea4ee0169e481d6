import ChangeLog
import ContactModel
import SQLiteLog

extension Projector {
    /// Projects a picture of an album: where its bytes are, if they are what its id says.
    ///
    /// - Returns: Whose photo it is; nil when the entity is no picture.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectPicture(_ snapshot: EntitySnapshot, _ row: Int64) throws -> Set<Int64>? {
        // One of which no change is left has no kind.
        guard snapshot.kind == .picture || snapshot.kind == nil,
            snapshot.spacesWithLines.isEmpty
        else { return nil }
        var hashes: Set<ContentDigest> = []
        if !session.isNew(row) {
            let known = try session.statement("SELECT hash FROM picture WHERE entity = ?")
                .all(.integer(row)) { ContentDigest(bytes: $0.blob(0)) }
            hashes.formUnion(known.compactMap { $0 })
            try session.statement("DELETE FROM picture WHERE entity = ?").run(.integer(row))
        }
        guard snapshot.kind != nil || !hashes.isEmpty else { return nil }
        for cell in snapshot.cells where cell.cell.field == .bytes {
            // Of several who gave it the same one stands on every machine.
            for head in cell.heads.sorted(by: { $0.dot < $1.dot }) where head.verb == .put {
                let hash = digest(head.value)
                guard EntityID(derivedFrom: hash) == snapshot.entity else { continue }
                hashes.insert(hash)
                try session.statement(
                    """
                    INSERT OR IGNORE INTO picture (hash, space, entity, author, sequence)
                    SELECT ?, ?, ?, id, ? FROM author WHERE space = ?2 AND replica = ?
                    """
                ).run(
                    .blob(hash.bytes), .integer(cell.space), .integer(row),
                    .number(head.dot.sequence), .id(head.dot.replica))
            }
        }
        return try hashes.reduce(into: Set<Int64>()) { people, hash in
            people.formUnion(
                try session.statement("SELECT entity FROM photo WHERE hash = ?")
                    .all(.blob(hash.bytes)) { $0.integer(0) })
        }
    }

    /// Notes which pictures the lines of a card name, whether it is shown or in the trash.
    ///
    /// - Throws: `DatabaseError`.
    func projectNamedPictures(_ snapshot: EntitySnapshot, _ row: Int64) throws {
        if !session.isNew(row) {
            try session.statement("DELETE FROM named_picture WHERE entity = ?").run(.integer(row))
        }
        for cell in snapshot.cells where cell.cell.field == .line {
            for head in cell.heads {
                guard let hash = CardLine.pictureHash(inValue: head.value) else { continue }
                try session.statement(
                    "INSERT OR IGNORE INTO named_picture (entity, space, hash) VALUES (?, ?, ?)"
                ).insertSoon(.integer(row), .integer(cell.space), .blob(hash.bytes))
            }
        }
    }
}
