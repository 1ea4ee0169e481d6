package import ChangeLog
import SQLiteLog
package import SyncEngine
import SyncProtocol

extension SpaceStore {
    /// Takes a new identity, for changes to come, and writes changes from `fork` on again.
    ///
    /// The changes leave the log under their old names and come back under new ones, with their
    /// times, cells and values; what they replace and have seen of each other follows.
    ///
    /// - Throws: ``ReplicaError``.
    package func takeNewIdentity(
        reissuingFrom fork: Dot?, serverHolds: VersionVector
    ) throws -> Reissue {
        try replica.commit { try reissue(from: fork, serverHolds, $0) }
    }

    private func reissue(
        from fork: Dot?, _ serverHolds: VersionVector, _ session: Session
    ) throws -> Reissue {
        let space = try session.space(inRow: row)
        let new = ReplicaID(value: replica.environment.random128())
        try session.setReplica(new, of: row)
        let plan = try fork.map { fork in
            // Another author's changes do not become this machine's.
            let author = fork.replica == space.replica ? new : newAuthor()
            return try self.plan(from: fork, to: author, serverHolds, session)
        }
        let count = try plan.map { try move($0, session) } ?? 0
        try session.set(
            SettingKey.identityReport,
            to:
                "This replica took a new identity, because a copy of it wrote too, or it did itself "
                + "before it was restored; "
                + (count == 1 ? "1 change was" : "\(count) changes were")
                + " written again. Nothing was lost.")
        try session.set(SettingKey.identityReportIsNew, to: "yes")
        return Reissue(
            old: fork?.replica ?? space.replica, new: new, reissuedChanges: count)
    }

    /// Takes the changes of a plan out of the log and writes them again under their new names.
    ///
    /// - Returns: How many there are.
    private func move(_ plan: ReissuePlan, _ session: Session) throws -> Int {
        let digest = replica.environment.digest
        // In the order in which the authors came here: undo reads what they wrote in it.
        let tails = try plan.firsts.map { try takeOut(from: $0, session) }
            .filter { !$0.changes.isEmpty }.sorted { $0.author < $1.author }
        if !tails.isEmpty { _ = try session.rebuild(ofSpace: row, using: digest) }
        let rebuilt = try SpaceLog(session, space: try session.space(inRow: row).logSpace)
        for tail in tails {
            guard let name = plan.newAuthor(of: tail.first.replica) else { continue }
            let author = try rebuilt.author(name, using: digest)
            var chain = author.chain
            for change in tail.changes {
                let again = try plan.renamed(change)
                chain = chain.extended(by: again.content.digest(using: digest), using: digest)
                try rebuilt.append(AdmittedChange(logged: again, chain: chain), using: digest)
            }
            try session.note(tail.parts, of: author.row, droppingBefore: tail.first.sequence)
        }
        try rebuilt.finish()
        try Projector(session, using: digest).project(rebuilt.touched)
        return tails.reduce(0) { $0 + $1.changes.count }
    }

    private func newAuthor() -> ReplicaID { ReplicaID(value: replica.environment.random128()) }

    /// The plan of the changes that a fork forces to be written again (SYNC-9).
    private func plan(
        from fork: Dot, to new: ReplicaID, _ serverHolds: VersionVector, _ session: Session
    ) throws -> ReissuePlan {
        var plan = ReissuePlan()
        plan.move(from: try transactionStart(of: fork, session), to: new)
        while let dot = try firstNaming(plan, serverHolds, session) {
            plan.move(
                from: try transactionStart(of: dot, session),
                to: newAuthor())
        }
        return plan
    }

    /// A change that the server lacks, that stays, and that names one that moves.
    private func firstNaming(
        _ plan: ReissuePlan, _ serverHolds: VersionVector, _ session: Session
    ) throws -> Dot? {
        let authors = try session.statement(
            "SELECT id, replica FROM author WHERE space = ? AND held > 0 ORDER BY replica"
        ).all(.integer(row)) { (row: $0.integer(0), replica: try $0.id(1) as ReplicaID) }
        for author in authors {
            var found: Dot?
            try session.statement(
                """
                SELECT sequence, bytes FROM change
                WHERE author = ? AND sequence > ? AND bytes IS NOT NULL ORDER BY sequence
                """
            ).rows(.integer(author.row), .number(serverHolds[author.replica])) { row in
                let dot = Dot(replica: author.replica, sequence: try row.sequence(0))
                // What follows moves too.
                guard !plan.moves(dot) else { return false }
                if plan.isNamed(by: try Session.decode(row.blob(1), as: dot).change) { found = dot }
                return found == nil
            }
            if let found { return found }
        }
        return nil
    }

    /// Where the transaction of a change begins: two copies may have begun one alike, and it moves
    /// as a whole.
    private func transactionStart(of dot: Dot, _ session: Session) throws -> Dot {
        let before: UInt64? = try session.statement(
            """
            SELECT max(sequence) FROM change WHERE sequence < ? AND chain IS NOT NULL
            AND author = (SELECT id FROM author WHERE space = ? AND replica = ?)
            """
        ).first(.number(dot.sequence), .integer(row), .id(dot.replica)) { try $0.sequence(0) }
        return Dot(replica: dot.replica, sequence: (before ?? 0) + 1)
    }

    /// Takes an author's changes from a sequence on out of the log, and out of what undo knows.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func takeOut(from fork: Dot, _ session: Session) throws -> LogTail {
        let digest = replica.environment.digest
        let log = try SpaceLog(session, space: try session.space(inRow: row).logSpace)
        let author = try log.author(fork.replica, using: digest)
        let changes = try session.statement(
            """
            SELECT sequence, bytes, erased, chain FROM change
            WHERE author = ? AND sequence >= ? ORDER BY sequence
            """
        ).all(.integer(author.row), .number(fork.sequence)) {
            try Session.logged(
                $0.content(1), as: Dot(replica: fork.replica, sequence: try $0.sequence(0)),
                endsTransaction: !$0.isNull(3))
        }
        try session.statement("DELETE FROM change WHERE author = ? AND sequence >= ?")
            .run(.integer(author.row), .number(fork.sequence))
        return LogTail(
            author: author.row, first: fork, changes: changes,
            parts: try session.takeCommandParts(of: author.row, from: fork.sequence))
    }
}

/// The last changes of an author, taken out of the log.
struct LogTail {
    /// The row of the author.
    let author: Int64
    let first: Dot
    let changes: [LoggedChange]
    /// Which commands of this machine wrote them.
    let parts: [CommandPart]
}
