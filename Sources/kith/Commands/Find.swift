import ArgumentParser
import ContactFormats
import SQLiteReplica

/// `kith find`.
struct Find: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find people by anything that is known about them.",
        discussion: """
            Every word must be there; its last letters may be missing, accents do not matter. \
            Exit code 1 says that nobody was found.

            Examples:
              kith find ada lond
              kith find "+1 555" --json
            """)

    @Argument(help: "Words of names, organisations, addresses, tags or notes.")
    var words: [String]

    @Option(name: .long, help: "How many people to show at most.")
    var limit = Find.usualLimit

    /// How many people are shown unless told.
    static let usualLimit = 50

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...100_000).contains(limit) else {
            throw ValidationError("--limit is a number from 1 to 100000.")
        }
    }

    func run() throws {
        try Self.find(words, limit: limit, json: output.json)
    }

    /// Lists who matches all the words.
    ///
    /// - Throws: ``KithExit/nothingFound`` when nobody does, or ``ReplicaError``.
    static func find(_ words: [String], limit: Int, json: Bool) throws {
        let people = try Replica.reading().find(words.joined(separator: " "), limit: limit)
        if json {
            JSONOutput.write([("people", PeopleTable.json(people))])
        } else if people.isEmpty {
            Terminal.note("Nobody matches.")
        } else {
            Terminal.write(PeopleTable.text(people))
        }
        if people.isEmpty { throw KithExit.nothingFound }
    }
}
