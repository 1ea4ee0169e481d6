import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// What goals do for people ends with them, and begins wherever they are served.
@Suite struct OpenGoalsTests {
    private static let soon = NotesOfADay.today.adding(days: 5).description

    @Test func `S4-20: the seat of a goal that is over speaks for nobody any more`() {
        for (status, isOpen) in [("open", true), ("done", false), ("dropped", false)] {
            var notes = NotesOfADay()
            let ada = notes.person("Ada")
            for days in [400, 410, 420] { notes.touch([ada], "visit", days: days) }
            let goal = notes.write(.goal, [.text: "Lead a lab", .status: status])
            notes.write(
                .seat, [.text: "knows the way"], naming: [.goal: goal.id, .person: ada])
            notes.write(.target, [.text: "Ada"], naming: [.person: ada])
            let event = notes.write(
                .event, [.text: "Fair", .day: Self.soon], people: [.people: [ada]])
            let book = notes.book
            #expect(book.openSeats(of: ada).isEmpty != isOpen)
            #expect(BookByPerson(book).openSeats(of: ada).isEmpty != isOpen)
            let dormant = DormantTie.all(in: book).flatMap(\.evidence)
            #expect(dormant.contains("seat: knows the way") == isOpen, "\(status)")
            let fit = EventFit(event, in: book).reasons.joined()
            #expect(fit.contains("has a seat") == isOpen, "\(status)")
        }
    }

    @Test func `S4-22: an outcome of a goal that is over does nothing for the open ones`() {
        for (status, score) in [("active", 50), ("done", 0), ("dropped", 0)] {
            var notes = NotesOfADay()
            let ada = notes.person("Ada")
            let goal = notes.write(.goal, [.text: "Lead a lab", .status: status])
            notes.write(
                .outcome, [.text: "an offer", .value: "high"], naming: [.goal: goal.id],
                people: [.via: [ada]])
            notes.write(.outcome, [.text: "a tip"], people: [.via: [ada]])
            let figure = PersonScore.forGoals(PersonTallies(notes.book)[ada])
            #expect(figure.score == score, "\(status): \(figure.reasons)")
        }
    }

    @Test func `S3-1: a touch at a gathering for a goal serves it on every screen`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        let fair = notes.write(.event, [.text: "Fair"], naming: [.goal: goal.id])
        notes.touch([ada], "coffee", days: 3, naming: [.event: fair.id])
        #expect(GoalGap(goal, in: notes.book).connected.map(\.name) == ["Ada"])
        let tiers = TierProposal.proposals(
            for: [TierCandidate(person: ada, name: "Ada")], in: notes.book)
        let reasons = tiers.first?.reasons.joined(separator: "; ") ?? ""
        #expect(reasons.contains("1 touch for your goals"))
    }
}
