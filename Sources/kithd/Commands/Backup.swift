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
    @OptionGroup var output: OutputOptions

    func run() throws {
        try data.inspect().backup(to: file)
        output.print(
            [("file", .text(file))], else: "Everything is in \(Output.visible(file)).")
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
            member or machine of later is to be added again, and codes of before are void.

            A backup lets in whom it knows. Machines that were revoked, members that were taken \
            out and users that were taken away since stay out as long as the folder still holds \
            the data of before, and personal spaces that were erased stay erased. Without it \
            nothing tells of them: look through the machines this lists, and \
            `kithd device revoke` those that should not be in.

            What is kept as kithd.sqlite.before-restore is a whole copy: recover it to go back, and \
            remove it when it is not needed any more, with what it tells of those who left.

            Example:
              kithd recover /var/backups/kithd-2026-11-21.sqlite --data /srv/kith
            """)

    @Argument(help: "A file that `kithd backup` wrote.", completion: .file())
    var file: String

    @Flag(name: .long, help: "Take the backup of another server than the one whose data is there.")
    var otherServer = false

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let recovery = try ServerDatabase.restore(
            file, into: data.folder, takesOtherServer: otherServer)
        guard !output.json else { return try print(recovery) }
        Output.write("Recovered from \(Output.visible(file)).\n")
        if let kept = recovery.kept {
            Output.write("What was there is in \(Output.visible(kept)).\n")
        }
        for sentence in recovery.withheld ?? [] {
            Output.write("\(Output.visible(sentence)), as there.\n")
        }
        try listWhoIsIn(isAllTold: recovery.withheld != nil)
    }

    /// The JSON of what was done and who is let in.
    private func print(_ recovery: Recovery) throws {
        let devices = try data.inspect().devices().filter { !$0.isRevoked }
        output.print(
            [
                ("file", .text(file)), ("kept", .text(recovery.kept ?? "")),
                ("stays_out", .names(recovery.withheld ?? [])),
                ("all_told", .flag(recovery.withheld != nil)),
                (
                    "let_in",
                    .rows(devices.map { [("user", .text($0.user)), ("device", .text($0.name))] })
                ),
            ], else: "")
    }

    /// The machines the recovered data lets in; the owner alone can tell which should not be.
    private func listWhoIsIn(isAllTold: Bool) throws {
        let devices = try data.inspect().devices().filter { !$0.isRevoked }
        guard !devices.isEmpty else { return }
        if !isAllTold {
            Output.write(
                """
                Nothing tells whom you shut out after this backup: a machine revoked, a member \
                taken out or a user taken away since then is in again. \
                `kithd device revoke USER MACHINE`, `kithd member rm SPACE USER` and \
                `kithd user rm USER` shut out.

                """)
        }
        Output.write("These machines are let in:\n")
        for device in devices {
            let seen = ListCell.time(device.seen).text
            Output.write("  \(Output.visible("\(device.user)  \(device.name)"))  seen \(seen)\n")
        }
    }
}
