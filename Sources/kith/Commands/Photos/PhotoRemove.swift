import ArgumentParser
import ChangeLog
import ContactFormats
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

    @Argument(help: "Whose photo.", completion: CompletedWords.people.kind)
    var person: [String]

    @OptionGroup var output: OutputOptions

    func run() throws {
        let (replica, summary) = try Replica.writing {
            try $0.person(person.joined(separator: " "))
        }
        guard let details = try replica.details(of: summary.id), !details.photos.isEmpty else {
            throw CommandError(exit: .nothingFound, sentence: "\(summary.name) has no photo.")
        }
        try replica.removePhotos(of: summary.id)
        output.print(
            [
                ("id", .text(summary.id.description)), ("name", .text(summary.name)),
                ("removed", .integer(Int64(details.photos.count))),
            ],
            else: "\(TerminalText.visible(summary.name)) has no photo now.")
    }
}
