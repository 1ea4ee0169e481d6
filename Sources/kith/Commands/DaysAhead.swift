import ArgumentParser
import ContactModel
import RelationshipPractice

/// How far ahead a list looks: `30`, `30d`, `2w`, `3m`.
struct DaysAhead: ExpressibleByArgument {
    /// As it was typed, or is usual.
    let text: String
    private let span: DaySpan

    /// One word for it everywhere, and the one that some expect.
    static let names: NameSpecification = [.customLong("days"), .customLong("next")]

    init?(argument: String) {
        guard let span = DaySpan(argument) ?? DaySpan(argument + "d"), span.days >= 0 else {
            return nil
        }
        text = DaySpan(argument) == nil ? argument + "d" : argument
        self.span = span
    }

    /// Refuses more than a year.
    ///
    /// - Throws: `ValidationError`.
    static func checkYear(_ ahead: DaysAhead?) throws {
        guard let ahead, ahead.span.days > DayCount.year + 1 else { return }
        throw ValidationError("--days is a span such as 7, 2w or 3m, a year at most.")
    }

    /// The last day of it.
    func end(from today: CivilDay) -> CivilDay { span.added(to: today) }

    /// How many days it is from a day on.
    func count(from today: CivilDay) -> Int { end(from: today).days(since: today) }
}
