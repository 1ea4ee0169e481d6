import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// Lists the private notes about somebody, says something else in one, and takes one away.
enum NoteEditing {
    /// Lists the notes about somebody with the ids by which they are named.
    ///
    /// - Throws: ``CommandError``, ``ReplicaError``.
    static func list(_ person: String, json isJSON: Bool) throws {
        let replica = try Replica.reading()
        let summary = try replica.person(person)
        let notes = try replica.notes(about: summary.id)
        guard !isJSON else {
            return JSONOutput.write([("notes", .array(notes.map(json)))])
        }
        guard !notes.isEmpty else {
            return Terminal.note(
                "There is no note about \(TerminalText.visible(summary.name)) yet.")
        }
        for note in notes {
            Terminal.tell(line(note.id, note.atMilliseconds, note.text) + "\n", hanging: 8)
        }
    }

    /// Says something else in a note: the text, what is piped, or what the editor saves.
    ///
    /// - Throws: ``CommandError``, ``ReplicaError``.
    static func change(_ id: String, about person: String?, to text: String?) throws {
        if let text = try text ?? PipedInput.text() {
            return try save(text, in: id, about: person)
        }
        let note = try note(id, about: person, try Replica.reading())
        let shown = Array(note.text.utf8) + (note.text.hasSuffix("\n") ? [] : [10])
        try EditorSession(shown: shown, name: ItemText.shortID(note.entity), suffix: "md").run {
            try save(String(decoding: $0, as: UTF8.self).trimmed, in: id, about: person)
        }
    }

    private static func save(_ text: String, in id: String, about person: String?) throws {
        guard !text.trimmed.isEmpty else {
            throw CommandError(
                exit: .usage,
                sentence: "The note would be empty; `kith drop \(id)` takes it away.")
        }
        let replica = try Replica.writing()
        let note = try note(id, about: person, replica)
        try replica.change(note, to: text)
        Terminal.tell("Noted: \(line(note.entity, note.milliseconds, text))\n", hanging: 8)
    }

    /// Takes a note away, until `kith undo`.
    ///
    /// - Throws: ``CommandError``, ``ReplicaError``.
    static func remove(_ id: String, about person: String?) throws {
        let replica = try Replica.writing()
        try drop(try note(id, about: person, replica), replica)
    }

    /// Takes a note away, until `kith undo`.
    ///
    /// - Throws: ``ReplicaError``.
    static func drop(_ note: PersonalNote, _ replica: Replica) throws {
        try replica.delete(note)
        Terminal.tell("Dropped: \(line(note.entity, note.milliseconds, note.text))\n")
    }

    /// The one note that an id means; nil when none does.
    ///
    /// - Throws: ``ReplicaError``.
    static func note(_ id: String, _ replica: Replica) throws -> PersonalNote? {
        let found = try replica.notes(endingWith: id.lowercased())
        return found.count == 1 ? found.first : nil
    }

    private static func note(
        _ id: String, about person: String?, _ replica: Replica
    ) throws -> PersonalNote {
        let name = person ?? "NAME"
        guard let note = try note(id, replica) else {
            throw CommandError(
                exit: .nothingFound,
                sentence: "No note, or more than one, has the id \(id); "
                    + "`kith note \(name) --list` shows them.")
        }
        if let person {
            let summary = try replica.person(person)
            guard try replica.notes(about: summary.id).contains(where: { $0.id == note.entity })
            else {
                throw CommandError(
                    exit: .nothingFound,
                    sentence: "The note \(id) is not about \(summary.name); "
                        + "`kith note \(name) --list` shows those that are.")
            }
        }
        return note
    }

    private static func line(_ id: EntityID, _ milliseconds: UInt64, _ text: String) -> String {
        Style.faint(ItemText.shortID(id)) + "  "
            + Style.faint(TimeText.local(milliseconds)) + "  " + TerminalText.visible(text)
    }

    private static func json(_ note: PrivateNote) -> JSONValue {
        .object([
            ("id", .text(note.id.description)),
            ("at", .integer(Int64(clamping: note.atMilliseconds))), ("text", .text(note.text)),
        ])
    }
}
