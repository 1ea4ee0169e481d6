import ChangeLog
import ContactModel
import SQLiteLog

extension Session {
    /// The name among conflicts of something without one: an item by its kind and words, a note by
    /// whom it is about.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func conflictName(of snapshot: EntitySnapshot) throws -> String {
        guard let kind = snapshot.kind else { return Self.absent }
        if kind == .note { return "note about \(try whomItIsAbout(snapshot))" }
        guard let schema = ItemCatalogue.schema(of: kind) else {
            return Self.name(absent: snapshot)
        }
        let text = try item(snapshot.entity)?.text(schema.title) ?? Self.words(of: snapshot, schema)
        return text.isEmpty ? kind.rawValue : "\(kind.rawValue) \(text)"
    }

    /// The name of somebody, or the words of an item, that a value refers to; nil when it is gone.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func referenceName(_ id: EntityID) throws -> String? {
        if let item = try item(id), let schema = ItemCatalogue.schema(of: item.kind) {
            return item.text(schema.title)
        }
        return try names(of: [id])[id]
    }

    /// The words of an item that is in no list: one shared with a team, or its remains.
    private static func words(of snapshot: EntitySnapshot, _ schema: ItemSchema) -> String {
        let shown = snapshot.cells.lazy.filter { $0.cell.field == schema.title }
            .compactMap { CellReading(heads: $0.heads).shown }.first
        return shown.map { FieldValue.text($0.value) } ?? ""
    }

    private func whomItIsAbout(_ note: EntitySnapshot) throws -> String {
        let about = CellReading(heads: note.heads(of: .about, in: try personalSpace().id)).shown
        guard let person = about.flatMap({ EntityID(bytes: $0.value) }),
            let row = try row(of: person)
        else { return Self.absent }
        let name = try statement(
            """
            SELECT name FROM person
            WHERE entity = (SELECT canonical FROM person AS card WHERE card.entity = ?)
            """
        ).first(.integer(row)) { $0.text(0) }
        if let name, !name.isEmpty { return name }
        return Self.name(absent: try snapshot(ofRow: row, entity: person, hasPictures: false))
    }

    private static let absent = "somebody whose card is not here"

    /// The name of somebody of whom no card is left.
    private static func name(absent person: EntitySnapshot) -> String {
        let isErased = person.cells.contains { cell in
            cell.cell.field == .life && cell.heads.contains { $0.verb == .purge }
        }
        return isErased ? "somebody erased" : absent
    }
}
