import ArgumentParser
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith photo get`.
struct PhotoGet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Write somebody's photo into a file.",
        discussion: """
            Without FILE, and in a folder, the file is named after the person and by what the \
            picture is, whatever the card calls it. A photo that is a link is printed, with exit \
            code 1: kith fetches nothing from there. A picture that is not on this machine yet is \
            fetched from your server.

            Examples:
              kith photo get ada
              kith photo get ada ada.jpg --force
              kith photo get "Ada Example" - | display
            """)

    @Argument(help: "Whose photo.", completion: CompletedWords.people.kind)
    var person: String

    @Argument(help: "The file or folder; - is standard output.", completion: .file())
    var file: String?

    @Flag(name: .long, help: "Replace a file that is there.")
    var force = false

    @OptionGroup var output: OutputOptions

    func run() async throws {
        var replica = try Replica.reading()
        let summary = try replica.person(person)
        var problem: CommandError?
        if case .away = try replica.photo(0, of: summary.id) {
            problem = try await AlbumSync.fetchAll()
            replica = try Replica.reading()
        }
        guard let details = try replica.details(of: summary.id),
            let facts = details.photos.first, let content = try replica.photo(0, of: summary.id)
        else {
            throw CommandError(exit: .nothingFound, sentence: "\(summary.name) has no photo.")
        }
        switch content {
        case .away: throw AlbumSync.away(summary.name, problem)
        case .damaged: throw PhotoText.damage(of: summary.name)
        case .link(let address): try tell(link: address, facts, summary)
        case .bytes(let bytes): try write(bytes, facts, summary)
        }
    }

    private func tell(link: String, _ facts: PhotoFacts, _ summary: PersonSummary) throws {
        if output.json {
            JSONOutput.write([("photo", facts.json), ("file", .null)])
        } else {
            Terminal.note("The photo of \(summary.name) is a link; kith fetches nothing.")
            Terminal.write(TerminalText.visible(link) + "\n")
        }
        throw KithExit.nothingFound
    }

    private func write(_ bytes: [UInt8], _ facts: PhotoFacts, _ summary: PersonSummary) throws {
        guard file != "-" else {
            guard !output.json, force || !Terminal.isOutputTerminal else {
                throw CommandError(
                    exit: .usage,
                    sentence: "A picture is nothing for a terminal or for --json; name a file.")
            }
            Terminal.write(bytes: bytes)
            return
        }
        let path = path(facts, summary)
        let outcome = try PictureFile.write(bytes, to: path, replaces: force)
        guard outcome != .kept else {
            throw CommandError(
                exit: .refused, sentence: "\(path) is there already; --force replaces it.")
        }
        if output.json {
            JSONOutput.write([("photo", facts.json), ("file", .text(path))])
        } else {
            Terminal.write("\(TerminalText.visible(path)): \(facts.summary).\n")
        }
        noteType(of: path, facts)
    }

    private func path(_ facts: PhotoFacts, _ summary: PersonSummary) -> String {
        if let file, !PictureFile.isFolder(file) { return file }
        let name = PhotoFileName.name(
            of: summary.name, summary.id, number: 0, format: facts.format)
        return file.map { $0 + "/" + name } ?? name
    }

    /// A name that was given stays, though it may mislead other programs.
    private func noteType(of path: String, _ facts: PhotoFacts) {
        guard let format = facts.format else {
            Terminal.note("The bytes are of no kind that kith knows.")
            return
        }
        let name = path.split(separator: "/").last ?? ""
        let ending = name.split(separator: ".").dropFirst().last?.lowercased() ?? ""
        let endings = [format.fileExtension, format.rawValue, "heif"]
        if !ending.isEmpty, !endings.contains(ending) {
            Terminal.note("The picture is a \(format.name), whatever the name of the file says.")
        }
    }
}
