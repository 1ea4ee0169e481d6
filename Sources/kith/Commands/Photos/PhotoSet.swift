import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith photo set`.
struct PhotoSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Make a picture somebody's photo.",
        discussion: """
            JPEG, PNG, GIF, WebP, HEIC, AVIF or BMP of at most 2 MiB, told by what is in the file. \
            The picture goes into the card as it is, with all it says of camera and place; it \
            replaces the photos that were there: those of your own card where you have one, so that \
            a team keeps its own unless you say --space. `kith undo` brings them back.

            Examples:
              kith photo set ada ada.jpg
              convert big.jpg -resize 400x400 -strip jpg:- | kith photo set ada -
            """)

    @Argument(help: "Whose photo.", completion: CompletedWords.people.kind)
    var person: String

    @Argument(help: "The picture; - is standard input.", completion: .file())
    var file: String

    @Option(
        name: .long, help: "The space whose card is meant; your own card unless told.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @OptionGroup var output: OutputOptions

    /// From this size on it is said what a photo costs.
    private static let notableBytes = 256 << 10

    func run() throws {
        let picture = try Picture(try PictureFile.read(file))
        let (replica, summary) = try Replica.writing { try $0.person(person) }
        let name = TerminalText.visible(summary.name)
        let places = try replica.setPhoto(picture, of: summary.id, in: space)
        let isNew = places.isChanged
        let facts = PhotoFacts(.bytes(picture.bytes), using: nil)
        output.print(
            [
                ("id", .text(summary.id.description)), ("name", .text(summary.name)),
                ("changed", .bool(isNew)), ("bytes", .integer(Int64(picture.bytes.count))),
                ("spaces", .texts(places.edited)), ("left", .texts(places.left)),
            ],
            else: isNew
                ? "The photo of \(name)\(PhotoText.place(places)): \(facts.summary)."
                : "\(name) has that photo already.")
        PhotoText.tellLeft(places)
        if isNew, picture.bytes.count > Self.notableBytes {
            Terminal.note(
                "\(PhotoFacts.bytes(picture.bytes.count)) go to every machine; 400x400 pixels are "
                    + "enough for address books.")
        }
    }
}
