import ArgumentParser
import ContactFormats
import SQLiteReplica

/// `kith init`.
struct Initialise: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make an empty replica on this machine.",
        discussion: """
            Not needed before `kith add`, `kith import` or `kith join`, which do it themselves.

            Example:
              KITH_HOME=~/kith kith init
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let folder = try Replica.folder()
        let replica = try Replica.create(in: folder, environment: .system)
        output.print(
            [("folder", .text(replica.folder.data))],
            else: "The replica is in \(TerminalText.visible(replica.folder.data)).")
    }
}
