import ArgumentParser
import SyncServer

/// `kithd space rename`.
struct SpaceRename: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Call a team space otherwise.",
        discussion: """
            Its members' machines follow with their next sync.

            Example:
              kithd space rename team harbour
            """)

    @Argument(help: "The space.")
    var name: String

    @Argument(help: "Its new name.")
    var other: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try data.administer().renameSpace(name, to: other)
        output.print(
            [("space", .text(other)), ("before", .text(name))],
            else: "\(Output.visible(name)) is \(Output.visible(other)) now.")
    }
}

/// `kithd space rm`.
struct SpaceRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Take a team space away for good, with all that is in it.",
        discussion: """
            Without --yes it says what would go, with exit code 5. What its members' machines hold \
            stays on them, to read and to export; backups of before still have it.

            Example:
              kithd space rm team --yes
            """)

    @Argument(help: "The space.")
    var name: String

    @Flag(name: .long, help: "Do it: nothing brings the space back.")
    var yes = false

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let database = try data.administer()
        guard yes else {
            let removed = try database.spaceToRemove(name)
            throw ServerStorageError.unconfirmed(
                what: "This takes \(name) away for good, with \(removed.changes) changes, from "
                    + (removed.members.isEmpty
                        ? "nobody" : removed.members.joined(separator: ", ")))
        }
        let removed = try database.removeSpace(name)
        output.print(
            [
                ("space", .text(name)), ("changes", .number(removed.changes)),
                ("members", .names(removed.members)),
            ],
            else:
                "\(Output.visible(name)) is taken away, with \(removed.changes) changes. What its "
                + "members' machines hold stays on them.")
    }
}
