package import ChangeLog
package import ContactModel

/// Somebody to greet, why, and something of their own to say (practice S1-28, S2-7).
///
/// For most people "simple attention to the events in their life is often enough". Nobody is
/// greeted by the dozen: each entry shows what only the two of you have.
package struct Greeting: Hashable, Sendable {
    package let person: EntityID
    package let name: String
    package let day: CivilDay
    /// The occasion, such as a birthday or an achievement.
    package let what: String
    package let tier: Tier?
    /// The detail to mention, from what was learned; empty when nothing was.
    package let mention: String
    /// The days and rules behind it, a sentence each.
    package let reasons: [String]

    /// Something that happens to somebody on a day.
    package struct Cause: Hashable, Sendable {
        package let person: EntityID
        package let name: String
        package let day: CivilDay
        package let what: String
        /// Whether I wrote it down myself; whatever is on a card came with it.
        package let isWritten: Bool

        package init(
            person: EntityID, name: String, day: CivilDay, what: String, isWritten: Bool = false
        ) {
            self.person = person
            self.name = name
            self.day = day
            self.what = what
            self.isWritten = isWritten
        }
    }

    /// For how many days a greeting may come late (practice S1-28).
    ///
    /// Our choice: a week, after which it reads as a reminder that it was forgotten.
    package static let lateDays = DayCount.week

    /// Who is to be greeted, by day, then by tier.
    ///
    /// Left out: who is left in peace, and who had a touch since the day before, answered or not; and the days on the
    /// cards of those who are in no touch with me, or whose turn it is.
    package static func queue(_ causes: [Cause], in book: PracticeBook) -> [Greeting] {
        let pages = BookByPerson(book)
        return causes.filter { standing(of: $0, pages) == .waiting }.map {
            Greeting($0, book.people[$0.person]?.tier, pages)
        }.sorted {
            ($0.day, $1.tier ?? .rest, $0.name, $0.what) < (
                $1.day, $0.tier ?? .rest, $1.name, $1.what
            )
        }
    }

    /// How many of the days from today on are of people whom nobody proposes to greet; of whom was
    /// greeted already none is.
    package static func countOfOthers(_ causes: [Cause], in book: PracticeBook) -> Int {
        let pages = BookByPerson(book)
        return causes.count { $0.day >= book.today && standing(of: $0, pages) == .leftAlone }
    }

    private enum Standing {
        case waiting
        case greeted
        case leftAlone
    }

    private static func standing(of cause: Cause, _ pages: BookByPerson) -> Standing {
        let book = pages.book
        let facts = book.people[cause.person]
        let isPrivate = facts?.overlay.text(.circle) == "private"
        guard book.peace(of: cause.person) == nil, facts?.tier != .rest,
            cause.isWritten || facts?.isTheirTurn != true,
            pages.isKnown(cause.person) || isPrivate || cause.isWritten
        else { return .leftAlone }
        // A like is no greeting (practice S1-12), nor is one of theirs.
        let isGreeted = pages.touches(with: cause.person).contains {
            $0.isOfMine && book.day(of: $0.milliseconds) >= cause.day.adding(days: -1)
        }
        return isGreeted && cause.day <= book.today ? .greeted : .waiting
    }

    private init(_ cause: Cause, _ tier: Tier?, _ pages: BookByPerson) {
        (person, name, day, what) = (cause.person, cause.name, cause.day, cause.what)
        self.tier = tier
        let touches = pages.touches(with: cause.person)
        let told = touches.last { !$0.item.text(.text).isEmpty }
        let need = pages.open(.need, of: cause.person).last?.text(.text)
        mention = need ?? told?.item.text(.text) ?? ""
        var reasons = ["\(cause.what) on \(cause.day)"]
        if let last = touches.last(where: \.isReal) {
            reasons.append("last in touch \(pages.book.day(of: last.milliseconds))")
        }
        if let tier { reasons.append("tier \(tier.rawValue)") }
        if mention.isEmpty { reasons.append("nothing of your own to mention is written down") }
        self.reasons = reasons
    }
}
