import ChangeLog
import ContactModel
import SQLiteLog

/// The edits that take a command back.
struct CommandInverse {
    /// The edits, by the row of the space.
    var parts: [(space: Int64, edits: [CellEdit])] = []
    /// How many cells are left alone.
    var left = 0
    /// How many cells had several values before, of which one comes back.
    var settled = 0
    /// How many people were kept by choice: they stay.
    var chosen = 0
    /// People who are left alone as a whole.
    var leftPeople: [PersonOfCommand] = []
    /// Edits after which a question stands again, with the row of the space.
    fileprivate var contests: [(space: Int64, edit: CellEdit)] = []
    /// The only heads that these replace, by their cells.
    var seen: [SpaceCell: Set<Dot>] = [:]
}

/// The heads that a command wrote into one cell.
struct WrittenCell {
    let space: Int64
    let first: Change
    var last: Change
}

extension Session {
    /// The edits that take a command back, and what they leave alone.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func inverse(
        ofCommand command: Int64, using digest: DigestFunction
    ) throws -> CommandInverse {
        let written = try cells(ofCommand: command)
        var inverse = CommandInverse()
        let cellsByEntity = Dictionary(grouping: written) { $0.first.cell.entity }
        var edits = try edits(thatTakeBack: written, cellsByEntity, command, &inverse)
        let alone = try leftAlone(cellsByEntity, edits, isAgain: isTakingBack(command))
        inverse.leftPeople = try alone.sorted().compactMap { entity in
            try statement(
                """
                SELECT name FROM person JOIN entity ON entity.id = person.entity
                WHERE uuid = ? AND name <> ''
                """
            ).first(.id(entity)) { PersonOfCommand(entity: entity, name: $0.text(0)) }
        }
        inverse.left +=
            edits.count {
                alone.contains($0.edit.cell.entity) && $0.edit.cell.field != .withdrawn
            }
        edits.removeAll { alone.contains($0.edit.cell.entity) }
        edits = try deletingGivenCards(in: edits, cellsByEntity)
        var bySpace: [Int64: [CellEdit]] = [:]
        for (cell, edit) in edits { bySpace[cell.space, default: []].append(edit) }
        for (space, edit) in inverse.contests { bySpace[space, default: []].append(edit) }
        for (cell, edit) in edits
        where try edit.verb == .remove && isWithdrawn(cell, using: digest) {
            bySpace[cell.space, default: []].append(
                .withdraw(edit.cell.element, of: edit.cell.entity, edit.kind))
        }
        inverse.parts = bySpace.keys.sorted().map { space in
            let edits = bySpace[space] ?? []
            // Who goes back into the trash goes last: an edit behind it would be news of them.
            return (
                space, edits.filter { $0.verb != .delete } + edits.filter { $0.verb == .delete }
            )
        }
        return inverse
    }

    /// The edits that take cells back, one by one; what brings a question back, and what is left
    /// alone, is noted in the inverse.
    private func edits(
        thatTakeBack written: [WrittenCell], _ cellsByEntity: [EntityID: [WrittenCell]],
        _ command: Int64, _ inverse: inout CommandInverse
    ) throws -> [(cell: WrittenCell, edit: CellEdit)] {
        let isChoice = try isChoice(command)
        let isMirroring = try isMirroring(command)
        let isTakingBack = try isTakingBack(command)
        var edits: [(cell: WrittenCell, edit: CellEdit)] = []
        for cell in written {
            if isTakingBack, let edit = try deletion(contestedBy: cell.first, in: cell.space) {
                edits.append((cell, edit))
                continue
            }
            if isMirroring, let edit = try self.inverse(ofUnseeing: cell.first, in: cell.space) {
                edits.append((cell, edit))
                continue
            }
            if let edit = try self.inverse(ofBeside: cell, isMirroring: isMirroring) {
                inverse.seen[SpaceCell(space: cell.space, cell: edit.cell)] = [cell.last.dot]
                edits.append((cell, edit))
                continue
            }
            let beside = cellsByEntity[cell.first.cell.entity] ?? []
            guard try !isDeletionAgain(cell, beside: beside) else { continue }
            if try cellSays(cell.last, in: cell.space),
                let contest = try contest(settledBy: cell.first, in: cell.space)
            {
                inverse.contests.append((cell.space, contest.edit))
                inverse.seen[SpaceCell(space: cell.space, cell: contest.edit.cell)] = contest.seen
                continue
            }
            // Who was kept was not in the trash before: a deletion and an edit stood side by side.
            guard !(isChoice && cell.first.verb == .restore) else {
                inverse.chosen += 1
                continue
            }
            guard try cellSays(cell.last, in: cell.space),
                let edit = try self.inverse(of: cell.first, in: cell.space)
            else {
                inverse.left += cell.first.cell.field == .withdrawn ? 0 : 1
                continue
            }
            if try wasConflict(before: cell.first, in: cell.space) { inverse.settled += 1 }
            edits.append((cell, edit))
        }
        return edits
    }

    /// The edit that takes back what was said of a part of a line, or by a file, while another machine's
    /// value stood beside it; nil for any other change.
    private func inverse(ofBeside cell: WrittenCell, isMirroring: Bool) throws -> CellEdit? {
        let line = CardLine(element: cell.last.cell.element, value: cell.last.value)
        guard cell.last.cell.field == .line,
            cell.last.verb == .put ? line != nil : isMirroring && cell.last.verb == .remove,
            case let dots = try headDots(of: cell.last.cell, in: cell.space),
            dots.count > 1, dots.contains(cell.last.dot)
        else { return nil }
        // What another machine said meanwhile is a change since, which undo leaves alone.
        let others = try dots.filter { $0 != cell.last.dot }
            .compactMap { try change($0, in: cell.space)?.change }
        guard others.allSatisfy({ $0.timestamp < cell.first.timestamp }) else { return nil }
        let replaced = Set(cell.first.replaces)
        let stoodThere =
            !replaced.isEmpty && others.allSatisfy { replaced.isDisjoint(with: $0.replaces) }
        guard isMirroring || line.map({ CardLine.isList($0.raw) }) == true || stoodThere else {
            return nil
        }
        return try inverse(of: cell.first, in: cell.space)
    }

    private func wasConflict(before change: Change, in space: Int64) throws -> Bool {
        guard change.replaces.count > 1, change.cell.field != .life else { return false }
        let before = try change.replaces.compactMap { try self.change($0, in: space) }
        return CellReading(heads: before.map { Head($0.change) }).isConflict
    }

    private func cells(ofCommand command: Int64) throws -> [WrittenCell] {
        struct Place: Hashable {
            let space: Int64
            let cell: CellAddress
        }
        var cells: [WrittenCell] = []
        var indexByPlace: [Place: Int] = [:]
        try statement(
            """
            SELECT author.space, author.replica, change.sequence, change.bytes
            FROM command_part
            JOIN author ON author.id = command_part.author
            JOIN change ON change.author = command_part.author
                AND change.sequence BETWEEN command_part.first AND command_part.last
            WHERE command_part.command = ? AND change.bytes IS NOT NULL ORDER BY author.space, author.id, change.sequence
            """
        ).rows(.integer(command)) { row in
            let dot = Dot(replica: try row.id(1), sequence: try row.sequence(2))
            let change = try Self.decode(row.blob(3), as: dot).change
            guard change.kind != .machine else { return true }
            let place = Place(space: row.integer(0), cell: change.cell)
            if let index = indexByPlace[place] {
                cells[index].last = change
            } else {
                indexByPlace[place] = cells.count
                cells.append(WrittenCell(space: place.space, first: change, last: change))
            }
            return true
        }
        return cells
    }

    /// The entities that taking the command back must not touch.
    ///
    /// - Parameters:
    ///   - cellsByEntity: What it wrote.
    ///   - edits: What takes that back.
    ///   - isAgain: Whether it took another one back, which is done again now.
    /// - Returns: Those that it made, or that lie in the trash, and that were written to since.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    private func leftAlone(
        _ cellsByEntity: [EntityID: [WrittenCell]], _ edits: [(cell: WrittenCell, edit: CellEdit)],
        isAgain: Bool
    ) throws -> Set<EntityID> {
        let personal = try personalSpace().id
        let editsByEntity = Dictionary(grouping: edits) { $0.edit.cell.entity }
        var alone: Set<EntityID> = []
        for (entity, edits) in editsByEntity {
            guard let row = try row(of: entity) else { continue }
            let snapshot = try snapshot(ofRow: row, entity: entity, hasPictures: false)
            let isInTrash = Dictionary(grouping: edits, by: \.cell.space).contains {
                let edits = $0.value.map(\.edit)
                return snapshot.life(in: $0.key) == .trashed
                    && !edits.contains { $0.verb == .restore }
                    && !($0.key == personal && snapshot.staysInTrash(beside: edits, in: personal))
            }
            let begun = try begunSpaces(cellsByEntity[entity] ?? [], snapshot)
            // Somebody whose card was given to a space was known before: what is said elsewhere
            // would not stay alone.
            let isNew = snapshot.spacesWithLines.allSatisfy(begun.contains)
            // What was written of whom others erased was there before the card of one's own, and so was
            // what one said of a person whose card came back from a team.
            let first = (cellsByEntity[entity] ?? []).map(\.first.timestamp).min()
            let old = snapshot.wasErased || isAgain || !isNew ? first : nil
            let taking = TakingBack(
                isInTrash: isInTrash, isCreation: !begun.isEmpty,
                isWrittenSince: snapshot.cells.contains { cell in
                    Self.isSaid(cell) && !Self.isOlder(cell, than: old)
                        && (isNew || begun.contains(cell.space))
                        && !edits.contains {
                            $0.cell.space == cell.space && $0.edit.cell == cell.cell
                        }
                })
            if taking.leavesAlone { alone.insert(entity) }
        }
        return alone
    }

    /// Whether a change left a card of one's own in the trash, beside what the command said of the
    /// person: nothing of it is to be taken back.
    private func isDeletionAgain(
        _ cell: WrittenCell, beside others: [WrittenCell]
    ) throws -> Bool {
        guard cell.first.verb == .delete,
            others.contains(where: {
                $0.space == cell.space && $0.first.cell.field != .life
            })
        else { return false }
        return try cell.first.replaces.contains {
            try change($0, in: cell.space)?.change.verb == .delete
        }
    }

    /// Whether a cell says something of an entity that somebody would miss.
    private static func isSaid(_ cell: CellSnapshot) -> Bool {
        cell.cell.field != .life && cell.cell.field != .withdrawn
            && CellReading(heads: cell.heads).shown != nil
    }

    /// Whether all that a cell says was said before a time; false for none.
    private static func isOlder(_ cell: CellSnapshot, than time: HybridTimestamp?) -> Bool {
        guard let time else { return false }
        return cell.heads.allSatisfy { $0.timestamp < time }
    }

    /// The spaces in which the card of an entity began with the cells of a command: no line of it was
    /// there before, or it lay in the team's trash.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func begunSpaces(
        _ cells: [WrittenCell], _ snapshot: EntitySnapshot
    ) throws -> Set<Int64> {
        let lines = cells.filter { $0.first.cell.field == .line }
        let begun = try Dictionary(grouping: lines, by: \.space).filter { space, lines in
            guard let first = lines.map(\.first.timestamp).min(),
                lines.allSatisfy({ $0.first.verb == .put })
            else { return false }
            return try snapshot.cells.filter { $0.cell.field == .line && $0.space == space }
                .allSatisfy { cell in
                    try ancestry(of: cell).filter { $0.timestamp < first }
                        .max { $0.timestamp < $1.timestamp }?.verb != .put
                }
        }
        // A card that is given again comes out of the team's trash, as it was.
        let given = cells.filter { cell in
            cell.first.verb == .restore
                && lines.contains { $0.space != cell.space && $0.first.verb == .remove }
        }
        return Set(begun.keys).union(given.map(\.space))
    }

    /// Whether a cell is as a change left it: it is the head, or undoing a later command put back
    /// what it said.
    private func cellSays(_ change: Change, in space: Int64) throws -> Bool {
        let dots = try headDots(of: change.cell, in: space)
        guard let dot = dots.first, dots.count == 1 else { return false }
        guard dot != change.dot else { return true }
        let head = try self.change(dot, in: space)?.change
        return head?.verb == change.verb && head?.value == change.value
    }

    /// The edit that takes a change back; nil when what it replaced was purged.
    private func inverse(of change: Change, in space: Int64) throws -> CellEdit? {
        switch change.verb {
        case .delete: return .restore(change.cell.entity, of: change.kind)
        case .restore: return .delete(change.cell.entity, of: change.kind)
        default: break
        }
        let before = try change.replaces.compactMap { try self.change($0, in: space) }
            .map { Head($0.change) }
        guard before.count == change.replaces.count else { return nil }
        guard let shown = CellReading(heads: before).shown else {
            return .remove(change.cell, of: change.kind)
        }
        return .put(shown.value, in: change.cell, of: change.kind)
    }

    /// Whether a line that is taken away again is one that files may write anew (CARD-7): an import
    /// wrote it, and nobody had taken it away by hand before.
    private func isWithdrawn(_ cell: WrittenCell, using digest: DigestFunction) throws -> Bool {
        let change = cell.first
        guard change.cell.field == .line, change.verb == .put,
            let line = CardLine(element: change.cell.element, value: change.value),
            CardIdentity.isImported(
                line.element, ContentLine.unfolded(line.raw), using: digest)
        else { return false }
        guard !change.replaces.isEmpty else { return true }
        let before = try change.replaces.compactMap { try self.change($0, in: cell.space) }
            .map { Head($0.change) }
        let note = CellAddress(
            entity: change.cell.entity, field: .withdrawn, element: change.cell.element)
        let heads = try headDots(of: note, in: cell.space)
            .compactMap { try self.change($0, in: cell.space) }.map { Head($0.change) }
        return WithdrawnLine.isWithdrawn(line: before, note: heads)
    }
}
