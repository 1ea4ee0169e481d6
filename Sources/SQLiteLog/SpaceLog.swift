package import ChangeLog
package import SyncProtocol

/// Writes changes into the log of one space and keeps its heads, within one transaction.
///
/// The law is ``ChangeLog/Cell`` and ``ChangeLog/MergedState``: the tables hold what those types
/// would hold. Nothing is final before ``finish()``.
package final class SpaceLog {
    package let session: Session
    package internal(set) var space: LogSpace
    package internal(set) var touched: Set<Int64> = []
    /// All heads of the entities that were met first, in the order in which they came; what is read
    /// from them need not be read from the tables.
    package private(set) var newHeads: [Int64: [Change]] = [:]

    private var authors: [ReplicaID: Author] = [:]
    private var changed: Set<ReplicaID> = []
    var mayAwait: Bool
    var mayBePurged: Bool
    /// The cells that ``finish()`` has yet to make anew.
    var due = DueCells()
    /// How many cells were made anew.
    package internal(set) var remadeCells = 0
    private let keepsNewHeads: Bool
    /// Met first, but some of their changes replaced others: read those from the tables.
    private var rewritten: Set<Int64> = []

    /// One author as its row holds it.
    package struct Author {
        package let row: Int64
        package var held: UInt64
        package var chain: ChainHash
    }

    /// Cells that are made anew once, however many changes of a page ask for it.
    struct DueCells {
        /// SHA-256; nil while nothing is due.
        var digest: DigestFunction?
        /// Those of entities of which more is purged than before.
        var purgedEntities: Set<Int64> = []
        /// Those of changes whose bytes came later.
        var completions: [CellAddress: [EncodedChange]] = [:]
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
            try session.statement("SELECT 1 FROM awaited WHERE arrived = 0 LIMIT 1").first { _ in
                true
            } ?? false
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
        let row = try session.statement(
            "INSERT INTO author (space, replica, held, chain) VALUES (?, ?, 0, ?)"
        ).insert(.integer(space.id), .id(replica), .blob(seed.digest.bytes))
        let author = Author(row: row, held: 0, chain: seed)
        authors[replica] = author
        return author
    }

    /// Appends the next change of an author and merges it.
    ///
    /// The clock stays: who writes moves it, and who receives says how far (LOG-6).
    ///
    /// - Parameters:
    ///   - admitted: In sequence: exactly one after what is held of its author.
    ///   - digest: SHA-256.
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func append(_ admitted: AdmittedChange, using digest: DigestFunction) throws {
        let logged = admitted.logged
        var author = try author(logged.dot.replica, using: digest)
        let chain: SQLValue =
            logged.endsTransaction ? .blob(admitted.chain.digest.bytes) : .null
        try store(logged, author, chain: chain)
        try merge(logged, author: author, using: digest)
        author.held = logged.dot.sequence
        author.chain = admitted.chain
        authors[logged.dot.replica] = author
        changed.insert(logged.dot.replica)
    }

    private func store(_ logged: LoggedChange, _ author: Author, chain: SQLValue) throws {
        let (bytes, erased): (SQLValue, SQLValue) =
            switch logged.content {
            case .bytes(let bytes): (.blob(bytes), .null)
            case .erased(let digest): (.null, .blob(digest.bytes))
            }
        // Behind a gap in a damaged log the same change may stand already.
        let dot = logged.dot
        try session.statement(
            """
            INSERT INTO change (author, sequence, bytes, erased, chain) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET chain = excluded.chain
            WHERE bytes IS excluded.bytes AND erased IS excluded.erased
            """
        ).insertSoon(
            .integer(author.row), .number(dot.sequence), bytes, erased, chain, of: dot)
    }

    /// Merges a change that is in the log into the heads.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func merge(
        _ logged: LoggedChange, author: Author, using digest: DigestFunction
    ) throws {
        switch logged {
        case .erased(let erased): try passOver(erased.dot, author.row)
        case .whole(let encoded):
            if try isErased(encoded.change, author.row) {
                try erase(encoded, author.row, using: digest)
                try passOver(encoded.change.dot, author.row)
            } else {
                try merge(encoded, author: author, using: digest)
            }
        }
    }

    private func merge(
        _ encoded: EncodedChange, author: Author, using digest: DigestFunction
    ) throws {
        let change = encoded.change
        let entity = try session.makeRow(of: change.cell.entity)
        let cell = try key(of: change.cell, entity)
        if keepsNewHeads { noteNew(change, in: entity) }
        for dot in change.replaces where dot != change.dot {
            try replace(dot, in: cell, using: digest)
        }
        let isReplaced = try mayAwait && takeAwaited(change.dot, author.row, in: cell)
        if !isReplaced {
            try insertHead(encoded, author.row, in: cell, using: digest)
        }
        if change.verb == .purge {
            try purge(entity, covering: change.observed, using: digest)
        }
        touched.insert(entity)
    }

    /// The rows of a cell's address.
    ///
    /// - Throws: `DatabaseError`.
    func key(of cell: CellAddress, _ entity: Int64) throws -> CellKey {
        CellKey(
            entity: entity, field: try session.makeRow(of: cell.field),
            element: cell.element == .register ? .blob([]) : .id(cell.element))
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

    /// Makes anew what is due, and writes back the space's row and its authors'.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func finish() throws {
        try makeDueCellsAnew()
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
    package func advance(to dot: Dot, chain: ChainHash) {
        guard var author = authors[dot.replica] else { return }
        author.held = dot.sequence
        author.chain = chain
        authors[dot.replica] = author
        changed.insert(dot.replica)
    }

    /// Takes over a clock that the author of a transaction, or what was received, moved.
    package func setClock(_ clock: HybridClock) {
        space.clock = clock
    }
}
