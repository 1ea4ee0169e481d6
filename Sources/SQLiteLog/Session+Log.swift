package import ChangeLog
package import SyncProtocol

extension Session {
    /// The changes held in a space, by author.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func held(in space: Int64) throws -> VersionVector {
        VersionVector(
            try statement("SELECT replica, held FROM author WHERE space = ? AND held > 0")
                .all(.integer(space)) {
                    Dot(replica: try $0.id(0), sequence: try $0.sequence(1))
                })
    }

    /// Reads a change of the log, whole or erased.
    ///
    /// - Throws: ``DamagedDatabase``.
    package static func logged(
        _ content: ChangeContent, as dot: Dot, endsTransaction: Bool
    ) throws -> LoggedChange {
        switch content {
        case .bytes(let bytes): .whole(try decode(bytes, as: dot))
        case .erased(let digest):
            .erased(ErasedChange(dot: dot, digest: digest, endsTransaction: endsTransaction))
        }
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

    /// Reads one change of the log by its name; nil when it is not held, or erased.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func change(_ dot: Dot, in space: Int64) throws -> EncodedChange? {
        try content(of: dot, in: space)?.bytes.map { try Self.decode($0, as: dot) }
    }

    /// The content of a change in the log; nil when it is not held.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func content(of dot: Dot, in space: Int64) throws -> ChangeContent? {
        try statement(
            """
            SELECT bytes, erased FROM change WHERE sequence = ? AND author =
                (SELECT id FROM author WHERE space = ? AND replica = ?)
            """
        ).first(.number(dot.sequence), .integer(space), .id(dot.replica)) { try $0.content(0) }
    }

    /// The held change under a dot, and whether a transaction ends there; nil when there is none.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func held(_ dot: Dot, in space: Int64) throws -> HeldChange? {
        try statement(
            """
            SELECT bytes, erased, chain IS NOT NULL FROM change WHERE sequence = ? AND author =
                (SELECT id FROM author WHERE space = ? AND replica = ?)
            """
        ).first(.number(dot.sequence), .integer(space), .id(dot.replica)) {
            HeldChange(content: try $0.content(0), endsTransaction: $0.integer(2) != 0)
        }
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

    /// Whether the file may hold remains of what was erased.
    ///
    /// - Throws: `DatabaseError`.
    package func mustScrub() throws -> Bool {
        try statement("SELECT 1 FROM scrub").first { _ in true } ?? false
    }

    /// Notes that the file holds remains of what was erased, until it is scrubbed.
    ///
    /// - Throws: `DatabaseError`.
    package func noteErased() throws {
        try statement("INSERT OR IGNORE INTO scrub (id) VALUES (1)").run()
    }
}
