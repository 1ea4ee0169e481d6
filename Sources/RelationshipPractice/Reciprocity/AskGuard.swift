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
    package let reasons: [String]
    /// What to do first; empty when the way is free.
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

    /// Looks at closeness, how long ago the last touch was, and who gave last.
    package init(asking person: EntityID, in book: PracticeBook) {
        let overlay = book.people[person]?.overlay ?? Item(id: person, kind: .person)
        guard overlay.text("boundary") != "no" else {
            verdict = .no
            reasons = ["said no: that is final until it is lifted (S0-11)"]
            plan = []
            evidence = ["boundary: no"]
            return
        }
        var reasons: [String] = []
        var plan: [String] = []
        let closeness = book.closeness(to: person)
        if closeness.score < Self.enoughCloseness {
            reasons.append(
                "closeness \(closeness.score) of 100: \(closeness.reasons.joined(separator: "; "))")
            plan.append("meet or call once without a wish of your own")
        }
        let last = book.people[person]?.touches.lastMilliseconds.map(book.day)
        if let last, book.today.days(since: last) > Self.coldDays {
            reasons.append("last in touch \(last)")
            plan.append("write to hear how they are")
        }
        let balance = Balance(with: person, in: book)
        if balance.given <= balance.asked + balance.received {
            reasons.append(
                "given \(balance.given), received \(balance.received), asked \(balance.asked)")
            plan.append("give something first: kith radar shows what is needed")
        }
        let open = book.items("promise", naming: person).filter {
            $0.text("side") != "theirs" && ["", "open"].contains($0.text("status"))
        }
        if !open.isEmpty {
            reasons.append("\(open.count) of your promises are open")
            plan.insert("keep your promise first", at: 0)
        }
        verdict = plan.isEmpty ? .ask : .warmUp
        if plan.isEmpty {
            reasons = [
                "closeness \(closeness.score)", "given \(balance.given), asked \(balance.asked)",
            ]
        }
        self.reasons = reasons
        self.plan = plan
        evidence =
            closeness.reasons.map { "closeness \(closeness.score) of 100: \($0)" }
            + book.touches(with: person).suffix(Self.shownTouches).reversed().map(book.line)
            + book.items("entry", naming: person).map {
                "ledger: \($0.text("side")) \($0.text("text"))"
            } + open.map { "open promise: \($0.text("text"))" } + [
                "an ask is natural from a closeness of \(Self.enoughCloseness), within "
                    + "\(Self.coldDays) days of the last touch, after giving more than taking (S2-11)"
            ]
    }
}
