/// How long something took as people write it: `40m`, `1h`, `1h30`, `1h 30m`, `90 min`, `1.5h`,
/// `2 hours`.
package struct MinuteSpan: Hashable, Sendable {
    package let minutes: Int

    /// Reads a length of time; nil for anything else, or beyond a hundred hours.
    package init?(_ text: some StringProtocol) {
        guard let parts = Self.parts(of: text.lowercased()) else { return nil }
        var rest = parts[...]
        var sum = 0
        if rest.dropFirst().first.map({ Self.hourWords.contains($0.text) }) == true,
            let hours = rest.popFirst().flatMap({ Self.minutes(ofHours: $0.text) })
        {
            rest = rest.dropFirst()
            sum = hours
            guard let more = rest.popFirst() else {
                minutes = sum
                return
            }
            guard let count = Self.digits(more.text), count < 60 else { return nil }
            sum += count
            // `1h30` says no unit of its minutes, `1h 30m` does.
            guard let unit = rest.popFirst() else {
                guard !text.contains(" ") else { return nil }
                minutes = sum
                return
            }
            guard Self.minuteWords.contains(unit.text), rest.isEmpty else { return nil }
        } else {
            guard rest.count == 2, let count = rest.first.flatMap({ Self.digits($0.text) }),
                let unit = rest.last, Self.minuteWords.contains(unit.text), count <= 6_000
            else { return nil }
            sum = count
        }
        minutes = sum
    }

    /// Figures and letters in turn, `1 h 30 m`; nil when a blank stands within either: `5 40m` is not
    /// 540 minutes.
    private static func parts(of text: String) -> [(isUnit: Bool, text: String)]? {
        var parts: [(isUnit: Bool, text: String)] = []
        var isApart = false
        for character in text {
            guard character != " " else {
                isApart = true
                continue
            }
            let isUnit = character.isLetter
            guard !isApart || parts.last?.isUnit != isUnit else { return nil }
            isApart = false
            if parts.last?.isUnit == isUnit, var last = parts.popLast() {
                last.text.append(character)
                parts.append(last)
            } else {
                parts.append((isUnit, String(character)))
            }
        }
        return parts
    }

    /// Whether a text is written as a length of time and is none: `200h`, `7000m`, `1h75`.
    package static func isImpossible(_ text: String) -> Bool {
        guard MinuteSpan(text) == nil, let parts = parts(of: text.lowercased()), parts.count > 1,
            parts.first?.isUnit == false
        else { return false }
        return parts.allSatisfy { part in
            part.isUnit
                ? hourWords.contains(part.text) || minuteWords.contains(part.text)
                : part.text.utf8.allSatisfy { (48...57).contains($0) || $0 == 44 || $0 == 46 }
        }
    }

    private static let hourWords: Set = ["h", "hr", "hrs", "hour", "hours"]
    private static let minuteWords: Set = ["m", "min", "mins", "minute", "minutes"]

    /// Whole hours, or with a point or comma and one or two more figures, to the whole minute.
    private static func minutes(ofHours text: String) -> Int? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard (1...2).contains(parts.count), let hours = parts.first.flatMap({ digits($0) }),
            hours <= 99
        else { return nil }
        guard parts.count == 2 else { return hours * 60 }
        guard let figures = parts.last, figures.utf8.count <= 2, let part = digits(figures) else {
            return nil
        }
        return hours * 60 + part * 60 / (figures.utf8.count == 1 ? 10 : 100)
    }

    private static func digits(_ text: some StringProtocol) -> Int? {
        (1...4).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
            ? Int(text) : nil
    }
}
