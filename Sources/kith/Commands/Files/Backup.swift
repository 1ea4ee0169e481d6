import ArgumentParser
import ContactFormats
import ContactModel
import Glibc
import SQLiteReplica

/// `kith backup`.
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write everything into one file: people, history, notes, practice.",
        discussion: """
            The token of this machine is not in it; everything private is, so keep it safe. It \
            may run while other kith commands write. `kith recover FILE` brings it back.

            Example:
              kith backup ~/backups/kith-2026-11-21.sqlite
            """)

    @Argument(help: "A file that does not exist yet.", completion: .file())
    var file: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.reading()
        let away = try replica.awayPhotoCount()
        if access(file, F_OK) != 0 { Unfinished.add([file + ".tmp", file + ".tmp-journal"]) }
        defer { Unfinished.forgetAll() }
        try ProgressBar.during("Writing everything into one file …") {
            try replica.backup(to: file)
        }
        let what = away > 0 ? "Everything that is on this machine" : "Everything"
        output.print(
            [("file", .text(file)), ("photos_away", .integer(Int64(away)))],
            else: "\(what) is in \(TerminalText.visible(file)).")
        guard away > 0 else { return }
        Terminal.note(
            "\(Counted.text(away, "photo")) \(away == 1 ? "is" : "are") on the server only: "
                + "`kith sync --photos always`, then another backup, and it has all of them.")
    }
}

/// `kith recover`.
struct Recover: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Bring a backup back; what is here now is kept beside it.",
        discussion: """
            A recovered replica goes on as a new author: nothing that other machines or the \
            server have is lost, and the next `kith sync` brings it. Folders are linked no longer: \
            sync first, then `kith vdir link` them again. On a machine that is joined to a server \
            only a backup of the same user is taken.

            Example:
              kith recover ~/backups/kith-2026-11-21.sqlite
            """)

    @Argument(help: "A file that `kith backup` wrote.", completion: .file())
    var file: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let folder = try Replica.folder()
        let unsent = Self.unsentChanges()
        let (kept, unlinked) = try ProgressBar.during("Reading the backup …") {
            try Replica.restore(file, into: folder)
        }
        guard !output.json else {
            return JSONOutput.write([
                ("file", .text(file)), ("kept", kept.map(JSONValue.text) ?? .null),
                ("unlinked", .texts(unlinked)), ("unsent", .integer(Int64(clamping: unsent))),
            ])
        }
        Terminal.write("Recovered from \(TerminalText.visible(file)).\n")
        if let kept {
            Terminal.write("What was here is in \(TerminalText.visible(kept)).\n")
            if unsent > 0 {
                let words = Counted.text(
                    Int(clamping: unsent), "change of it was", "changes of it were")
                Terminal.write(
                    "\(words) never sent, and \(unsent == 1 ? "is" : "are") in that file alone.\n")
            }
        }
        for folder in unlinked {
            let path = TerminalText.visible(folder)
            Terminal.write(
                "\(path) is not linked any more: its files are newer than the backup. "
                    + "`kith vdir link \(path)` joins both, after `kith sync` if you have a server.\n"
            )
        }
    }

    /// How many changes of the replica here no server has; 0 where there is none, or it cannot be read.
    private static func unsentChanges() -> UInt64 {
        guard let replica = try? Replica.reading(), (try? replica.enrolment()) != nil,
            let spaces = try? replica.spaces(countsPeople: false)
        else { return 0 }
        return spaces.reduce(0) { $0 &+ $1.unsentChanges }
    }
}
