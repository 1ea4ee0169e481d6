/// Whether an entity is there, in the trash, or kept because of an edit its deleter had not seen.
package enum EntityLife: Hashable, Sendable {
    /// Not deleted.
    case alive
    /// In the trash.
    case trashed
    /// Deleted on one machine and edited on another that had not seen the delete: kept, flagged.
    case contested(deletes: [Dot], edits: [Dot])

    /// Decides the life of an entity (MERGE-7).
    ///
    /// In the trash exactly when a head of the life cell is a delete or purge, none is a restore,
    /// and every head of the other cells is covered by what those deletes had seen.
    ///
    /// - Parameters:
    ///   - life: The heads of the entity's life cell.
    ///   - others: The heads of all its other cells.
    package init(life: [Head], others: some Sequence<Head>) {
        let deletes = life.filter { $0.verb == .delete || $0.verb == .purge }
        guard !deletes.isEmpty else {
            self = .alive
            return
        }
        guard !life.contains(where: { $0.verb == .restore }) else {
            self = .alive
            return
        }
        var observed = VersionVector()
        for delete in deletes {
            observed.formUnion(delete.observed)
        }
        let edits = others.filter { !observed.covers($0.dot) }.map(\.dot).sorted()
        self =
            edits.isEmpty
            ? .trashed : .contested(deletes: deletes.map(\.dot).sorted(), edits: edits)
    }

    /// Whether people see it in lists.
    package var isVisible: Bool { self != .trashed }
}
