import ChangeLog
import SQLiteLog
import SyncProtocol

/// The decision of the server about one sync request, within one transaction.
struct SyncDecision {
    let session: Session
    let environment: ServerEnvironment
    let caller: Caller
    let space: SpaceID

    /// Answers a request that stores nothing from what is there.
    ///
    /// - Returns: nil for an album that is to be made first (PHOTO-2), which takes a writer.
    /// - Throws: ``ProtocolError`` `unauthorized`, `unknown_space`, or what the storage throws.
    func answerReading(_ request: SyncRequest) throws -> SyncReply? {
        try session.checkStillAdmitted(caller)
        if let access = try session.access(to: space, user: caller.user) {
            return try answer(request, access)
        }
        guard try albumParent() == nil else { return nil }
        throw ProtocolError(.unknownSpace)
    }

    /// Stores the runs of a request and reads the page that answers it; makes an album when a member
    /// of its space asks for it first (PHOTO-2).
    ///
    /// Runs are not stored when the cursor is not of this log: a server that was emptied or
    /// replaced is never refilled unasked (SYNC-11).
    ///
    /// - Throws: ``ProtocolError`` `unauthorized`, `unknown_space`, `forbidden`, `gap`,
    ///   `forked_replica`, `too_large`, or what a malformed run throws: nothing is stored then. Or
    ///   what the storage throws.
    func answer(_ request: SyncRequest) throws -> SyncReply {
        try session.checkStillAdmitted(caller)
        if let access = try session.access(to: space, user: caller.user) {
            return try answer(request, access)
        }
        guard let parent = try albumParent() else { throw ProtocolError(.unknownSpace) }
        try session.makeAlbum(space, of: parent, environment)
        guard let access = try session.access(to: space, user: caller.user) else {
            throw DamagedDatabase(detail: "the album that was made is not there")
        }
        return try answer(request, access)
    }

    private func albumParent() throws -> Int64? {
        try session.parent(ofAlbum: space, user: caller.user, using: environment.digest)
    }

    private func answer(_ request: SyncRequest, _ found: SpaceAccess) throws -> SyncReply {
        var access = found
        let digest = environment.digest
        guard request.runs.isEmpty || access.role.mayWrite else { throw ProtocolError(.forbidden) }
        let verdict = try session.verdict(on: request.cursor, in: access, using: digest)
        var stored: UInt64 = 0
        var lacking: [Dot] = []
        if !request.checkOnly, verdict != .unknown, !request.runs.isEmpty {
            (stored, lacking) = try store(request.runs, &access)
        }
        let start = verdict == .good ? request.cursor?.position ?? 0 : 0
        let page =
            request.checkOnly
            ? LogPage(runs: [], end: start)
            : try page(after: start, in: access, for: request, lacking: lacking)
        return SyncReply(
            server: try session.serverID(), held: try session.held(in: access.log.id),
            runs: page.runs,
            next: SyncCursor(
                epoch: access.epoch, position: page.end,
                hash: try session.hash(at: page.end, in: access, using: digest)),
            more: page.end < access.position && !request.checkOnly,
            stateHash: access.log.stateHash,
            serverMilliseconds: environment.wallMilliseconds(), verdict: verdict, stored: stored,
            role: access.role,
            spacesTag: try session.spacesTag(of: caller.user, using: digest),
            album: try session.albumEnd(of: access.log.id))
    }

