import ChangeLog
import ContactModel
import SQLiteLog

extension Projector {
    /// Projects a note.
    ///
    /// - Returns: The row of the person it is about; nil when the entity is no note.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectNote(_ snapshot: EntitySnapshot, _ row: Int64) throws -> Int64? {
        let about = CellReading(heads: snapshot.heads(of: .about, in: personal)).shown
        guard let about, let person = EntityID(bytes: about.value) else {
            return session.isNew(row) ? nil : try forgetNote(row)
        }
        let personRow = try session.makeRow(of: person)
        guard snapshot.life(in: personal).isVisible,
            let text = CellReading(heads: snapshot.heads(of: .text, in: personal)).shown
        else {
            try forgetNote(row)
            return personRow
        }
        let at = CellReading(heads: snapshot.heads(of: .at, in: personal)).shown
        let milliseconds = at.map { $0.value.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        try session.statement(
            "INSERT OR REPLACE INTO note (entity, about, at, text) VALUES (?, ?, ?, ?)"
        ).run(
            .integer(row), .id(person), .number(milliseconds ?? text.timestamp.milliseconds),
            .text(String(decoding: text.value, as: UTF8.self)))
        return personRow
    }

    /// The notes about somebody, in order of time.
    ///
    /// - Throws: `DatabaseError`.
    func notes(about entity: EntityID) throws -> [String] {
        try session.statement("SELECT text FROM note WHERE about = ? ORDER BY at")
            .all(.id(entity)) { $0.text(0) }
    }

    /// Takes a note away.
    ///
    /// - Returns: The row of the person it was about; nil when there was no such note.
    @discardableResult
    private func forgetNote(_ row: Int64) throws -> Int64? {
        let about: EntityID? = try session.statement(
            "DELETE FROM note WHERE entity = ? RETURNING about"
        ).first(.integer(row)) { try $0.id(0) }
        return try about.map { try session.makeRow(of: $0) }
    }
}
