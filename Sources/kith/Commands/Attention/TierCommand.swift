import ArgumentParser
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith tier`.
struct TierCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tier",
        abstract: "Say how much attention somebody gets. Private.",
        discussion: Tier.allCases.map { "  \($0.rawValue): \($0.meaning)" }.joined(separator: "\n")
            + """


            `kith stocktake` proposes tiers, and says why.

            Examples:
              kith tier ada close
              kith tier ada bob "carol day" wide
              kith tier ada none
              kith tier --search "tag:club touched:>180d" wide --dry-run
            """)

    @Argument(
        help:
            "Whom, also several, or @name of a saved search; then focus, close, active, wide, rest, or none.",
        completion: CompletedWords.tiers.kind)
    var words: [String]

    @OptionGroup var selection: SelectionOptions

    private var person: String { words.dropLast().joined(separator: " ") }
    private var names: [String] { Array(words.dropLast()) }
    private var tier: String { words.last ?? "" }

    @Flag(name: .long, help: "Also when focus is full.")
    var anyway = false

    func validate() throws {
        // A single word is whom; the tier was forgotten.
        let isTier = tier.lowercased() == "none" || (try? Tier(parsing: tier)) != nil
        if words.count == 1, selection.search == nil, !selection.ids, !isTier {
            throw ValidationError(
                "Which tier? `kith tier \(ShellWord.plain(tier)) close`, or focus, active, wide, rest, none."
            )
        }
        try selection.validate(named: words.dropLast())
    }

    func run() throws {
        let wanted = tier.lowercased() == "none" ? nil : try parse()
        if var query = selection.query(named: person) {
            if case .named = query { query = .several(names) }
            if wanted == .focus, !anyway {
                let reading = try Replica.reading()
                guard case .several = query, case let people = try query.people(reading),
                    let one = people.first, people.count == 1
                else {
                    throw CommandError(
                        exit: .refused,
                        sentence:
                            "Focus is for a few people: name them one by one, or say --anyway.")
                }
                try Self.checkFocus(of: one, reading)
            }
            try selection.run(query, "Setting") { try $0.setTier(wanted, of: $1) }
            for warning in try Replica.reading().tierCaps().warnings { Terminal.note(warning) }
            return
        }
        let (replica, people) = try Replica.writing { try PeopleQuery.several(names).people($0) }
        if wanted == .focus, !anyway, people.count > 1 {
            throw CommandError(
                exit: .refused,
                sentence: "Focus is for a few people: name them one by one, or say --anyway.")
        }
        if let one = people.first, people.count == 1 {
            if wanted == .focus, !anyway { try Self.checkFocus(of: one, replica) }
            try replica.setTier(wanted, of: one.id)
        } else {
            // One command, which one undo takes back.
            _ = try replica.setTier(wanted, of: ManyPeople(people))
        }
        for summary in people {
            let name = TerminalText.visible(summary.name)
            Terminal.tell(
                wanted.map { "\(name) is \($0.rawValue) now.\n" } ?? "\(name) has no tier now.\n")
        }
        for warning in try replica.tierCaps().warnings { Terminal.note(warning) }
    }

    private static func checkFocus(of person: PersonSummary, _ replica: Replica) throws {
        guard person.tier != Tier.focus.rawValue,
            let refusal = try replica.tierCaps().focusRefusal
        else { return }
        throw CommandError(exit: .refused, sentence: refusal)
    }

    private func parse() throws -> Tier {
        do {
            return try Tier(parsing: tier)
        } catch {
            throw CommandError(exit: .usage, sentence: error.sentence)
        }
    }
}
