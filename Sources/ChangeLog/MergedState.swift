/// A space's state in memory: the pure function of a set of changes that every store must equal.
///
/// The SQLite stores keep the same facts in tables; the simulator and the rebuild-and-compare of
/// `kith doctor` hold them against this type.
package struct MergedState: Sendable {
    /// The cells of each entity, its life cell included.
    package private(set) var cellsByEntity: [EntityID: [CellAddress: Cell]] = [:]
    /// The kind each entity was last said to have; the author of the greatest dot decides.
    package private(set) var kindByEntity: [EntityID: EntityKind] = [:]
    /// What has been held of each author, without gaps.
    package private(set) var held = VersionVector()
    /// The sum over all live heads.
    package private(set) var hash = StateHash()

    private var fingerprints: [Dot: HeadFingerprint] = [:]
    private var kindDots: [EntityID: Dot] = [:]
    private var purges: [EntityID: VersionVector] = [:]
    private let digest: DigestFunction

    package init(digest: DigestFunction) {
        self.digest = digest
    }

    /// Merges one change; one that is held already, or leaves a gap, changes nothing.
    ///
    /// - Returns: Whether the change was new and in sequence.
    @discardableResult
    package mutating func merge(_ encoded: EncodedChange) -> Bool {
        let change = encoded.change
        guard change.dot.sequence == held[change.dot.replica] + 1 else { return false }
        var cell = cellsByEntity[change.cell.entity]?[change.cell] ?? Cell()
        let difference = cell.merge(change, held: held)
        held.insert(change.dot)
        forget(difference.removed)
        if difference.inserted != nil {
            remember(encoded)
        }
        noteKind(of: change)
        cellsByEntity[change.cell.entity, default: [:]][change.cell] = cell
        erase(after: change)
        return true
    }

    /// The heads of one cell, in no particular order.
    package func heads(of address: CellAddress) -> [Head] {
        cellsByEntity[address.entity]?[address]?.heads ?? []
    }

    /// Whether the entity is there, trashed or contested; nil when nothing is known of it.
    package func life(of entity: EntityID) -> EntityLife? {
        guard let cells = cellsByEntity[entity] else { return nil }
        let lifeCell = cells[CellAddress(entity: entity, field: .life)]
        let others = cells.lazy.filter { $0.key.field != .life }.flatMap(\.value.heads)
        return EntityLife(life: lifeCell?.heads ?? [], others: others)
    }

    /// Every head, by cell then dot: equal for two states exactly when they are equal.
    package var canonicalHeads: [(cell: CellAddress, dot: Dot)] {
        cellsByEntity.values.flatMap { cells in
            cells.flatMap { address, cell in cell.heads.map { (cell: address, dot: $0.dot) } }
        }.sorted { ($0.cell, $0.dot) < ($1.cell, $1.dot) }
    }

    private mutating func noteKind(of change: Change) {
        let entity = change.cell.entity
        if let known = kindDots[entity], change.dot < known { return }
        kindDots[entity] = change.dot
        kindByEntity[entity] = change.kind
    }

    private mutating func remember(_ encoded: EncodedChange) {
        guard encoded.change.verb != .remove else { return }
        let fingerprint = HeadFingerprint(
            dot: encoded.change.dot, bytes: encoded.bytes, using: digest)
        fingerprints[encoded.change.dot] = fingerprint
        hash.add(fingerprint)
    }

    private mutating func forget(_ dots: [Dot]) {
        for dot in dots {
            if let fingerprint = fingerprints.removeValue(forKey: dot) {
                hash.subtract(fingerprint)
            }
        }
    }

    /// A purge erases what it covers, whether held already or arriving later (MERGE-8).
    private mutating func erase(after change: Change) {
        let entity = change.cell.entity
        if change.verb == .purge {
            purges[entity, default: VersionVector()].formUnion(change.observed)
        }
        guard let purged = purges[entity], let cells = cellsByEntity[entity] else { return }
        let touched = change.verb == .purge ? Array(cells.keys) : [change.cell]
        for address in touched where address.field != .life {
            guard var cell = cells[address] else { continue }
            let erased = cell.erase(coveredBy: purged)
            forget(erased)
            cellsByEntity[entity]?[address] = cell
        }
    }
}
