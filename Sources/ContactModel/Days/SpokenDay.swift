/// A day as people write it: the one meant, or those among which they have to choose.
package enum SpokenDay: Hashable, Sendable {
    /// It can mean no other.
    case day(CivilDay)
    /// It looks like a day and could be several, or is none that there is: those it could be.
    case unclear([CivilDay])

    /// Where a weekday is looked for, or a day without a year.
    package enum Side: Hashable, Sendable {
        /// The last one, today included.
        case past
        /// The next one; of weekdays not today.
        case ahead
    }

    /// Reads `2027-05-01`, `today`, a weekday such as `fri`, a span such as `10d` or `-2w`, `31.10.2026`,
    /// `31 oct`, `3 days ago`, `in 2 weeks`, `last week`, `next friday`.
    ///
    /// - Parameters:
    ///   - text: What was written; case does not matter.
    ///   - today: The day that spans count from.
    ///   - side: Where to look for what comes again and again.
    package init?(_ text: String, today: CivilDay, towards side: Side) {
        var words = SpokenWords.split(text)
        if words.count > 1, words.first == "the" { words.removeFirst() }
        let reading =
            words.count == 1
            ? words.first.flatMap { Self.word($0, today, side) }
            : Self.named(words, today) ?? Self.counted(words, today)
                ?? Self.ofMonth(words, today, side) ?? Self.afterWeekday(words, today, side)
        guard let reading else { return nil }
        self = reading
    }

    /// Whether a word is a weekday by itself, which may be somebody's name as well.
    package static func isWeekday(_ word: String) -> Bool {
        SpokenWords.split(word).count == 1 && SpokenWords.weekday(word.lowercased()) != nil
    }

    private static func word(_ word: String, _ today: CivilDay, _ side: Side) -> SpokenDay? {
        if let day = CivilDay(word) { return .day(day) }
        if let offset = ["today": 0, "tomorrow": 1, "yesterday": -1][word] {
            return .day(today.adding(days: offset))
        }
        if let weekday = SpokenWords.weekday(word) {
            return .day(side == .ahead ? next(weekday, today) : last(weekday, today))
        }
        if let span = DaySpan(word) { return .day(span.added(to: today)) }
        return DayFigures(word)?.day(today, side)
    }

    private static func next(_ weekday: Int, _ today: CivilDay) -> CivilDay {
        let ahead = (weekday - today.weekday + 7) % 7
        return today.adding(days: ahead == 0 ? DaySpan.week : ahead)
    }

    private static func last(_ weekday: Int, _ today: CivilDay) -> CivilDay {
        today.adding(days: -((today.weekday - weekday + 7) % 7))
    }

    /// `last week`, `next friday`, `day before yesterday`.
    private static func named(_ words: [String], _ today: CivilDay) -> SpokenDay? {
        switch words {
        case ["day", "before", "yesterday"]: return .day(today.adding(days: -2))
        case ["day", "after", "tomorrow"]: return .day(today.adding(days: 2))
        case ["last", "night"]: return .day(today.adding(days: -1))
        default: break
        }
        guard words.count == 2, let first = words.first, let word = words.last,
            let sign = ["last": -1, "next": 1][first]
        else { return nil }
        if let unit = SpokenWords.unit(word), unit != .day {
            return .day(unit.adding(sign, to: today))
        }
        if SpokenWords.month(word) != nil || word == "weekend" { return .unclear([]) }
        guard let weekday = SpokenWords.weekday(word) else { return nil }
        let isPast = sign < 0
        return .day(
            isPast ? last(weekday, today.adding(days: -1)) : next(weekday, today))
    }

    /// `3 days ago`, `a week ago`, `in 2 months`.
    private static func counted(_ words: [String], _ today: CivilDay) -> SpokenDay? {
        let isAgo = words.last == "ago"
        guard isAgo || words.first == "in" else { return nil }
        let rest = Array(isAgo ? words.dropLast() : words.dropFirst())
        let isLength = rest.last.flatMap(SpokenWords.unit) != nil
        if rest.count == 2, isLength, let unit = rest.last.flatMap(SpokenWords.unit),
            let count = rest.first.flatMap(SpokenWords.count)
        {
            return .day(unit.adding(isAgo ? -count : count, to: today))
        }
        if rest.count == 1, let span = rest.first.flatMap({ DaySpan($0) }) {
            return .day((isAgo ? span.negated : span).added(to: today))
        }
        // “a few weeks ago” is no day; “met two years ago” is what somebody says of it.
        let isVague = rest.count == 1 || rest.first.map(SpokenWords.vague.contains) == true
        return isAgo && isLength && isVague ? .unclear([]) : nil
    }

    /// `31 oct`, `oct 31st`, `31. october 2026`.
    private static func ofMonth(
        _ words: [String], _ today: CivilDay, _ side: Side
    ) -> SpokenDay? {
        let words = words.filter { $0 != "of" }
        guard let place = words.prefix(2).firstIndex(where: { SpokenWords.month($0) != nil }),
            let month = SpokenWords.month(words[place])
        else { return nil }
        var others = words
        others.remove(at: place)
        guard let first = others.first, others.count <= 2 else { return nil }
        let year = others.count == 2 ? others.last.flatMap(SpokenWords.year) : nil
        guard others.count == 1 || year != nil else { return nil }
        guard let day = SpokenWords.dayOfMonth(first) else {
            return others.count == 1 && SpokenWords.year(first) != nil ? .unclear([]) : nil
        }
        return DayFigures.nearest(year: year, month: month, day: day, today, side)
            .map { .day($0) } ?? .unclear([])
    }

    /// `fri 20 nov`: the weekday has to be that of the day.
    private static func afterWeekday(
        _ words: [String], _ today: CivilDay, _ side: Side
    ) -> SpokenDay? {
        guard let weekday = words.first.flatMap(SpokenWords.weekday), words.count <= 4,
            let rest = SpokenDay(
                words.dropFirst().joined(separator: " "), today: today, towards: side),
            words.dropFirst().first.flatMap(SpokenWords.weekday) == nil
        else { return nil }
        guard case .day(let day) = rest else { return rest }
        // “tuesday last week” is the Tuesday of that week.
        if words.last == "week", words.count == 3 {
            return .day(day.adding(days: weekday - day.weekday))
        }
        return day.weekday == weekday ? rest : .unclear([day])
    }
}
