import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// The figures of `kith prep` beside closeness: figures and habits, each by itself.
struct PersonFigures {
    private let person: EntityID
    private let book: PracticeBook
    private let why: Bool

    init(_ person: EntityID, _ book: PracticeBook, why: Bool) {
        self.person = person
        self.book = book
        self.why = why
    }

    /// Titles and lines; sections without lines are left out by whoever prints them.
    ///
    /// - Throws: ``ReplicaError``.
    func sections(_ replica: Replica) throws -> [PrepSection] {
        let tally = PersonTallies(book)[person]
        let overlay = book.people[person]?.overlay ?? Item(id: person, kind: .person)
        return [
            figure("Knows you", PersonScore.knownBy(overlay: overlay, tally)),
            figure("For your goals", PersonScore.forGoals(tally)),
            PrepSection("Together", together),
            PrepSection(
                "Thank for",
                ThanksDue.all(book).filter { $0.person == person }.map {
                    ("\($0.text), \($0.day)", $0.item)
                }),
            PrepSection("Reached best", ChannelHabit(of: person, in: book).sentences),
            PrepSection("Same place, same time", try SharedTimeText(of: person, replica).known),
        ]
    }

    /// The items about the two of you: alliances, seats and support for goals, who was told of
    /// them, and the last look at how it is (practice S4-7, S3-3, S3-15, S4-19, S4-23).
    private var together: [PrepSection.Line] {
        func goal(_ item: Item) -> String {
            let title = book.items(.goal).first { $0.id == item.entity(.goal) }?.text(.text)
            return title.map { " (\($0))" } ?? ""
        }
        func lines(_ kind: EntityKind, _ line: (Item) -> String) -> [PrepSection.Line] {
            book.open(kind).filter { item in
                item.entity(.person) == person || item.entities(.people).contains(person)
            }.map { (line($0), $0.id) }
        }
        let alliances = lines(.alliance) { item in
            let stakes = [
                ("your stake", FieldName.mine), ("theirs", .theirs), ("look again", .review),
            ]
            .filter { !item.text($0.1).isEmpty }.map { "\($0.0): \(item.text($0.1))" }
            return (["alliance: \(item.text(.text))"] + stakes).joined(separator: ", ")
        }
        let seats = lines(.seat) { item in
            let role = item.text(.role).isEmpty ? "seat" : item.text(.role)
            return "\(role): \(item.text(.text))\(goal(item))"
        }
        let supports = lines(.support) { item in
            let who = item.text(.side) == "mine" ? "you stood up" : "stood up for you"
            return "\(who): \(item.text(.text))\(goal(item))"
        }
        let told = lines(.told) { item in
            let answer = item.text(.text).isEmpty ? "" : ": \(item.text(.text))"
            return "was told of a goal\(goal(item))\(answer)"
        }
        let ratings = lines(.rating) { item in
            let marks = [FieldName.insight, .support, .mutual].compactMap { field in
                item.number(field).map { "\(field.rawValue) \($0) of 5" }
            }
            return
                "your look at it: \((marks + [item.text(.text)]).filter { !$0.isEmpty }.joined(separator: ", "))"
        }
        return alliances + seats + supports + told + ratings.suffix(1)
    }

    /// A figure, and what it is made of when that is asked for, or when it is made of nothing.
    static func lines(_ score: Int, _ reasons: [String], why: Bool) -> [String] {
        score == 0 && !why
            ? ["0 of 100: \(reasons.joined(separator: "; "))"]
            : ["\(score) of 100"] + (why ? reasons : [])
    }

    /// A figure; none of those who are near, of whom nothing is expected, unless it is asked for.
    private func figure(_ title: String, _ score: PersonScore) -> PrepSection {
        let isUnasked = score.score == 0 && !why && book.people[person]?.isNear ?? false
        return PrepSection(
            title, isUnasked ? [] : Self.lines(score.score, score.reasons, why: why))
    }
}
