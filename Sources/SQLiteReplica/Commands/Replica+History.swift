package import ChangeLog
package import ContactModel
import SQLiteLog
import SyncProtocol

/// One change of a person's data, as people read it.
package struct HistoryEntry: Hashable, Sendable {
    /// When, Unix milliseconds by the author's clock.
    package let atMilliseconds: UInt64
    /// The name of the machine that wrote it.
    package let machine: String
    package let space: String
    /// Such as `TITLE`, `tier`, `life`, `note`.
    package let property: String
    /// The value before; empty when nothing.
    package let old: String
    /// The value since; empty when nothing.
    package let new: String
    /// The label that the line had before, such as "home"; empty for none.
    package let oldLabel: String
    package let newLabel: String
    package let verb: Verb
}

extension Replica {
    /// Every change of somebody's data that is still held, the oldest first.
    ///
    /// Of somebody whose cards were merged: of all the cards, and of the merging; and of what is
    /// noted about them in private.
    ///
    /// - Throws: ``ReplicaError``.
    package func history(of person: EntityID) throws -> [HistoryEntry] {
        try database.read { session in
            guard let row = try session.row(of: person) else { return [] }
            let machines = try session.machineNames()
            var spaceNames: [Int64: String] = [:]
            for space in try session.spaces() { spaceNames[space.id] = space.name }
            var entries: [(dot: Dot, entry: HistoryEntry)] = []
            let members = try session.members(of: row).map {
                (row: $0, id: try session.entity(inRow: $0))
            }
            let notes = try session.noteCells(about: Set(members.map(\.id)))
            let noted = Set(notes.map(\.cell.entity))
            let cells =
                try members.flatMap { try session.snapshot(ofRow: $0.row, entity: $0.id).cells }
                + notes
            // Why a line is gone is of no interest, only that it is.
            for cell in cells where cell.cell.field != .withdrawn {
                for change in try session.ancestry(of: cell) {
                    let before = try change.replaces.compactMap {
                        try session.change($0, in: cell.space)
                    }.map { Head($0.change) }
                    let old = CellReading(heads: before).shown
                    let isErased = try change.replaces.contains {
                        try session.content(of: $0, in: cell.space).map { $0.bytes == nil } ?? false
                    }
                    let entry = HistoryEntry(
                        atMilliseconds: change.timestamp.milliseconds,
                        machine: machines[change.dot.replica] ?? "another machine",
                        space: spaceNames[cell.space] ?? "",
                        property: noted.contains(cell.cell.entity)
                            ? "note"
                            : CellText.property(of: cell.cell, heads: [Head(change)] + before),
                        old: try old.map {
                            try CellText.text(of: $0, in: cell.cell, naming: session.referenceName)
                        }
                            ?? (isErased ? CellText.erased : ""),
                        new: try CellText.text(
                            of: Head(change), in: cell.cell, naming: session.referenceName),
                        oldLabel: old.map { CellText.label(of: $0, in: cell.cell) } ?? "",
                        newLabel: CellText.label(of: Head(change), in: cell.cell),
                        verb: change.verb)
                    entries.append((change.dot, entry))
                }
            }
            return entries.sorted {
                ($0.entry.atMilliseconds, $0.dot) < ($1.entry.atMilliseconds, $1.dot)
            }.map(\.entry)
        }
    }
}

extension Replica {
    /// Somebody's card as it was at a point in time, by the clocks of those who wrote it.
    ///
    /// - Parameters:
    ///   - person: Whose card.
    ///   - milliseconds: Unix time.
    /// - Returns: The cards that were one person's then as one, without lines when nothing was known
    ///   yet; and how many cards that are this person's now said something, and were somebody else's.
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    package func card(
        of person: EntityID, at milliseconds: UInt64
    ) throws -> (card: Card, cardsApart: Int) {
        try database.read { session in
            var aliases: [(EntityID, EntityID)] = []
            let cards = try session.cards(ofPerson: person).members.map { member in
                let cells = try member.snapshot.cells.map { cell in
                    let known = try session.ancestry(of: cell).filter {
                        $0.timestamp.milliseconds <= milliseconds
                    }
                    let replaced = Set(known.flatMap(\.replaces))
                    return CellSnapshot(
                        space: cell.space, cell: cell.cell,
                        heads: known.filter { !replaced.contains($0.dot) }.map(Head.init))
                }
                var then = EntitySnapshot(
                    entity: member.card.entity, kind: member.snapshot.kind, cells: cells)
                then.pictures = try session.pictures(of: cells)
                for cell in cells where cell.cell.field == .alias {
                    let other = CellReading(heads: cell.heads).shown.flatMap {
                        EntityID(bytes: $0.value)
                    }
                    if let other { aliases.append((member.card.entity, other)) }
                }
                return then.card(in: member.home.id, kind: member.card.kind)
            }
            guard let first = cards.first(where: { !$0.lines.isEmpty }) ?? cards.first else {
                throw ReplicaError.unknownPerson
            }
            let joined = Self.joined(to: first.entity, aliases)
            let own = cards.filter { joined.contains($0.entity) }
            let apart = Set(cards.filter { !$0.lines.isEmpty }.map(\.entity)).subtracting(joined)
            let others = own.filter { $0 != first }
            return (others.isEmpty ? first : CardMerge(first, with: others).card, apart.count)
        }
    }

    /// All that a card was joined to, by any number of steps, and itself.
    private static func joined(
        to card: EntityID, _ aliases: [(EntityID, EntityID)]
    ) -> Set<EntityID> {
        var found: Set<EntityID> = [card]
        var isNew = true
        while isNew {
            let more = aliases.filter { found.contains($0.0) != found.contains($0.1) }
            isNew = !more.isEmpty
            for (one, other) in more { found.formUnion([one, other]) }
        }
        return found
    }
}

extension Session {
    /// The changes of a cell that are held: its heads and all they replace, each once.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func ancestry(of cell: CellSnapshot) throws -> [Change] {
        var waiting = cell.heads.map(\.dot)
        var seen = Set(waiting)
        var changes: [Change] = []
        while let dot = waiting.popLast() {
            guard let change = try change(dot, in: cell.space)?.change else { continue }
            changes.append(change)
            for older in change.replaces where seen.insert(older).inserted {
                waiting.append(older)
            }
        }
        return changes
    }
}
