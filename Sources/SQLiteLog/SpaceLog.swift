package import ChangeLog
package import SyncProtocol

/// Writes changes into the log of one space and keeps its heads, within one transaction.
///
/// The law is ``ChangeLog/Cell`` and ``ChangeLog/MergedState``: the tables hold what those types
/// would hold. Nothing is final before ``finish()``.
package final class SpaceLog {
    package let session: Session
    package private(set) var space: LogSpace
    package private(set) var touched: Set<Int64> = []
    /// All heads of the entities that were met first, in the order in which they came; what is read
    /// from them need not be read from the tables.
    package private(set) var newHeads: [Int64: [Change]] = [:]

    private var authors: [ReplicaID: Author] = [:]
    private var changed: Set<ReplicaID> = []
    private var mayAwait: Bool
    private var mayBePurged: Bool
    private let keepsNewHeads: Bool
    /// Met first, but some of their changes replaced others: read those from the tables.
    private var rewritten: Set<Int64> = []

    /// One author as its row holds it.
    package struct Author {
        package let row: Int64
        package var held: UInt64
        package var chain: ChainHash
    }

    /// Begins to write into a space.
    ///
    /// - Parameters:
    ///   - session: A write access in which no other log is written.
    ///   - space: The space.
    ///   - keepsNewHeads: Whether to fill ``newHeads``.
    /// - Throws: `DatabaseError`.
    package init(_ session: Session, space: LogSpace, keepsNewHeads: Bool = false) throws {
        self.session = session
        self.keepsNewHeads = keepsNewHeads
        self.space = space
        mayAwait =
            try session.statement("SELECT 1 FROM awaited LIMIT 1").first { _ in true } ?? false
        mayBePurged =
            try session.statement("SELECT 1 FROM purged LIMIT 1").first { _ in true } ?? false
    }

    /// An author's row, made when it is not known.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func author(_ replica: ReplicaID, using digest: DigestFunction) throws -> Author {
        if let known = authors[replica] { return known }
        let found = try session.statement(
            "SELECT id, held, chain FROM author WHERE space = ? AND replica = ?"
        ).first(.integer(space.id), .id(replica)) { row in
            guard let chain = ContentDigest(bytes: row.blob(2)) else {
                throw DamagedDatabase(detail: "a chain hash does not have 32 bytes")
            }
            return Author(
                row: row.integer(0), held: try row.sequence(1), chain: ChainHash(digest: chain))
        }
        if let found {
            authors[replica] = found
            return found
        }
        let seed = ChainHash(seedOf: replica, in: space.space, using: digest)
        try session.statement(
            "INSERT INTO author (space, replica, held, chain) VALUES (?, ?, 0, ?)"
        ).run(.integer(space.id), .id(replica), .blob(seed.digest.bytes))
        let author = Author(row: try session.lastRow(), held: 0, chain: seed)
        authors[replica] = author
        return author
    }

    /// Appends the next change of an author and merges it.
    ///
    /// - Parameters:
    ///   - admitted: In sequence: exactly one after what is held of its author.
    ///   - digest: SHA-256.
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func append(_ admitted: AdmittedChange, using digest: DigestFunction) throws {
        let change = admitted.encoded.change
        var author = try author(change.dot.replica, using: digest)
        let chain: SQLValue =
            change.transaction.isLast ? .blob(admitted.chain.digest.bytes) : .null
        // Behind a gap in a damaged log the same change may stand already.
        let stored = try session.statement(
            """
            INSERT INTO change (author, sequence, bytes, chain) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET chain = excluded.chain WHERE bytes = excluded.bytes
            """
        ).run(
            .integer(author.row), .number(change.dot.sequence), .blob(admitted.encoded.bytes),
            chain)
        guard stored == 1 else {
            throw DamagedDatabase(detail: "another change is stored as \(change.dot)")
        }
        try merge(admitted.encoded, author: author, using: digest)
        author.held = change.dot.sequence
        author.chain = admitted.chain
        authors[change.dot.replica] = author
        changed.insert(change.dot.replica)
        space.clock = HybridClock(last: max(space.clock.last, change.timestamp))
    }

    /// Merges a change that is in the log into the heads.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func merge(
        _ encoded: EncodedChange, author: Author, using digest: DigestFunction
    ) throws {
        let change = encoded.change
        let entity = try session.makeRow(of: change.cell.entity)
        let cell = CellKey(
            entity: entity, field: try session.makeRow(of: change.cell.field),
            element: change.cell.element == .register ? .blob([]) : .id(change.cell.element))
        if keepsNewHeads { noteNew(change, in: entity) }
        for dot in change.replaces where dot != change.dot {
            try replace(dot, in: cell, using: digest)
        }
        let isReplaced = try mayAwait && takeAwaited(change.dot, author.row, in: cell)
        let isPurged =
            try mayBePurged && change.cell.field != .life
            && covers(entity, author.row, change.dot.sequence)
        if !isReplaced, !isPurged {
            try insertHead(encoded, author.row, in: cell, using: digest)
        }
        if change.verb == .purge {
            try purge(entity, covering: change.observed, using: digest)
        }
        touched.insert(entity)
    }

    /// Keeps a change of a new entity while all of its changes are heads.
    private func noteNew(_ change: Change, in entity: Int64) {
        guard session.isNew(entity), !rewritten.contains(entity) else { return }
        if change.replaces.isEmpty, change.verb != .purge, !mayAwait, !mayBePurged {
            newHeads[entity, default: []].append(change)
        } else {
            rewritten.insert(entity)
            newHeads[entity] = nil
        }
    }

    /// Writes back the space's row and its authors'.
    ///
    /// - Throws: `DatabaseError`.
    package func finish() throws {
        for replica in changed {
            guard let author = authors[replica] else { continue }
            try session.statement("UPDATE author SET held = ?, chain = ? WHERE id = ?")
                .run(
                    .number(author.held), .blob(author.chain.digest.bytes), .integer(author.row))
        }
        changed = []
        try session.statement(
            "UPDATE space SET state_hash = ?, clock = ? WHERE id = ?"
        ).run(
            .blob(space.stateHash.bytes), .number(space.clock.last.rawValue), .integer(space.id))
    }

    /// Sets the hash before the heads are built anew.
    package func resetStateHash() {
        space.stateHash = StateHash()
        authors = [:]
    }

    /// Notes that an author's log goes up to here, when its changes are merged anew.
    ///
    package func advance(to dot: Dot, chain: ChainHash) {
        guard var author = authors[dot.replica] else { return }
        author.held = dot.sequence
        author.chain = chain
        authors[dot.replica] = author
        changed.insert(dot.replica)
    }

    /// Takes over a clock that the author of a transaction moved.
    package func setClock(_ clock: HybridClock) {
        space.clock = clock
    }

    // MARK: - Heads

    /// The address of a cell in rows.
    private struct CellKey {
        let entity: Int64
        let field: Int64
        let element: SQLValue
    }

    private func replace(_ dot: Dot, in cell: CellKey, using digest: DigestFunction) throws {
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
        try session.statement(
            """
            INSERT OR IGNORE INTO awaited (entity, field, element, author, sequence)
            VALUES (?, ?, ?, ?, ?)
            """
        ).run(
            .integer(cell.entity), .integer(cell.field), cell.element, .integer(other.row),
            .number(dot.sequence))
    }

    private func takeAwaited(_ dot: Dot, _ author: Int64, in cell: CellKey) throws -> Bool {
        try session.statement(
            """
            DELETE FROM awaited
            WHERE entity = ? AND field = ? AND element = ? AND author = ? AND sequence = ?
            """
        ).run(
            .integer(cell.entity), .integer(cell.field), cell.element, .integer(author),
            .number(dot.sequence)) > 0
    }

    private func insertHead(
        _ encoded: EncodedChange, _ author: Int64, in cell: CellKey, using digest: DigestFunction
    ) throws {
        let change = encoded.change
        let fingerprint = HeadFingerprint(dot: change.dot, bytes: encoded.bytes, using: digest)
        try session.statement(
            """
            INSERT INTO head (entity, field, element, author, sequence, verb, fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        ).run(
            .integer(cell.entity), .integer(cell.field), cell.element, .integer(author),
            .number(change.dot.sequence), .integer(Int64(change.verb.rawValue)),
            .number128(fingerprint.value))
        if change.verb != .remove {
            space.stateHash.add(fingerprint)
        }
    }

    /// Subtracts a head that goes, read as verb and fingerprint.
    private func forget(_ row: SQLRow) throws {
        guard let fingerprint = StateHash(bytes: row.blob(1)) else {
            throw DamagedDatabase(detail: "a fingerprint does not have 16 bytes")
        }
        if row.integer(0) != Int64(Verb.remove.rawValue) {
            space.stateHash.subtract(HeadFingerprint(value: fingerprint.sum))
        }
    }

    // MARK: - Purge (MERGE-8)

    private func covers(_ entity: Int64, _ author: Int64, _ sequence: UInt64) throws -> Bool {
        try session.statement(
            "SELECT 1 FROM purged WHERE entity = ? AND author = ? AND sequence >= ?"
        ).first(.integer(entity), .integer(author), .number(sequence)) { _ in true } ?? false
    }

    private func purge(
        _ entity: Int64, covering observed: VersionVector, using digest: DigestFunction
    ) throws {
        mayBePurged = true
        let life = try session.makeRow(of: .life)
        for dot in observed.dots {
            let author = try author(dot.replica, using: digest)
            try session.statement(
                """
                INSERT INTO purged (entity, author, sequence) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET sequence = max(sequence, excluded.sequence)
                """
            ).run(.integer(entity), .integer(author.row), .number(dot.sequence))
            try session.statement(
                """
                DELETE FROM head
                WHERE entity = ? AND field <> ? AND author = ? AND sequence <= ?
                RETURNING verb, fingerprint
                """
            ).rows(
                .integer(entity), .integer(life), .integer(author.row), .number(dot.sequence)
            ) {
                try self.forget($0)
                return true
            }
        }
    }
}
