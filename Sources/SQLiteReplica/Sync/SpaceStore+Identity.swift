package import ChangeLog
import SQLiteLog
package import SyncEngine
import SyncProtocol

extension SpaceStore {
    /// Takes a new identity, for changes to come, and writes own changes from `fork` on again.
    ///
    /// The changes leave the log under their old names and come back under new ones, with their
    /// times, cells and values; what they replace and have seen of each other follows.
    ///
    /// - Throws: ``ReplicaError``.
    package func takeNewIdentity(reissuingFrom fork: Dot?) throws -> Reissue {
        let result = try replica.database.write { session in
            try replica.checkIdentity(session)
            return try reissue(from: fork, session)
        }
        replica.writeGuard()
        return result
    }

    private func reissue(from fork: Dot?, _ session: Session) throws -> Reissue {
        let digest = replica.environment.digest
        let space = try session.space(inRow: row)
        let fork = try fork.map { try transactionStart(of: $0, session) }
        let old = fork?.replica ?? space.replica
        let new = ReplicaID(value: replica.environment.random128())
        try session.setReplica(new, of: row)
        var changes: [LoggedChange] = []
        if let fork {
            changes = try takeOut(from: fork, session)
            _ = try session.rebuild(ofSpace: row, using: digest)
        }
        let moved = Renaming(old: old, new: new, from: fork?.sequence ?? UInt64.max)
        let rebuilt = try SpaceLog(session, space: try session.space(inRow: row).logSpace)
        var chain = try rebuilt.author(new, using: digest).chain
        for change in changes {
            let again = try moved.renamed(change)
            chain = chain.extended(by: again.content.digest(using: digest), using: digest)
            try rebuilt.append(AdmittedChange(logged: again, chain: chain), using: digest)
        }
        try rebuilt.finish()
        try Projector(session, using: digest).project(rebuilt.touched)
        try session.set(
            SettingKey.identityReport,
            to: "This replica took a new identity, because a copy of it wrote too; "
                + "\(changes.count) changes were written again. Nothing was lost.")
        return Reissue(old: old, new: new, reissuedChanges: changes.count)
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

    /// Takes an author's changes from a sequence on out of the log.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    func takeOut(from fork: Dot, _ session: Session) throws -> [LoggedChange] {
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
        try session.statement("DELETE FROM command_part WHERE author = ? AND last >= ?")
            .run(.integer(author.row), .number(fork.sequence))
        return changes
    }
}

/// Gives the changes of a forked author their new names.
private struct Renaming {
    let old: ReplicaID
    let new: ReplicaID
    /// The first sequence that moves; it becomes 1.
    let from: UInt64

    /// The same change under its new name.
    ///
    /// What is erased keeps its digest: nobody can ever hold it against the bytes.
    ///
    /// - Throws: ``ProtocolError`` for a change that is over a limit.
    func renamed(_ logged: LoggedChange) throws -> LoggedChange {
        switch logged {
        case .whole(let encoded):
            .whole(try ChangeCodec.encode(renamed(encoded.change)))
        case .erased(let erased):
            .erased(
                ErasedChange(
                    dot: renamed(erased.dot), digest: erased.digest,
                    endsTransaction: erased.endsTransaction))
        }
    }

    private func renamed(_ change: Change) -> Change {
        var observed = VersionVector()
        for dot in change.observed.dots {
            guard dot.replica == old, dot.sequence >= from else {
                observed.insert(dot)
                continue
            }
            if from > 1 { observed.insert(Dot(replica: old, sequence: from - 1)) }
            observed.insert(renamed(dot))
        }
        return Change(
            dot: renamed(change.dot), timestamp: change.timestamp,
            transaction: change.transaction, cell: change.cell, kind: change.kind,
            verb: change.verb, value: change.value, replaces: change.replaces.map(renamed),
            observed: observed)
    }

    private func renamed(_ dot: Dot) -> Dot {
        guard dot.replica == old, dot.sequence >= from else { return dot }
        return Dot(replica: new, sequence: dot.sequence - from + 1)
    }
}
