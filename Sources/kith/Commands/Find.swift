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
            leaves out; `or` finds either side, brackets group. Fields: name:, org:, tag:, \
            group:"old harbour", city:, \
            email:, phone:, note:, tier:, space:, city:oslo,bergen for either, \
            birthday:next-30d, touched:>90d, created:<7d, ever:energy (a role, organisation or \
            industry now or once, by `kith new affiliation`), has:email, missing:phone; x.name: \
            and missing:x.name for fields of your own, my.stage: and missing:my.why for what `kith \
            set` says. @name is a saved search (`kith new search \
            name query=…`). Exit code 1 says that nobody was found. docs/search.md has it all.

            Examples:
              kith find ada lond
              kith find tag:investor -org:acme birthday:next-30d
              kith find "(tag:club or tag:chess) -city:oslo,bergen"
              kith find @harbour "touched:>90d"
              kith find my.stage:met missing:my.why
              kith find tag:club --fields name,emails,x.shoe-size,my.stage --csv
            """)

    // A word may begin with a minus sign.
    @Argument(
        parsing: .allUnrecognized, help: "Words of anything that `kith show` prints.")
    var words: [String]

    @Option(
        name: .long,
        help: "How many people to show at most, from 1; unless told 50, for programs all.")
    var limit: Int?

    /// How many people a table has unless told; programs get everybody.
    static let usualLimit = 50

    @OptionGroup var pager: PagerOptions
    @OptionGroup var output: ListOptions

    mutating func validate() throws {
        if words.first == "--" { words.removeFirst() }
        if let word = words.first(where: { $0.hasPrefix("--") }) {
            throw ValidationError("Unknown option “\(word)”.")
        }
        try LimitOption.check(limit)
    }

    /// Reads a search, with saved searches in the place of their names, and names of groups whole.
    ///
    /// - Throws: ``CommandError`` for a name that two searches have, ``ReplicaError``.
    static func query(_ text: String, _ replica: Replica) throws -> SearchQuery {
        let query = SearchQuery(text)
        let saved = try query.namesOfSearches.isEmpty ? [] : replica.items(of: .search)
        return try query.expanding { name in
            let meant = saved.filter { $0.text(.name).lowercased() == name }
            guard Set(meant.map { $0.text(.query) }).count <= 1 else {
                let all = meant.map { "\(ItemText.shortID($0.id)) “\($0.text(.query))”" }
                throw CommandError(
                    exit: .usage,
                    sentence:
                        "@\(name) is \(meant.count) saved searches, as two machines wrote them: "
                        + all.joined(separator: ", ") + ". `kith drop ID` takes one away.")
            }
            return meant.first?.text(.query)
        }.joiningGroupNames(replica.isGroup)
    }

    func run() throws {
        try Self.find(words, limit: limit, as: output.form, output, pager)
    }

    /// Lists who matches all the words, and ends the program.
    ///
    /// - Throws: ``KithExit/nothingFound`` when nobody does, or ``ReplicaError``.
    static func find(
        _ words: [String], limit: Int? = nil, as form: PeopleTable.Form,
        _ output: ListOptions? = nil, _ pager: PagerOptions? = nil
    ) throws {
        let replica = try Replica.reading()
        let query = try query(words.joined(separator: " "), replica)
        for name in query.namesOfSearches where !name.contains(".") {
            Terminal.complain("There is no saved search \(name); `kith items searches` lists them.")
        }
        for diagnostic in query.diagnostics { Terminal.complain(diagnostic.sentence) }
        let most = limit ?? (form == .table ? usualLimit : Int(Int32.max))
        let found = try replica.search(
            query, today: LocalTime.today, dayStart: LocalTime.start, limit: most + 1)
        let people = Array(found.prefix(most))
        if people.isEmpty, form == .table {
            Terminal.note("Nobody matches.")
        } else {
            try PeopleTable.write(people, as: form, try output?.columns(replica), pager)
        }
        if found.count > most, form == .table {
            Terminal.note("There are more than \(most); --limit shows more of them.")
        }
        if people.isEmpty { throw KithExit.nothingFound }
        withExtendedLifetime(replica) { Terminal.end() }
    }
}
