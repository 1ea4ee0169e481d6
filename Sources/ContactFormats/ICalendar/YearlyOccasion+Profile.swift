package import ContactModel

extension YearlyOccasion {
    /// Every day on a card that comes back each year.
    ///
    /// - Parameter profile: The days of the card.
    /// - Returns: Birthday, anniversary, then the others by what they are called; each with an id of
    ///   its own, which stays while the label does.
    package static func all(of profile: OccasionProfile) -> [YearlyOccasion] {
        let own: [(what: String, date: PartialDate?)] = [
            ("birthday", profile.birthday), ("anniversary", profile.anniversary),
        ]
        // Of whom nobody knows when they died no day is kept for ever.
        let isOver = profile.death != nil && profile.death?.year == nil
        var found =
            isOver
            ? []
            : own.compactMap { what, date in
                date.flatMap {
                    YearlyOccasion(
                        uid: "\(profile.id)-\(what)@kith", summary: "\(profile.name): \(what)",
                        date: $0, lastYear: profile.death.flatMap { lastYear(of: date, until: $0) },
                        category: what.uppercased())
                }
            }
        var uids = Set(found.map(\.uid))
        for other in profile.others {
            let what = other.label.isEmpty ? "day" : other.label
            let words = FoldedText.words(what).joined(separator: "-")
            let number = (1...(uids.count + 1)).first {
                !uids.contains(Self.uid(profile, words, $0))
            }
            let uid = Self.uid(profile, words, number ?? 1)
            let occasion = YearlyOccasion(
                uid: uid, summary: "\(profile.name): \(what)", date: other.value,
                category: what.uppercased())
            guard let occasion else { continue }
            uids.insert(uid)
            found.append(occasion)
        }
        return found
    }

    /// The last year in which a day came while somebody lived; of a death without its day the year of it.
    private static func lastYear(of date: PartialDate?, until death: PartialDate) -> Int? {
        guard let year = death.year, let month = death.month, let day = death.day,
            let on = date?.month, let onDay = date?.day
        else { return death.year }
        return (on, onDay) <= (month, day) ? year : year - 1
    }

    /// The id of a day with a label; of several with one label the later have a number.
    private static func uid(_ profile: OccasionProfile, _ words: String, _ number: Int) -> String {
        "\(profile.id)-day-\(words)\(number > 1 ? "-\(number)" : "")@kith"
    }
}
