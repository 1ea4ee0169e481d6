package import ChangeLog
import ContactModel

/// Whether it is a good time to ask somebody for something (practice S2-11).
package struct AskGuard: Hashable, Sendable {
    /// The answer.
    package enum Verdict: String, Hashable, Sendable {
        case ask = "ask"
        case warmUp = "warm up first"
        case no = "do not ask"
    }

    package let verdict: Verdict
    /// Whether the tie itself is far or quiet, and not only the balance or a promise in the way.
    package let isCold: Bool
    package let reasons: [String]
    /// The steps to take first; empty when the way is free.
    package let plan: [String]
    /// The touches, promises and rules behind it.
    package let evidence: [String]

    /// The closeness from which an ask is natural (practice S2-11: not of somebody who barely knows
    /// you).
    ///
    /// Our choice: an hour's coffee comes to 33, so that it opens the way for six weeks.
    package static let enoughCloseness = 30
    /// Days after which a tie is cold: the longest gap of the active layer (``Cadence/active``).
    package static let coldDays = Cadence.active.longestDays
    /// Touches named behind a verdict: as many as a screen shows.
    private static let shownTouches = 3

    /// A hurdle before an ask, and the step that takes it away.
    private struct Hurdle {
        let reason: String
        let step: String
    }

    /// Looks at closeness, how long ago the last touch was, and who gave last.
    ///
    /// - Parameters:
    ///   - person: Who is to be asked.
    ///   - book: What was written down.
    ///   - ask: The ask that it is about, when it is in the book already.
    package init(asking person: EntityID, in book: PracticeBook, besides ask: EntityID? = nil) {
        let peace = book.peace(of: person)
        if let peace, book.people[person]?.isClosed == true {
            verdict = .no
            isCold = true
            reasons = [peace.sentence]
            plan = []
            evidence = ["as you wrote it down with kith set"]
            return
        }
        if let facts = book.people[person], facts.isTheirTurn {
            verdict = .no
            isCold = true
            reasons = [
                "has not answered \(facts.touches.unanswered) times: it is their turn"
            ]
            plan = []
            evidence = book.touches(with: person).suffix(Self.shownTouches).reversed()
                .map(book.line)
            return
        }
        let closeness = book.closeness(to: person)
        let balance = Balance(with: person, in: book, besides: ask)
        let promises = book.items(.promise, naming: person).filter {
            $0.text(.side) != "theirs" && ["", "open"].contains($0.text(.status))
        }
        let hurdles = [
            Self.hurdle(ofPromises: promises), Self.hurdle(of: closeness),
            Self.hurdle(ofSilence: person, book),
            book.people[person]?.isFamily ?? false ? nil : Self.hurdle(of: balance),
        ].compactMap { $0 }
        verdict = hurdles.isEmpty ? .ask : .warmUp
        isCold =
            Self.hurdle(of: closeness) != nil || Self.hurdle(ofSilence: person, book) != nil
        // To whom is muted no step is proposed; an ask that is natural is one's own to make.
        plan = peace == nil ? hurdles.map(\.step) : []
        reasons =
            (peace.map { [$0.sentence] } ?? [])
            + (hurdles.isEmpty
                ? [
                    "closeness \(closeness.score)",
                    "given \(balance.given), asked \(balance.askedInAll)",
                ]
                : hurdles.map(\.reason))
        evidence =
            closeness.reasons.map { "closeness \(closeness.score) of 100: \($0)" }
            + book.touches(with: person).suffix(Self.shownTouches).reversed().map(book.line)
            + book.items(.entry, naming: person).map {
                "ledger: \($0.text(.side)) \($0.text(.text))"
            } + promises.map { "open promise: \($0.text(.text))" } + [
                "an ask is natural from a closeness of \(Self.enoughCloseness), within "
                    + "\(Self.coldDays) days of the last touch, after giving more than taking"
            ]
    }

    private static func hurdle(ofPromises open: [Item]) -> Hurdle? {
        guard !open.isEmpty else { return nil }
        return Hurdle(
            reason:
                "\(Counted.text(open.count, "promise")) of yours \(open.count == 1 ? "is" : "are") open",
            step: "keep your promise first")
    }

    private static func hurdle(of closeness: Closeness) -> Hurdle? {
        guard closeness.score < enoughCloseness else { return nil }
        let why = closeness.reasons.joined(separator: "; ")
        return Hurdle(
            reason: "closeness \(closeness.score) of 100: \(why)",
            step: "meet or call once without a wish of your own")
    }

    private static func hurdle(ofSilence person: EntityID, _ book: PracticeBook) -> Hurdle? {
        guard let last = book.people[person]?.touches.lastMilliseconds.map(book.day),
            book.today.days(since: last) > coldDays
        else { return nil }
        return Hurdle(reason: "last in touch \(last)", step: "write to hear how they are")
    }

    private static func hurdle(of balance: Balance) -> Hurdle? {
        guard balance.given <= balance.asked + balance.received else { return nil }
        return Hurdle(
            reason: balance.sentence,
            step: "give something first; what is needed: kith radar")
    }
}
