/// An edit that a command wants, before it is a change: the author adds dot, time and causality.
package struct CellEdit: Hashable, Sendable {
    package let cell: CellAddress
    package let kind: EntityKind
    package let verb: Verb
    package let value: [UInt8]

    private init(cell: CellAddress, kind: EntityKind, verb: Verb, value: [UInt8]) {
        self.cell = cell
        self.kind = kind
        self.verb = verb
        self.value = value
    }

    /// Gives a cell a value.
    package static func put(
        _ value: [UInt8], in cell: CellAddress, of kind: EntityKind
    ) -> CellEdit {
        CellEdit(cell: cell, kind: kind, verb: .put, value: value)
    }

    /// Takes the value of a cell away.
    package static func remove(_ cell: CellAddress, of kind: EntityKind) -> CellEdit {
        CellEdit(cell: cell, kind: kind, verb: .remove, value: [])
    }

    /// The same edit of another cell.
    package func moved(to cell: CellAddress) -> CellEdit {
        CellEdit(cell: cell, kind: kind, verb: verb, value: value)
    }

    /// Puts an entity into the trash.
    package static func delete(_ entity: EntityID, of kind: EntityKind) -> CellEdit {
        life(of: entity, kind, .delete)
    }

    /// Takes an entity out of the trash.
    package static func restore(_ entity: EntityID, of kind: EntityKind) -> CellEdit {
        life(of: entity, kind, .restore)
    }

    /// Erases an entity.
    package static func purge(_ entity: EntityID, of kind: EntityKind) -> CellEdit {
        life(of: entity, kind, .purge)
    }

    private static func life(of entity: EntityID, _ kind: EntityKind, _ verb: Verb) -> CellEdit {
        CellEdit(
            cell: CellAddress(entity: entity, field: .life), kind: kind, verb: verb, value: [])
    }
}

/// Turns the edits of one command into the changes of one transaction.
package struct TransactionAuthor: Sendable {
    package let replica: ReplicaID
    /// The changes the author holds; its own sequence goes on from here.
    package private(set) var held: VersionVector
    package private(set) var clock: HybridClock

    package init(replica: ReplicaID, held: VersionVector, clock: HybridClock) {
        self.replica = replica
        self.held = held
        self.clock = clock
    }

    /// Writes one transaction.
    ///
    /// - Parameters:
    ///   - edits: In the order they are to be logged; at most `UInt32.max`. A cell edited twice
    ///     keeps both changes, the second replacing the first.
    ///   - wallMilliseconds: The corrected wall clock, Unix milliseconds.
    ///   - headsOf: The dots of the heads that the author sees in a cell before this transaction.
    /// - Returns: The changes, in sequence; empty for no edits.
    /// - Throws: What `headsOf` throws; nothing is written then.
    package mutating func write(
        _ edits: [CellEdit], wallMilliseconds: UInt64, headsOf: (CellAddress) throws -> [Dot]
    ) rethrows -> [Change] {
        guard let count = UInt32(exactly: edits.count) else { return [] }
        var written = [CellAddress: Dot](minimumCapacity: edits.count)
        var changes: [Change] = []
        changes.reserveCapacity(edits.count)
        for (index, edit) in edits.enumerated() {
            guard let index = UInt32(exactly: index),
                let place = TransactionPlace(index: index, count: count)
            else { break }
            let replaces = try written[edit.cell].map { [$0] } ?? headsOf(edit.cell).sorted()
            let dot = Dot(replica: replica, sequence: held[replica] + 1)
            let carriesVector = edit.verb == .delete || edit.verb == .purge
            changes.append(
                Change(
                    dot: dot, timestamp: clock.next(wallMilliseconds: wallMilliseconds),
                    transaction: place, cell: edit.cell, kind: edit.kind, verb: edit.verb,
                    value: edit.value, replaces: replaces,
                    observed: carriesVector ? held : VersionVector()))
            held.insert(dot)
            written[edit.cell] = dot
        }
        return changes
    }
}
