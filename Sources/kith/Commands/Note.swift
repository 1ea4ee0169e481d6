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
            your editor opens.

            Examples:
              kith note ada "Prefers calls in the morning."
              kith note ada
              kith note ada < minutes.md
            """)

    @Argument(help: "Whom it is about.", completion: PeopleCompletion.names)
    var person: String

    @Argument(help: "What to note.")
    var text: [String] = []

    func run() throws {
        guard text.isEmpty else { return try write(text.joined(separator: " ")) }
        if let piped = try PipedInput.text() { return try write(piped) }
        let about = try Replica.reading().person(person)
        try EditorSession(shown: [], name: PeopleTable.shortID(about.id), suffix: "md").run {
            try write(String(decoding: $0, as: UTF8.self).trimmed, about: about.id.description)
        }
    }

    private func write(_ text: String, about id: String? = nil) throws {
        guard !text.trimmed.isEmpty else {
            throw CommandError(exit: .usage, sentence: "The note is empty; nothing was written.")
        }
        let (replica, summary) = try Replica.writing { try $0.person(id ?? person) }
        try replica.addNote(text, about: summary.id)
        Terminal.write("Noted about \(TerminalText.visible(summary.name)), for you alone.\n")
    }
}
