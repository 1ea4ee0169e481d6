package import ChangeLog
import ContactModel

/// A tie that was strong once and went quiet (practice S4-20).
///
/// Such a tie keeps its trust and has met other people meanwhile: what it can tell is new (D. Levin,
/// J. Walter, J. Murnighan, "Dormant Ties", 2011).
package struct DormantTie: Hashable, Sendable {
    package let person: EntityID
    package let name: String
    /// How deep the touches were together, and what the person could mean for an open goal.
    package let score: Int
    /// A sentence each; the last is a reason to write.
    package let reasons: [String]
    /// The touches and the rule behind it.
    package let evidence: [String]

    /// Half a year, the longest gap of the active layer (``Cadence/active``; practice S4-20).
    package static let quietDays = Cadence.active.longestDays
    /// The weight of a seat in a goal beside the depth of the touches (practice S4-20, "present
    /// goal fit").
    ///
    /// Our choice: more than the deepest touch and less than two of them, so that a past that was
    /// strong still comes first.
    package static let seatWeight = Touch.deepest + 2
    /// The depth of touches together from which a tie was strong once (practice S4-20).
    ///
    /// Our choice: more than the deepest single touch, for one meeting is no tie; `strength=` overrules
    /// it.
    package static let strongDepth = Touch.deepest + 1
    /// Touches named behind a line: as many as a screen shows.
    private static let shownTouches = 5

    /// Everybody who is dormant and not to be left in peace, the strongest first.
    package static func all(in book: PracticeBook) -> [DormantTie] {
        book.people.values.compactMap { DormantTie($0, in: book) }
            .sorted { ($1.score, $0.name, $0.person) < ($0.score, $1.name, $1.person) }
    }

    /// A reason to write, the nearest to the person that is written down.
    private static func occasion(
        _ facts: RhythmFacts, _ touches: [Touch], in book: PracticeBook
    ) -> String {
        func last(_ field: FieldName) -> String? {
            touches.last { !$0.item.text(field).isEmpty }?.item.text(field)
        }
        let needs = book.open(.need).filter { $0.entity(.person) == facts.person }
        if let need = needs.first { return "ask about: \(need.text(.text))" }
        if let got = last(.got) { return "tell them what came of \(got)" }
        if let learned = last(.learned) { return "tell them that it stayed with you: \(learned)" }
        if let gave = last(.gave) { return "ask whether it was of use: \(gave)" }
        if let topic = last(.topic) ?? last(.text) { return "you last spoke of \(topic)" }
        return "say that they came to your mind: it is reason enough"
    }

    /// Nil when the tie is not dormant.
    private init?(_ facts: RhythmFacts, in book: PracticeBook) {
        guard let last = facts.touches.lastMilliseconds.map(book.day),
            book.today.days(since: last) > Self.quietDays,
            !book.isUnproposed(facts.person)
        else { return nil }
        let touches = book.touches(with: facts.person).filter(\.isReal)
        let depth = touches.reduce(0) { $0 + $1.depth }
        let own = facts.overlay.number(.strength, in: 0...100) ?? 0
        guard depth >= Self.strongDepth || own >= Closeness.oneTalk else { return nil }
        let seats = book.openSeats(of: facts.person)
        var reasons = [
            "\(Counted.text(touches.count, "touch", "touches")), depth \(depth) together, the last on \(last)"
        ]
        if !seats.isEmpty { reasons.append("has a seat in \(seats.count) of your goals") }
        reasons.append(Self.occasion(facts, touches, in: book))
        person = facts.person
        name = facts.name
        score = depth + seats.count * Self.seatWeight
        self.reasons = reasons
        evidence =
            touches.suffix(Self.shownTouches).reversed().map {
                "\(book.line(of: $0)), depth \($0.depth)"
            } + seats.map { "seat: \($0.text(.text))" } + [
                "dormant after \(Self.quietDays) days without a touch that counts; "
                    + "strong once from depth \(Self.strongDepth) on; ranked by depth and \(Self.seatWeight) for a seat: \(score)"
            ]
    }
}
