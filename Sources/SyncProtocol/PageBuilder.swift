package import ChangeLog

/// A change as a log holds it.
package struct StoredChange: Hashable, Sendable {
    package let dot: Dot
    package let content: ChangeContent
    /// The author's chain hash before this change; only that of a run's first change is used.
    package let chainBefore: ChainHash
    /// Whether a transaction ends with this change.
    package let endsTransaction: Bool

    package init(
        dot: Dot, content: ChangeContent, chainBefore: ChainHash, endsTransaction: Bool
    ) {
        self.dot = dot
        self.content = content
        self.chainBefore = chainBefore
        self.endsTransaction = endsTransaction
    }

    /// The bytes it takes of a page.
    package var byteCount: Int { content.bytes?.count ?? ContentDigest.byteCount }
}

/// Packs changes into runs until a page is full, cutting only where a transaction ends (LOG-8).
///
/// A transaction larger than a page goes alone: one that turns out not to fit behind others is
/// taken off the page again.
package struct PageBuilder: Sendable {
    private let maximumBytes: Int
    private var byteCount = 0
    private var changeCount = 0
    /// Set by the first change that did not fit: one that comes later and would must not cover the
    /// transaction that was cut there.
    private var isFull = false
    private var complete: [Run] = []
    /// How many runs, and changes in the last of them, there were when a transaction ended last.
    private var lastEnd: (runs: Int, changes: Int)?
    private var current: (first: StoredChange, changes: [CarriedChange])?

    /// Begins an empty page.
    ///
    /// - Parameter maximumBytes: Aimed at; clamped to 1 … ``ProtocolLimits/maximumPageBytes``.
    package init(maximumBytes: Int = ProtocolLimits.defaultPageBytes) {
        self.maximumBytes = min(max(maximumBytes, 1), ProtocolLimits.maximumPageBytes)
    }

    /// Adds a change unless the page is full.
    ///
    /// - Returns: False when the page is full; the change was not taken then, and the page ends
    ///   with the last transaction that was added whole.
    package mutating func add(_ change: StoredChange) -> Bool {
        isFull =
            isFull || byteCount + change.byteCount > maximumBytes
            || changeCount >= ProtocolLimits.maximumPageChanges
        guard !isFull || lastEnd == nil else { return false }
        isFull = false
        if let open = current, continues(open, with: change.dot) {
            current?.changes.append(CarriedChange(change))
        } else {
            closeRun()
            current = (change, [CarriedChange(change)])
        }
        byteCount += change.byteCount
        changeCount += 1
        if change.endsTransaction, let current {
            lastEnd = (complete.count + 1, current.changes.count)
        }
        return true
    }

    /// Ends the page, with the last whole transaction if there is one.
    package mutating func finish() -> [Run] {
        closeRun()
        guard let lastEnd, let last = complete.prefix(lastEnd.runs).last else { return complete }
        complete.removeSubrange((lastEnd.runs - 1)...)
        complete.append(
            Run(
                replica: last.replica, firstSequence: last.firstSequence,
                hashBefore: last.hashBefore, changes: Array(last.changes.prefix(lastEnd.changes))))
        return complete
    }

    private func continues(
        _ open: (first: StoredChange, changes: [CarriedChange]), with dot: Dot
    ) -> Bool {
        open.first.dot.replica == dot.replica
            && open.first.dot.sequence + UInt64(open.changes.count) == dot.sequence
    }

    private mutating func closeRun() {
        guard let open = current else { return }
        complete.append(
            Run(
                replica: open.first.dot.replica, firstSequence: open.first.dot.sequence,
                hashBefore: open.first.chainBefore, changes: open.changes))
        current = nil
    }
}
