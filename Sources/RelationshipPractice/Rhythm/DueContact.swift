package import ChangeLog
package import ContactModel

/// The facts that decide when a person is due.
package struct RhythmFacts: Sendable {
    package var person: EntityID
    package var name: String
    package var tier: Tier?
    package var tags: [String]
    /// The reader's words about the person: cadence, boundary, mute, snooze, circle, retired.
    package var overlay: Item
    package var touches: TouchSummary
    /// The organisation on the card, under ORG; empty without.
    package var organisation: String
    /// When they died, as the card says it; nil of the living.
    package var died: String?
    /// When I said the tier, without one the person's own cadence, without that the private circle,
    /// Unix milliseconds; nil without any.
    package var promisedMilliseconds: UInt64?
    /// When the card was begun, Unix milliseconds; nil when that is not known.
    package var knownMilliseconds: UInt64?

    package init(
        person: EntityID, name: String, tier: Tier?, tags: [String], overlay: Item,
        touches: TouchSummary, organisation: String = "", died: String? = nil,
        promisedMilliseconds: UInt64? = nil, knownMilliseconds: UInt64? = nil
    ) {
        self.person = person
        self.name = name
        self.tier = tier
        self.tags = tags
        self.overlay = overlay
        self.touches = touches
        self.organisation = organisation
        self.died = died
        self.promisedMilliseconds = promisedMilliseconds
        self.knownMilliseconds = knownMilliseconds
    }
}

/// Somebody to be in touch with, and why now.
package struct DueContact: Hashable, Sendable {
    package let person: EntityID
    package let name: String
    package let tier: Tier?
    /// The day on which the ideal gap ends.
    package let due: CivilDay
    /// Whether that day is still to come: within the days that a plan looks ahead.
    package let isAhead: Bool
    /// The first day after the longest gap, when it has passed.
    package let lateSince: CivilDay?
    /// Whether the longest gap has passed.
    package var isLate: Bool { lateSince != nil }
    /// The touches and rules behind it, a sentence each.
    package let reasons: [String]
    /// Whether it is somebody of the private circle, for whom there is always room (practice S0-7).
    package let isPrivate: Bool

    /// After so many attempts without an answer nothing is suggested any more (practice S0-11: "the
    /// more you insist, the stronger the rejection").
    ///
    /// Our choice of number: one may be lost, two may come at a bad time. An answer begins anew.
    package static let maximumUnanswered = 3

    /// Decides about one person.
    ///
    /// - Parameters:
    ///   - facts: What is known.
    ///   - rules: The cadences written down.
    ///   - today: The day it is.
    ///   - ahead: Days beyond it in which somebody falls due; none unless told.
    ///   - dayOf: The day on which an instant falls.
    package init?(
        _ facts: RhythmFacts, _ rules: CadenceRules, today: CivilDay, ahead: Int = 0,
        dayOf: (UInt64) -> CivilDay
    ) {
        guard let rhythm = ContactRhythm(facts, under: rules),
            let rule = DueRule(rhythm, rules, today: today, ahead: ahead, dayOf: dayOf)
        else { return nil }
        self.init(
            facts.person, name: facts.name, by: rule,
            last: facts.touches.pauseMilliseconds.map(dayOf))
    }

    /// Decides about one person by a rule.
    ///
    /// - Parameters:
    ///   - person: Who.
    ///   - name: Of the person.
    ///   - rule: The rule for the person's rhythm.
    ///   - last: The day from which the gap runs: of the last attempt without an answer, else of the
    ///     last touch that counts; nil without one: due since the day on which I said the tier or
    ///     cadence, or since both the rule and the person are there, and late when the longest gap has
    ///     passed since; today, when that is not known.
    package init?(_ person: EntityID, name: String, by rule: DueRule, last: CivilDay?) {
        let begun = rule.untouchedSince.map { min($0, rule.today) }
        let gapEnds = last?.adding(days: rule.idealDays) ?? begun ?? rule.today
        // Who is muted or put off for days to come is due after them.
        let until = rule.rhythm.until ?? gapEnds
        due = until > rule.today ? max(gapEnds, until) : gapEnds
        isAhead = due > rule.today
        lateSince = isAhead ? nil : (last ?? begun).flatMap(rule.lateSince)
        guard due <= rule.horizon else { return nil }
        self.person = person
        self.name = name
        tier = rule.rhythm.tier
        isPrivate = rule.rhythm.isPrivate
        reasons = rule.reasons(last: last)
    }

    /// The order of lists: who is due before who will be; the private circle, then late ones, then by tier, then by the day; then
    /// by the bytes of the name, as a store sorts them.
    package static func precedes(_ left: DueContact, _ right: DueContact) -> Bool {
        if left.isAhead != right.isAhead { return right.isAhead }
        if left.isPrivate != right.isPrivate { return left.isPrivate }
        if left.isLate != right.isLate { return left.isLate }
        if left.tier != right.tier {
            return (left.tier ?? .rest) > (right.tier ?? .rest)
        }
        if left.due != right.due { return left.due < right.due }
        if left.name.utf8.elementsEqual(right.name.utf8) { return left.person < right.person }
        return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
}
