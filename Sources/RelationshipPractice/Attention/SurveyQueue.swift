package import ChangeLog
import ContactModel

/// With whom to look at the quality of the exchange, once a quarter (practice S4-23).
///
/// "Are your connections providing insights, advice, support? Are they mutually beneficial?" Asked
/// of those who are in focus only: ten people at most.
package enum SurveyQueue {
    /// After how many days somebody is asked about again: "quarterly self-survey" (practice S4-23).
    package static let quarterDays = DayCount.quarter

    /// Those in focus without a rating in the last quarter, by name; not who is left in peace.
    package static func people(in book: PracticeBook) -> [(id: EntityID, name: String)] {
        let rated = book.items(.rating).filter { rating in
            rating.instant(.at).map {
                book.today.days(since: book.day(of: $0)) < quarterDays
            } ?? false
        }.compactMap { $0.entity(.person) }
        let done = Set(rated)
        return book.people.values.filter { facts in
            facts.tier == .focus && !done.contains(facts.person)
                && !book.isUnproposed(facts.person)
        }
        .sorted { ($0.name, $0.person) < ($1.name, $1.person) }
        .map { ($0.person, $0.name) }
    }
}
