import ArgumentParser
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith photo list`.
struct PhotoList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List who has a photo, and what it is.",
        discussion: """
            `shared` says how many people have the very same picture, as programs that put in a \
            picture of their own leave behind. No picture is read for the list.

            Examples:
              kith photo list
              kith photo list --space team --json
              kith find no:photo tier:close
            """)

    @Option(
        name: .long, help: "Only people of this space.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let photos = try replica.photos(inSpace: space)
        if output.json {
            JSONOutput.write([("photos", .array(photos.map { PhotoText.json($0) }))])
            return
        }
        if photos.isEmpty {
            return Terminal.note("Nobody has a photo yet; `kith photo set NAME FILE` gives one.")
        }
        var table = TextTable("id", "name", "type", "size", "pixels", "shared")
        for photo in photos {
            let facts = photo.facts
            let isRead = facts.state == .picture || facts.state == .unknown
            table.add(
                PeopleTable.shortID(photo.person), photo.name,
                facts.format?.name ?? facts.state.rawValue,
                isRead ? PhotoFacts.bytes(facts.byteCount) : "",
                facts.size.map { "\($0.width)x\($0.height)" } ?? facts.link ?? "",
                photo.sharedBy > 1 ? "\(photo.sharedBy)" : "")
        }
        Terminal.write(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
    }
}

extension Replica {
    /// The photos of everybody, or of one space by its name.
    ///
    /// - Throws: ``ReplicaError/unknownSpace(name:)``, or another ``ReplicaError``.
    func photos(inSpace name: String?) throws -> [PersonPhoto] {
        try photos(in: name.map(spaceID(named:)))
    }
}
