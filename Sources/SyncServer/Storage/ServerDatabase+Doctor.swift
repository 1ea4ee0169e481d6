import ChangeLog
import SQLiteLog

/// One thing the server's doctor looked at.
package struct ServerFinding: Hashable, Sendable {
    package let isGood: Bool
    /// The thing looked at, and what was found.
    package let detail: String
}

extension ServerDatabase {
    /// Looks at the file, and whether every space's state follows from its log.
    ///
    /// Heads that differ are made anew, unless the log or the file is damaged: writing into a file
    /// whose pages are broken breaks more of them. What cannot be read is told, and the rest is
    /// looked at.
    ///
    /// - Throws: ``ServerStorageError``.
    package func examine() throws -> [ServerFinding] {
        let problems = try Self.explaining { try log.fileProblems() }
        let isWhole = problems.isEmpty
        var findings = [
            ServerFinding(
                isGood: isWhole,
                detail: "database file: \(isWhole ? "ok" : problems.joined(separator: "; "))")
        ]
        var logs: [(space: LogSpace, title: String)] = []
        let list = try finding("the list of spaces") {
            logs = try self.logs()
            return nil
        }
        if let list { findings.append(list) }
        for (space, title) in logs {
            // State is never made of changes that are not those that were accepted.
            if let order = try finding(title, { try orderFinding(space, title) }) {
                findings.append(order)
                guard order.isGood else { continue }
            }
            guard isWhole, !isReadOnly else {
                let reason = isReadOnly ? "nothing can be written here" : "the file is damaged"
                findings.append(
                    ServerFinding(
                        isGood: isWhole,
                        detail: "\(title): its state was not compared, for \(reason)"))
                continue
            }
            if let state = try finding(title, { try stateFinding(space, title) }) {
                findings.append(state)
            }
        }
        return findings
    }

    /// The finding about a part, or that it cannot be read.
    private func finding(
        _ title: String, _ look: () throws -> ServerFinding?
    ) throws -> ServerFinding? {
        let reason: String
        do {
            return try look()
        } catch ServerStorageError.damaged(let detail) {
            reason = detail
        } catch ServerStorageError.failed(let detail) {
            reason = detail
        } catch ServerStorageError.inaccessible(_, let detail) {
            reason = detail
        }
        return ServerFinding(isGood: false, detail: "\(title): cannot be read (\(reason))")
    }

    private func orderFinding(_ space: LogSpace, _ title: String) throws -> ServerFinding {
        let problem = try read { try $0.orderProblem(of: space, using: environment.digest) }
        return ServerFinding(
            isGood: problem == nil,
            detail: "\(title): \(problem ?? "the order of its log fits, to the last hash")")
    }

    private func stateFinding(_ space: LogSpace, _ title: String) throws -> ServerFinding {
        let isGood = try write { session in
            let before = try session.chains(in: space.id) + [space.stateHash.description]
            let hash = try session.rebuildHeads(of: space, using: environment.digest).stateHash
            return try before == session.chains(in: space.id) + [hash.description]
        }
        return ServerFinding(
            isGood: isGood,
            detail: "\(title): \(isGood ? "state and chains fit the log" : "was made anew")")
    }

    /// Every log, those of albums too, with what a person calls it.
    private func logs() throws -> [(space: LogSpace, title: String)] {
        try read { session in
            try session.statement(
                """
                SELECT space.id, space.uuid, space.state_hash, space.clock, parent.uuid,
                    ifnull(parent.name, space.name),
                    (SELECT user.name FROM member JOIN user ON user.id = member.user
                        WHERE member.space = ifnull(parent.id, space.id)
                            AND ifnull(parent.personal, space.personal) = 1)
                FROM space
                LEFT JOIN space AS parent ON parent.id = space.album_of ORDER BY space.id
                """
            ).all { row in
                let id: SpaceID = try row.id(1)
                let space = LogSpace(
                    id: row.integer(0), space: id,
                    stateHash: StateHash(bytes: row.blob(2)) ?? StateHash(),
                    clock: HybridClock(last: HybridTimestamp(rawValue: row.number(3))))
                let parent: SpaceID? = row.isNull(4) ? nil : try row.id(4)
                let name = row.isNull(6) ? row.text(5) : "\(row.text(5)), \(row.text(6))"
                let title = parent.map { "album of space \($0)" } ?? "space \(id)"
                return (space, "\(title) (\(name))")
            }
        }
    }
}

extension Session {
    /// The fault in the order of a space's log; nil when every position and hash fits (SYNC-4).
    fileprivate func orderProblem(
        of space: LogSpace, using digest: DigestFunction
    ) throws -> String? {
        let found: (epoch: EpochID, position: UInt64, hash: LogHash?)? = try statement(
            "SELECT epoch, position, log_hash FROM space WHERE id = ?"
        ).first(.integer(space.id)) {
            (epoch: try $0.id(0), position: $0.number(1), hash: LogHash(bytes: $0.blob(2)))
        }
        guard let found else { return "it is gone" }
        var order = SpaceOrder(
            space: space.space, digest: digest,
            hash: LogHash(seedOf: found.epoch, in: space.space, using: digest))
        var problem: String?
        try statement(
            """
            SELECT log.position, log.hash, replica, log.sequence, bytes, erased FROM log
            LEFT JOIN author ON author.id = log.author
            LEFT JOIN change ON change.author = log.author AND change.sequence = log.sequence
            WHERE log.space = ? ORDER BY log.position
            """
        ).rows(.integer(space.id)) { row in
            problem = try order.problem(ofNext: row)
            return problem == nil
        }
        if let problem { return problem }
        let isWhole = found.position == order.position && found.hash == order.hash
        return isWhole ? nil : "its log ends at \(order.position), the space says something else"
    }

    /// The runs held of every author of a space, with the chain hashes.
    fileprivate func chains(in space: Int64) throws -> [String] {
        try statement(
            "SELECT hex(replica) || held || hex(chain) FROM author WHERE space = ? ORDER BY replica"
        ).all(.integer(space)) { $0.text(0) }
    }
}

/// How far the order of a space's log was followed.
private struct SpaceOrder {
    let space: SpaceID
    let digest: DigestFunction
    private(set) var position: UInt64 = 0
    private(set) var hash: LogHash
    private var last: [ReplicaID: (sequence: UInt64, chain: ChainHash)] = [:]

    init(space: SpaceID, digest: DigestFunction, hash: LogHash) {
        self.space = space
        self.digest = digest
        self.hash = hash
    }

    /// Follows the next row: position, hash, replica, sequence, bytes and digest.
    ///
    /// - Throws: `DamagedDatabase`.
    mutating func problem(ofNext row: SQLRow) throws -> String? {
        position += 1
        guard row.number(0) == position else {
            return "position \(position) of its log is missing"
        }
        guard let replica = ReplicaID(bytes: row.blob(2)), !row.isNull(4) || !row.isNull(5) else {
            return "the change at position \(position) is missing"
        }
        let before =
            last[replica]
            ?? (sequence: 0, chain: ChainHash(seedOf: replica, in: space, using: digest))
        let chain = before.chain.extended(
            by: try row.content(4).digest(using: digest), using: digest)
        let dot = Dot(replica: replica, sequence: before.sequence + 1)
        hash = hash.extended(by: dot, chain: chain, using: digest)
        last[replica] = (dot.sequence, chain)
        let follows = row.number(3) == dot.sequence && LogHash(bytes: row.blob(1)) == hash
        return follows ? nil : "position \(position) of its log does not follow from the changes"
    }
}
