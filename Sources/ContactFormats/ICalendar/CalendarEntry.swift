package import ContactModel

/// A day that comes back every year, such as a birthday.
package struct YearlyOccasion: Hashable, Sendable {
    /// The same for the same person and kind, whenever it is written.
    package let uid: String
    package let summary: String
    /// From 1 to 12.
    package let month: Int
    /// From 1 to 31.
    package let day: Int
    /// The first year; nil when it is not known.
    package let year: Int?
    /// The last year, for those who died; nil while it goes on.
    package let lastYear: Int?
    package let category: String
    package let note: String

    /// Describes an occasion; nil for a date without month and day.
    package init?(
        uid: String, summary: String, date: PartialDate, lastYear: Int? = nil,
        category: String = "BIRTHDAY", note: String = ""
    ) {
        guard let month = date.month, let day = date.day else { return nil }
        self.uid = uid
        self.summary = summary
        self.month = month
        self.day = day
        year = date.year
        self.lastYear = lastYear
        self.category = category
        self.note = note
    }
}

/// A stretch of time, such as a planned meeting.
package struct TimedSlot: Hashable, Sendable {
    package let uid: String
    package let summary: String
    /// Unix milliseconds.
    package let startMilliseconds: UInt64
    /// Unix milliseconds.
    package let endMilliseconds: UInt64
    package let location: String
    package let note: String

    package init(
        uid: String, summary: String, startMilliseconds: UInt64, endMilliseconds: UInt64,
        location: String = "", note: String = ""
    ) {
        self.uid = uid
        self.summary = summary
        self.startMilliseconds = startMilliseconds
        self.endMilliseconds = endMilliseconds
        self.location = location
        self.note = note
    }
}
