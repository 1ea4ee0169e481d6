import ChangeLog

/// A cell of one of the spaces that have it.
struct SpaceCell: Hashable {
    /// The row of the space.
    let space: Int64
    let cell: CellAddress
}

/// Edits that wait until they make a transaction of a size that everybody takes.
struct EditBatch {
    private(set) var parts: [SpaceEdits] = []
    /// Of cells whose editor had not seen all they say, the heads that were seen: the others stay beside the edit.
    private(set) var seen: [SpaceCell: Set<Dot>] = [:]
    private var size = TransactionSize()

    /// Whether no edit waits.
    var isEmpty: Bool { parts.allSatisfy(\.edits.isEmpty) }

    /// Whether more edits are to go into another transaction.
    func isFull(with more: [SpaceEdits]) -> Bool {
        size.isFull(with: TransactionSize(more.flatMap(\.edits)))
    }

    /// Adds edits, by the space they go into.
    mutating func add(_ more: [SpaceEdits], seen dots: [SpaceCell: Set<Dot>] = [:]) {
        seen.merge(dots) { $1 }
        for part in more { size.add(part.edits) }
        parts += more
    }

    /// All edits that wait; none wait afterwards.
    mutating func take() -> [SpaceEdits] {
        defer { self = EditBatch() }
        return parts
    }
}
