import ArgumentParser
import SQLiteReplica

/// `kith note`.
struct Note: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a private note about somebody.",
        discussion: """
            Notes are dated and yours alone: they sync between your own machines and never reach \
            a team space, an export or a vCard.

            Example:
              kith note ada "Prefers calls in the morning."
            """)

    @Argument(help: "Whom it is about.", completion: PeopleCompletion.names)
    var person: String

    @Argument(help: "What to note.")
    var text: [String]

    func run() throws {
        let replica = try Replica.writing()
        let summary = try replica.person(person)
        try replica.addNote(text.joined(separator: " "), about: summary.id)
        Terminal.write("Noted about \(TerminalText.visible(summary.name)), for you alone.\n")
    }
}
