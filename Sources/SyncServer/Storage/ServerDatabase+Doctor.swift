import ChangeLog
import SQLiteLog

/// One thing the server's doctor looked at.
package struct ServerFinding: Hashable, Sendable {
    package let isGood: Bool
    /// What was looked at and found.
    package let detail: String
}

extension ServerDatabase {
    /// Looks at the file, and whether every space's state follows from its log.
    ///
    /// Heads that differ are made anew.
    ///
    /// - Throws: ``ServerStorageError``.
    package func examine() throws -> [ServerFinding] {
        let problems = try read { session in
            try session.statement("PRAGMA integrity_check(5)").all { $0.text(0) }
        }
        var findings = [
            ServerFinding(
                isGood: problems == ["ok"],
                detail: "database file: \(problems.joined(separator: "; "))")
        ]
        let spaces = try read { session in
            try session.statement("SELECT id, uuid, state_hash, clock FROM space").all { row in
                LogSpace(
                    id: row.integer(0), space: try row.id(1),
                    stateHash: StateHash(bytes: row.blob(2)) ?? StateHash(),
                    clock: HybridClock(last: HybridTimestamp(rawValue: row.number(3))))
            }
        }
        for space in spaces {
            let (before, after) = try write { session in
                let before = try session.chains(in: space.id)
                let hash = try session.rebuildHeads(of: space, using: environment.digest).stateHash
                let after = try session.chains(in: space.id)
                return (before + [space.stateHash.description], after + [hash.description])
            }
            findings.append(
                ServerFinding(
                    isGood: before == after,
                    detail: "space \(space.space): "
                        + (before == after ? "state and chains fit the log" : "was made anew")))
        }
        return findings
    }
}

extension Session {
    /// What is held of every author of a space, with the chain hashes.
    fileprivate func chains(in space: Int64) throws -> [String] {
        try statement(
            "SELECT hex(replica) || held || hex(chain) FROM author WHERE space = ? ORDER BY replica"
        ).all(.integer(space)) { $0.text(0) }
    }
}
