import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// What a review counts.
@Suite struct LookBackTests {
    @Test func `S3-8: touches of the days count once, people once, and serve their goals`() throws {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let bob = notes.person("Bob")
        let goal = notes.write(
            .goal, [.text: "Lead", .by: NotesOfADay.today.adding(days: -1).description])
        notes.write(.goal, [.text: "Sail", .by: NotesOfADay.today.description])
        notes.write(.goal, [.text: "Over", .status: "done"])
        let event = notes.write(.event, [.text: "fair"], naming: [.goal: goal.id])
        notes.touch([ada, bob], "event", days: 2, [.minutes: "40"], naming: [.event: event.id])
        notes.touch([ada], "call", days: 6, [.minutes: "5"], naming: [.goal: goal.id])
        notes.touch([ada], "call", days: 7, [.minutes: "90"], naming: [.goal: goal.id])
        let look = LookBack(notes.book, days: 7)
        #expect(look.touchCount == 2 && look.peopleCount == 2 && look.minutes == 45)
        #expect(look.goals.map(\.text) == ["Lead", "Sail"])
        #expect(look.goals.map(\.touchCount) == [2, 0])
        #expect(look.goals.map { $0.overdueSince != nil } == [true, false])
        #expect(LookBack(notes.book, days: 8).minutes == 135)
    }

    @Test func `S1-12, S0-11: a like and an attempt without an answer are no touch of a week`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let goal = notes.write(.goal, [.text: "Lead"])
        notes.touch([ada], "like", days: 1, [.minutes: "1"], naming: [.goal: goal.id])
        notes.touch(
            [ada], "mail", days: 1, [.direction: "out", .response: "none", .minutes: "20"])
        let look = LookBack(notes.book, days: 7)
        #expect(look.touchCount == 0 && look.peopleCount == 0 && look.minutes == 0)
        #expect(look.goals.map(\.touchCount) == [1], "what was done for a goal was done")
    }

    @Test func `S3-8: of the measures a review tells five, and targets without a next step`() {
        var notes = NotesOfADay()
        notes.write(.target, [.text: "Head", .status: "active"])
        notes.write(.target, [.text: "Chair", .status: "active", .next: "write"])
        notes.write(.target, [.text: "Wish", .status: "wish"])
        let look = LookBack(notes.book, days: 7)
        #expect(
            Set(look.measures.map(\.name)).isSubset(of: [
                "well", "promises", "balance", "energy", "purpose",
            ]))
        #expect(!look.measures.isEmpty)
        #expect(look.aimlessTargets == ["Head"])
    }
}
