/// A day in figures other than `2027-05-01`: `31.10.2026`, `31/10/2026`, `2026/10/31`, `31.10.`.
struct DayFigures {
    /// Between the figures: a point tells that the day comes first, the others tell nothing.
    private let separator: Character
    private let parts: [Substring]

    /// Takes a word apart; nil when it is not two or three numbers.
    init?(_ word: String) {
        guard let separator = word.first(where: { "./-".contains($0) }) else { return nil }
        let parts = word.split(separator: separator, omittingEmptySubsequences: false)
        let isCut = separator == "." && parts.count == 3 && parts.last?.isEmpty == true
        guard (2...3).contains(parts.count),
            (isCut ? parts.dropLast() : parts[...]).allSatisfy({
                SpokenWords.digits($0) != nil
            })
        else { return nil }
        self.separator = separator
        self.parts = parts
    }

    /// The day, or those it could be; nil when it looks like none.
    func day(_ today: CivilDay, _ side: SpokenDay.Side) -> SpokenDay? {
        let numbers = parts.map { SpokenWords.digits($0) ?? 0 }
        guard let first = numbers.first, let last = numbers.last else { return nil }
        let second = numbers.dropFirst().first ?? 0
        if let year = parts.first.flatMap({ SpokenWords.year($0) }) {
            guard parts.count == 3 else { return (1...12).contains(second) ? .unclear([]) : nil }
            return CivilDay(year: year, month: second, day: last).map { .day($0) } ?? .unclear([])
        }
        if parts.count == 2 {
            if SpokenWords.year(parts.last ?? "") != nil, (1...12).contains(first) {
                return .unclear([])
            }
            let days = readings(first, second, year: nil, today, side)
            return days.isEmpty ? nil : .unclear(days)
        }
        let isWithoutYear = parts.last?.isEmpty == true
        let isShort = parts.last?.utf8.count == 2
        guard isWithoutYear || isShort || SpokenWords.year(parts.last ?? "") != nil,
            parts.dropLast().allSatisfy({ $0.utf8.count <= 2 })
        else { return nil }
        let days = readings(
            first, second, year: isWithoutYear ? nil : isShort ? 2_000 + last : last, today, side)
        guard let day = days.first, days.count == 1, separator == "." || !isShort else {
            // `1.2.3` and `14.30.` are something else, `31.6.` and `31.6.2026` are no days.
            let isDay = isWithoutYear && first <= 31 && (1...12).contains(second)
            let isElse = separator == "." && parts.last?.utf8.count != 4 && !isDay
            return days.isEmpty && isElse ? nil : .unclear(days)
        }
        return .day(day)
    }

    /// The days that two numbers can be, each once.
    private func readings(
        _ first: Int, _ second: Int, year: Int?, _ today: CivilDay, _ side: SpokenDay.Side
    ) -> [CivilDay] {
        let dayFirst = Self.nearest(year: year, month: second, day: first, today, side)
        let monthFirst =
            separator == "."
            ? nil : Self.nearest(year: year, month: first, day: second, today, side)
        return [dayFirst, monthFirst == dayFirst ? nil : monthFirst].compactMap { $0 }
    }

    /// A day, without a year the nearest one on a side, today included; nil when there is none.
    static func nearest(
        year: Int?, month: Int, day: Int, _ today: CivilDay, _ side: SpokenDay.Side
    ) -> CivilDay? {
        if let year { return CivilDay(year: year, month: month, day: day) }
        // Of a 29th of February the nearest can be eight years away.
        let years = (0...8).map { today.parts.year + (side == .past ? -$0 : $0) }
        return years.compactMap { CivilDay(year: $0, month: month, day: day) }
            .first { side == .past ? $0 <= today : $0 >= today }
    }
}
