/// A space's state in memory: the pure function of a set of changes that every store must equal.
///
/// The SQLite stores keep the same facts in tables; the simulator and the rebuild-and-compare of
/// `kith doctor` hold them against this type.
package struct MergedState: Sendable {
    /// The cells of each entity, its life cell included.
    package private(set) var cellsByEntity: [EntityID: [CellAddress: Cell]] = [:]
    /// The changes held of each author, without gaps.
    package private(set) var held = VersionVector()
    /// The sum over all live heads.
    package private(set) var hash = StateHash()

    private var fingerprints: [Dot: HeadFingerprint] = [:]
    /// The changes that are neither erased nor covered by a purge.
    private var changesByCell: [CellAddress: [Dot: EncodedChange]] = [:]
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
        merge(.whole(encoded))
    }

    /// Merges one change, whole or erased; one that is held already, or leaves a gap, changes nothing.
    ///
    /// - Returns: Whether the change was new and in sequence.
    @discardableResult
    package mutating func merge(_ logged: LoggedChange) -> Bool {
        guard logged.dot.sequence == held[logged.dot.replica] + 1 else { return false }
        switch logged {
        case .whole(let encoded) where !isErased(encoded.change): mergeWhole(encoded)
        default: passOver(logged.dot)
        }
        return true
    }

    /// Takes the bytes of a change that was held without them, unless a purge covers it (LOG-12).
    ///
    /// - Returns: Whether the change is held whole now.
    @discardableResult
    package mutating func complete(_ encoded: EncodedChange) -> Bool {
        let change = encoded.change
        guard held.covers(change.dot), !isErased(change) else { return false }
        changesByCell[change.cell, default: [:]][change.dot] = encoded
        if change.verb == .purge { purge(change) }
        makeAnew(change.cell)
        return true
    }

    /// Whether a purge that is held covers a change, so that its bytes are to be erased (LOG-11).
    package func isErased(_ change: Change) -> Bool {
        change.cell.field != .life && purges[change.cell.entity]?.covers(change.dot) ?? false
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

    private mutating func mergeWhole(_ encoded: EncodedChange) {
        let change = encoded.change
        var cell = cellsByEntity[change.cell.entity]?[change.cell] ?? Cell()
        let difference = cell.merge(change, held: held)
        held.insert(change.dot)
        forget(difference.removed)
        if difference.inserted != nil {
            remember(encoded)
        }
        cellsByEntity[change.cell.entity, default: [:]][change.cell] = cell
        changesByCell[change.cell, default: [:]][change.dot] = encoded
        if change.verb == .purge { purge(change) }
    }

    /// Counts a change that has no effect.
    private mutating func passOver(_ dot: Dot) {
        held.insert(dot)
        for (entity, cells) in cellsByEntity {
            for (address, cell) in cells where cell.awaited.contains(dot) {
                cellsByEntity[entity]?[address]?.passOver(dot)
            }
        }
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
    private mutating func purge(_ change: Change) {
        let entity = change.cell.entity
        purges[entity, default: VersionVector()].formUnion(change.observed)
        for address in (cellsByEntity[entity] ?? [:]).keys where address.field != .life {
            let whole = changesByCell[address] ?? [:]
            changesByCell[address] = whole.filter { !isErased($0.value.change) }
            makeAnew(address)
        }
    }

    private mutating func makeAnew(_ address: CellAddress) {
        let changes = changesByCell[address] ?? [:]
        forget((cellsByEntity[address.entity]?[address]?.heads ?? []).map(\.dot))
        let cell = Cell(of: changes.values.map(\.change)) { held.covers($0) }
        for head in cell.heads {
            if let encoded = changes[head.dot] { remember(encoded) }
        }
        cellsByEntity[address.entity, default: [:]][address] = cell
    }
}
