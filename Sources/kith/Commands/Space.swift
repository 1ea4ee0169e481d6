import ArgumentParser
import ChangeLog
import ContactFormats
import SQLiteReplica
import SyncProtocol

/// `kith space`.
struct Space: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "space",
        abstract: "Look at your spaces.", subcommands: [SpaceList.self])
}

/// `kith space list`.
struct SpaceList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List your spaces and your role in each.",
        discussion: """
            Example:
              kith space list
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let spaces = try Replica.reading().spaces()
        if output.json {
            JSONOutput.write([("spaces", .array(spaces.map(SpaceText.json)))])
            return
        }
        var table = TextTable("space", "role", "people", "unsent")
        for space in spaces {
            let role = space.role.rawValue.isEmpty ? "left" : space.role.rawValue
            table.add(space.name, role, "\(space.peopleCount)", "\(space.unsentChanges)")
        }
        Terminal.write(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
    }
}

/// Spaces for programs.
enum SpaceText {
    /// One space of `space list --json` and `status --json`.
    static func json(_ space: SpaceSummary) -> JSONValue {
        .object([
            ("id", .text(space.id.description)), ("name", .text(space.name)),
            ("role", .text(space.role.rawValue)), ("personal", .bool(space.isPersonal)),
            ("people", .integer(Int64(clamping: space.peopleCount))),
            ("unsent", .integer(Int64(clamping: space.unsentChanges))),
            ("unsent_photos", .integer(Int64(clamping: space.unsentPhotos))),
            ("synced", space.syncedMilliseconds.map { .integer(Int64(clamping: $0)) } ?? .null),
            ("synced_day", space.syncedMilliseconds.map { .day(of: $0) } ?? .null),
            ("lost", .bool(space.isLost)),
        ])
    }
}
