import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// With whom something is planned.
@Suite struct PlannedContactTests {
    private let today = NotesOfADay.today

    private func day(_ days: Int) -> String { today.adding(days: days).description }

    private func planned(_ notes: NotesOfADay) -> Set<EntityID> {
        PlannedContact.people(
            followups: notes.book.open(.followup), events: notes.book.open(.event),
            in: today...today.adding(days: 7))
    }

    @Test(arguments: [(-1, false), (0, true), (7, true), (8, false)])
    func `S1-9: a follow-up and a dinner count on the days that are looked at`(
        days: Int, isPlanned: Bool
    ) {
        var notes = NotesOfADay()
        let (ada, bob) = (notes.person("Ada"), notes.person("Bob"))
        notes.write(.followup, [.by: day(days)], naming: [.person: ada])
        notes.write(.event, [.day: day(days)], people: [.people: [bob]])
        #expect(planned(notes) == (isPlanned ? [ada, bob] : []))
    }

    @Test func `S1-9: in a crowd, and at what is over, nobody is sure to be met`() {
        var notes = NotesOfADay()
        let people = (1...9).map { notes.person("P\($0)") }
        notes.write(.event, [.day: day(1)], people: [.people: people])
        notes.write(.event, [.day: day(1), .status: "skipped"], people: [.people: [people[0]]])
        notes.write(.followup, [.by: day(1), .status: "done"], naming: [.person: people[1]])
        notes.write(.followup, [.text: "some day"], naming: [.person: people[2]])
        #expect(planned(notes).isEmpty)
        notes.write(.event, [.day: day(1)], people: [.people: Array(people.prefix(8))])
        #expect(planned(notes) == Set(people.prefix(8)))
    }
}
