package import ChangeLog
package import ContactModel
import SQLiteLog

extension Replica {
    /// The private notes about somebody, of all cards, by time.
    ///
    /// - Throws: ``ReplicaError``.
    package func notes(about person: EntityID) throws -> [PrivateNote] {
        try database.read { session in
            guard let row = try session.row(of: person) else { return [] }
            return try session.members(of: row).flatMap { member in
                try session.notes(about: session.entity(inRow: member))
            }.sorted { ($0.atMilliseconds, $0.id) < ($1.atMilliseconds, $1.id) }
        }
    }

    /// The notes whose id ends with some hexadecimal digits, at least four, by id.
    ///
    /// - Throws: ``ReplicaError``.
    package func notes(endingWith digits: String) throws -> [PersonalNote] {
        guard (4...32).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return [] }
        return try database.read { session in
            try session.statement(
                """
                SELECT uuid, about, at, text FROM note JOIN entity ON entity.id = note.entity
                WHERE substr(lower(hex(uuid)), -length(?1)) = ?1 ORDER BY uuid LIMIT 100
                """
            ).all(.text(digits)) {
                PersonalNote(
                    entity: try $0.id(0), about: try $0.id(1), text: $0.text(3),
                    milliseconds: $0.number(2))
            }
        }
    }

    /// Says something else in a note; its day stays.
    ///
    /// - Throws: ``ReplicaError/invalid(what:reason:)`` for an empty or too long text, or another
    ///   ``ReplicaError``.
    package func change(_ note: PersonalNote, to text: String) throws {
        try Self.check(noteText: text)
        let cell = CellAddress(entity: note.entity, field: .text)
        try perform("note") { session in
            [
                SpaceEdits(
                    try session.personalSpace(), [.put(Array(text.utf8), in: cell, of: .note)])
            ]
        }
    }

    /// Puts a note into the trash.
    ///
    /// - Throws: ``ReplicaError``.
    package func delete(_ note: PersonalNote) throws {
        try perform("drop") { session in
            [SpaceEdits(try session.personalSpace(), [.delete(note.entity, of: .note)])]
        }
    }

    /// Refuses a text that no note has.
    ///
    /// - Throws: ``ReplicaError/invalid(what:reason:)``.
    static func check(noteText text: String) throws {
        guard !text.isEmpty, text.utf8.count <= 1 << 20 else {
            throw ReplicaError.invalid(what: "the note", reason: "it has 1 byte to 1 MiB")
        }
    }
}

extension Session {
    /// The cells of what was noted about somebody, and of nobody else: its text, and that it was
    /// taken away or brought back.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func noteCells(about people: Set<EntityID>) throws -> [CellSnapshot] {
        let personal = try personalSpace().id
        var rows: Set<Int64> = try trashedItems(in: personal)
        for person in people {
            rows.formUnion(
                try statement("SELECT entity FROM note WHERE about = ?").all(.id(person)) {
                    $0.integer(0)
                })
        }
        return try rows.sorted().flatMap { row -> [CellSnapshot] in
            let snapshot = try snapshot(ofRow: row, entity: try entity(inRow: row))
            guard snapshot.kind == .note,
                let about = CellReading(heads: snapshot.heads(of: .about, in: personal)).shown,
                let person = EntityID(bytes: about.value), people.contains(person)
            else { return [] }
            return snapshot.cells.filter { $0.cell.field == .text || $0.cell.field == .life }
        }
    }
}
