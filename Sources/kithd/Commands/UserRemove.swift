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
            --erase takes it along with its pictures, and --left erases it later, whoever has the \
            name by then. Backups of before still have it.

            Examples:
              kithd user rm ada
              kithd user rm ada --erase
              kithd user rm ada --left
            """)

    @Argument(help: "The user's name.")
    var name: String

    @Flag(name: .long, help: "Erase the personal space too: nothing brings it back.")
    var erase = false

    @Flag(name: .long, help: "Erase only what is left of users of that name who went before.")
    var left = false

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let removed = try data.administer()
            .removeUser(name, erases: erase || left, onlyLeft: left)
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
                ? left ? "Nobody is taken away." : "\(who) was taken away before."
                : "\(who) is taken away: "
                    + Self.count(removed.deviceCount, "machine", "shut out") + ", "
                    + Self.count(removed.codeCount, "code", "void") + "."
        ]
        if !removed.spaces.isEmpty {
            let spaces = removed.spaces.map(Output.visible).joined(separator: ", ")
            lines.append("No member any more of: \(spaces). What \(who) wrote there stays.")
        }
        let isOne = removed.personal.count == 1
        let spaces = isOne ? "The personal space" : "\(removed.personal.count) personal spaces"
        let isLeft = removed.wasAway ? " that \(isOne ? "was" : "were") left" : ""
        lines.append(
            removed.isErased
                ? "\(spaces)\(isLeft) \(isOne ? "is" : "are") erased; backups of before still have "
                    + "\(isOne ? "it" : "them")."
                : "The personal space is kept; `kithd user rm \(who) --left` erases it.")
        if removed.isErased, !removed.left.isEmpty {
            lines.append("What an earlier \(who) left is kept; --left erases it.")
        }
        return lines
    }

    private static func count(_ count: Int, _ thing: String, _ state: String) -> String {
        count == 1 ? "1 \(thing) is \(state)" : "\(count) \(thing)s are \(state)"
    }
}
