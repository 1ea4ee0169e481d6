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
        let subject = try subject(person, replica)
        let notes = try replica.notes(about: subject.id)
        guard !isJSON else { return write(notes) }
        if subject.isErased {
            Terminal.note(ErasedText.heading(try replica.rest(ofErased: subject.id)))
        }
        guard !notes.isEmpty else {
            return Terminal.note(
                "There is no note about \(TerminalText.visible(subject.name)) yet.")
        }
        for note in notes {
            Terminal.tell(line(note) + "\n", hanging: 8)
        }
    }

    /// Says something else in a note: the text, what is piped, or what the editor saves.
    ///
    /// - Throws: ``CommandError``, ``ReplicaError``.
    static func change(
        _ id: String, about person: String?, to text: String?, json isJSON: Bool
    ) throws {
        if let text = try text ?? PipedInput.text() {
            return try save(text, in: id, about: person, json: isJSON)
        }
        let note = try note(id, about: person, try Replica.reading())
        let shown = Array(note.text.utf8) + (note.text.hasSuffix("\n") ? [] : [10])
        try EditorSession(shown: shown, name: ItemText.shortID(note.entity), suffix: "md").run {
            try save(
                String(decoding: $0, as: UTF8.self).trimmed, in: id, about: person, json: isJSON)
        }
    }

    private static func save(
        _ text: String, in id: String, about person: String?, json isJSON: Bool
    ) throws {
        guard !text.trimmed.isEmpty else {
            throw CommandError(
                exit: .usage,
                sentence: "The note would be empty; `kith drop \(id)` takes it away.")
        }
        let replica = try Replica.writing()
        let note = try note(id, about: person, replica)
        try replica.change(note, to: text)
        let saved = PrivateNote(id: note.entity, atMilliseconds: note.milliseconds, text: text)
        guard !isJSON else { return write([saved]) }
        Terminal.tell("Noted: \(line(saved))\n", hanging: 8)
    }

    /// Takes a note away, until `kith undo`.
    ///
    /// - Throws: ``CommandError``, ``ReplicaError``.
    static func remove(_ id: String, about person: String?, json isJSON: Bool) throws {
        let replica = try Replica.writing()
        try drop(try note(id, about: person, replica), replica, json: isJSON)
    }

    /// Takes a note away, until `kith undo`.
    ///
    /// - Throws: ``ReplicaError``.
    static func drop(_ note: PersonalNote, _ replica: Replica, json isJSON: Bool) throws {
        try replica.delete(note)
        let gone = PrivateNote(
            id: note.entity, atMilliseconds: note.milliseconds, text: note.text)
        guard !isJSON else { return write([gone]) }
        Terminal.tell("Dropped: \(line(gone))\n")
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
        let name = person.map(ShellWord.plain) ?? "NAME"
        guard let note = try note(id, replica) else {
            throw CommandError(
                exit: .nothingFound,
                sentence: "No note, or more than one, has the id \(id); "
                    + "`kith note \(name) --list` shows them.")
        }
        if let person {
            let subject = try subject(person, replica)
            guard try replica.notes(about: subject.id).contains(where: { $0.id == note.entity })
            else {
                throw CommandError(
                    exit: .nothingFound,
                    sentence: "The note \(id) is not about \(subject.name); "
                        + "`kith note \(name) --list` shows those that are.")
            }
        }
        return note
    }

    /// The subject of notes, asked for once: somebody, or one whom others erased, who has an id
    /// alone.
    private static func subject(
        _ person: String, _ replica: Replica
    ) throws -> (id: EntityID, name: String, isErased: Bool) {
        if let erased = try replica.erasedByOthers(meantBy: person) {
            return (erased, PeopleTable.shortID(erased), true)
        }
        let summary = try replica.person(person)
        return (summary.id, summary.name, false)
    }

    /// Prints notes for programs.
    static func write(_ notes: [PrivateNote]) {
        JSONOutput.write([("notes", .array(notes.map(json)))])
    }

    private static func line(_ note: PrivateNote) -> String {
        Style.faint(ItemText.shortID(note.id)) + "  "
            + Style.faint(TimeText.local(note.atMilliseconds)) + "  "
            + TerminalText.visible(note.text)
    }

    private static func json(_ note: PrivateNote) -> JSONValue {
        .object([
            ("id", .text(note.id.description)),
            ("at", .integer(Int64(clamping: note.atMilliseconds))),
            ("at_day", .day(of: note.atMilliseconds)), ("text", .text(note.text)),
        ])
    }
}
