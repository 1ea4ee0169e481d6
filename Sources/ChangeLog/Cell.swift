/// A change of a cell that no other known change of that cell replaces.
package struct Head: Hashable, Sendable {
    package let dot: Dot
    package let timestamp: HybridTimestamp
    package let verb: Verb
    package let value: [UInt8]
    /// The changes the author of a delete or purge held; empty otherwise.
    package let observed: VersionVector

    package init(_ change: Change) {
        dot = change.dot
        timestamp = change.timestamp
        verb = change.verb
        value = change.value
        observed = change.observed
    }

    /// The order in which heads win: by timestamp, then replica (MERGE-3).
    package func isBeaten(by other: Head) -> Bool {
        (timestamp, dot.replica, dot.sequence)
            < (other.timestamp, other.dot.replica, other.dot.sequence)
    }
}

/// All that is known of one cell: a pure function of the set of its changes (MERGE-1).
///
///     changes of the cell       a1 <- a2        heads: a2, b1
///                               a1 <- b1        b1 and a2 replaced a1, not each other
///
/// A change may arrive before one that it replaces; the latter's dot is awaited until then.
package struct Cell: Hashable, Sendable {
    /// In no particular order; no two of one dot.
    package private(set) var heads: [Head] = []
    /// Dots that are replaced though their changes have not arrived.
    package private(set) var awaited: Set<Dot> = []

    package init() {}

    /// The effect of a merge on the heads of a cell.
    package struct Difference: Hashable, Sendable {
        package let removed: [Dot]
        package let inserted: Dot?
    }

    /// Merges one change that is not yet held (MERGE-1, MERGE-2).
    ///
    /// - Parameters:
    ///   - change: A change of this cell.
    ///   - held: What the replica holds, without this change: only changes outside it are awaited.
    /// - Returns: Which heads went and whether the change became one.
    package mutating func merge(_ change: Change, held: VersionVector) -> Difference {
        var removed: [Dot] = []
        for dot in change.replaces where dot != change.dot {
            if let index = heads.firstIndex(where: { $0.dot == dot }) {
                heads.remove(at: index)
                removed.append(dot)
            } else if !held.covers(dot) {
                awaited.insert(dot)
            }
        }
        if awaited.remove(change.dot) != nil {
            return Difference(removed: removed, inserted: nil)
        }
        heads.append(Head(change))
        return Difference(removed: removed, inserted: change.dot)
    }

    /// Makes a cell anew from all its changes that are neither erased nor covered by a purge.
    ///
    /// What a purge covers has no effect at all (MERGE-8): what it replaced is a head again,
    /// unless that is covered too.
    ///
    /// - Parameters:
    ///   - changes: Changes of this cell, each once, in any order.
    ///   - isHeld: Whether a change is held, in whatever form: only others are awaited.
    /// - Throws: What `isHeld` throws.
    package init(
        of changes: some Collection<Change>, isHeld: (Dot) throws -> Bool
    ) rethrows {
        var replaced: Set<Dot> = []
        for change in changes {
            replaced.formUnion(change.replaces.lazy.filter { $0 != change.dot })
        }
        heads = changes.filter { !replaced.contains($0.dot) }.map { Head($0) }
        awaited = try replaced.filter { try !isHeld($0) }
    }

    /// Notes that a change came of which only the digest is left: it is awaited no more.
    package mutating func passOver(_ dot: Dot) {
        awaited.remove(dot)
    }
}
