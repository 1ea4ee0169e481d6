import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
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
            try selection.run(query, "Removing", isOfCards: true) { try $0.delete($1) }
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

    /// Tells that cards in a team's trash are gone for others too.
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
            Whom others erased (`kith purge`) does not come back: nobody has the card any more. What you \
            wrote down is still yours, and --name gives it a card of your own, by the id that \
            `kith list --trash` names.

            Examples:
              kith restore ada
              kith restore c473b4aa --name "Olga Example"
            """)

    @Argument(help: "Whom; `kith list --trash` shows who is there.")
    var person: [String]

    @Option(
        name: .long, help: "How to call, on a card of your own, somebody whom others erased.")
    var name: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard name?.trimmed.isEmpty != true else {
            throw ValidationError("--name says how to call them.")
        }
    }

    func run() throws {
        let words = person.joined(separator: " ")
        if let name { return try give(name, to: words) }
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

    /// Gives somebody whom others erased a card of the reader's own.
    private func give(_ name: String, to words: String) throws {
        let (replica, erased) = try Replica.writing { try $0.erasedByOthers(meantBy: words) }
        guard let erased else {
            throw CommandError(
                exit: .nothingFound,
                sentence:
                    "“\(words)” is nobody whom others erased; `kith list --trash` shows who is, "
                    + "and who is in the trash keeps the name.")
        }
        try replica.restore(erased: erased, named: name)
        output.print(
            [("id", .text(erased.description)), ("name", .text(name))],
            else: "\(TerminalText.visible(name)) has a card of your own now "
                + "(\(PeopleTable.shortID(erased))), with all that you wrote down.")
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
