package import ChangeLog
package import ContactModel

/// Somebody wrote, and waits for an answer of mine (practice S1-8, S1-13).
///
/// A letter or mail by which they began waits, and whatever asks something. An answer to words of mine,
/// thanks, or a message that asks nothing does not: nobody has to have the last word.
package struct AnswerDue: Sendable {
    package let person: EntityID
    /// The last line that waits: an answer to it answers all.
    package let touch: Touch
    /// The first line that waits.
    private let first: Touch
    /// Of the first line.
    package let day: CivilDay

    /// For how many days the screen of a day tells of it (practice S1-13).
    ///
    /// Our choice: four weeks, after which it is a talk that one begins anew; before a meeting it is told
    /// all the same.
    package static let askedDays = 4 * DayCount.week

    /// Back to which day touches are read for that screen, so that answers to words of mine are told apart:
    /// twice ``askedDays``.
    package static let readDays = 2 * askedDays

    /// How many of those touches are read at most, the newest (practice S1-13).
    ///
    /// Our choice: seven a day for those weeks; of more, who waits for longest is told in the review.
    package static let mostRead = 7 * readDays

    /// The messages of others that nobody answered, the latest first.
    ///
    /// - Parameters:
    ///   - touches: By time.
    ///   - today: What came in on that day can wait till tomorrow.
    ///   - dayOf: The day on which an instant falls.
    ///   - standing: The card that stands for somebody.
    /// - Returns: One a person.
    /// - Throws: What `standing` throws.
    package static func all(
        in touches: some Sequence<Touch>, today: CivilDay, dayOf: (UInt64) -> CivilDay,
        standing: (EntityID) throws -> EntityID
    ) rethrows -> [AnswerDue] {
        var waiting: [EntityID: (first: Touch, last: Touch)] = [:]
        /// With whom my words came last, and were answered or may be yet.
        var spoken: Set<EntityID> = []
        for touch in touches where touch.depth > 0 || touch.isUnanswered {
            for person in try Set(touch.item.entities(.with).map(standing)) {
                if touch.isUnanswered {
                    waiting[person] = nil
                    spoken.remove(person)
                } else if !touch.isTheirLine {
                    waiting[person] = nil
                    spoken.insert(person)
                } else if !touch.item.text(.response).isEmpty {
                    waiting[person] = nil
                } else if touch.asksSomething
                    || touch.isLetter && !spoken.contains(person)
                {
                    // Who asks once more waits since the first time.
                    waiting[person] = (waiting[person]?.first ?? touch, touch)
                    spoken.remove(person)
                }
            }
        }
        return waiting.map { person, lines in
            AnswerDue(
                person: person, touch: lines.last, first: lines.first,
                day: dayOf(lines.first.milliseconds))
        }.filter { $0.day < today }
            .sorted {
                ($1.day, $0.touch.item.id, $0.person) < ($0.day, $1.touch.item.id, $1.person)
            }
    }

    /// Whether the screen of a day still tells of it.
    package func isAsked(on today: CivilDay) -> Bool { today.days(since: day) <= Self.askedDays }

    /// The words they wrote; the subject when the words are not kept.
    package var words: String {
        let topic = first.item.text(.topic)
        return first.item.text(.text).isEmpty ? topic : first.item.text(.text)
    }

    /// How one says that it is settled.
    ///
    /// - Parameter name: Of who wrote.
    /// - Returns: What could be done, with the commands.
    package func remedy(_ name: String) -> String {
        "\(touch.type == "letter" ? "write" : "answer"), then: kith touch "
            + "\(Concern.quoted(name)) \(touch.type); if it needs none: kith set "
            + "\(Concern.short(touch.item.id)) response=none"
    }
}

extension Touch {
    /// Whether it is a line that only the other side wrote.
    fileprivate var isTheirLine: Bool {
        item.text(.direction) == "in" && Self.written.contains(type)
    }

    /// Whether one would answer it whatever it says, when they began.
    fileprivate var isLetter: Bool { type == "mail" || type == "letter" }

    /// Whether its words ask something, in whatever script.
    fileprivate var asksSomething: Bool {
        type != "thanks" && item.text(.text).contains { "?？؟".contains($0) }
    }

    private static let written: Set<String> = [
        "mail", "letter", "message", "hello", "thanks", "comment",
    ]
}

extension Concern {
    /// Who wrote and waits, until the tie would be cold for an ask (practice S1-13, S2-11).
    static func openAnswers(_ book: PracticeBook) -> [Concern] {
        AnswerDue.all(
            in: book.touches(lastDays: AskGuard.coldDays), today: book.today, dayOf: book.day,
            standing: { $0 }
        ).compactMap { due in
            guard !book.isGone(due.person), book.peace(of: due.person) == nil else { return nil }
            let name = book.name(due.person)
            let words = due.words.isEmpty ? "" : ": \(due.words)"
            return Concern(
                .answer, due.person,
                "\(name) wrote to you on \(due.day), and it is your turn\(words)",
                remedy: due.remedy(name),
                reasons: ["\(due.touch.type) with direction=in, and nothing of yours since"])
        }
    }
}
