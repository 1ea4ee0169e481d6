import ContactModel
import RelationshipPractice
import Testing

@Suite struct GoalGapTests {
    @Test func `S3-11: a seat is unknown without a person, weak when far, known when close`() {
        var notes = NotesOfADay()
        let near = notes.person("Near", ["strength": "80"])
        let far = notes.person("Far")
        let goal = notes.write("goal", ["text": "Lead a lab"])
        notes.write(
            "seat", ["text": "vouches", "role": "sponsor"],
            naming: ["goal": goal.id, "person": near])
        notes.write(
            "seat", ["text": "advises", "role": "mentor"], naming: ["goal": goal.id, "person": far])
        notes.write(
            "seat", ["text": "knows the field", "role": "informer"], naming: ["goal": goal.id])
        let gap = GoalGap(goal, in: notes.book)
        #expect(gap.seats.map(\.state) == [.known, .weak, .unknown])
        #expect(gap.seats.map(\.name) == ["Near", "Far", ""])
        #expect(gap.seats[0].why == "closeness 80: my own word: 80")
        #expect(gap.seats[2].why.contains("make it a target"))
    }

    @Test func `S3-3: roles of the village that nobody has are named`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let goal = notes.write("goal", ["text": "Lead a lab"])
        notes.write(
            "seat", ["text": "x", "role": "mentor"], naming: ["goal": goal.id, "person": bob])
        notes.write("seat", ["text": "y", "role": "helper"], naming: ["goal": goal.id])
        let roles = GoalGap(goal, in: notes.book).emptyRoles
        #expect(roles.count == 8)
        #expect(!roles.contains("mentor") && roles.contains("helper"))
    }

    @Test func `S0-6: whoever had a part in touches or outcomes of the goal is named, once`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        let eve = notes.person("Eve")
        let zoe = notes.person("Zoe")
        let goal = notes.write("goal", ["text": "Lead a lab"])
        let other = notes.write("goal", ["text": "Learn to sail"])
        notes.write("seat", ["text": "x"], naming: ["goal": goal.id, "person": bob])
        notes.touch([bob, eve], "coffee", days: 3, naming: ["goal": goal.id])
        notes.touch([zoe], "coffee", days: 3, naming: ["goal": other.id])
        notes.write(
            "outcome", ["text": "an offer"], naming: ["goal": goal.id], people: ["via": [eve]])
        #expect(GoalGap(goal, in: notes.book).connected == ["Eve"])
        notes.write("support", ["text": "a room"], naming: ["goal": goal.id, "person": zoe])
        #expect(GoalGap(goal, in: notes.book).connected == ["Eve", "Zoe"])
        #expect(GoalGap(other, in: notes.book).seats.isEmpty)
    }
}
