import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

@Suite struct TierProposalTests {
    private func proposal(
        of person: EntityID, in notes: NotesOfADay
    ) throws -> TierProposal {
        let name = notes.book.name(person)
        return try #require(
            TierProposal.proposals(
                for: [TierCandidate(person: person, name: name)], in: notes.book
            ).first)
    }

    @Test func `S4-16: of whom nothing is written down there is no proposal`() throws {
        var notes = NotesOfADay()
        let stranger = notes.person("Stranger")
        let proposal = try proposal(of: stranger, in: notes)
        #expect(proposal.tier == nil && proposal.points == 0 && proposal.reasons.isEmpty)
    }

    @Test func `S4-4: influence counts beside closeness, and says so`() throws {
        var notes = NotesOfADay()
        let known = notes.person("Known", [.influence: "5"])
        let other = notes.person("Other", [.influence: "1"])
        #expect(try proposal(of: known, in: notes).tier == .active)
        #expect(try proposal(of: known, in: notes).reasons == ["+20 influence 5 of 5"])
        #expect(try proposal(of: other, in: notes).tier == .wide)
    }

    @Test func `S4-6: a part in an open goal, and a deep tie, make somebody of the focus`() throws {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", [.influence: "4", .known: "3", .stage: "ally"])
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        notes.write(.seat, [.text: "vouches"], naming: [.goal: goal.id, .person: ada])
        for days in [3, 10, 20, 40] {
            notes.touch([ada], "coffee", days: days, [.gave: "time", .got: "advice"])
        }
        let proposal = try proposal(of: ada, in: notes)
        #expect(proposal.tier == .focus)
        #expect(proposal.reasons.contains("+12 has the seat “vouches”"))
        #expect(proposal.reasons.contains { $0.contains("4 touches that count") })
        // The same without the goal is close, however much else there is.
        var closed = NotesOfADay()
        let eve = closed.person("Eve", [.influence: "5", .known: "5", .stage: "ally"])
        for days in [3, 10, 20, 40] {
            closed.touch([eve], "visit", days: days, [.gave: "time", .got: "advice"])
        }
        #expect(try self.proposal(of: eve, in: closed).tier == .close)
    }

    @Test func `S1-29: who took energy again and again is let rest, one bad day is not enough`()
        throws
    {
        var notes = NotesOfADay()
        let ada = notes.person("Ada", [.influence: "5"])
        notes.touch([ada], "coffee", days: 3, [.energy: "-2"])
        #expect(try proposal(of: ada, in: notes).tier != .rest)
        notes.touch([ada], "coffee", days: 2, [.energy: "-1"])
        let proposal = try proposal(of: ada, in: notes)
        #expect(proposal.tier == .rest)
        #expect(proposal.reasons.contains("−12 2 touches took energy"))
    }

    @Test func `S0-11: a no, and a retired tie, are final whatever speaks for them`() throws {
        var notes = NotesOfADay()
        let no = notes.person("No", [.influence: "5", .boundary: "no"])
        let over = notes.person("Over", [.influence: "5", .retired: "moved away"])
        #expect(try proposal(of: no, in: notes).tier == .rest)
        #expect(try proposal(of: over, in: notes).reasons == ["retired: moved away"])
    }

    @Test func `S0-7: the private circle is close at least, before all others`() throws {
        var notes = NotesOfADay()
        let mother = notes.person("Mother", [.circle: "private", .known: "1"])
        #expect(try proposal(of: mother, in: notes).tier == .close)
    }

    @Test func `S1-26: proposals keep to a fifth, and the last are told why not`() throws {
        var notes = NotesOfADay()
        let people = (0..<60).map { number in
            notes.person("Person \(number)", [.influence: "5", .known: "5", .stage: "ally"])
        }
        let book = notes.book
        let all = TierProposal.proposals(
            for: people.map { TierCandidate(person: $0, name: book.name($0)) }, in: book)
        #expect(all.count { $0.tier == .close } == 12)
        #expect(all.count { $0.tier == .active } == 48)
        let lowered = try #require(all.last)
        #expect(lowered.reasons.last == "a fifth is close already: active instead")
        // Whoever has a tier already takes a place.
        let tiers = people.enumerated().map { number, person in
            notes.person("Served \(number)", tier: number < 24 ? .close : .wide)
        }
        #expect(tiers.count == 60)
        let beside = TierProposal.proposals(
            for: [TierCandidate(person: people[0], name: "Person 0")], in: notes.book)
        #expect(beside.first?.tier == .active)
    }

    @Test func `S4-11: focus has ten places, those before included`() throws {
        var notes = NotesOfADay()
        for number in 0..<9 { _ = notes.person("Before \(number)", tier: .focus) }
        for number in 0..<60 { _ = notes.person("Wide \(number)", tier: .wide) }
        let goal = notes.write(.goal, [.text: "Lead a lab"])
        let people = ["One", "Two"].map { name in
            notes.person(name, [.influence: "5", .known: "5", .stage: "ally", .strength: "90"])
        }
        for person in people {
            notes.write(.seat, [.text: "vouches"], naming: [.goal: goal.id, .person: person])
        }
        let book = notes.book
        let all = TierProposal.proposals(
            for: people.map { TierCandidate(person: $0, name: book.name($0)) }, in: book)
        #expect(all.map(\.tier) == [.focus, .close])
        #expect(TierCaps(countByTier: [.focus: 10]).focusRefusal?.contains("--anyway") == true)
        #expect(TierCaps(countByTier: [.focus: 9]).focusRefusal == nil)
    }

    @Test func `S0-1: who comes back from parking stands first, whatever is known`() {
        var notes = NotesOfADay()
        let strong = notes.person("Strong", [.influence: "5"])
        let parked = notes.person("Parked")
        let all = TierProposal.proposals(
            for: [
                TierCandidate(person: strong, name: "Strong"),
                TierCandidate(
                    person: parked, name: "Parked", parkedUntil: NotesOfADay.today),
            ], in: notes.book)
        #expect(all.map(\.candidate.name) == ["Parked", "Strong"])
    }
}
