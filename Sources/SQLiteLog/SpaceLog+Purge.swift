package import ChangeLog
import SyncProtocol

/// The effect of a purge on the log and the heads (MERGE-8, LOG-11, LOG-12).
extension SpaceLog {
    /// Whether a purge that is held covers a change.
    ///
    /// - Throws: `DatabaseError`.
    func isErased(_ change: Change, _ author: Int64) throws -> Bool {
        guard mayBePurged, change.cell.field != .life,
            let entity = try session.row(of: change.cell.entity), !session.isNew(entity)
        else { return false }
        return try session.statement(
            "SELECT 1 FROM purged WHERE entity = ? AND author = ? AND sequence >= ?"
        ).first(.integer(entity), .integer(author), .number(change.dot.sequence)) { _ in true }
            ?? false
    }

    /// Whether what others wrote purges or replaces changes that an author has yet to write: whatever
    /// came next under that name would vanish at once (LOG-13).
    ///
    /// - Throws: `DatabaseError`.
    package func isForestalled(_ author: Author) throws -> Bool {
        let tables = [
            (mayBePurged, "purged WHERE"), (mayAwait, "awaited WHERE arrived = 0 AND"),
        ]
        return try tables.contains { mayHold, table in
            guard mayHold else { return false }
            return try session.statement(
                "SELECT 1 FROM \(table) author = ? AND sequence > ? LIMIT 1"
            ).first(.integer(author.row), .number(author.held)) { _ in true } ?? false
        }
    }

    /// Leaves the digest of a change in the log, and notes that the file has to be scrubbed.
    ///
    /// - Throws: `DatabaseError`.
    func erase(_ encoded: EncodedChange, _ author: Int64, using digest: DigestFunction) throws {
        try session.statement(
            "UPDATE change SET bytes = NULL, erased = ? WHERE author = ? AND sequence = ?"
        ).run(
            .blob(digest(encoded.bytes).bytes), .integer(author),
            .number(encoded.change.dot.sequence))
        try session.noteErased()
    }

