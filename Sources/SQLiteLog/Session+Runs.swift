package import ChangeLog
package import SyncProtocol

extension Session {
    /// Reads changes that a party lacks, each author's in sequence, whole transactions only.
    ///
    /// - Parameters:
    ///   - space: The space.
    ///   - held: What the other party holds.
    ///   - limit: What is not to be passed, but for the end of a transaction; nil for no limit.
    ///   - maximumBytes: Of the page; a larger transaction goes alone.
    ///   - digest: SHA-256.
    /// - Returns: A page of runs; empty when the party lacks nothing.
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    package func runs(
        in space: LogSpace, beyond held: VersionVector, upTo limit: VersionVector?,
        maximumBytes: Int, using digest: DigestFunction
    ) throws -> [Run] {
        var page = PageBuilder(maximumBytes: maximumBytes)
        let authors = try statement(
            "SELECT id, replica, held FROM author WHERE space = ? AND held > 0 ORDER BY replica"
        ).all(.integer(space.id)) {
            (row: $0.integer(0), replica: try $0.id(1) as ReplicaID, held: try $0.sequence(2))
        }
        for author in authors {
            let last = limit.map { min($0[author.replica], author.held) } ?? author.held
            guard last > held[author.replica] else { continue }
            let seed = ChainHash(seedOf: author.replica, in: space.space, using: digest)
            let isFull = try add(
                author.row, author.replica, from: held[author.replica], upTo: last, seed: seed,
                to: &page)
            if isFull { break }
        }
        return page.finish()
    }

    /// Adds an author's changes after a sequence, up to the transaction of another; true when the
    /// page is full.
    private func add(
        _ author: Int64, _ replica: ReplicaID, from sequence: UInt64, upTo last: UInt64,
        seed: ChainHash, to page: inout PageBuilder
    ) throws -> Bool {
        // Pages begin where a transaction ended: there the chain hash is kept.
        let start: (sequence: UInt64, chain: ChainHash)? = try statement(
            """
            SELECT sequence, chain FROM change
            WHERE author = ? AND sequence <= ? AND chain IS NOT NULL
            ORDER BY sequence DESC LIMIT 1
            """
        ).first(.integer(author), .number(sequence)) { row in
            guard let digest = ContentDigest(bytes: row.blob(1)) else {
                throw DamagedDatabase(detail: "a chain hash does not have 32 bytes")
            }
            return (try row.sequence(0), ChainHash(digest: digest))
        }
        var chain = start?.chain ?? seed
        var isFull = false
        try statement(
            """
            SELECT sequence, bytes, erased, chain FROM change
            WHERE author = ? AND sequence > ? ORDER BY sequence
            """
        ).rows(.integer(author), .number(start?.sequence ?? 0)) { row in
            let endsTransaction = !row.isNull(3)
            let sequence = try row.sequence(0)
            let change = StoredChange(
                dot: Dot(replica: replica, sequence: sequence),
                content: try row.content(1), chainBefore: chain, endsTransaction: endsTransaction)
            isFull = !page.add(change)
            if endsTransaction, let digest = ContentDigest(bytes: row.blob(3)) {
                chain = ChainHash(digest: digest)
            }
            return !isFull && !(endsTransaction && sequence >= last)
        }
        return isFull
    }
}
