package import ChangeLog
import SyncProtocol

extension Session {
    /// What is held in a space, by author.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func held(in space: Int64) throws -> VersionVector {
        VersionVector(
            try statement("SELECT replica, held FROM author WHERE space = ? AND held > 0")
                .all(.integer(space)) {
                    Dot(replica: try $0.id(0), sequence: try $0.sequence(1))
                })
    }

    /// Reads a change of the log.
    ///
    /// - Throws: ``DamagedDatabase``.
    package static func decode(_ bytes: [UInt8], as dot: Dot) throws -> EncodedChange {
        do {
            return try ChangeCodec.decode(bytes, as: dot)
        } catch {
            throw DamagedDatabase(detail: "change \(dot) cannot be read")
        }
    }

    /// Reads one change of the log by its name; nil when it is not held.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func change(_ dot: Dot, in space: Int64) throws -> EncodedChange? {
        let bytes = try statement(
            """
            SELECT bytes FROM change WHERE sequence = ? AND author =
                (SELECT id FROM author WHERE space = ? AND replica = ?)
            """
        ).first(.number(dot.sequence), .integer(space), .id(dot.replica)) { $0.blob(0) }
        return try bytes.map { try Self.decode($0, as: dot) }
    }

    /// The names of the heads of a cell.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func headDots(of cell: CellAddress, in space: Int64) throws -> [Dot] {
        guard let entity = try row(of: cell.entity) else { return [] }
        return try statement(
            """
            SELECT author.replica, head.sequence FROM head
            JOIN author ON author.id = head.author
            WHERE head.entity = ? AND head.field = ? AND head.element = ? AND author.space = ?
            """
        ).all(
            .integer(entity), .integer(try makeRow(of: cell.field)),
            .blob(cell.element == .register ? [] : cell.element.bytes), .integer(space)
        ) { Dot(replica: try $0.id(0), sequence: try $0.sequence(1)) }
    }
}
