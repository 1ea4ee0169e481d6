import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith dupes`.
struct Dupes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dupes",
        abstract: "Show cards that may be the same person's, and why.",
        discussion: """
            A name alone never says so: it takes an address, number, page or birthday of one's \
            own in common. `kith merge` joins two, `kith merge --certain` all that are beyond doubt; \
            --not remembers that two are different people.

            Examples:
              kith dupes
              kith dupes --country DE
              kith dupes --not 9b48b8c5 1d22aa01
            """)

    @Option(
        name: .long,
        help:
            "The country of numbers without a country code, such as DE; that of most numbers unless told."
    )
    var country: String?

    @Flag(name: .long, help: "Only those that are beyond doubt.")
    var certain = false

    @Option(name: .customLong("not"), parsing: .upToNextOption, help: "Two who are not the same.")
    var not: [String] = []

    @Option(name: .long, help: "How many at most, from 1; unless told 50, for programs all.")
    var limit: Int?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try LimitOption.check(limit)
    }

    func run() throws {
        guard not.isEmpty else { return try remember() }
        let replica = try Replica.reading()
        let search = try output.waiting(DuplicateSearch.title) {
            try DuplicateSearch(replica, country: country)
        }
        let found = search.candidates.filter { !certain || $0.verdict == .merge }
        let names = search.names
        if output.json {
            let shown = found.prefix(limit ?? found.count)
            let spaces = try Self.spaces(of: shown, replica)
            JSONOutput.write([("pairs", .array(shown.map { Self.json($0, names, spaces) }))])
            return
        }
        if found.isEmpty { Terminal.note("No two cards look like one person's.") }
        let most = limit ?? 50
        let spaces = try Self.spaces(of: found.prefix(most), replica)
        for candidate in found.prefix(most) {
            Terminal.tell(Self.text(candidate, names, spaces))
        }
        if found.count > most {
            Terminal.tell("\(found.count - most) more; --limit shows them.\n")
        }
        if let pair = found.first?.pair {
            Terminal.note(Self.advice(pair, hasCertain: found.contains { $0.verdict == .merge }))
        }
    }

    /// Where the cards of those are who look alike; nobody's when all are in one's own book.
    private static func spaces(
        of found: some Sequence<DuplicateCandidate>, _ replica: Replica
    ) throws -> [EntityID: [String]] {
        guard try replica.spaces(countsPeople: false).count > 1 else { return [:] }
        var spaces: [EntityID: [String]] = [:]
        for person in found.flatMap({ [$0.pair.first, $0.pair.second] })
        where spaces[person] == nil {
            spaces[person] = try replica.cardPlaces(of: person).shown
        }
        return spaces
    }

    private func remember() throws {
        guard not.count == 2 else {
            throw CommandError(exit: .usage, sentence: "--not takes two people.")
        }
        let (replica, people) = try Replica.writing { replica in
            try not.map { try replica.person($0) }
        }
        guard people[0].id != people[1].id else {
            throw CommandError(
                exit: .usage,
                sentence: "Both mean \(people[0].name): one card, or cards that are merged; "
                    + "`kith unmerge \(PeopleTable.shortID(people[0].id))` takes these apart.")
        }
        let pair = [people[0].id, people[1].id].sorted()
        var draft = ItemDraft(
            id: replica.derivedID("distinct", pair[0].description, pair[1].description),
            kind: .distinct)
        draft.set(.a, entity: pair[0])
        draft.set(.b, entity: pair[1])
        try replica.write("dupes", [draft])
        guard !output.json else {
            return JSONOutput.write([
                ("distinct", .array(pair.map { .text($0.description) }))
            ])
        }
        Terminal.tell(
            TerminalText.visible("\(people[0].name) and \(people[1].name) are different people.")
                + "\n")
    }

    /// The advice for two who look alike.
    private static func advice(_ pair: DuplicatePair, hasCertain: Bool) -> String {
        let two = [pair.first, pair.second].map(PeopleTable.shortID).joined(separator: " ")
        let certain = hasCertain ? "`kith merge --certain` all that are the same; " : ""
        return "`kith merge \(two)` joins two; \(certain)`kith dupes --not \(two)` says that they "
            + "are different people."
    }

    private static func text(
        _ candidate: DuplicateCandidate, _ names: [EntityID: String],
        _ spaces: [EntityID: [String]]
    ) -> String {
        let people = [candidate.pair.first, candidate.pair.second].map { person in
            let place = (spaces[person] ?? []).joined(separator: ", ")
            return Style.faint(PeopleTable.shortID(person)) + "  "
                + Style.strong(TerminalText.visible(names[person] ?? ""))
                + (place.isEmpty ? "" : "  " + Style.faint(TerminalText.visible("(\(place))")))
        }
        let verdict = candidate.verdict == .merge ? Style.good("the same") : Style.warning("look")
        var text = people.joined(separator: "\n") + "\n  \(verdict), \(candidate.score) points\n"
        for evidence in candidate.evidence {
            let sign = evidence.weight >= 0 ? "+" : ""
            text += "  \(sign)\(evidence.weight)  \(TerminalText.visible(evidence.sentence))\n"
        }
        return text
    }

    private static func json(
        _ candidate: DuplicateCandidate, _ names: [EntityID: String],
        _ spaces: [EntityID: [String]]
    ) -> JSONValue {
        let people = [candidate.pair.first, candidate.pair.second].map {
            JSONValue.object([
                ("id", .text($0.description)), ("name", .text(names[$0] ?? "")),
                ("spaces", .texts(spaces[$0] ?? ["personal"])),
            ])
        }
        return .object([
            ("people", .array(people)), ("verdict", .text(candidate.verdict.rawValue)),
            ("score", .integer(Int64(candidate.score))),
            ("why", .texts(candidate.evidence.map(\.sentence))),
        ])
    }
}
