import ArgumentParser
import ChangeLog
import ContactModel
import SQLiteReplica

/// `kith note`.
struct Note: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Write a private note about somebody.",
        discussion: """
            Notes are dated and yours alone: they sync between your own machines and never reach \
            a team space, an export or a vCard. Markdown is shown as it is meant. Without a text \
            your editor opens. --list shows what there is with ids, by which --edit says \
            something else in one, and --remove takes it away, as `kith set ID "…"` and \
            `kith drop ID` do; `kith undo` brings it back.

            Examples:
              kith note ada "Prefers calls in the morning."
              kith note ada
              kith note ada < minutes.md
              kith note ada --list
              kith note ada --edit 3fa9c1 "Prefers calls in the evening."
              kith note ada --remove 3fa9c1
            """)

    @Argument(help: "Whom it is about.", completion: CompletedWords.people.kind)
    var person: String

    @Argument(help: "What to note.")
    var text: [String] = []

    @Flag(name: .long, help: "List the notes with their ids.")
    var list = false

    @Option(name: .long, help: "Say something else in the note with this id.")
    var edit: String?

    @Option(name: .long, help: "Take the note with this id away.")
    var remove: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        let wishes = [list, edit != nil, remove != nil].count { $0 }
        guard wishes < 2, edit != nil || wishes == 0 || text.isEmpty else {
            throw ValidationError("A text to write, --list, --edit or --remove: one of them.")
        }
    }

    func run() throws {
        if list { return try NoteEditing.list(person, json: output.json) }
        if let remove {
            return try NoteEditing.remove(remove, about: person, json: output.json)
        }
        if let edit {
            let said = text.isEmpty ? nil : text.joined(separator: " ")
            return try NoteEditing.change(edit, about: person, to: said, json: output.json)
        }
        guard text.isEmpty else {
            return try Self.write(
                text.joined(separator: " "), about: person, json: output.json)
        }
        if let piped = try PipedInput.text() {
            return try Self.write(piped, about: person, json: output.json)
        }
        let about = try Replica.reading().person(person)
        try EditorSession(shown: [], name: PeopleTable.shortID(about.id), suffix: "md").run {
            try Self.write(
                String(decoding: $0, as: UTF8.self).trimmed, about: about.id.description,
                json: output.json)
        }
    }

    /// Writes a note.
    ///
    /// - Parameters:
    ///   - text: Not an empty one.
    ///   - person: A name, an address, a number, or the beginning of an id.
    ///   - isJSON: Whether a program reads what is printed.
    /// - Throws: ``CommandError`` for an empty text; what looking up and writing throw. Nothing is
    ///   written then.
    static func write(_ text: String, about person: String, json isJSON: Bool) throws {
        guard !text.trimmed.isEmpty else {
            throw CommandError(exit: .usage, sentence: "The note is empty; nothing was written.")
        }
        let (replica, summary) = try Replica.writing { try $0.person(person) }
        let id = try replica.addNote(text, about: summary.id)
        guard !isJSON else {
            return NoteEditing.write(try replica.notes(about: summary.id).filter { $0.id == id })
        }
        Terminal.write("Noted about \(TerminalText.visible(summary.name)), for you alone.\n")
    }
}
