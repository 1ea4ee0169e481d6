import ArgumentParser
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
              kith tier ada none
            """)

    @Argument(help: "Whom.", completion: PeopleCompletion.names)
    var person: String

    @Argument(
        help: "focus, close, active, wide, rest, or none.",
        completion: .list(Tier.allCases.map(\.rawValue) + ["none"]))
    var tier: String

    @Flag(name: .long, help: "Also when focus is full.")
    var anyway = false

    func run() throws {
        let wanted = tier.lowercased() == "none" ? nil : try parse()
        let replica = try Replica.writing()
        let summary = try replica.person(person)
        if wanted == .focus, !anyway, summary.tier != Tier.focus.rawValue,
            let refusal = try replica.tierCaps().focusRefusal
        {
            throw CommandError(exit: .refused, sentence: refusal)
        }
        try replica.setTier(wanted, of: summary.id)
        let name = TerminalText.visible(summary.name)
        Terminal.write(
            wanted.map { "\(name) is \($0.rawValue) now.\n" } ?? "\(name) has no tier now.\n")
        for warning in try replica.tierCaps().warnings { Terminal.note(warning) }
    }

    private func parse() throws -> Tier {
        do {
            return try Tier(parsing: tier)
        } catch {
            throw CommandError(exit: .usage, sentence: error.sentence)
        }
    }
}
