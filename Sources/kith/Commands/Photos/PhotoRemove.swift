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
            All photos of the card go, links too; `kith undo` brings them back. Where your own card has \
            one, a team keeps its own unless you say --space.

            Example:
              kith photo remove ada
            """)

    @Argument(help: "Whose photo.", completion: CompletedWords.people.kind)
    var person: [String]

    @Option(
        name: .long, help: "The space whose card is meant; your own card unless told.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let (replica, summary) = try Replica.writing {
            try $0.person(person.joined(separator: " "))
        }
        guard let details = try replica.details(of: summary.id), !details.photos.isEmpty else {
            throw CommandError(exit: .nothingFound, sentence: "\(summary.name) has no photo.")
        }
        let places = try replica.removePhotos(of: summary.id, in: space)
        let left = try replica.details(of: summary.id)?.photos.count ?? 0
        let name = TerminalText.visible(summary.name)
        output.print(
            [
                ("id", .text(summary.id.description)), ("name", .text(summary.name)),
                ("removed", .integer(Int64(max(details.photos.count - left, 0)))),
                ("spaces", .texts(places.edited)), ("left", .texts(places.left)),
            ],
            else: places.left.isEmpty
                ? "\(name) has no photo now." : "The photo of \(name) in your own book is gone.")
        PhotoText.tellLeft(places)
    }
}
