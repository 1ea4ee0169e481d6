import ChangeLog
package import ContactModel

extension Touch {
    /// For how many days a touch may be what one wanted to come back with.
    ///
    /// Our choice: touches are written down on the day or the day after; an older one was not meant
    /// (practice S3-10).
    private static let freshDays = 1

    /// Whether what one wanted to come back to may be done by it: it counts, and is of today or
    /// yesterday.
    package func isFresh(today: CivilDay, dayOf: (UInt64) -> CivilDay) -> Bool {
        isReal && today.days(since: dayOf(milliseconds)) <= Self.freshDays
    }

    /// Whether it says the very same of the same people and day, as one that was written down twice.
    package func isTwin(of other: Touch, dayOf: (UInt64) -> CivilDay) -> Bool {
        item.id != other.item.id && dayOf(milliseconds) == dayOf(other.milliseconds)
            && [FieldName.type, .text, .topic, .minutes, .direction].allSatisfy {
                item.text($0) == other.item.text($0)
            } && Set(item.entities(.with)) == Set(other.item.entities(.with))
    }
}
