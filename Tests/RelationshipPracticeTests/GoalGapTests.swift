import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

@Suite struct GoalGapTests {
    @Test func `S3-11: a seat is unknown without a person, weak when far, known when close`() {
        var notes = NotesOfADay()
        let near = notes.person("Near", [.strength: "80"])
        let far = notes.person("Far")
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        notes.write(
            .seat, [.text: "vouches", .role: "sponsor"],
            naming: [.goal: goal.id, .person: near])
        notes.write(
            .seat, [.text: "advises", .role: "mentor"], naming: [.goal: goal.id, .person: far])
        notes.write(
            .seat, [.text: "knows the field", .role: "informer"], naming: [.goal: goal.id])
        let gap = GoalGap(goal, in: notes.book)
        #expect(gap.seats.map(\.state) == [.known, .weak, .unknown])
        #expect(gap.seats.map(\.name) == ["Near", "Far", ""])
        #expect(gap.seats[0].why == "closeness 80: my own word: 80")
        #expect(gap.seats[2].why.contains("make it a target"))
    }

    @Test func `S4-6: who is wanted for a goal stands in its gap, until it is over`() {
        var notes = NotesOfADay()
        let ada = notes.person("Ada")
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        notes.write(
            .target, [.text: "The dean", .next: "send the draft"],
            naming: [.goal: goal.id, .person: ada])
        notes.write(.target, [.text: "Head of Harbour"], naming: [.goal: goal.id])
        notes.write(.target, [.text: "Met", .status: "reached"], naming: [.goal: goal.id])
        notes.write(.target, [.text: "For nothing"])
        let targets = GoalGap(goal, in: notes.book).targets
        #expect(targets.map(\.text) == ["The dean", "Head of Harbour"])
        #expect(targets.map(\.person) == [ada, nil] && targets.map(\.name) == ["Ada", ""])
        #expect(targets.map(\.next) == ["send the draft", ""])
        #expect(!GoalGap(goal, in: notes.book).isOver)
        let done = notes.write(.goal, [.text: "Found a lab", .status: "done"])
        let gap = GoalGap(done, in: notes.book)
        #expect(gap.isOver && gap.status == "done")
    }

    @Test func `S3-7: a seat whose person was known and went quiet is cold, and says since when`() {
        var notes = NotesOfADay()
        let igor = notes.person("Igor")
        for days in [700, 690, 680] { notes.touch([igor], "coffee", days: days) }
        let goal = notes.write(
            .goal, [.text: "Lead a lab", .by: NotesOfADay.today.adding(days: -1).description])
        notes.write(
            .seat, [.text: "knows the way", .role: "guide"],
            naming: [.goal: goal.id, .person: igor])
        let day = NotesOfADay.today.adding(days: -680)
        let gap = GoalGap(goal, in: notes.book)
        #expect(gap.seats[0].state == .cold && gap.seats[0].why.hasPrefix("cold since \(day)"))
        #expect(gap.overdue == NotesOfADay.today.adding(days: -1))
        let concerns = Concern.all(in: notes.book)
        #expect(concerns.map(\.subject) == [.goal, .seat])
        #expect(concerns[1].sentence == "Igor, who is the guide of “Lead a lab”, went quiet.")
        #expect(
            concerns[1].remedy.contains("draft hello") && concerns[1].reasons == [gap.seats[0].why])
        // Somebody whom one never knew is weak, and no concern; a goal that is over asks for nothing.
        notes.touch([igor], "visit", days: 1, [.minutes: "120"])
        #expect(GoalGap(goal, in: notes.book).seats[0].state == .known)
        var over = goal
        over.put(FieldValue.text("done"), in: .status, .register)
        notes.replace(over)
        #expect(Concern.all(in: notes.book).isEmpty)
    }

    @Test func `S0-21: a cold seat is not told a second time as a tie that cools`() {
        var notes = NotesOfADay()
        let igor = notes.person("Igor", tier: .close)
        for days in [250, 260] { notes.touch([igor], "coffee", days: days) }
        #expect(Concern.all(in: notes.book).map(\.subject) == [.cooling])
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        notes.write(.seat, [.text: "x"], naming: [.goal: goal.id, .person: igor])
        #expect(Concern.all(in: notes.book).map(\.subject) == [.seat])
        let retired = notes.person("Nina", [.retired: "moved away"])
        notes.write(.seat, [.text: "y"], naming: [.goal: goal.id, .person: retired])
        let seats = Concern.all(in: notes.book).filter { $0.subject == .seat }
        #expect(seats.contains { $0.remedy.contains("person=NAME") })
    }

    @Test func `S3-3: roles of the village that nobody has are named`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        notes.write(
            .seat, [.text: "x", .role: "mentor"], naming: [.goal: goal.id, .person: bob])
        notes.write(.seat, [.text: "y", .role: "helper"], naming: [.goal: goal.id])
        let roles = GoalGap(goal, in: notes.book).emptyRoles
        #expect(roles.count == 8)
        #expect(!roles.contains("mentor") && roles.contains("helper"))
    }

    @Test func `S0-6: whoever had a part in touches or outcomes of the goal is named, once`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let eve = notes.person("Eve")
        let zoe = notes.person("Zoe")
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        let other = notes.write(.goal, [.text: "Learn to sail"])
        notes.write(.seat, [.text: "x"], naming: [.goal: goal.id, .person: bob])
        notes.touch([bob, eve], "coffee", days: 3, naming: [.goal: goal.id])
        notes.touch([zoe], "coffee", days: 3, naming: [.goal: other.id])
        notes.write(
            .outcome, [.text: "an offer"], naming: [.goal: goal.id], people: [.via: [eve]])
        #expect(GoalGap(goal, in: notes.book).connected.map(\.person) == [eve])
        notes.write(.support, [.text: "a room"], naming: [.goal: goal.id, .person: zoe])
        #expect(GoalGap(goal, in: notes.book).connected.map(\.name) == ["Eve", "Zoe"])
        #expect(GoalGap(other, in: notes.book).seats.isEmpty)
    }

    @Test func `S0-6: a like, or a call nobody answered, connects nobody with a goal`() {
        var notes = NotesOfADay()
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        let people = ["Liked", "Silent", "Met"].map { notes.person($0) }
        notes.touch([people[0]], "like", days: 3, naming: [.goal: goal.id])
        notes.touch(
            [people[1]], "call", days: 3, [.direction: "out", .response: "none"],
            naming: [.goal: goal.id])
        notes.touch([people[2]], "coffee", days: 3, naming: [.goal: goal.id])
        #expect(GoalGap(goal, in: notes.book).connected.map(\.name) == ["Met"])
    }
}
