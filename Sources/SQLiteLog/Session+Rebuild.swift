package import ChangeLog
import SyncProtocol

extension Session {
    /// Makes the heads of a space anew from its log.
    ///
    /// The held sequence of each author is taken from the log too, without the part behind a gap.
    ///
    /// - Returns: The state hash after it, and the rows of every entity that had or has heads.
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func rebuildHeads(
        of space: LogSpace, using digest: DigestFunction
    ) throws -> (stateHash: StateHash, entities: Set<Int64>) {
        let row = space.id
        let entities = Set(
            try statement(
                """
                SELECT DISTINCT entity FROM head
                WHERE author IN (SELECT id FROM author WHERE space = ?)
                """
            ).all(.integer(row)) { $0.integer(0) })
        for table in ["head", "awaited", "purged"] {
            try statement(
                "DELETE FROM \(table) WHERE author IN (SELECT id FROM author WHERE space = ?)"
            ).run(.integer(row))
        }
        let log = try SpaceLog(self, space: space)
        log.resetStateHash()
        let authors = try authors(of: row)
        for (author, replica) in authors {
            // All of them first: a change may replace one of an author who comes later.
            try restart(
                author, chain: ChainHash(seedOf: replica, in: space.space, using: digest))
        }
        for (author, replica) in authors {
            var chain = ChainHash(seedOf: replica, in: space.space, using: digest)
            var last: UInt64 = 0
            while true {
                let page = try changes(of: author, replica, behind: last)
                guard let end = page.last?.dot.sequence else { break }
                for logged in page {
                    chain = chain.extended(by: logged.content.digest(using: digest), using: digest)
                    let known = try log.author(replica, using: digest)
                    try log.merge(logged, author: known, using: digest)
                    log.advance(to: logged.dot, chain: chain)
                }
                last = end
            }
        }
        log.setClock(space.clock)
        try log.finish()
        return (log.space.stateHash, entities.union(log.touched))
    }

    /// The rows and ids of a space's authors.
    private func authors(of space: Int64) throws -> [(row: Int64, replica: ReplicaID)] {
        try statement("SELECT id, replica FROM author WHERE space = ? ORDER BY replica")
            .all(.integer(space)) { (row: $0.integer(0), replica: try $0.id(1)) }
    }

    private func restart(_ author: Int64, chain: ChainHash) throws {
        try statement("UPDATE author SET held = 0, chain = ? WHERE id = ?")
            .run(.blob(chain.digest.bytes), .integer(author))
    }

    /// As many changes are in memory at once, however many an author has.
    private static let rebuildPage = 1_000

    /// The next changes of an author behind one, up to the first gap.
    private func changes(
        of author: Int64, _ replica: ReplicaID, behind last: UInt64
    ) throws -> [LoggedChange] {
        var changes: [LoggedChange] = []
        try statement(
            """
            SELECT sequence, bytes, erased, chain FROM change WHERE author = ? AND sequence > ?
            ORDER BY sequence LIMIT \(Self.rebuildPage)
            """
        ).rows(.integer(author), .number(last)) { row in
            guard row.number(0) == last &+ UInt64(changes.count) &+ 1 else { return false }
            changes.append(
                try Self.logged(
                    row.content(1), as: Dot(replica: replica, sequence: row.number(0)),
                    endsTransaction: !row.isNull(3)))
            return true
        }
        return changes
    }
}