    /// Appends what is new of the runs to the log.
    ///
    /// - Returns: How much was new, and which changes came without their bytes and are held whole.
    private func store(
        _ runs: [Run], _ access: inout SpaceAccess
    ) throws -> (stored: UInt64, lacking: [Dot]) {
        let digest = environment.digest
        let log = try SpaceLog(session, space: access.log)
        var stored: UInt64 = 0
        var completions: [EncodedChange] = []
        var lacking: [Dot] = []
        var authors = AuthorCount(try session.held(in: access.log.id).count)
        for run in runs {
            let author = try log.author(run.replica, using: digest)
            if author.held == 0 { try authors.admit(run.replica) }
            let decision = try RunAdmission(
                of: run, heldSequence: author.held, heldChain: author.chain, using: digest,
                held: { try session.held($0, in: access.log.id) })
            switch decision {
            case .gap(let dot): throw ProtocolError(.gap, "expected \(dot)")
            case .forked(let dot):
                throw ProtocolError(.forkedReplica, "differs at \(dot)", fork: dot)
            case .admitted(let admitted):
                for change in admitted.changes {
                    try log.append(change, using: digest)
                    try assignPosition(to: change, author.row, &access)
                }
                stored += UInt64(admitted.changes.count)
                completions += admitted.completions
                lacking += admitted.lacking
            }
        }
        for encoded in completions { try log.complete(encoded, using: digest) }
        try log.finish()
        try session.statement("UPDATE space SET position = ?, log_hash = ? WHERE id = ?").run(
            .number(access.position), .blob(access.logHash.bytes), .integer(access.log.id))
        access.log = log.space
        return (stored, lacking)
    }

    /// How many authors a space has while runs are stored: no more than vectors may name.
    private struct AuthorCount {
        private let known: Int
        private var new: Set<ReplicaID> = []

        init(_ known: Int) {
            self.known = known
        }

        /// Counts an author of whom nothing was held.
        ///
        /// - Throws: ``ProtocolError`` `too_large`.
        mutating func admit(_ replica: ReplicaID) throws(ProtocolError) {
            new.insert(replica)
            let limit = ProtocolLimits.maximumAuthors
            guard known + new.count <= limit else {
                throw ProtocolError(.tooLarge, "a space has at most \(limit) authors")
            }
        }
    }

    private func assignPosition(
        to change: AdmittedChange, _ author: Int64, _ access: inout SpaceAccess
    ) throws {
        let dot = change.logged.dot
        access.position += 1
        access.logHash = access.logHash.extended(
            by: dot, chain: change.chain, using: environment.digest)
        try session.statement(
            "INSERT INTO log (space, position, author, sequence, hash) VALUES (?, ?, ?, ?, ?)"
        ).run(
            .integer(access.log.id), .number(access.position), .integer(author),
            .number(dot.sequence), .blob(access.logHash.bytes))
    }

    // MARK: - The page

    /// A part of the log without what the client holds.
    private struct LogPage {
        let runs: [Run]
        /// The last position that the page covers.
        let end: UInt64
    }

    /// Rows looked at for one page: a client that holds nearly all must not hold up the others.
    private static let maximumScannedRows = 100_000

    private func page(
        after start: UInt64, in access: SpaceAccess, for request: SyncRequest, lacking: [Dot]
    ) throws -> LogPage {
        let known = request.held.union(VersionVector(request.runs.map(\.last)))
        let wanted =
            request.pageBytes == 0 ? ProtocolLimits.defaultPageBytes : Int(request.pageBytes)
        var page = OpenPage(builder: PageBuilder(maximumBytes: wanted), end: start)
        try add(lacking, in: access.log.id, to: &page.builder)
        var scanned = 0
        try session.statement(
            """
            SELECT log.position, author.replica, log.sequence, change.bytes, change.erased,
                change.chain IS NULL, author.id
            FROM log JOIN author ON author.id = log.author
            JOIN change ON change.author = log.author AND change.sequence = log.sequence
            WHERE log.space = ? AND log.position > ? ORDER BY log.position
            """
        ).rows(.integer(access.log.id), .number(start)) { row in
            scanned += 1
            let dot = Dot(replica: try row.id(1), sequence: try row.sequence(2))
            if known.covers(dot) {
                page.end = try row.sequence(0)
                return scanned < Self.maximumScannedRows
            }
            guard try add(dot, of: row, to: &page) else { return false }
            let isInside = row.integer(5) != 0
            return scanned < Self.maximumScannedRows || isInside
        }
        return LogPage(runs: page.builder.finish(), end: page.end)
    }

    /// A page of the log while rows are added.
    private struct OpenPage {
        var builder: PageBuilder
        /// The last position that it covers.
        var end: UInt64
        private var last: Dot?

        init(builder: PageBuilder, end: UInt64) {
            self.builder = builder
            self.end = end
        }

