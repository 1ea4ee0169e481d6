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
                ("spaces", .names(removed.spaces)),
                ("personal", .text(removed.isErased ? "erased" : "kept")),
            ], else: sentences(removed).joined(separator: "\n"))
    }

    private func sentences(_ removed: RemovedUser) -> [String] {
        let who = Output.visible(name)
        var lines = [
            removed.wasAway
                ? "\(who) was taken away before."
                : "\(who) is taken away: "
                    + Self.count(removed.deviceCount, "machine", "shut out") + ", "
                    + Self.count(removed.codeCount, "code", "void") + "."
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

    private static func count(_ count: Int, _ thing: String, _ state: String) -> String {
        count == 1 ? "1 \(thing) is \(state)" : "\(count) \(thing)s are \(state)"
    }
}
