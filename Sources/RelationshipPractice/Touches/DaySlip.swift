package import ContactModel

/// A day that was mistyped at the beginning or the end of what a touch was about: it is kept as words,
/// and told of, for only who typed it knows.
package struct DaySlip: Hashable, Sendable {
    /// As it was typed, such as `3 dys ago`.
    package let said: String
    /// Such as `3 days ago`.
    package let meant: String
    /// The rest of the words.
    package let rest: String
    /// Whether it is a time of the day, such as `14:30` for `14.30`.
    package let isTime: Bool

    /// The longest is “the day before yesterday”.
    private static let maximumWords = 4

    /// Looks for one; nil without any.
    ///
    /// - Parameters:
    ///   - text: What a touch was about.
    ///   - today: The day it is.
    package init?(in text: String, today: CivilDay) {
        let words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
        for count in stride(from: min(words.count, Self.maximumWords), to: 0, by: -1) {
            for (part, rest) in [
                (words.suffix(count), words.dropLast(count)),
                (words.prefix(count), words.dropFirst(count)),
            ] {
                // A question about a day is no word of when it was.
                // “paid 12.50” is no time.
                let isPlain = part.count > 1 || rest.isEmpty
                let time = isPlain ? SpokenSlip.time(by: part) : nil
                guard !part.contains(where: { $0.contains("?") }),
                    let meant = time ?? SpokenSlip.meant(by: part, today: today)
                else { continue }
                isTime = time != nil
                said = part.joined(separator: " ")
                self.meant = meant
                self.rest = rest.joined(separator: " ")
                return
            }
        }
        return nil
    }
}
