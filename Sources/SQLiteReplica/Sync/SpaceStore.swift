package import ChangeLog
import SQLiteLog
package import SyncEngine
package import SyncProtocol

/// One space of a replica, as sync needs it.
package struct SpaceStore: SyncStore {
    let replica: Replica
    /// The row of the space.
    let row: Int64

    private var digest: DigestFunction { replica.environment.digest }

    /// Reads what a round begins with.
    ///
    /// - Throws: ``ReplicaError``.
    package func facts() throws -> ReplicaFacts {
        try replica.database.read { session in
            let space = try session.space(inRow: row)
            return ReplicaFacts(
                space: space.space, replica: space.replica, held: try session.held(in: row),
                stateHash: space.stateHash, server: try session.serverMemory(of: row))
        }
    }

    /// Reads changes that a party lacks.
    ///
    /// - Throws: ``ReplicaError``.
    package func runs(
        beyond held: VersionVector, upTo limit: VersionVector?, maximumBytes: Int
    ) throws -> [Run] {
        try replica.database.read { session in
            try session.runs(
                in: try session.space(inRow: row).logSpace, beyond: held, upTo: limit,
                maximumBytes: maximumBytes, using: digest)
        }
    }

    /// Stores a page with its cursor.
    ///
    /// - Throws: ``ProtocolError`` when the page is malformed, ``ReplicaError``.
    package func apply(_ page: SyncPage) throws -> PageOutcome {
        try replica.commit(much: true) { try apply(page, $0) }
    }

    private func apply(_ page: SyncPage, _ session: Session) throws -> PageOutcome {
        let log = try SpaceLog(
            session, space: try session.space(inRow: row).logSpace, keepsNewHeads: true)
        let admitted: [AdmittedRun]
        switch try admit(page.runs, to: log) {
        case .admitted(let runs): admitted = runs
        case .refused(let outcome): return outcome
        }
        try session.expect(
            Set(admitted.lazy.flatMap(\.changes).compactMap { $0.logged.whole?.change.cell.entity })
        )
        let count = try append(admitted, to: log)
        try log.finish()
        try session.remember(page.memory, of: row)
        try Projector(session, using: digest).project(log)
        return .applied(
            newChanges: count, held: try session.held(in: row), stateHash: log.space.stateHash)
    }

    /// The outcome of holding a page against the log.
    private enum Admission {
        case admitted([AdmittedRun])
        case refused(PageOutcome)
    }

    /// Decides about all runs of a page before any is stored.
    private func admit(_ runs: [Run], to log: SpaceLog) throws -> Admission {
        var admitted: [AdmittedRun] = []
        var heads: [ReplicaID: (held: UInt64, chain: ChainHash)] = [:]
        for run in runs {
            let author = try log.author(run.replica, using: digest)
            let known = heads[run.replica] ?? (author.held, author.chain)
            let decision = try RunAdmission(
                of: run, heldSequence: known.held, heldChain: known.chain, using: digest,
                held: { try log.session.held($0, in: row) })
            switch decision {
            case .gap(let dot): return .refused(.gap(from: dot))
            case .forked(let dot): return .refused(.forked(at: dot))
            case .admitted(let run):
                admitted.append(run)
                if let last = run.changes.last {
                    heads[last.logged.dot.replica] = (last.logged.dot.sequence, last.chain)
                }
            }
        }
        return .admitted(admitted)
    }

    /// Appends what is new; the clock follows what was seen.
    ///
    /// - Returns: How many changes were new.
    private func append(_ admitted: [AdmittedRun], to log: SpaceLog) throws -> Int {
        let wall = replica.environment.wallMilliseconds()
        var clock = log.space.clock
        var count = 0
        for change in admitted.lazy.flatMap(\.changes) {
            if let encoded = change.logged.whole {
                clock.observe(encoded.change.timestamp, wallMilliseconds: wall)
            }
            try log.append(change, using: digest)
            count += 1
        }
        for encoded in admitted.lazy.flatMap(\.completions) {
            try log.complete(encoded, using: digest)
        }
        log.setClock(clock)
        return count
    }

    /// Rebuilds heads and hash from the log, and what people read from the heads.
    ///
    /// - Throws: ``ReplicaError``.
    package func rebuild() throws -> StateHash {
        try replica.database.write { session in
            try session.rebuild(ofSpace: row, using: digest)
        }
    }
}

extension Session {
    /// The server as last remembered; nil before the first page.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func serverMemory(of space: Int64) throws -> ServerMemory? {
        let cursor: (ServerID, SyncCursor)? = try statement(
            "SELECT server, epoch, position, log_hash FROM space WHERE id = ? AND server IS NOT NULL"
        ).first(.integer(space)) { row in
            guard let hash = LogHash(bytes: row.blob(3)) else {
                throw ReplicaError.damaged(detail: "a log hash does not have 16 bytes")
            }
            return (
                try row.id(0),
                SyncCursor(epoch: try row.id(1), position: row.number(2), hash: hash)
            )
        }
        guard let cursor else { return nil }
        func vector(_ column: String) throws -> VersionVector {
            let rows = try statement(
                "SELECT replica, \(column) FROM author WHERE space = ? AND \(column) > 0"
            ).all(.integer(space)) { Dot(replica: try $0.id(0), sequence: try $0.sequence(1)) }
            return VersionVector(rows)
        }
        return ServerMemory(
            server: cursor.0, cursor: cursor.1, acknowledged: try vector("acknowledged"),
            named: try vector("named"))
    }

    /// Keeps what was heard of the server.
    ///
    /// - Throws: `DatabaseError`.
    func remember(_ memory: ServerMemory, of space: Int64) throws {
        try statement(
            "UPDATE space SET server = ?, epoch = ?, position = ?, log_hash = ? WHERE id = ?"
        ).run(
            .id(memory.server), .id(memory.cursor.epoch), .number(memory.cursor.position),
            .blob(memory.cursor.hash.bytes), .integer(space))
        try forgetAcknowledged(in: space)
        for dot in memory.acknowledged.union(memory.named).dots {
            try statement(
                "UPDATE author SET acknowledged = ?, named = ? WHERE space = ? AND replica = ?"
            ).run(
                .number(memory.acknowledged[dot.replica]), .number(memory.named[dot.replica]),
                .integer(space), .id(dot.replica))
        }
    }

    /// Forgets what the server has of a space.
    ///
    /// - Throws: `DatabaseError`.
    func forgetAcknowledged(in space: Int64) throws {
        try statement("UPDATE author SET acknowledged = 0, named = 0 WHERE space = ?")
            .run(.integer(space))
    }
}
