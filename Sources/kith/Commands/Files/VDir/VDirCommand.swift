import ArgumentParser
import ContactFormats
import SQLiteReplica

/// `kith vdir`.
struct VDir: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vdir",
        abstract: "Mirror people as a folder of .vcf files, for khard, vdirsyncer, pimsync.",
        subcommands: [VDirLink.self, VDirSync.self, VDirUnlink.self, VDirList.self])
}

/// `kith vdir link`.
struct VDirLink: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Link a folder to a space, and mirror it for the first time.",
        discussion: """
            The folder has to be there. Cards of its files join the people you have; of what a \
            card has once, what kith has stays. Private notes and tiers are never part of a file.

            Examples:
              kith vdir link ~/.contacts/personal
              kith vdir link ~/.contacts/team --space team
            """)

    @Argument(help: "The folder.", completion: .directory)
    var folder: String

    @Option(
        name: .long, help: "The space to mirror; yours alone unless told.",
        completion: CompletedWords.spaces.kind)
    var space: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let replica = try Replica.writing()
        let path = try replica.linkVDir(folder, space: space)
        try VDirText.show([try replica.syncVDir(path)], json: output.json)
    }
}

/// `kith vdir sync`.
struct VDirSync: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Bring edits of the files into kith, and kith's into the files.",
        discussion: """
            Only lines that changed are touched; files that say the same are never rewritten. A \
            line changed on both sides gets the file's value, and `kith conflicts` has both. \
            An edit wins over a removal. `kith undo` takes back what came from the files.

            --watch goes on until it is stopped: an edit of a file is in kith within a second, and \
            an edit in kith in its file. `kith sync --watch` does the same beside syncing.

            Examples:
              kith vdir sync
              kith vdir sync --watch    mirror until Ctrl-C
              kith vdir sync ~/.contacts/personal --force
            """)

    @Argument(help: "The folder; all linked ones unless told.", completion: .directory)
    var folder: String?

    @Flag(name: .long, help: "Remove even more than a fifth of the people or files at once.")
    var force = false

    @Flag(name: .long, help: "Go on: mirror whenever a file or a person is edited.")
    var watch = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !watch || !force else {
            throw ValidationError("--watch mirrors for good; --force is for one run.")
        }
    }

    func run() async throws {
        guard watch else {
            try mirror(Replica.writing())
            return
        }
        let folders = try folders(of: Replica.reading())
        try await VDirWatcher(only: folder == nil ? nil : folders.first, asJSON: output.json).run()
    }

    /// The folders that are meant, one at least.
    private func folders(of replica: Replica) throws -> [String] {
        let folders = try folder.map { [try replica.vdir($0)] } ?? replica.vdirs()
        guard !folders.isEmpty else {
            throw CommandError(exit: .nothingFound, sentence: VDirText.none)
        }
        return folders.map(\.path)
    }

    private func mirror(_ replica: Replica) throws {
        let folders = try folders(of: replica)
        var reports: [VDirReport] = []
        var failure: (any Error)?
        for folder in folders {
            do {
                reports.append(try replica.syncVDir(folder, force: force))
            } catch {
                // The other folders are mirrored all the same.
                if folders.count > 1 { Terminal.complain(VDirText.sentence(of: error)) }
                failure = failure ?? error
            }
        }
        if let failure, reports.isEmpty { throw failure }
        try VDirText.show(reports, json: output.json)
        if failure != nil { throw KithExit.refused }
    }
}

/// `kith vdir unlink`.
struct VDirUnlink: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink",
        abstract: "Stop mirroring a folder; its files and your people stay.",
        discussion: """
            Example:
              kith vdir unlink ~/.contacts/personal
            """)

    @Argument(help: "The folder.", completion: .directory)
    var folder: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        try Replica.writing().unlinkVDir(folder)
        output.print(
            [("folder", .text(folder))],
            else:
                "\(TerminalText.visible(folder)) is linked no more; its files and your people stay."
        )
    }
}

/// `kith vdir list`.
struct VDirList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the linked folders.",
        discussion: """
            Example:
              kith vdir list
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let folders = try Replica.reading().vdirs()
        if output.json {
            let values = folders.map { folder in
                JSONValue.object([
                    ("path", .text(folder.path)), ("space", .text(folder.space)),
                    ("files", .integer(Int64(clamping: folder.fileCount))),
                ])
            }
            JSONOutput.write([("folders", .array(values))])
            return
        }
        if folders.isEmpty { return Terminal.note(VDirText.none) }
        var table = TextTable("folder", "space", "files")
        for folder in folders { table.add(folder.path, folder.space, "\(folder.fileCount)") }
        Terminal.write(table.text(fitting: Terminal.isOutputTerminal ? Terminal.width : nil))
    }
}
