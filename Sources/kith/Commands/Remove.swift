import ArgumentParser
import ChangeLog
import ContactFormats
import Glibc
import SQLiteReplica

/// `kith rm`.
struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Put somebody into the trash.",
        discussion: """
            An edit made elsewhere that this machine has not seen keeps the person, and \
            `kith conflicts list` says so.

            Examples:
              kith rm ada
              kith rm --search "tag:fair -has:email" --dry-run
            """)

    @Argument(help: "Whom, or @name of a saved search.", completion: CompletedWords.people.kind)
    var person: [String] = []

    @OptionGroup var selection: SelectionOptions

    func validate() throws {
        try selection.validate(named: person)
    }

    func run() throws {
        if let query = selection.query(named: person.joined(separator: " ")) {
            try selection.run(query, "Removing") { try $0.delete($1) }
            return
        }
        let (replica, summary) = try Replica.writing {
            try $0.person(person.joined(separator: " "))
        }
        try replica.delete(summary.id)
        let places = try replica.cardPlaces(of: summary.id)
        let name = TerminalText.visible(summary.name)
        let restore = "`kith restore \(PeopleTable.shortID(summary.id))`"
        guard !places.shown.isEmpty else {
            Terminal.write("\(name) is in the trash; \(restore) brings them back.\n")
            return tellTeams(places.trashed)
        }
        let gone = TerminalText.visible(places.trashed.joined(separator: ", "))
        let left = TerminalText.visible(places.shown.joined(separator: ", "))
        Terminal.write(
            "\(name): the card in \(gone) is in the trash, and \(restore) brings it back; the one "
                + "in \(left) stays, where you may only read.\n")
        tellTeams(places.trashed)
    }

    /// Whose card went into a team's trash is gone for others too.
    private func tellTeams(_ spaces: [String]) {
        let teams = spaces.filter { $0 != "personal" }
        guard !teams.isEmpty else { return }
        Terminal.note(
            "With the next `kith sync` for everybody in "
                + TerminalText.visible(teams.joined(separator: ", "))
                + "; `kith unshare` takes somebody into your own book instead.")
    }
}

/// `kith restore`.
struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Take somebody out of the trash.",
        discussion: """
            Example:
              kith restore ada
            """)

    @Argument(help: "Whom; `kith list --trash` shows who is there.")
    var person: [String]

    @OptionGroup var output: OutputOptions

    func run() throws {
        let words = person.joined(separator: " ")
        if words.contains(where: { $0 == "." || $0 == "/" }), access(words, F_OK) == 0 {
            throw CommandError(
                exit: .usage,
                sentence: "\(words) is a file: `kith recover \(words)` brings a backup back.")
        }
        let (replica, summary) = try Replica.writing { try Self.person(words, in: $0) }
        try replica.restore(summary.id)
        output.print(
            [("id", .text(summary.id.description)), ("name", .text(summary.name))],
            else: "\(TerminalText.visible(summary.name)) is back.")
    }

    /// Somebody in the trash, or who is seen by another card while one is in the trash.
    private static func person(_ words: String, in replica: Replica) throws -> PersonSummary {
        if case .none = try replica.lookUp(words, trashed: true),
            case .one(let person) = try replica.lookUp(words),
            try !replica.cardPlaces(of: person.id).trashed.isEmpty
        {
            return person
        }
        return try replica.person(words, trashed: true)
    }
}
