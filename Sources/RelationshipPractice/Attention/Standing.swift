import ChangeLog
import ContactModel

/// The reasons for giving somebody attention: points, each with the words they come from.
///
/// ``StandingWeights`` has the numbers; what each stands for is the essays' (the sentence names the
/// row), and none is worth much alone: influence without a tie is no alliance (practice S4-7).
struct Standing {
    private(set) var points = 0
    private(set) var reasons: [String] = []
    /// Nil when nothing was written down.
    private(set) var tier: Tier?
    /// Whether the person belongs to the private circle, which work never outranks (S0-7).
    let isPrivate: Bool

    /// Weighs what a book says of somebody.
    init(of person: EntityID, in pages: BookByPerson) {
        let overlay = pages.overlay(of: person)
        isPrivate = overlay.text(.circle) == "private"
        if let reason = pages.book.people[person].flatMap({ Self.peace($0, pages.book) }) {
            (tier, reasons) = (.rest, [reason])
            return
        }
        let servesGoal = weighGoals(person, pages)
        weigh(overlay)
        weighExchange(person, pages)
        let drain = weighEnergy(pages.touches(with: person))
        guard !reasons.isEmpty || isPrivate else { return }
        tier =
            switch points {
            case StandingWeights.focusPoints... where servesGoal: .focus
            case StandingWeights.closePoints...: .close
            case StandingWeights.activePoints...: .active
            default: .wide
            }
        if isPrivate, points < StandingWeights.closePoints {
            tier = .close
            reasons.append("private circle: close at least")
        } else if drain {
            tier = .rest
        }
    }

    /// Why somebody is left in peace for good; nil for everybody else.
    private static func peace(_ facts: RhythmFacts, _ book: PracticeBook) -> String? {
        switch facts.peace(on: book.today) {
        case .died(let day): "died (\(day))"
        case .saidNo: "said no: that is final"
        case .retired(""): "stage retired"
        case .retired(let why): "retired: \(why)"
        case .muted, nil: nil
        }
    }

    private mutating func add(_ more: Int, _ reason: String) {
        points += more
        reasons.append("\(more < 0 ? "−" : "+")\(abs(more)) \(reason)")
    }

    /// Who has a part in where I want to go comes before who is merely well known (S4-6, S0-6).
    private mutating func weighGoals(_ person: EntityID, _ pages: BookByPerson) -> Bool {
        let goals = Set(pages.book.open(.goal).map(\.id))
        func serves(_ item: Item) -> Bool {
            pages.purposes.goal(of: item).map(goals.contains) ?? false
        }
        let seats = pages.openSeats(of: person)
        let targets = pages.open(.target, of: person).filter {
            $0.entity(.person) == person && $0.text(.status) == "active"
        }
        let touches = pages.touches(with: person).count { $0.isReal && serves($0.item) }
        let outcomes = pages.items(.outcome, of: person).count
        let backed = pages.items(.support, of: person).count { $0.text(.side) != "mine" }
        let before = points
        if let seat = seats.first {
            add(
                StandingWeights.seat.points(seats.count),
                "has the seat “\(seat.text(.text))”")
        }
        if let target = targets.first {
            add(StandingWeights.target.whole, "active target “\(target.text(.text))”")
        }
        if touches > 0 {
            add(
                StandingWeights.goalTouch.points(touches),
                "\(Counted.text(touches, "touch", "touches")) for your goals")
        }
        if outcomes > 0 {
            add(
                StandingWeights.outcome.points(outcomes),
                "\(Counted.text(outcomes, "outcome")) came through them")
        }
        if backed > 0 {
            add(
                StandingWeights.support.points(backed),
                "stood up for you \(Counted.text(backed, "time"))")
        }
        return points > before
    }

    /// Weighs the reader's private words about the person.
    private mutating func weigh(_ overlay: Item) {
        if let influence = overlay.number(.influence, in: 0...5), influence > 0 {
            add(StandingWeights.influence.points(influence), "influence \(influence) of 5")
        }
        if let known = overlay.number(.known, in: 0...5), known > 0 {
            add(StandingWeights.known.points(known), "knows you: \(known) of 5")
        }
        if let more = StandingWeights.stages[overlay.text(.stage)] {
            add(more, "stage \(overlay.text(.stage))")
        }
    }

    /// Time, depth and giving both ways (Granovetter 1973; practice S4-2, S4-3).
    private mutating func weighExchange(_ person: EntityID, _ pages: BookByPerson) {
        let closeness = pages.closeness(to: person)
        if closeness.score > 0 {
            let shown = closeness.reasons.joined(separator: "; ")
            add(
                max(closeness.score * StandingWeights.closeness / 100, 1),
                "closeness \(closeness.score): \(shown)")
        }
        let balance = pages.balance(with: person)
        let mutual = min(balance.given, balance.received)
        if mutual > 0 {
            add(
                StandingWeights.exchange.points(mutual),
                "given \(balance.given), received \(balance.received)")
        }
    }

    /// Somebody who takes more than there is of it is not served first, however useful (S1-29).
    ///
    /// - Returns: Whether two touches and more took so much that rest is proposed.
    private mutating func weighEnergy(_ touches: [Touch]) -> Bool {
        let rated = touches.compactMap { $0.item.number(.energy, in: Touch.energies) }
        guard !rated.isEmpty else { return false }
        let sum = rated.reduce(0, +)
        let mean = Double(sum) / Double(rated.count)
        guard sum != 0 else { return false }
        let weight = mean > 0 ? StandingWeights.energyGiven : StandingWeights.energyTaken
        let more = Int((mean * Double(weight)).rounded())
        let word = mean > 0 ? "gave" : "took"
        if more != 0 {
            add(more, "\(Counted.text(rated.count, "touch", "touches")) \(word) energy")
        }
        return rated.count >= StandingWeights.restAfter.touches
            && mean <= StandingWeights.restAfter.mean
    }
}