        /// Whether a change comes right behind the last one on the page.
        func isContinued(by dot: Dot) -> Bool {
            last.map { $0.replica == dot.replica && $0.sequence + 1 == dot.sequence } ?? false
        }

        /// Adds a change; false when the page is full.
        mutating func add(_ change: StoredChange) -> Bool {
            guard builder.add(change) else { return false }
            last = change.dot
            return true
        }
    }

    /// Adds the change of a row.
    ///
    /// - Returns: Whether it fits; a transaction that does not is taken off the page again.
    private func add(_ dot: Dot, of row: SQLRow, to page: inout OpenPage) throws -> Bool {
        if !page.isContinued(by: dot), dot.sequence > 1 {
            // A transaction that the client holds a part of is sent whole (LOG-8).
            for earlier in try transactionBefore(dot, author: row.integer(6)) {
                guard page.add(earlier) else { return false }
            }
        }
        let chain =
            page.isContinued(by: dot) ? nil : try chainBefore(dot, author: row.integer(6))
        let change = StoredChange(
            dot: dot, content: try row.content(3), chainBefore: chain ?? ChainHash(digest: .zero),
            endsTransaction: row.integer(5) == 0)
        guard page.add(change) else { return false }
        if change.endsTransaction { page.end = try row.sequence(0) }
        return true
    }

    /// Adds the transactions of changes that the client holds without their bytes (SYNC-18).
    private func add(_ lacking: [Dot], in space: Int64, to builder: inout PageBuilder) throws {
        for dot in lacking {
            // A purge that came with the same request may have erased it here too.
            guard try session.change(dot, in: space) != nil else { continue }
            let author = try session.statement(
                "SELECT id FROM author WHERE space = ? AND replica = ?"
            ).first(.integer(space), .id(dot.replica)) { $0.integer(0) }
            guard let author else { continue }
            for change in try transaction(of: dot, author: author) {
                guard builder.add(change) else { return }
            }
        }
    }

    /// The changes of the same transaction that come before a change; none when it is the first.
    private func transactionBefore(_ dot: Dot, author: Int64) throws -> [StoredChange] {
        try transaction(of: dot, author: author).filter { $0.dot < dot }
    }

    /// The changes of the transaction that a change belongs to.
    private func transaction(of dot: Dot, author: Int64) throws -> [StoredChange] {
        let changes = try session.statement(
            """
            SELECT sequence, bytes, erased, chain IS NOT NULL FROM change
            WHERE author = ?1 AND sequence > ifnull(
                (SELECT max(sequence) FROM change
                 WHERE author = ?1 AND sequence < ?2 AND chain IS NOT NULL), 0)
            AND sequence <= ifnull(
                (SELECT min(sequence) FROM change
                 WHERE author = ?1 AND sequence >= ?2 AND chain IS NOT NULL), ?2)
            ORDER BY sequence
            """
        ).all(.integer(author), .number(dot.sequence)) {
            (sequence: try $0.sequence(0), content: try $0.content(1), isLast: $0.integer(3) != 0)
        }
        return try changes.enumerated().map { index, change in
            let name = Dot(replica: dot.replica, sequence: change.sequence)
            let chain = index == 0 ? try chainBefore(name, author: author) : nil
            return StoredChange(
                dot: name, content: change.content,
                chainBefore: chain ?? ChainHash(digest: .zero), endsTransaction: change.isLast)
        }
    }

    /// The author's chain hash before a change that begins a run.
    private func chainBefore(_ dot: Dot, author: Int64) throws -> ChainHash {
        guard dot.sequence > 1 else {
            return ChainHash(seedOf: dot.replica, in: space, using: environment.digest)
        }
        let chain = try session.statement(
            "SELECT chain FROM change WHERE author = ? AND sequence = ?"
        ).first(.integer(author), .number(dot.sequence - 1)) { ContentDigest(bytes: $0.blob(0)) }
        guard let chain, let chain else {
            throw DamagedDatabase(detail: "a transaction of \(dot.replica) is cut")
        }
        return ChainHash(digest: chain)
    }
}
