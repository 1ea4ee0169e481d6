import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// The stock-take in the terminal: a person, a key, and what was decided kept batch by batch.
final class StocktakeSession {
    private let batchSize: Int
    private let today: CivilDay
    private var inFocus: Int
    private var decided: [(candidate: TierCandidate, decision: AttentionDecision)] = []
    private var kept = 0

    /// For how long somebody is out of the way who is parked (practice S0-1).
    ///
    /// Our choice: a quarter in round days, as the active layer is seen (``Cadence/active``);
    /// `kith set ada parked=` overrules it.
    private static let parkedDays = Cadence.active.idealDays

    private static let tiers: [Character: Tier] = [
        "f": .focus, "c": .close, "a": .active, "w": .wide, "r": .rest,
    ]

    /// The meaning of a key.
    private enum Answer {
        case decide(AttentionDecision)
        case skip
        case quit
    }

    init(caps: TierCaps, batchSize: Int, today: CivilDay) {
        self.batchSize = batchSize
        self.today = today
        inFocus = caps.count(.focus)
    }

    /// Goes through the proposals until the end or `q`.
    ///
    /// - Throws: ``ReplicaError``; what was kept before stays.
    func run(_ proposals: [TierProposal], key: () -> Character?) throws {
        Terminal.tell(
            Style.faint(
                "Enter takes the proposal; f focus, c close, a active, w wide, r rest; "
                    + "p parks, s skips, ? says why, q ends.\n"))
        for (number, proposal) in proposals.enumerated() {
            Terminal.tell("\n\(number + 1)/\(proposals.count)  \(Stocktake.line(proposal))\n")
            if let reason = proposal.reasons.first { say(reason) }
            switch answer(to: proposal, key: key) {
            case .quit:
                try keep()
                end()
                return
            case .skip: Terminal.tell("skipped\n")
            case .decide(let decision): take(proposal, decision)
            }
            if (number + 1).isMultiple(of: batchSize) { try keep() }
        }
        try keep()
        end()
    }

    private func answer(to proposal: TierProposal, key: () -> Character?) -> Answer {
        while true {
            Terminal.tell("> ")
            guard let key = key() else { return .quit }
            switch key {
            case "q", "\u{3}", "\u{4}", "\u{1B}": return .quit
            case "s", " ": return .skip
            case "p": return .decide(.park(today.adding(days: Self.parkedDays)))
            case "?":
                Terminal.tell("\n")
                proposal.reasons.forEach(say)
                if proposal.reasons.isEmpty {
                    say("nothing that is written down speaks for a tier yet")
                }
            case "\n", "\r", "y":
                guard let tier = proposal.tier else { return .skip }
                if let answer = accepted(tier, proposal) { return answer }
            default:
                guard let tier = Self.tiers[key] else { continue }
                if let answer = accepted(tier, proposal) { return answer }
            }
        }
    }

    /// Focus holds ten people at most, here as with `kith tier` (practice S4-11).
    private func accepted(_ tier: Tier, _ proposal: TierProposal) -> Answer? {
        let isNew = tier == .focus && proposal.candidate.current != .focus
        if isNew, let refusal = TierCaps(countByTier: [.focus: inFocus]).focusRefusal {
            Terminal.tell("\n")
            say(refusal)
            return nil
        }
        return .decide(.tier(tier))
    }

    private func take(_ proposal: TierProposal, _ decision: AttentionDecision) {
        switch decision {
        case .tier(let tier):
            if proposal.candidate.current == .focus { inFocus -= 1 }
            if tier == .focus { inFocus += 1 }
            Terminal.tell("\(Style.good(tier.rawValue))\n")
        case .park(let day): Terminal.tell("parked until \(day)\n")
        }
        decided.append((proposal.candidate, decision))
    }

    private func keep() throws {
        guard !decided.isEmpty else { return }
        // Only now: between two keys nothing is locked.
        try Replica.writing().decide(decided)
        kept += decided.count
        Terminal.tell(
            Style.faint(
                "Kept: \(Counted.text(decided.count, "person", "people")); "
                    + "`kith undo` takes this batch back.\n"))
        decided = []
    }

    private func end() {
        Terminal.tell(
            "\(Counted.text(kept, "person", "people")) decided; `kith stocktake` goes on, "
                + "`kith today` begins a day.\n")
    }

    private func say(_ text: String) { Terminal.tell("    \(TerminalText.visible(text))\n") }
}
