/// A word of a day that was mistyped: what it was meant to be.
package enum SpokenSlip {
    /// Reads words that say a day but for slips of the fingers.
    ///
    /// - Parameters:
    ///   - words: As they were typed.
    ///   - today: The day that they count from.
    /// - Returns: What was meant, such as `3 days ago` for `3 dys ago`; nil of words without a slip,
    ///   and of those that come to no day that has been.
    package static func meant(by words: some Collection<String>, today: CivilDay) -> String? {
        let typed = words.map { $0.lowercased() }
        let said = typed.map { typed.count == 1 ? day(near: $0) : word(near: $0) }
        let meant = zip(typed, said).map { $1 ?? $0 }
        guard said.contains(where: { $0 != nil }) else { return nil }
        let text = meant.joined(separator: " ")
        guard case .day(let day) = SpokenDay(text, today: today, towards: .past), day <= today
        else {
            return nil
        }
        return text
    }

    /// By itself only a long word is a slip: `sunday`, and not `sun`.
    private static func day(near word: String) -> String? { nearest(word, days, from: 6) }

    /// Among others short ones are, too: `ago` beside a number and a unit.
    private static func word(near word: String) -> String? {
        nearest(word, days + months, from: 6) ?? nearest(word, units, from: 3)
    }

    private static func nearest(_ word: String, _ known: [String], from length: Int) -> String? {
        guard word.utf8.count >= length, !known.contains(word), !others.contains(word) else {
            return nil
        }
        return known.first {
            // A first letter is hardly ever mistyped, and real words differ in it.
            let limit = $0.utf8.count >= 8 ? 2 : 1
            return word.first == $0.first
                && SpellingDistance.between(word, $0, limit: limit) != nil
        }
    }

    private static let days = [
        "yesterday", "today", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday",
    ]
    private static let months = [
        "january", "february", "august", "september", "october", "november", "december",
    ]
    private static let units = [
        "ago", "day", "days", "week", "weeks", "month", "months", "year", "years", "last",
    ]
    /// Words of their own that are a letter away from one of these.
    private static let others: Set = [
        "sundae", "sundry", "fridays", "mondays", "sundays", "tuesdays", "thursdays", "saturdays",
        "lost", "list", "lest", "lass", "lasts", "past", "age", "dry", "dye", "dam", "dad", "dab",
        "dame", "dare", "date", "dawn", "dash", "dads", "dogs", "moth", "moths", "mouth", "mouths",
        "weak", "weed", "weeds", "wee", "welk", "ways", "way", "may", "decay", "augusta", "todays",
    ]
}
