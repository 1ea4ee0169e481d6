package import ChangeLog
package import ContactModel

/// What is known of a person when the next touch is due.
package struct RhythmFacts: Sendable {
    package var person: EntityID
    package var name: String
    package var tier: Tier?
    package var tags: [String]
    /// What the reader says of the person: cadence, boundary, mute, snooze, circle, retired.
    package var overlay: Item
    package var touches: TouchSummary

    package init(
        person: EntityID, name: String, tier: Tier?, tags: [String], overlay: Item,
        touches: TouchSummary
    ) {
        self.person = person
        self.name = name
        self.tier = tier
        self.tags = tags
        self.overlay = overlay
        self.touches = touches
    }
}

/// Somebody to be in touch with, and why now.
package struct DueContact: Hashable, Sendable {
    package let person: EntityID
    package let name: String
    package let tier: Tier?
    /// The day on which the ideal gap ends.
    package let due: CivilDay
    /// Whether the longest gap has passed.
    package let isLate: Bool
    /// The touches and rules behind it, a sentence each.
    package let reasons: [String]
    let isPrivate: Bool

    /// After so many attempts without an answer nothing is suggested any more (practice S0-11).
    package static let maximumUnanswered = 3

    /// Decides about one person.
    ///
    /// An unanswered attempt doubles the gap; after three it is the other side's turn. A boundary of
    /// `no` is final, `slow` doubles the gap; mute, snooze and retired silence it.
    ///
    /// - Parameters:
    ///   - facts: What is known.
    ///   - rules: The cadences written down.
    ///   - today: The day it is.
    ///   - dayOf: The day on which an instant falls.
    package init?(
        _ facts: RhythmFacts, _ rules: CadenceRules, today: CivilDay,
        dayOf: (UInt64) -> CivilDay
    ) {
        let overlay = facts.overlay
        guard overlay.text("boundary") != "no", overlay.text("retired").isEmpty,
            facts.touches.unanswered < Self.maximumUnanswered,
            (CivilDay(overlay.text("mute")) ?? today) <= today,
            (CivilDay(overlay.text("snooze")) ?? today) <= today,
            let (cadence, rule) = rules.cadence(
                own: overlay.text("cadence"), tags: facts.tags, tier: facts.tier)
        else { return nil }
        var factor = 1
        var reasons = ["\(cadence.sentence) (\(rule))"]
        if facts.touches.unanswered > 0 {
            factor <<= facts.touches.unanswered
            reasons.append("\(facts.touches.unanswered) times no answer: the gap grows")
        }
        if overlay.text("boundary") == "slow" {
            factor *= 2
            reasons.append("wants it slow: twice the gap")
        }
        if let last = facts.touches.lastMilliseconds.map(dayOf) {
            due = last.adding(days: cadence.idealDays * factor)
            isLate = today.days(since: last) > cadence.longestDays * factor
            reasons.insert("last in touch \(last)", at: 0)
        } else {
            due = today
            isLate = false
            reasons.insert("no touch written down yet", at: 0)
        }
        guard due <= today else { return nil }
        person = facts.person
        name = facts.name
        tier = facts.tier
        isPrivate = overlay.text("circle") == "private"
        if isPrivate { reasons.append("private circle: before all others") }
        self.reasons = reasons
    }

    /// The order of lists: the private circle, then late ones, then by tier, then by the day.
    package static func precedes(_ left: DueContact, _ right: DueContact) -> Bool {
        if left.isPrivate != right.isPrivate { return left.isPrivate }
        if left.isLate != right.isLate { return left.isLate }
        if left.tier != right.tier {
            return (left.tier ?? .rest) > (right.tier ?? .rest)
        }
        return (left.due, left.name, left.person) < (right.due, right.name, right.person)
    }
}
