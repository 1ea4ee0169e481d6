import ChangeLog
import SyncProtocol

extension SpaceLog {
    /// The address of a cell in rows.
    struct CellKey {
        let entity: Int64
        let field: Int64
        let element: SQLValue
    }

    /// Takes a change that is replaced out of the heads, or waits for it.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func replace(_ dot: Dot, in cell: CellKey, using digest: DigestFunction) throws {
        let other = try author(dot.replica, using: digest)
        let wasHead: Bool? = try session.statement(
            """
            DELETE FROM head
            WHERE entity = ? AND field = ? AND element = ? AND author = ? AND sequence = ?
            RETURNING verb, fingerprint
            """
        ).first(
            .integer(cell.entity), .integer(cell.field), cell.element, .integer(other.row),
            .number(dot.sequence)
        ) {
            try self.forget($0)
            return true
        }
        guard wasHead == nil, other.held < dot.sequence else { return }
        mayAwait = true
        try noteReplaced(dot, in: cell, hasArrived: false, using: digest)
    }

    /// Notes a change that is replaced and that no head leads to.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func noteReplaced(
        _ dot: Dot, in cell: CellKey, hasArrived: Bool, using digest: DigestFunction
    ) throws {
        try session.statement(
            """
            INSERT OR IGNORE INTO awaited (entity, field, element, author, sequence, arrived)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        ).run(
            .integer(cell.entity), .integer(cell.field), cell.element,
            .integer(try author(dot.replica, using: digest).row), .number(dot.sequence),
            .integer(hasArrived ? 1 : 0))
    }

    /// Whether another change replaced one before it arrived; it has arrived now.
    ///
    /// - Throws: `DatabaseError`.
    func takeAwaited(_ dot: Dot, _ author: Int64, in cell: CellKey) throws -> Bool {
        try session.statement(
            """
            UPDATE awaited SET arrived = 1
            WHERE entity = ? AND field = ? AND element = ? AND author = ? AND sequence = ?
            """
        ).run(
            .integer(cell.entity), .integer(cell.field), cell.element, .integer(author),
            .number(dot.sequence)) > 0
    }

    /// Nobody waits for a change of which only the digest came.
    ///
    /// - Throws: `DatabaseError`.
    func passOver(_ dot: Dot, _ author: Int64) throws {
        guard mayAwait else { return }
        try session.statement("DELETE FROM awaited WHERE author = ? AND sequence = ?")
            .run(.integer(author), .number(dot.sequence))
    }

    /// Makes a change a head and counts it in the state hash.
    ///
    /// - Throws: `DatabaseError`.
    func insertHead(
        _ encoded: EncodedChange, _ author: Int64, in cell: CellKey, using digest: DigestFunction
    ) throws {
        let change = encoded.change
        let fingerprint = HeadFingerprint(dot: change.dot, bytes: encoded.bytes, using: digest)
        try session.statement(
            """
            INSERT INTO head (entity, field, element, author, sequence, verb, fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        ).insertSoon(
            .integer(cell.entity), .integer(cell.field), cell.element, .integer(author),
            .number(change.dot.sequence), .integer(Int64(change.verb.rawValue)),
            .number128(fingerprint.value))
        if change.verb != .remove {
            space.stateHash.add(fingerprint)
        }
    }

    /// Subtracts a head that goes, read as verb and fingerprint.
    ///
    /// - Throws: ``DamagedDatabase``.
    func forget(_ row: SQLRow) throws {
        guard let fingerprint = StateHash(bytes: row.blob(1)) else {
            throw DamagedDatabase(detail: "a fingerprint does not have 16 bytes")
        }
        if row.integer(0) != Int64(Verb.remove.rawValue) {
            space.stateHash.subtract(HeadFingerprint(value: fingerprint.sum))
        }
    }
}
