import ContactModel

extension Closeness {
    /// Sums up what had been on a day: touches, and what was given and received.
    ///
    /// An entry of the ledger without a day is taken for older.
    ///
    /// - Parameters:
    ///   - touches: With this person.
    ///   - entries: Of the ledger with this person.
    ///   - overlay: What the reader says of the person: strength, trust.
    ///   - day: The day; what is of later ones does not count.
    ///   - dayOf: The day of an instant.
    init(
        touches: [Touch], entries: [Item], overlay: Item, on day: CivilDay,
        dayOf: (UInt64) -> CivilDay
    ) {
        let touches = touches.filter { dayOf($0.milliseconds) <= day }
        let entries = entries.filter { $0.instant(.at).map { dayOf($0) <= day } ?? true }
        let balance = Balance(touches: touches, entries: entries, dayOf: dayOf)
        self.init(
            touches: touches, overlay: overlay, given: balance.given, received: balance.received,
            today: day, dayOf: dayOf)
    }
}
