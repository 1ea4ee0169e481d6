import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith find`.
struct Find: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Find people by anything that is known about them.",
        discussion: """
            Every word must be there; its last letters may be missing, accents and slips do not \
            matter. A telephone number is found in any form. "Exact words" go in quotes, -word \
            leaves out. Fields: name:, org:, tag:, city:, email:, phone:, note:, tier:, space:, \
            birthday:next-30d, touched:>90d, ever:energy (a role, organisation or industry now \
            or once, by `kith new affiliation`), has:email, missing:phone; x.name: and \
            missing:x.name for fields of your own. @name is a saved search (`kith new search \
            name query=…`). Exit code 1 says that nobody was found.

            Examples:
              kith find ada lond
              kith find tag:investor -org:acme birthday:next-30d
              kith find @harbour "touched:>90d"
            """)

    // A word may begin with a minus sign.
    @Argument(
        parsing: .allUnrecognized, help: "Words of names, organisations, addresses, tags or notes.")
    var words: [String]

    @Option(name: .long, help: "How many people to show at most.")
    var limit = Find.usualLimit

    /// How many people are shown unless told.
    static let usualLimit = 50

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: ListOptions

    func validate() throws {
        if let word = words.first(where: { $0.hasPrefix("--") }) {
            throw ValidationError("Unknown option “\(word)”.")
        }
        guard (1...100_000).contains(limit) else {
            throw ValidationError("--limit is a number from 1 to 100000.")
        }
    }

    /// The words with saved searches in the place of their names.
    ///
    /// - Throws: ``ReplicaError``.
    static func expanded(_ text: String, _ replica: Replica) throws -> String {
        guard text.contains("@") else { return text }
        let words = try text.split(separator: " ").map { word -> String in
            guard word.hasPrefix("@"), word.count > 1 else { return String(word) }
            let name = word.dropFirst().lowercased()
            let saved = try replica.items(of: EntityKind(rawValue: "search"))
                .first { $0.text("name").lowercased() == name }
            if saved == nil, !name.contains(".") {
                Terminal.complain(
                    "There is no saved search \(word); `kith items searches` lists them.")
            }
            return saved?.text("query") ?? String(word)
        }
        return words.joined(separator: " ")
    }

    func run() throws {
        try Self.find(words, limit: limit, as: output.form, pager)
    }

    /// Lists who matches all the words, and ends the program.
    ///
    /// - Throws: ``KithExit/nothingFound`` when nobody does, or ``ReplicaError``.
    static func find(
        _ words: [String], limit: Int, as form: PeopleTable.Form, _ pager: PagerOptions? = nil
    ) throws {
        let replica = try Replica.reading()
        let query = SearchQuery(try Self.expanded(words.joined(separator: " "), replica))
        for diagnostic in query.diagnostics { Terminal.complain(diagnostic.sentence) }
        let people = try replica.search(
            query, today: LocalTime.today, dayStart: { LocalTime.noon(of: $0) - 43_200_000 },
            limit: limit)
        if people.isEmpty, form == .table {
            Terminal.note("Nobody matches.")
        } else {
            PeopleTable.write(people, as: form, pager)
        }
        if people.isEmpty { throw KithExit.nothingFound }
        withExtendedLifetime(replica) { Terminal.end() }
    }
}
