import ArgumentParser
import SyncServer

/// `kithd user rm`.
struct UserRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Take away a user who leaves.",
        discussion: """
            The user's machines are shut out from their next request on, codes are void, and the \
            name is free. What the user wrote in team spaces stays, under the name it was written \
            with. The personal space is kept without members, and listed by `kithd space list`; \
            --erase erases it with its pictures, now or later. Backups of before still have it.

            Examples:
              kithd user rm ada
              kithd user rm ada --erase
            """)

    @Argument(help: "The user's name.")
    var name: String

    @Flag(name: .long, help: "Erase the personal space too: nothing brings it back.")
    var erase = false

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let removed = try data.administer().removeUser(name, erases: erase)
        output.print(
            [
                ("user", .text(name)), ("devices", .number(UInt64(clamping: removed.deviceCount))),
                ("codes", .number(UInt64(clamping: removed.codeCount))),
                ("spaces", .text(removed.spaces.joined(separator: " "))),
                ("personal", .text(removed.isErased ? "erased" : "kept")),
            ], else: sentences(removed).joined(separator: "\n"))
    }

    private func sentences(_ removed: RemovedUser) -> [String] {
        let who = Output.visible(name)
        var lines = [
            "\(who) is taken away: \(removed.deviceCount) machines are shut out, "
                + "\(removed.codeCount) codes are void."
        ]
        if !removed.spaces.isEmpty {
            let spaces = removed.spaces.map(Output.visible).joined(separator: ", ")
            lines.append("No member any more of: \(spaces). What \(who) wrote there stays.")
        }
        lines.append(
            removed.isErased
                ? "The personal space is erased; backups of before still have it."
                : "The personal space is kept; `kithd user rm \(who) --erase` erases it.")
        return lines
    }
}
