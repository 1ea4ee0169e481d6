import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// `kith stocktake`.
struct Stocktake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stocktake",
        abstract: "Go through the people you know and decide how much attention each gets.",
        discussion: """
            Proposes a tier from what you wrote down: parts in goals, influence, closeness, giving \
            both ways, energy. Nothing is guessed; of whom nothing speaks for a tier you are only \
            asked. Who was parked comes back first. On a terminal one key a person, twenty at a \
            time, and one `kith undo` takes a batch back; elsewhere the proposals are printed, and \
            --accept takes them.

            Examples:
              kith stocktake
              kith stocktake ada bob --why
              kith stocktake --all --json
              kith stocktake --accept --limit 20
            """)

    @Argument(help: "Only these people.", completion: CompletedWords.people.kind)
    var people: [String] = []

    @Flag(name: .long, help: "Also people who have a tier, where another one fits better.")
    var all = false

    @Flag(name: .long, help: "Take the proposals as they are.")
    var accept = false

    @Flag(name: .long, help: "Say everything that a proposal is made of.")
    var why = false

    /// "In batches of 20" (practice S4-16).
    private static let usualBatch = 20

    @Option(name: .long, help: "How many people a batch has, from 1.")
    var limit = Self.usualBatch

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try LimitOption.check(limit)
    }

    func run() throws {
        let isGuided = KeyReader.isPossible && !output.json && !accept && !why && people.isEmpty
        let replica = try Replica.reading()
        let (candidates, parked) = try candidates(replica)
        if candidates.isEmpty, !output.json, let why = try replica.whyNobody() {
            Terminal.note(why)
            return
        }
        let proposals = try output.waiting {
            let book = try book(about: candidates, replica)
            return TierProposal.proposals(
                for: candidates, in: book, caps: try replica.tierCaps()
            ).filter { people.isEmpty ? $0.isNews(in: book) : true }
        }
        if proposals.isEmpty, !accept, !output.json {
            Terminal.note(nothing(parked: parked))
        } else if isGuided {
            let session = StocktakeSession(
                caps: try replica.tierCaps(), batchSize: limit, today: LocalTime.today)
            try KeyReader.withKeys { key in try session.run(proposals, key: key) }
        } else if accept {
            try take(Array(proposals.filter { $0.tier != nil }.prefix(limit)), .writing())
        } else {
            show(Array(proposals.prefix(limit)), of: proposals.count, parked: parked)
        }
    }

    private func candidates(
        _ replica: Replica
    ) throws -> (candidates: [TierCandidate], parked: Int) {
        let today = LocalTime.today
        guard !people.isEmpty else {
            return try replica.tierCandidates(alsoDecided: all, today: today)
        }
        let named = try replica.people(named: people).map { person in
            TierCandidate(
                person: person.id, name: person.name, current: Tier(rawValue: person.tier))
        }
        return (named, 0)
    }

    /// Of a few people only what names them is read, and what tells which goals it serves.
    private func book(about candidates: [TierCandidate], _ replica: Replica) throws -> PracticeBook
    {
        people.isEmpty
            ? try .read(replica)
            : try .read(replica, about: candidates.map(\.person), with: Purposes.kinds)
    }

    private func take(_ proposals: [TierProposal], _ replica: Replica) throws {
        let decisions = proposals.compactMap { proposal in
            proposal.tier.map {
                (candidate: proposal.candidate, decision: AttentionDecision.tier($0))
            }
        }
        guard !decisions.isEmpty else {
            if output.json { JSONOutput.write([("accepted", .array([]))]) }
            Terminal.note("There is no proposal: write down what you know, `kith kinds person`.")
            return
        }
        try replica.decide(decisions)
        if output.json {
            JSONOutput.write([("accepted", .array(proposals.map(Self.json)))])
            return
        }
        for proposal in proposals { Terminal.tell(Self.line(proposal) + "\n") }
        Terminal.note("Taken; `kith undo` takes all of it back.")
        for warning in try replica.tierCaps().warnings { Terminal.note(warning) }
    }

    private func show(_ proposals: [TierProposal], of count: Int, parked: Int) {
        if output.json {
            JSONOutput.write([
                ("proposals", .array(proposals.map(Self.json))),
                ("waiting", .integer(Int64(count))),
                ("parked", .integer(Int64(parked))),
            ])
            return
        }
        for proposal in proposals {
            Terminal.tell(Self.line(proposal) + "\n")
            let shown = why ? proposal.reasons[...] : proposal.reasons.prefix(1)
            for reason in shown { Terminal.tell("    \(TerminalText.visible(reason))\n") }
        }
        var rest: [String] = []
        if count > proposals.count { rest.append("\(count - proposals.count) more") }
        if parked > 0 { rest.append("\(parked) parked until later") }
        if !rest.isEmpty { Terminal.note(rest.joined(separator: ", ") + ".") }
    }

    /// The sentence for when there is nobody to look at.
    private func nothing(parked: Int) -> String {
        let later = parked > 0 ? ", but for \(parked) parked until later" : ""
        return all
            ? "Nobody's tier asks for another look\(later)."
            : "Everybody is decided\(later). `kith stocktake --all` looks at tiers again."
    }

    /// One line: who, and what is proposed.
    static func line(_ proposal: TierProposal) -> String {
        let name = TerminalText.visible(proposal.candidate.name)
        let current = proposal.candidate.current.map { "\($0.rawValue) → " } ?? ""
        let tier =
            proposal.tier.map { Style.good($0.rawValue) }
            ?? Style.faint("nothing speaks for a tier yet")
        let back = proposal.candidate.parkedUntil.map { Style.faint("  parked until \($0)") } ?? ""
        return "\(Style.faint(PeopleTable.shortID(proposal.candidate.person)))  "
            + "\(Style.strong(name))  \(current)\(tier)\(back)"
    }

    private static func json(_ proposal: TierProposal) -> JSONValue {
        .object([
            ("id", .text(proposal.candidate.person.description)),
            ("name", .text(proposal.candidate.name)),
            ("tier", .optional(proposal.candidate.current?.rawValue)),
            ("proposed", .optional(proposal.tier?.rawValue)),
            ("points", .integer(Int64(proposal.points))),
            ("parked_until", .optional(proposal.candidate.parkedUntil?.description)),
            ("why", .texts(proposal.reasons)),
        ])
    }
}
