package import ChangeLog

/// An occasion that was written down as an item: a name day, an achievement (practice S1-28).
package struct WrittenOccasion: Hashable, Sendable {
    package let id: EntityID
    package let person: EntityID
    package let text: String
    /// The type of what it belongs to; `other` when it does not say.
    package let type: String
    package let date: PartialDate
    /// Whether it comes back every year: an achievement does not.
    package let isYearly: Bool

    /// Reads an item of the kind `occasion`; nil without a person, or a day with its month.
    package init?(_ item: Item) {
        guard let person = item.entity(.person) else { return nil }
        let type = item.text(.type).isEmpty ? "other" : item.text(.type)
        let date = PartialDate(text: item.text(.day).trimmed)
        guard let month = date.month, let day = date.day else { return nil }
        isYearly = type != "achievement" || date.year == nil
        // How old a name day or a holiday is means nothing.
        let isAgeless = type == "name-day" || type == "holiday"
        self.date = isAgeless ? .parts(year: nil, month: month, day: day) : date
        self.id = item.id
        self.person = person
        self.type = type
        text = item.text(.text)
    }

    /// The one day of what does not come back; nil for a yearly day.
    package var onlyDay: CivilDay? {
        guard !isYearly, let year = date.year, let month = date.month, let day = date.day else {
            return nil
        }
        return CivilDay(year: year, month: month, day: day)
    }
}

extension OccasionCalendar {
    /// The written occasions between two days, both included, in order.
    ///
    /// - Parameters:
    ///   - written: What was written down.
    ///   - names: The names of the people.
    ///   - first: The first day.
    ///   - last: The last day; before the first, there are none.
    /// - Returns: Sorted; of people without a name none.
    package func occasions(
        written: [WrittenOccasion], names: [EntityID: String], from first: CivilDay,
        through last: CivilDay
    ) -> [Occasion] {
        written.flatMap { occasion -> [Occasion] in
            guard let name = names[occasion.person] else { return [] }
            if !occasion.isYearly {
                guard let day = occasion.onlyDay, first <= day, day <= last else { return [] }
                return [
                    Occasion(
                        person: occasion.person, name: name, kind: .other(label: occasion.text),
                        date: day, years: nil, isMoved: false)
                ]
            }
            let profile = OccasionProfile(
                id: occasion.person, name: name,
                others: [
                    Labelled(
                        value: occasion.date, label: occasion.text, isPreferred: false,
                        element: .register)
                ])
            return occasions(of: [profile], from: first, through: last)
        }.sorted()
    }
}
