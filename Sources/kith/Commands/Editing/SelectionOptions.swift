import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// The options of commands that take many people at once.
struct SelectionOptions: ParsableArguments {
    // A search may begin with a dash: -tag:club.
    @Option(
        name: .long, parsing: .unconditional,
        help: "Everybody who matches a search, as `kith find` reads it.")
    var search: String?

    @Flag(
        name: .long,
        help: "Everybody whose id is a line of the input, as `kith find --ids` prints them.")
    var ids = false

    @Flag(name: .long, help: "Show what would be done, and do nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Do not ask before many people are changed.")
    var yes = false

    @Flag(name: .long, help: "Print JSON, for programs.")
    var json = false

    /// Refuses several ways of saying whom at once, and none.
    ///
    /// - Throws: `ValidationError`.
    func validate(named words: [String]) throws {
        let ways = (words.isEmpty ? 0 : 1) + (search == nil ? 0 : 1) + (ids ? 1 : 0)
        guard ways != 0 else {
            throw ValidationError("Missing expected argument: a person, --search or --ids.")
        }
        guard ways == 1 else {
            throw ValidationError("Say whom in one way: a person, --search, or --ids.")
        }
    }

    /// The query of the options or a `@name`; nil when one person is named, and nothing is asked
    /// that is told of many.
    func query(named words: String) -> PeopleQuery? {
        if ids { return .ids }
        if let text = search ?? PeopleQuery.saved(words) { return .search(text) }
        return dryRun || json ? .named(words) : nil
    }

    /// Does something to everybody who is meant, as one command, after asking.
    ///
    /// - Parameters:
    ///   - query: Who is meant.
    ///   - title: What the progress bar says.
    ///   - past: What was done to those whom it concerned.
    ///   - isOfCards: Whether it changes cards, of which it is told when they are a team's.
    ///   - nothing: What none of them has when it concerns nobody, where that is nothing found.
    ///   - body: Does it, or tells what it would do.
    /// - Returns: Whether anything was written.
    /// - Throws: ``KithExit/nothingFound`` when nobody is meant, ``CommandError`` when it was not
    ///   confirmed, or what the body throws.
    @discardableResult
    func run(
        _ query: PeopleQuery, _ title: String, past: String = "Changed", isOfCards: Bool = false,
        nothing: String? = nil, _ body: (Replica, ManyPeople) throws -> [PersonVerdict]
    ) throws -> Bool {
        let reading = try Replica.reading()
        let people = try query.people(reading)
        guard !people.isEmpty else {
            if json { tellJSON([], of: 0) }
            Terminal.note("Nobody matches; nothing was changed.")
            throw KithExit.nothingFound
        }
        // What cannot be done is told before anybody is asked.
        let planned = try body(reading, many(people, title, isDryRun: true))
        let concerned = planned.filter { !$0.changes.isEmpty }
        if concerned.isEmpty, let nothing {
            if json { tellJSON([], of: people.count) }
            Terminal.note(
                (people.count == 1
                    ? "The one who matches does not have" : "None of the \(people.count) has")
                    + " \(nothing)")
            throw KithExit.nothingFound
        }
        if dryRun || concerned.isEmpty {
            tellPlan(planned, concerned, of: people.count)
            if isOfCards, !json { Self.tellTeams(concerned, isPlan: true) }
            return false
        }
        try confirm(concerned)
        let done = try body(
            try Replica.writing(), many(concerned.map(\.person), title, isDryRun: false))
        let changed = done.filter { !$0.changes.isEmpty }
        if json {
            tellJSON(changed, of: people.count)
            return true
        }
        if changed.count <= Confirmation.unaskedCount { Self.tell(changed) }
        Terminal.write("\(past) \(Self.count(changed)); `kith undo` takes it back.\n")
        if isOfCards { Self.tellTeams(changed, isPlan: false) }
        return true
    }

    /// Tells whose cards are others' too.
    private static func tellTeams(_ verdicts: [PersonVerdict], isPlan: Bool) {
        let shared = verdicts.filter { !$0.teams.isEmpty }
        guard !shared.isEmpty else { return }
        let teams = Set(shared.flatMap(\.teams)).sorted().joined(separator: ", ")
        let whose = shared.count == verdicts.count ? "" : "Of \(count(shared)): "
        Terminal.note(
            "\(whose)\(isPlan ? "This would be" : "This is") for everybody in "
                + "\(TerminalText.visible(teams)) with the next `kith sync`.")
    }

    private func tellPlan(
        _ planned: [PersonVerdict], _ concerned: [PersonVerdict], of count: Int
    ) {
        guard !json else { return tellJSON(concerned, of: count) }
        Self.tell(planned)
        Terminal.note(
            concerned.isEmpty
                ? "Nothing to change: \(Self.those(count)) as it says already."
                : "Would change \(Self.count(concerned)) of \(count); nothing was changed.")
    }

