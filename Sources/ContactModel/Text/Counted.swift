/// Numbers with their noun: "1 change", "2 changes", "3 people".
package enum Counted {
    /// Units of time from the greatest, in seconds; a year is one of the calendar's mean.
    private static let unitsOfTime: [(noun: String, seconds: UInt64)] = [
        ("year", 31_556_952), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1),
    ]

    /// A length of time in the greatest unit of which it has two: "90 seconds", "70 years".
    package static func time(milliseconds: UInt64) -> String {
        let seconds = milliseconds / 1_000
        let unit = unitsOfTime.first { seconds / $0.seconds >= 2 } ?? ("second", 1)
        let whole = seconds / unit.seconds
        let isMore = seconds % unit.seconds >= unit.seconds - seconds % unit.seconds
        return text(isMore ? whole + 1 : whole, unit.noun)
    }

    /// The number and the noun that fits it.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - one: The noun for one.
    ///   - many: The noun for any other number; nil adds an s.
    /// - Returns: Number, blank, noun.
    package static func text(
        _ count: some BinaryInteger, _ one: String, _ many: String? = nil
    ) -> String {
        "\(count) \(count == 1 ? one : many ?? one + "s")"
    }

    /// The noun behind its article, at the beginning of a sentence: "A goal", "An entry".
    package static func beginning(_ noun: String) -> String {
        (noun.first.map { "aeio".contains($0) } ?? false ? "An " : "A ") + noun
    }
}
