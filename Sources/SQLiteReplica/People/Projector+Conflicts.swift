import ChangeLog
import ContactModel
import SQLiteLog

extension Projector {
    /// Whether a cell has several values that a person has to choose from.
    ///
    /// Not for fields of a newer kith, nor for overlay fields that others put into a team space; what is
    /// shared there by name follows what its writer says in private, and is chosen there.
    func isConflict(_ cell: CellSnapshot) -> Bool {
        guard cell.heads.count > 1,
            let row = FieldCatalogue.rows.first(where: { $0.field == cell.cell.field }),
            row.merge == .register || row.merge == .map,
            row.home == .contact || row.home == .everywhere || cell.space == personal
        else { return false }
        let reading = CellReading(heads: cell.heads)
        guard reading.isConflict else { return false }
        return switch row.value {
        case .instant: !Self.isOneDay(reading)
        case .cardLine: !Self.isOneLine(reading, cell.cell.element)
        default: true
        }
    }

    /// Whether the reader is asked which of several values a cell has: not of what is in the trash, for the
    /// answer would be news of it, and bring it back.
    ///
    /// What is said in private of a person is said whichever of the cards is there.
    func isAsked(about cell: CellSnapshot, of snapshot: EntitySnapshot) -> Bool {
        guard isConflict(cell) else { return false }
        let isSaidInPrivate = cell.cell.field != .line && !snapshot.spacesWithLines.isEmpty
        return isSaidInPrivate
            ? snapshot.trashedHomes.count < snapshot.spacesWithLines.count
            : snapshot.life(in: cell.space) != .trashed
    }

    /// Whether all values are the same line at different places of the card: two machines that
    /// added the same member, or title, do not contradict each other.
    private static func isOneLine(_ reading: CellReading, _ element: ElementID) -> Bool {
        let heads = [reading.shown].compactMap { $0 } + reading.losers
        let lines = heads.map { head in
            let line = head.verb == .put ? CardLine(element: element, value: head.value) : nil
            return line?.moved(to: element, at: 0)
        }
        return lines.first.map { first in first != nil && lines.allSatisfy { $0 == first } }
            ?? false
    }

    /// Whether all values are instants within a day: two machines that wrote down the same coffee a
    /// minute apart do not contradict each other.
    private static func isOneDay(_ reading: CellReading) -> Bool {
        let heads = [reading.shown].compactMap { $0 } + reading.losers
        let instants = heads.compactMap { $0.verb == .put ? FieldValue.instant($0.value) : nil }
        guard instants.count == heads.count, let first = instants.min(), let last = instants.max()
        else { return false }
        return last - first < 86_400_000
    }

    /// Notes which cells of an entity are conflicts, and whether its life is one.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectConflicts(_ snapshot: EntitySnapshot, _ row: Int64) throws {
        if !session.isNew(row) {
            try session.statement("DELETE FROM conflict WHERE entity = ?").run(.integer(row))
        }
        guard !snapshot.isMachine else { return }
        let insert = try session.statement(
            "INSERT OR IGNORE INTO conflict (entity, space, field, element) VALUES (?, ?, ?, ?)")
        for cell in snapshot.cells where isAsked(about: cell, of: snapshot) {
            try insert.run(
                .integer(row), .integer(cell.space),
                .integer(try session.makeRow(of: cell.cell.field)),
                .blob(cell.cell.element == .register ? [] : cell.cell.element.bytes))
        }
        for cell in snapshot.cells where cell.cell.field == .life {
            guard snapshot.lifeQuestion(in: cell.space) != nil,
                try isAsked(about: snapshot, in: cell.space)
            else { continue }
            try insert.run(
                .integer(row), .integer(cell.space), .integer(try session.makeRow(of: .life)),
                .blob([]))
        }
    }

    /// Whether the reader is asked whether something stays that was deleted on one machine and edited,
    /// or brought back, on another.
    ///
    /// Of what a colleague shared with a team the colleague is asked; of what is left of it when nobody
    /// can read it any more, everybody.
    private func isAsked(about snapshot: EntitySnapshot, in space: Int64) throws -> Bool {
        guard snapshot.kind == .touch, space != personal,
            let shared = ItemCatalogue.schema(of: .touch).flatMap({
                SharedTouch(Item(snapshot, $0, in: space))
            })
        else { return true }
        return try session.setting(SettingKey.user) == shared.who
    }
}
