package import ChangeLog
package import SyncProtocol

/// The state of a replica when a round begins, read in one transaction.
package struct ReplicaFacts: Hashable, Sendable {
    package let space: SpaceID
    /// The author of this replica's next change.
    package let replica: ReplicaID
    /// All that the replica holds, its own changes included.
    package let held: VersionVector
    package let stateHash: StateHash
    /// The memory of the server; nil before the first page.
    package let server: ServerMemory?

    package init(
        space: SpaceID, replica: ReplicaID, held: VersionVector, stateHash: StateHash,
        server: ServerMemory?
    ) {
        self.space = space
        self.replica = replica
        self.held = held
        self.stateHash = stateHash
        self.server = server
    }
}

/// A replica's memory of the server between rounds.
package struct ServerMemory: Hashable, Sendable {
    package let server: ServerID
    package let cursor: SyncCursor
    /// The changes that were sent or received and that the server's last vector covered (SYNC-15).
    package let acknowledged: VersionVector
    /// The part of our changes that the server's last vector named, set only after the server lost
    /// its position: they may be another copy's changes, so this counts only where nothing may be
    /// sent (SYNC-19).
    package let named: VersionVector

    package init(
        server: ServerID, cursor: SyncCursor, acknowledged: VersionVector,
        named: VersionVector = VersionVector()
    ) {
        self.server = server
        self.cursor = cursor
        self.acknowledged = acknowledged
        self.named = named
    }
}

/// A page from the server, as the store is to take it: all of it or nothing.
package struct SyncPage: Hashable, Sendable {
    package let runs: [Run]
    /// Stored in the same transaction as the changes.
    package let memory: ServerMemory

    package init(runs: [Run], memory: ServerMemory) {
        self.runs = runs
        self.memory = memory
    }
}

/// The outcome of taking a page.
package enum PageOutcome: Hashable, Sendable {
    /// Stored, on disk: how many changes were new, and the state after them.
    case applied(newChanges: Int, held: VersionVector, stateHash: StateHash)
    /// The page lacks changes before this one; nothing was stored.
    case gap(from: Dot)
    /// The server holds something else under this dot; nothing was stored.
    case forked(at: Dot)
}

/// The outcome of giving a copied or restored replica a new identity.
package struct Reissue: Hashable, Sendable {
    package let old: ReplicaID
    package let new: ReplicaID
    /// How many of its changes were written again under the new identity.
    package let reissuedChanges: Int

    package init(old: ReplicaID, new: ReplicaID, reissuedChanges: Int) {
        self.old = old
        self.new = new
        self.reissuedChanges = reissuedChanges
    }
}

/// One space's part of a replica, as sync needs it.
///
/// Every call is one transaction that is on disk when the call returns, or has changed nothing
/// when it throws. Calls come from one task at a time; other processes may write in between.
package protocol SyncStore {
    /// Reads what a round begins with.
    ///
    /// - Throws: What the storage throws.
    func facts() throws -> ReplicaFacts

    /// Reads changes that a party lacks, each author's in sequence, whole transactions only.
    ///
    /// - Parameters:
    ///   - held: What the other party holds.
    ///   - limit: What is not to be passed, but for the end of a transaction; nil for no limit.
    ///   - maximumBytes: Of the page; a larger transaction goes alone.
    /// - Returns: Runs to send in this order; empty when nothing is lacking.
    /// - Throws: What the storage throws.
    func runs(
        beyond held: VersionVector, upTo limit: VersionVector?, maximumBytes: Int
    ) throws -> [Run]

    /// Stores a page with its cursor.
    ///
    /// - Throws: ``ProtocolError`` when the page is malformed, or what the storage throws.
    func apply(_ page: SyncPage) throws -> PageOutcome

    /// Takes a new identity, for changes to come, and writes changes from `fork` on again.
    ///
    /// A change that the server lacks and that names one of these changes, or one that moves because
    /// of that, is written again too: its old words would mean the other copy's changes.
    ///
    /// - Parameters:
    ///   - fork: The first change that another copy wrote otherwise; nil when none has to be written
    ///     again.
    ///   - serverHolds: What the server holds, as far as known.
    /// - Returns: Who the replica is now, and how much was written again.
    /// - Throws: What the storage throws.
    func takeNewIdentity(
        reissuingFrom fork: Dot?, serverHolds: VersionVector
    ) throws -> Reissue

    /// Rebuilds heads and hash from the log.
    ///
    /// - Returns: The state hash after it.
    /// - Throws: What the storage throws.
    func rebuild() throws -> StateHash
}

/// The way to one server, for one space.
package protocol SyncTransport: Sendable {
    /// Sends a request and waits for the answer.
    ///
    /// - Throws: ``ProtocolError``: what the server refused, or `unreachable`.
    func exchange(_ request: SyncRequest) async throws -> SyncReply
}
