import ArgumentParser
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith photo export`.
struct PhotoExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write everybody's photos into a folder.",
        discussion: """
            Files are called after the person, the beginning of the id and what the picture is, the \
            same each time; a file that is there and holds something else is left alone without \
            --force. Links are told, never fetched; pictures that are not on this machine yet are \
            fetched from your server.

            Examples:
              kith photo export photos
              kith photo export team-photos --space team --json
            """)

    @Argument(help: "The folder; made when it is not there.", completion: .directory)
    var folder: String

    @Option(
        name: .long, help: "Only people of this space.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @Flag(name: .long, help: "Replace files that are there.")
    var force = false

    @OptionGroup var output: OutputOptions

    /// The outcome for one photo.
    private enum Fate: String, CaseIterable {
        case written
        case unchanged
        case link
        case kept
        case damaged
        case away
    }

    /// One photo in the report; without a file for links and damaged ones.
    private struct Entry {
        let photo: PersonPhoto
        let file: String?
        let fate: Fate
    }

    func run() async throws {
        var replica = try Replica.reading()
        var problem: CommandError?
        var photos = try replica.photos(inSpace: space)
        if photos.contains(where: { $0.facts.state == .away }) {
            problem = try await AlbumSync.fetchAll()
            if let problem {
                Terminal.note("Pictures that are not here cannot be fetched: \(problem.sentence)")
            }
            replica = try Replica.reading()
            photos = try replica.photos(inSpace: space)
        }
        try PictureFile.makeFolder(folder)
        var bar = ProgressBar("Exporting")
        var taken: Set<String> = []
        var entries: [Entry] = []
        for (index, photo) in photos.enumerated() {
            entries.append(try export(photo, replica, &taken))
            bar.show(Double(index + 1) / Double(photos.count), "\(index + 1) photos")
        }
        bar.finish()
        report(entries)
        if entries.contains(where: { $0.fate == .away }) {
            throw problem?.exit ?? KithExit.unreachable
        }
        if entries.contains(where: { $0.fate == .damaged }) { throw KithExit.data }
        if entries.contains(where: { $0.fate == .kept }) { throw KithExit.refused }
    }

    private func export(
        _ photo: PersonPhoto, _ replica: Replica, _ taken: inout Set<String>
    ) throws -> Entry {
        guard photo.facts.state != .link else {
            return Entry(photo: photo, file: nil, fate: .link)
        }
        guard photo.facts.state != .away else {
            return Entry(photo: photo, file: nil, fate: .away)
        }
        guard case .bytes(let bytes) = try replica.photo(photo.number, of: photo.person) else {
            return Entry(photo: photo, file: nil, fate: .damaged)
        }
        func name(isWhole: Bool) -> String {
            PhotoFileName.name(
                of: photo.name, photo.person, number: photo.number, format: photo.facts.format,
                isWhole: isWhole)
        }
        let short = name(isWhole: false)
        let file = taken.insert(short).inserted ? short : name(isWhole: true)
        let outcome = try PictureFile.write(bytes, to: folder + "/" + file, replaces: force)
        let fate: Fate =
            switch outcome {
            case .written: .written
            case .unchanged: .unchanged
            case .kept: .kept
            }
        return Entry(photo: photo, file: file, fate: fate)
    }

    private func report(_ entries: [Entry]) {
        for entry in entries where entry.fate == .kept {
            Terminal.note(
                "\(entry.file ?? "") holds something else and stays; --force replaces it.")
        }
        for entry in entries where entry.fate == .damaged {
            Terminal.note(PhotoText.damage(of: entry.photo.name).sentence)
        }
        guard !output.json else {
            let members = entries.map { entry in
                PhotoText.json(
                    entry.photo,
                    [("file", .optional(entry.file)), ("fate", .text(entry.fate.rawValue))])
            }
            JSONOutput.write([("photos", .array(members))])
            return
        }
        let counts = Fate.allCases.compactMap { fate in
            let count = entries.lazy.filter { $0.fate == fate }.count
            return count == 0
                ? nil : fate == .link ? Counted.text(count, "link") : "\(count) \(fate.rawValue)"
        }
        let summary = counts.isEmpty ? "no photos" : counts.joined(separator: ", ")
        Terminal.write("\(TerminalText.visible(folder)): \(summary).\n")
    }
}