    /// Notes what a purge covers; the cells are made anew once, however many purges a page has.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func purge(
        _ entity: Int64, covering observed: VersionVector, using digest: DigestFunction
    ) throws {
        mayBePurged = true
        session.noteKnown(entity)
        touched.insert(entity)
        due.digest = digest
        for dot in observed.dots {
            let author = try author(dot.replica, using: digest)
            let hasRisen = try session.statement(
                """
                INSERT INTO purged (entity, author, sequence) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET sequence = excluded.sequence
                WHERE excluded.sequence > sequence
                """
            ).run(.integer(entity), .integer(author.row), .number(dot.sequence))
            if hasRisen > 0 { due.purgedEntities.insert(entity) }
        }
    }

    /// Takes the bytes of a change that is held without them, unless a purge covers it (LOG-12).
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func complete(_ encoded: EncodedChange, using digest: DigestFunction) throws {
        let change = encoded.change
        let author = try author(change.dot.replica, using: digest)
        guard try !isErased(change, author.row) else { return }
        let completed = try session.statement(
            """
            UPDATE change SET bytes = ?, erased = NULL
            WHERE author = ? AND sequence = ? AND bytes IS NULL
            """
        ).run(.blob(encoded.bytes), .integer(author.row), .number(change.dot.sequence))
        guard completed == 1 else { return }
        let entity = try session.makeRow(of: change.cell.entity)
        session.noteKnown(entity)
        due.digest = digest
        due.completions[change.cell, default: []].append(encoded)
        if change.verb == .purge {
            try purge(entity, covering: change.observed, using: digest)
        }
        touched.insert(entity)
    }

    /// Makes anew, once each, the cells that purges and completions since the last time concern.
    ///
    /// Waiting changes nothing: heads are a function of the set of changes, and what a purge covers is
    /// known from when it came.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func makeDueCellsAnew() throws {
        let due = due
        guard let digest = due.digest else { return }
        self.due = DueCells()
        for (address, completions) in due.completions {
            let entity = try session.makeRow(of: address.entity)
            try makeAnew(key(of: address, entity), with: completions, using: digest)
        }
        for entity in due.purgedEntities {
            for cell in try cells(of: entity) { try makeAnew(cell, with: [], using: digest) }
        }
    }

    /// The cells of an entity in this space that have changes, without its life cell.
    private func cells(of entity: Int64) throws -> [CellKey] {
        let life = try session.makeRow(of: .life)
        let inSpace = "author IN (SELECT id FROM author WHERE space = ?3)"
        return try session.statement(
            """
            SELECT field, element FROM head WHERE entity = ?1 AND field <> ?2 AND \(inSpace)
            UNION
            SELECT field, element FROM awaited WHERE entity = ?1 AND field <> ?2 AND \(inSpace)
            """
        ).all(.integer(entity), .integer(life), .integer(space.id)) {
            CellKey(entity: entity, field: $0.integer(0), element: .blob($0.blob(1)))
        }
    }

    /// Makes the heads of a cell anew from the changes of it that are not covered by a purge.
    ///
    /// - Parameters:
    ///   - cell: The cell.
    ///   - extra: Changes of it that its heads do not lead to yet.
    ///   - digest: SHA-256.
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    private func makeAnew(
        _ cell: CellKey, with extra: [EncodedChange], using digest: DigestFunction
    ) throws {
        remadeCells += 1
        var history = CellHistory(log: self, cell: cell)
        let roots = try history.read(with: extra)
        for encoded in history.whole.values {
            let author = try author(encoded.change.dot.replica, using: digest)
            guard try isErased(encoded.change, author.row) else { continue }
            try erase(encoded, author.row, using: digest)
            history.whole[encoded.change.dot] = nil
        }
        let made = try Cell(of: history.whole.values.map(\.change)) { dot in
            try author(dot.replica, using: digest).held >= dot.sequence
        }
        try forgetHeads(of: cell)
        for head in made.heads {
            guard let encoded = history.whole[head.dot] else { continue }
            let author = try author(head.dot.replica, using: digest)
            try insertHead(encoded, author.row, in: cell, using: digest)
        }
        for dot in made.awaited {
            mayAwait = true
            try noteReplaced(dot, in: cell, hasArrived: false, using: digest)
        }
        for dot in roots where history.whole[dot] != nil {
            try noteReplaced(dot, in: cell, hasArrived: true, using: digest)
        }
    }

    /// Takes the heads of a cell away, and what is noted of changes it waits for.
    private func forgetHeads(of cell: CellKey) throws {
        let condition = """
            entity = ? AND field = ? AND element = ?
            AND author IN (SELECT id FROM author WHERE space = ?)
            """
        try session.statement("DELETE FROM head WHERE \(condition) RETURNING verb, fingerprint")
            .rows(
                .integer(cell.entity), .integer(cell.field), cell.element, .integer(space.id)
            ) {
                try self.forget($0)
                return true
            }
        try session.statement("DELETE FROM awaited WHERE \(condition)")
            .run(.integer(cell.entity), .integer(cell.field), cell.element, .integer(space.id))
    }
}

/// The changes of one cell that are held whole: its heads and all that they lead to.
///
/// A change that came after one that replaces it is a root of its own, because two that replace
/// each other, as only a hostile author can write them, have no head that leads to them.
private struct CellHistory {
    let log: SpaceLog
    let cell: SpaceLog.CellKey
    var whole: [Dot: EncodedChange] = [:]

    init(log: SpaceLog, cell: SpaceLog.CellKey) {
        self.log = log
        self.cell = cell
    }

    /// Reads them.
    ///
    /// - Returns: Those that came after a change that replaces them.
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    mutating func read(with extra: [EncodedChange]) throws -> [Dot] {
        let heads = try dots(in: "head", "TRUE")
        let roots = try dots(in: "awaited", "arrived = 1")
        var waiting = heads + roots
        var seen = Set(waiting)
        for encoded in extra where seen.insert(encoded.change.dot).inserted {
            waiting.append(encoded.change.dot)
        }
        var address: CellAddress?
        while let dot = waiting.popLast() {
            guard let encoded = try log.session.change(dot, in: log.space.id),
                encoded.change.cell == address ?? encoded.change.cell
            else { continue }
            address = encoded.change.cell
            whole[dot] = encoded
            for older in encoded.change.replaces where seen.insert(older).inserted {
                waiting.append(older)
            }
        }
        return roots
    }

    private func dots(in table: String, _ condition: String) throws -> [Dot] {
        try log.session.statement(
            """
            SELECT author.replica, \(table).sequence FROM \(table)
            JOIN author ON author.id = \(table).author
            WHERE entity = ? AND field = ? AND element = ? AND author.space = ? AND \(condition)
            """
        ).all(
            .integer(cell.entity), .integer(cell.field), cell.element, .integer(log.space.id)
        ) { Dot(replica: try $0.id(0), sequence: try $0.sequence(1)) }
    }
}
