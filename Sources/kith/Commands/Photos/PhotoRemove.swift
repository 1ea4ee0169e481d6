import ArgumentParser
import SQLiteReplica

/// `kith photo remove`.
struct PhotoRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take somebody's photo away.",
        discussion: """
            All photos of the card go, links too; `kith undo` brings them back.

            Example:
              kith photo remove ada
            """)

    @Argument(help: "Whose photo.", completion: PeopleCompletion.names)
    var person: [String]

    func run() throws {
        let (replica, summary) = try Replica.writing {
            try $0.person(person.joined(separator: " "))
        }
        guard let details = try replica.details(of: summary.id), !details.photos.isEmpty else {
            throw CommandError(exit: .nothingFound, sentence: "\(summary.name) has no photo.")
        }
        try replica.removePhotos(of: summary.id)
        Terminal.write("\(TerminalText.visible(summary.name)) has no photo now.\n")
    }
}
