import ChangeLog
import ContactModel
import SQLiteLog

/// The edit that brings back the contest of a deletion on one machine and an edit on another
/// (MERGE-7).
struct ContestEdit {
    let edit: CellEdit
    /// The heads it replaces: nothing else in its cell.
    let seen: Set<Dot>
}

extension Session {
    /// The edit after which the question stands again that a deletion settled: a line of the card says
    /// once more what it says, behind the deletion.
    ///
    /// - Returns: Nil when nothing was to be settled: a restoration takes the deletion back then.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func contest(settledBy deletion: Change, in space: Int64) throws -> ContestEdit? {
        guard deletion.verb == .delete, let row = try row(of: deletion.cell.entity) else {
            return nil
        }
        let before = try deletion.replaces.compactMap { try change($0, in: space)?.change }
        guard before.contains(where: { $0.verb == .delete || $0.verb == .purge }),
            !before.contains(where: { $0.verb == .restore })
        else { return nil }
        let observed = before.reduce(into: VersionVector()) { $0.formUnion($1.observed) }
        let snapshot = try snapshot(
            ofRow: row, entity: deletion.cell.entity, hasPictures: false)
        let cells = snapshot.cells.filter { $0.space == space && $0.cell.field != .life }
        func isNews(_ cell: CellSnapshot) -> Bool {
            cell.heads.contains { !observed.covers($0.dot) }
        }
        guard cells.contains(where: isNews) else { return nil }
        // Of what is said in private no edit brings anybody out of the trash: a line does.
        let lines = cells.filter {
            $0.cell.field == .line && CellReading(heads: $0.heads).shown != nil
        }
        guard let cell = lines.first(where: isNews) ?? lines.first,
            let head = CellReading(heads: cell.heads).shown
        else { return nil }
        return ContestEdit(
            edit: .put(head.value, in: cell.cell, of: deletion.kind), seen: [head.dot])
    }

    /// Whether a command settled a conflict.
    ///
    /// - Throws: `DatabaseError`.
    func isChoice(_ command: Int64) throws -> Bool {
        try statement("SELECT 1 FROM command WHERE id = ? AND name = ?")
            .first(.integer(command), .text(Replica.pickCommand)) { _ in true } ?? false
    }

    /// Whether a command took another one back.
    ///
    /// - Throws: `DatabaseError`.
    func isTakingBack(_ command: Int64) throws -> Bool {
        try statement("SELECT 1 FROM command WHERE id = ? AND takes_back IS NOT NULL")
            .first(.integer(command)) { _ in true } ?? false
    }

    /// The deletion that is to stand again where ``contest(settledBy:in:)`` took it back; nil for any
    /// other change.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func deletion(contestedBy edit: Change, in space: Int64) throws -> CellEdit? {
        guard edit.verb == .put, edit.cell.field == .line, edit.replaces.count == 1,
            let dot = edit.replaces.first, let before = try change(dot, in: space)?.change,
            before.verb == .put, before.value == edit.value
        else { return nil }
        let life = CellAddress(entity: edit.cell.entity, field: .life)
        let deletions = try headDots(of: life, in: space).compactMap {
            try change($0, in: space)?.change
        }
        let observed = deletions.reduce(into: VersionVector()) { $0.formUnion($1.observed) }
        guard !deletions.contains(where: { $0.verb == .restore }), observed.covers(dot),
            !observed.covers(edit.dot)
        else { return nil }
        return .delete(edit.cell.entity, of: edit.kind)
    }
}
