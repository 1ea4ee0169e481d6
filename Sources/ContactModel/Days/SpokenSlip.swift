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
        if let day = otherForm(of: typed, today) { return day.description }
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

    /// A time of the day in a form that is none of ours: `14.30`, `noon`, `at 9`.
    ///
    /// - Parameter words: As they were typed.
    /// - Returns: As `14:30`; nil of anything else.
    package static func time(by words: some Collection<String>) -> String? {
        let typed = words.map { $0.lowercased() }
        if typed == ["noon"] || typed == ["at", "noon"] { return "12:00" }
        let parts = typed.last.map { $0.split { $0 == "." || $0 == ":" }.map(String.init) } ?? []
        let hasAt = typed.count == 2 && typed.first == "at"
        guard
            typed.count == 1 && parts.count == 2 && typed[0].contains(".")
                || hasAt && (1...2).contains(parts.count)
        else { return nil }
        guard parts.allSatisfy({ $0.utf8.count <= 2 && $0.utf8.allSatisfy(\.isDigit) }),
            let hour = Int(parts[0]), hour < 24
        else { return nil }
        guard parts.count == 2 else { return "\(hour):00" }
        guard parts[1].utf8.count == 2, let minute = Int(parts[1]), minute < 60 else { return nil }
        return "\(hour):\(parts[1])"
    }

    /// A day in a form that is none of ours: `20260630`, `the 30th`; nil of one to come.
    private static func otherForm(of typed: [String], _ today: CivilDay) -> CivilDay? {
        if typed.count == 1, typed[0].utf8.count == 8, typed[0].utf8.allSatisfy(\.isDigit) {
            let text = typed[0]
            let (year, rest) = (text.prefix(4), text.dropFirst(4))
            let day = CivilDay("\(year)-\(rest.prefix(2))-\(rest.suffix(2))")
            return day.flatMap { $0 <= today && today.days(since: $0) < 36_525 ? $0 : nil }
        }
        guard typed.count == 2, typed[0] == "the", typed[1].utf8.count <= 4,
            ["st", "nd", "rd", "th"].contains(where: typed[1].hasSuffix),
            let number = Int(typed[1].dropLast(2)), (1...31).contains(number)
        else { return nil }
        // The latest that has been; not every month has a 31st.
        return (0..<62).lazy.map { today.adding(days: -$0) }.first { $0.parts.day == number }
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
