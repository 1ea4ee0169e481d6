import ArgumentParser
import ChangeLog
import Dispatch
import Glibc
import SQLiteReplica

/// Where the program begins.
///
/// Not an asynchronous main: the run loop behind one costs more than a whole `kith show`.
@main
enum Program {
    static func main() {
        signal(SIGPIPE, SIG_DFL)
        Terminal.openClosedStreams()
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            if try runWithoutParser(arguments) { return }
            try checkHelp(arguments)
            try run(try parse(arguments))
        } catch {
            fail(error)
        }
    }

    /// Runs what has no options and is run most: the parser looks at every type of the program,
    /// which takes longer than finding and showing a person, or than noting something of them.
    ///
    /// - Returns: False when the parser has to read the arguments.
    private static func runWithoutParser(_ arguments: [String]) throws -> Bool {
        if arguments == ["--version"] {
            Terminal.write(KithVersion.current + "\n")
            return true
        }
        var words = Array(arguments.dropFirst())
        let hasHeader = !words.contains("--no-header")
        if arguments.first == "mail-query" { words.removeAll { $0 == "--no-header" } }
        guard !words.isEmpty, !words.contains(where: { $0.hasPrefix("-") }) else { return false }
        switch arguments.first {
        case "show": try Show.show(words, raw: false, json: false)
        case "find": try Find.find(words, as: .table)
        case "mail-query": try MailQuery.answer(words, as: .mutt, noHeader: !hasHeader)
        case "note":
            // A name alone opens the editor.
            guard words.count > 1 else { return false }
            try Note.write(words.dropFirst().joined(separator: " "), about: words[0], json: false)
        default: return false
        }
        return true
    }

    /// Reads the arguments by their command alone: setting up the help of all the others takes
    /// longer than most commands do.
    private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        var words = arguments[...]
        var type: any ParsableCommand.Type = Kith.self
        while let word = words.first,
            let next = type.configuration.subcommands.first(where: {
                $0.configuration.commandName == word
            })
        {
            type = next
            words.removeFirst()
        }
        if type.configuration.subcommands.isEmpty,
            !words.contains(where: { $0 == "--help" || $0 == "-h" || $0.hasPrefix("--gen") }),
            // What goes wrong here is explained by the whole parser below.
            let command = try? type.parse(Array(words))
        {
            return command
        }
        try MeantCommand.check(arguments)
        return try Kith.parseAsRoot(arguments)
    }

    /// Refuses `kith help` of what is no command: the parser shows the help of all others for it.
    private static func checkHelp(_ arguments: [String]) throws {
        guard arguments.first == "help" else { return }
        var type: any ParsableCommand.Type = Kith.self
        for word in arguments.dropFirst() where !word.hasPrefix("-") {
            let commands = type.configuration.subcommands
            if commands.isEmpty { return }
            guard let next = commands.first(where: { $0.configuration.commandName == word }) else {
                throw CommandError(
                    exit: .usage,
                    sentence: "There is no command `\(word)` here; `kith --help` lists them all.")
            }
            type = next
        }
    }

    private static func run(_ parsed: any ParsableCommand) throws {
        var command = parsed
        guard let asynchronous = command as? any AsyncParsableCommand else {
            try command.run()
            return
        }
        // The one task is the only user of the command while this thread waits for it.
        nonisolated(unsafe) var task = asynchronous
        nonisolated(unsafe) var failure: (any Error)?
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            do {
                try await task.run()
            } catch {
                failure = error
            }
            done.signal()
        }
        done.wait()
        if let failure { throw failure }
    }

    /// Tells what went wrong, where, and what to do; then ends with the documented code.
    private static func fail(_ error: any Error) -> Never {
        if let error = error as? any KithError {
            Terminal.complain(error.sentence)
            exit(KithExit(error).rawValue)
        }
        if let exit = error as? KithExit {
            Glibc.exit(exit.rawValue)
        }
        // Help and the version are asked for by an error too.
        let isAnswer = Kith.exitCode(for: error) == .success
        let text = Kith.fullMessage(for: error)
        if !text.isEmpty {
            isAnswer ? Terminal.write(text + "\n") : Terminal.writeError(text + "\n")
        }
        exit((isAnswer ? KithExit.success : .usage).rawValue)
    }
}

/// The root of all commands.
struct Kith: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kith",
        abstract: "The people you know: offline first, in sync across your machines.",
        discussion: """
            Everything works without a network. `kith sync` reconciles with your server when \
            there is one.

            First steps:
              kith import contacts.vcf
              kith find ada
              kith stocktake
              kith today
              kith join https://kith.example.org CODE
              kith sync
            """,
        version: KithVersion.current,
        groupedSubcommands: [
            CommandGroup(
                name: "People",
                subcommands: [
                    Add.self, Show.self, List.self, Find.self, Edit.self, Note.self,
                    TierCommand.self, GroupCommand.self, Remove.self, Restore.self,
                    Purge.self,
                    Dupes.self, Merge.self, Unmerge.self, Occasions.self, Greet.self,
                    Verify.self, OpenCommand.self, Photo.self, Share.self, Unshare.self,
                ]),
            CommandGroup(
                name: "Practice",
                subcommands: [
                    Today.self, TouchCommand.self, Due.self, New.self, Items.self, SetCommand.self,
                    Done.self, Drop.self, Kinds.self,
                    Path.self, Circle.self, Weave.self, Radar.self, Ask.self, DraftCommand.self,
                    Prep.self,
                    Gap.self, Dormant.self, Stats.self, Match.self, Meetup.self,
                    Plan.self, Review.self, Subject.self,
                    Stocktake.self, Compare.self, Targets.self, Learn.self,
                    Worth.self, Guests.self, Capture.self,
                    Me.self, Page.self, Report.self, Map.self,
                ]),
            CommandGroup(
                name: "Files",
                subcommands: [
                    Import.self, Export.self, VDir.self, Backup.self, Recover.self,
                ]),
            CommandGroup(name: "Mail", subcommands: [MailQuery.self, AddEmail.self]),
            CommandGroup(
                name: "Sync",
                subcommands: [
                    Initialise.self, Join.self, Device.self, Space.self, Sync.self, Unsent.self,
                    Status.self, Team.self,
                ]),
            CommandGroup(
                name: "Care",
                subcommands: [Conflicts.self, History.self, Undo.self, Redo.self, Doctor.self]),
            CommandGroup(name: "Shell", subcommands: [Completion.self, Complete.self]),
        ])

    /// Without a command: where to begin, or what a day needs; all of it is in the help.
    func run() throws {
        Terminal.write((try hasReplica() ? Welcome.daily : Welcome.first) + "\n" + Welcome.further)
    }

    private func hasReplica() throws -> Bool {
        do {
            _ = try Replica.reading()
            return true
        } catch ReplicaError.absent {
            return false
        }
    }
}
