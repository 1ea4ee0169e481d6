import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// Whether one stays in the well of one's profession, who guides whom, and what it takes.
@Suite struct HorizonTests {
    private func measure(_ name: String, _ notes: NotesOfADay) throws -> Measure {
        try #require(Measure.all(notes.book).first { $0.name == name })
    }

    @Test func `S1-1: the horizon begins at my own field, and says with whom to go beyond`() throws
    {
        var notes = NotesOfADay()
        let law = notes.person("Law", [.field: "law"])
        let sea = notes.person("Sea", [.field: "sea"])
        _ = notes.person("Far", [.field: "Arts"])
        _ = notes.person("No", [.field: "arts", .boundary: "no"])
        for days in [1, 2, 3] { notes.touch([law], "coffee", days: days) }
        notes.touch([sea], "coffee", days: 4)
        #expect(
            try measure("horizon", notes).sentence
                == "25 % of touches leave the field you meet most.")
        notes.write(.me, [.field: "Sea"])
        let own = try measure("horizon", notes)
        #expect(own.sentence == "75 % of touches leave your own field (Sea).")
        #expect(own.why.hasSuffix("outside it, longest not met: Far (Arts), Law (law)"))
    }

    @Test func `S2-15: of mentor, peer and mentee the missing one is named`() throws {
        var notes = NotesOfADay()
        #expect(try measure("mentoring", notes).sentence.hasPrefix("No mentor, peer or mentee"))
        let ada = notes.person("Ada", [.relation: "Mentor"])
        let bob = notes.person("Bob")
        _ = notes.person("No", [.relation: "peer", .boundary: "no"])
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        let over = notes.write(.goal, [.text: "Sail", .status: "done"])
        for (role, of, who) in [("mentor", goal, ada), ("mentee", goal, bob), ("peer", over, bob)] {
            notes.write(
                .seat, [.text: "s", .role: role], naming: [.goal: of.id, .person: who])
        }
        let found = try measure("mentoring", notes)
        #expect(found.parts.map(\.value) == [1, 0, 1])
        #expect(found.sentence == "There is no peer among your people yet.")
        #expect(found.why.hasSuffix("mentor: Ada; mentee: Bob"))
    }

    @Test func `S1-5: a quarter asks whether areas are one's own, the doubtful first`() throws {
        var notes = NotesOfADay()
        #expect(!ReviewQuestion.quarter(notes.book).contains { $0.text.contains("areas") })
        let bob = notes.person("Bob")
        let own = notes.write(.area, [.text: "Sea", .origin: "own", .energy: "4"])
        notes.write(.area, [.text: "Old", .status: "closed"])
        notes.write(.area, [.text: "Law", .origin: "outer", .energy: "-2"])
        notes.write(.area, [.text: "Art"])
        notes.touch(
            [bob], "coffee", days: 9, [.minutes: "40", .energy: "2"], naming: [.area: own.id])
        notes.touch([bob], "coffee", days: 100, naming: [.area: own.id])
        let asked = try #require(
            ReviewQuestion.quarter(notes.book).first { $0.text.contains("areas") })
        #expect(
            asked.about == [
                "Law: others' wish, energy −2, 0 touches", "Art: whose wish is not said, 0 touches",
                "Sea: your own wish, energy +4, 1 touch, 40 minutes, which gave +2",
            ])
    }

    @Test func `S4-5: weeks that took more than they gave are told, but not in a rest`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        func told() -> [Concern] { Concern.all(in: notes.book).filter { $0.subject == .energy } }
        notes.touch([bob], "coffee", days: 60, [.energy: "-2"])
        notes.touch([bob], "coffee", days: 2, [.energy: "-2"])
        notes.touch([bob], "coffee", days: 3, [.energy: "-2"])
        #expect(told().isEmpty, "two touches say nothing yet")
        notes.touch([bob], "call", days: 4, [.energy: "0", .minutes: "30"])
        #expect(told().map(\.sentence) == ["The last 4 weeks took more energy than they gave."])
        #expect(told().first?.reasons.last == "3 touches, 30 minutes")
        let today = NotesOfADay.today
        notes.write(.rest, [.from: today.description, .to: today.description])
        #expect(told().isEmpty)
    }
}
