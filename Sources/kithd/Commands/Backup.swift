import ArgumentParser
import SyncServer

/// `kithd backup`.
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write everything the server keeps into one file, also while it serves.",
        discussion: """
            The file holds what everybody wrote and what machines prove themselves by, so keep it \
            safe. What was synced after a backup is not lost when it is recovered: the machines \
            send it again.

            Example:
              kithd backup /var/backups/kithd-2026-11-21.sqlite --data /srv/kith
            """)

    @Argument(help: "A file that does not exist yet.", completion: .file())
    var file: String

    @OptionGroup var data: DataOptions

    func run() throws {
        try data.administer().backup(to: file)
        Output.write("Everything is in \(Output.visible(file)).\n")
    }
}

/// `kithd recover`.
struct Recover: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Bring a backup back; what is there now is kept beside it.",
        discussion: """
            Stop `kithd serve` first. With the next sync each machine sends what the backup does \
            not know; a space that the backup holds empty waits for `kith sync --refill`. A user, \
            member or machine of later is to be added again.

            Example:
              kithd recover /var/backups/kithd-2026-11-21.sqlite --data /srv/kith
            """)

    @Argument(help: "A file that `kithd backup` wrote.", completion: .file())
    var file: String

    @OptionGroup var data: DataOptions

    func run() throws {
        let kept = try ServerDatabase.restore(file, into: data.folder)
        Output.write("Recovered from \(Output.visible(file)).\n")
        if let kept { Output.write("What was there is in \(Output.visible(kept)).\n") }
    }
}
