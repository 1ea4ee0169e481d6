/// The words of which people make days: weekdays, months, numbers and lengths of time.
enum SpokenWords {
    /// A length of time that people count in.
    enum Unit: Hashable {
        case day, week, month, year

        /// The day so many of them later, or earlier.
        func adding(_ count: Int, to day: CivilDay) -> CivilDay {
            switch self {
            case .day: day.adding(days: count)
            case .week: day.adding(days: count * DaySpan.week)
            case .month: day.adding(months: count)
            case .year: day.adding(months: count * 12)
            }
        }
    }

    /// The words of a text in small letters, without commas behind them.
    static func split(_ text: String) -> [String] {
        text.lowercased().split { $0 == " " || $0 == "\t" }.map { word in
            String(word.hasSuffix(",") ? word.dropLast() : word)
        }
    }

    /// The words for a number that nobody knows.
    static let vague: Set = ["a", "few", "some", "several", "many", "couple"]

    /// 1 for Monday to 7 for Sunday, from three letters on.
    static func weekday(_ word: String) -> Int? { place(word, in: weekdays) }

    /// 1 for January to 12, from three letters on.
    static func month(_ word: String) -> Int? {
        let word = word.hasSuffix(".") ? String(word.dropLast()) : word
        return word == "sept" ? 9 : place(word, in: months)
    }

    /// A day, week, month or year, one or several.
    static func unit(_ word: String) -> Unit? {
        switch word.hasSuffix("s") ? String(word.dropLast()) : word {
        case "day": .day
        case "week": .week
        case "month": .month
        case "year": .year
        default: nil
        }
    }

    /// A number in digits, or in words up to twelve; at most a thousand.
    static func count(_ word: String) -> Int? {
        if word == "a" || word == "an" { return 1 }
        if let place = numbers.firstIndex(of: word) { return place + 1 }
        return digits(word).flatMap { $0 <= 1_000 ? $0 : nil }
    }

    /// `31`, `31.`, `31st`.
    static func dayOfMonth(_ word: String) -> Int? {
        let ending = [".", "st", "nd", "rd", "th"].first { word.hasSuffix($0) } ?? ""
        return digits(word.dropLast(ending.count)).flatMap { (1...31).contains($0) ? $0 : nil }
    }

    /// Four digits of a year that somebody who lives may mean.
    static func year(_ word: some StringProtocol) -> Int? {
        word.utf8.count == 4
            ? digits(word).flatMap { (1_900...2_199).contains($0) ? $0 : nil } : nil
    }

    /// A number of nothing but digits, at most four.
    static func digits(_ word: some StringProtocol) -> Int? {
        (1...4).contains(word.utf8.count) && word.utf8.allSatisfy { (48...57).contains($0) }
            ? Int(word) : nil
    }

    private static func place(_ word: String, in names: [String]) -> Int? {
        guard word.utf8.count >= 3 else { return nil }
        return names.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
    }

    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
    private static let numbers = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ]
}
