package import ContactModel

extension TouchWords {
    /// Puts words together that say one thing: `3 days ago`, `oct 31`, `yesterday 9:00`, `1h 30m`.
    ///
    /// - Parameters:
    ///   - words: As they were typed.
    ///   - today: The day that they count from.
    /// - Returns: The words in their order, those that belong together as one, with blanks between.
    package static func together(_ words: [String], today: CivilDay) -> [String] {
        var rest = words[...]
        var said: [String] = []
        while let word = rest.first {
            let length = length(of: rest, today)
            // In `jan 3 days ago` Jan is a name: what begins later and is as long comes first.
            let isCut = (1..<max(length, 1)).contains { later in
                self.length(of: rest.dropFirst(later), today) >= length
            }
            let count = isCut ? 1 : length
            said.append(count > 1 ? rest.prefix(count).joined(separator: " ") : word)
            rest = rest.dropFirst(count)
        }
        return said
    }

    /// How many of the first words say one thing together; 1 when none do.
    private static func length(of words: ArraySlice<String>, _ today: CivilDay) -> Int {
        stride(from: min(words.count, SpokenMoment.maximumWordCount), to: 1, by: -1).first {
            count in
            let some = words.prefix(count)
            let text = some.joined(separator: " ")
            if MinuteSpan(text) != nil { return true }
            // `9:15 30m` is a time and a length, and not thirty months from now; `3m ago` is no length.
            let isPast = some.last?.lowercased() == "ago"
            guard isPast || !some.contains(where: { MinuteSpan($0) != nil }) else { return false }
            return SpokenMoment(ofPast: text, today: today) != nil
        } ?? 1
    }

    /// The days among which a word leaves the choice, none when it is a day or time that there is
    /// not; nil when it says which, or is no day.
    func unclearDays(_ word: String) -> [CivilDay]? {
        // `3d` is to come; what was is `-3d`, and hardly anybody writes it down as a text.
        if word.first?.isNumber == true, let span = DaySpan(word) {
            return [today.adding(days: -span.days)]
        }
        guard let moment = SpokenMoment(ofPast: word, today: today) else {
            return DayTime.isImpossible(word) ? [] : nil
        }
        guard case .unclear(let days) = moment.day else { return nil }
        return days
    }
}