    private func many(_ people: [PersonSummary], _ title: String, isDryRun: Bool) -> ManyPeople {
        let bar = SharedProgress(ProgressBar(title))
        return ManyPeople(people, isDryRun: isDryRun) { done in
            bar.bar.show(Double(done) / Double(people.count), "\(done) of \(people.count)")
            if done == people.count - 1 { bar.bar.finish() }
        }
    }

    private func confirm(_ concerned: [PersonVerdict]) throws {
        guard concerned.count > Confirmation.unaskedCount, !yes else { return }
        try Confirmation.ask(
            "Change \(Self.count(concerned))? [y/N]",
            orRefuse: "This would change \(Self.count(concerned))",
            canAsk: Terminal.canAsk && !ids)
    }

    private static func those(_ count: Int) -> String {
        count == 1 ? "the one who matches is" : "all \(count) who match are"
    }

    private static func count(_ verdicts: [PersonVerdict]) -> String {
        Counted.text(verdicts.count, "person", "people")
    }

    private func tellJSON(_ verdicts: [PersonVerdict], of count: Int) {
        let people = verdicts.map { verdict in
            JSONValue.object([
                ("id", .text(verdict.person.id.description)), ("name", .text(verdict.person.name)),
                ("changes", .texts(verdict.changes)), ("teams", .texts(verdict.teams)),
            ])
        }
        JSONOutput.write([
            ("dry_run", .bool(dryRun)), ("matched", .integer(Int64(count))),
            ("people", .array(people)),
        ])
    }

    /// People of a plan that are shown, a screen or two: technical; `--json` has all of them.
    private static let shownPeople = 100

    private static func tell(_ verdicts: [PersonVerdict]) {
        var text = ""
        let concerned = verdicts.filter { !$0.changes.isEmpty }
        for verdict in concerned.prefix(shownPeople) {
            text +=
                Style.strong(TerminalText.visible(verdict.person.name)) + "  "
                + Style.faint(PeopleTable.shortID(verdict.person.id)) + "\n"
            text += verdict.changes.map { "  \(TerminalText.visible($0))\n" }.joined()
        }
        let more = concerned.count - shownPeople
        if more > 0 {
            text += Style.faint(
                "and \(Counted.text(more, "person", "people")) more; --json has all.\n")
        }
        Terminal.page(text)
    }
}

/// Who is meant by something other than a name.
enum PeopleQuery {
    case search(String)
    /// One person, as everywhere.
    case named(String)
    /// One person by all words together, else one by each of them.
    case several([String])
    /// By the ids on standard input.
    case ids

    /// The search that a word such as `@harbour` stands for; nil for names of people.
    static func saved(_ words: String) -> String? {
        words.hasPrefix("@") && words.count > 1 ? words : nil
    }

    /// Everybody who is meant.
    ///
    /// - Throws: ``CommandError`` for a search that does not exist or asks for nothing, or for an
    ///   id that is nobody's; ``ReplicaError``.
    func people(_ replica: Replica) throws -> [PersonSummary] {
        switch self {
        case .named(let words): return [try replica.person(words)]
        case .several(let names):
            let all = names.joined(separator: " ")
            guard names.count > 1, case .none = try replica.lookUp(all) else {
                return [try replica.person(all)]
            }
            return try replica.people(named: names)
        case .search(let text):
            let query = try Find.query(text, replica)
            if let unknown = query.namesOfSearches.first {
                throw CommandError(
                    exit: .nothingFound,
                    sentence:
                        "There is no saved search \(unknown); `kith items searches` lists them.")
            }
            // A list to look at forgives; a list to change does not.
            if let diagnostic = query.diagnostics.first {
                throw CommandError(exit: .usage, sentence: diagnostic.sentence)
            }
            guard !query.isEmpty else {
                throw CommandError(exit: .usage, sentence: "--search is empty; say who is meant.")
            }
            return try replica.search(
                query, today: LocalTime.today, dayStart: LocalTime.start,
                limit: 1_000_000)
        case .ids:
            var people: [PersonSummary] = []
            var seen: Set<EntityID> = []
            while let line = readLine() {
                let word = line.split(separator: " ").first.map(String.init) ?? ""
                guard !word.isEmpty else { continue }
                let person = try replica.person(word)
                if seen.insert(person.id).inserted { people.append(person) }
            }
            return people
        }
    }
}

/// A progress bar that a closure can move.
private final class SharedProgress {
    var bar: ProgressBar

    init(_ bar: ProgressBar) {
        self.bar = bar
    }
}
