/// Which command's changes belong together; a receiver shows all of them or none (LOG-8).
///
/// A transaction is a run of one author's changes; each change knows its place in the run.
package struct TransactionPlace: Hashable, Sendable {
    /// The place of this change in its transaction, from 0.
    package let index: UInt32
    /// How many changes the transaction has; at least 1, more than `index`.
    package let count: UInt32

    /// Makes a place; nil unless `index < count`.
    package init?(index: UInt32, count: UInt32) {
        guard index < count else { return nil }
        self.index = index
        self.count = count
    }

    private init() {
        index = 0
        count = 1
    }

    /// A transaction of one change.
    package static let alone = TransactionPlace()

    /// Whether the transaction ends with this change.
    package var isLast: Bool { index + 1 == count }
}

/// The smallest thing that is logged and synced.
package struct Change: Hashable, Sendable {
    package let dot: Dot
    package let timestamp: HybridTimestamp
    package let transaction: TransactionPlace
    package let cell: CellAddress
    package let kind: EntityKind
    package let verb: Verb
    /// The value a put writes, which only the field's catalogue row reads; empty for the other verbs.
    package let value: [UInt8]
    /// The heads of the cell that the author saw: the causality of the cell.
    package let replaces: [Dot]
    /// The changes the author of a delete or purge held; empty for the other verbs.
    package let observed: VersionVector

    package init(
        dot: Dot, timestamp: HybridTimestamp, transaction: TransactionPlace = .alone,
        cell: CellAddress, kind: EntityKind, verb: Verb, value: [UInt8] = [],
        replaces: [Dot] = [], observed: VersionVector = VersionVector()
    ) {
        self.dot = dot
        self.timestamp = timestamp
        self.transaction = transaction
        self.cell = cell
        self.kind = kind
        self.verb = verb
        self.value = value
        self.replaces = replaces
        self.observed = observed
    }
}

/// A change with the bytes its author encoded, which everybody stores and forwards as they are.
package struct EncodedChange: Hashable, Sendable {
    package let change: Change
    package let bytes: [UInt8]

    package init(change: Change, bytes: [UInt8]) {
        self.change = change
        self.bytes = bytes
    }
}
