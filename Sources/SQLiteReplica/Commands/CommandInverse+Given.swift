import ChangeLog
import ContactModel
import SQLiteLog

extension Session {
    /// Takes a card that was given to a team away as a whole, where one's own comes back: emptied line by
    /// line, nothing but an edit that was not seen would be left of it for the others (MERGE-7).
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func deletingGivenCards(
        in edits: [(cell: WrittenCell, edit: CellEdit)],
        _ cellsByEntity: [EntityID: [WrittenCell]]
    ) throws -> [(cell: WrittenCell, edit: CellEdit)] {
        let personal = try personalSpace().id
        var given: [EntityID: Set<Int64>] = [:]
        for (entity, edits) in Dictionary(grouping: edits, by: \.edit.cell.entity) {
            let lines = edits.filter { $0.edit.cell.field == .line }
            guard lines.contains(where: { $0.cell.space == personal && $0.edit.verb == .put }),
                lines.contains(where: { $0.cell.space != personal }),
                let row = try row(of: entity)
            else { continue }
            given[entity] = try begunSpaces(
                cellsByEntity[entity] ?? [],
                snapshot(ofRow: row, entity: entity, hasPictures: false)
            ).subtracting([personal])
        }
        guard !given.isEmpty else { return edits }
        var result: [(cell: WrittenCell, edit: CellEdit)] = []
        var taken: [EntityID: Set<Int64>] = [:]
        for (cell, edit) in edits {
            let entity = edit.cell.entity
            guard given[entity]?.contains(cell.space) == true else {
                result.append((cell, edit))
                continue
            }
            guard taken[entity, default: []].insert(cell.space).inserted else { continue }
            result.append((cell, .delete(entity, of: edit.kind)))
        }
        return result
    }
}
