package import ChangeLog
import ContactModel
package import RelationshipPractice
import SQLiteLog

extension Replica {
    /// The stages of people, by time, as far as the log still has them.
    ///
    /// - Returns: By person; nobody of whom no stage is shown any more.
    /// - Throws: ``ReplicaError``.
    package func stageHistories() throws -> [EntityID: [StageRates.Step]] {
        try database.read { session in
            let field = FieldName.stage
            let cards = try session.statement(
                """
                SELECT overlay.entity, entity.uuid FROM overlay
                JOIN person AS card ON card.entity = overlay.entity
                JOIN person ON person.entity = card.canonical
                JOIN entity ON entity.id = person.entity WHERE field = ? AND person.\(PersonRow.isShown)
                """
            ).all(.text(field.rawValue)) { ($0.integer(0), try $0.id(1) as EntityID) }
            var histories: [EntityID: [StageRates.Step]] = [:]
            for (row, person) in cards {
                let entity = try session.entity(inRow: row)
                let cells = try session.snapshot(ofRow: row, entity: entity).cells
                for cell in cells where cell.cell.field == field {
                    histories[person, default: []] += try session.ancestry(of: cell)
                        .filter { $0.verb == .put }
                        .map {
                            StageRates.Step(
                                stage: FieldValue.text($0.value), at: $0.timestamp.milliseconds)
                        }
                }
                histories[person]?.sort { ($0.at, $0.stage) < ($1.at, $1.stage) }
            }
            return histories
        }
    }
}
