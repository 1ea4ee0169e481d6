import ContactModel

extension Concern {
    /// People of the private circle who went without a word for longer than their longest gap, or for
    /// half a year when no cadence says it: work hides them first (practice S0-7, S0-21).
    ///
    /// No closeness is asked for: whoever is dear need not have been counted, and of whom no touch is
    /// written down the silence began with the tier or cadence.
    static func silences(_ book: PracticeBook) -> [Concern] {
        let rules = book.cadences
        return book.people.values.compactMap { facts in
            guard facts.overlay.text(.circle) == "private", !book.isUnproposed(facts.person),
                let since = (facts.touches.lastMilliseconds ?? facts.promisedMilliseconds)
                    .map(book.day)
            else { return nil }
            let last = facts.touches.lastMilliseconds.map(book.day)
            let due = DueContact(facts, rules, today: book.today, dayOf: book.day)
            let days = book.today.days(since: since)
            let isLate = due?.isLate ?? false
            guard isLate || hasNoCadence(facts, rules, on: book.today) && days > coolingDays else {
                return nil
            }
            return Concern(
                .silence, facts.person,
                last == nil
                    ? "No touch with \(facts.name) is written down since \(since)."
                    : "You and \(facts.name) have not been in touch for "
                        + "\(Counted.text(days, "day")).",
                remedy: "kith draft hello \(quoted(facts.name))",
                reasons: due?.reasons
                    ?? [last.map { "last in touch \($0)" } ?? "no touch", "private circle"])
        }
    }

    private static func hasNoCadence(
        _ facts: RhythmFacts, _ rules: CadenceRules, on today: CivilDay
    ) -> Bool {
        guard let rhythm = ContactRhythm(facts, under: rules),
            rhythm.until.map({ $0 <= today }) ?? true
        else { return false }
        return rules.cadence(own: rhythm.own, tags: rhythm.tags, tier: rhythm.tier) == nil
    }
}
