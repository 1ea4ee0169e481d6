import ChangeLog
import ContactModel

/// Concerns about goals, and about the people they need.
extension Concern {
    /// Open goals whose day has passed.
    static func lateGoals(_ book: PracticeBook) -> [Concern] {
        book.open(.goal).compactMap { goal in
            guard let by = GoalGap.overdue(goal, in: book) else { return nil }
            return Concern(
                .goal, nil, "“\(goal.text(.text))” was to be reached by \(by).",
                remedy:
                    "reached? kith done \(short(goal.id)); else kith set \(short(goal.id)) by=…",
                reasons: ["goal with by=\(by), still open: a path is walked in time"])
        }
    }

    /// The open items of goals and campaigns that are over: they went quiet with them, and only I
    /// can say what becomes of them (practice S3-19).
    static func leftOver(_ book: PracticeBook) -> [Concern] {
        let left = book.leftOver
        guard !left.isEmpty else { return [] }
        let verb = left.count == 1 ? "is" : "are"
        return [
            Concern(
                .goal, nil,
                "\(PracticeBook.counted(left)) \(verb) for what is over or was dropped.",
                remedy: "over too? kith done ID; else kith set ID goal=…",
                reasons: left.map { "\($0.kind.rawValue) \(short($0.id)): \($0.text(.text))" })
        ]
    }

    /// Seats of open goals whose people went quiet, said no or are retired: one finds out before one
    /// is in need (practice S3-7).
    static func coldSeats(_ book: PracticeBook) -> [Concern] {
        GoalGap.all(in: book).flatMap { gap in
            gap.seats.compactMap { seat in
                let role = seat.role.isEmpty ? "has a seat in" : "is the \(seat.role) of"
                let who = "\(seat.name), who \(role) “\(gap.text)”,"
                switch (seat.state, seat.person.flatMap { book.peace(of: $0) }) {
                // Three attempts are told by themselves, and a fourth is none (S0-11).
                case (.cold, _) where seat.person.map(book.isUnproposed) ?? false: return nil
                case (.cold, _):
                    return Concern(
                        .seat, seat.person, "\(who) went quiet.",
                        remedy: "kith draft hello \(quoted(seat.name))", reasons: [seat.why])
                case (.resting, .saidNo), (.resting, .retired), (.resting, .died):
                    return Concern(
                        .seat, seat.person, "\(who) is not to be asked any more.",
                        remedy: "name somebody else: kith set \(short(seat.id)) person=NAME",
                        reasons: [seat.why])
                default: return nil
                }
            }
        }
    }
}
