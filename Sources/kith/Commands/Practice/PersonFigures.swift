import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// What `kith prep` shows beside closeness: figures and habits, each by itself.
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
    func sections(_ replica: Replica) throws -> [(title: String, lines: [String])] {
        let tally = PersonTallies(book)[person]
        let overlay = book.people[person]?.overlay ?? Item(id: person, kind: .person)
        return [
            figure("Knows you", PersonScore.knownBy(overlay: overlay, tally)),
            figure("For your goals", PersonScore.forGoals(tally)),
            (
                "Thank for",
                ThanksDue.all(book).filter { $0.person == person }.map { "\($0.text), \($0.day)" }
            ),
            ("Reached best", ChannelHabit(of: person, in: book).sentences),
            ("Same place, same time", try SharedTimeText(of: person, replica).known),
        ]
    }

    private func figure(_ title: String, _ score: PersonScore) -> (String, [String]) {
        (title, ["\(score.score) of 100"] + (why ? score.reasons : []))
    }
}
