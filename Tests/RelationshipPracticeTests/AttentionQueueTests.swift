import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

@Suite struct AttentionQueueTests {
    private static let today = NotesOfADay.today

    private func cause(_ person: EntityID, _ name: String, days: Int) -> Greeting.Cause {
        Greeting.Cause(
            person: person, name: name, day: Self.today.adding(days: days), what: "birthday")
    }

    @Test func `S1-28: a greeting names what only the two of us have, by day, then by tier`() {
        var notes = NotesOfADay()
        let wide = notes.person("Wide", tier: .wide)
        let close = notes.person("Close", tier: .close)
        notes.touch([wide], "coffee", days: 90, [.text: "the harbour"])
        notes.write(.need, [.text: "a cellar"], naming: [.person: close])
        let queue = Greeting.queue(
            [cause(wide, "Wide", days: 0), cause(close, "Close", days: 0)], in: notes.book)
        #expect(queue.map(\.name) == ["Close", "Wide"])
        #expect(queue.map(\.mention) == ["a cellar", "the harbour"])
        #expect(queue[0].reasons.contains("tier close"))
    }

    @Test func `S1-28: greeted is who had a touch since the day before; a no is never greeted`() {
        var notes = NotesOfADay()
        let greeted = notes.person("Greeted", tier: .wide)
        let silent = notes.person("Silent", tier: .wide, [.boundary: "no"])
        let resting = notes.person("Resting", tier: .rest)
        let stranger = notes.person("Stranger")
        let unanswered = notes.person("Unanswered", tier: .wide)
        let due = notes.person("Due", tier: .wide)
        for days in [1, 2] { notes.touch([greeted], "hello", days: days) }
        notes.touch([unanswered], "hello", days: 2, [.direction: "out", .response: "none"])
        let people = [greeted, silent, resting, stranger, unanswered, due]
        let book = notes.book
        let queue = Greeting.queue(
            people.map { cause($0, book.name($0), days: -1) }, in: book)
        #expect(queue.map(\.name) == ["Due"])
        let days = people.map { cause($0, book.name($0), days: 0) }
        #expect(
            Greeting.countOfOthers(days, in: book) == 3, "who was greeted is none of the others")
        #expect(
            Greeting.countOfOthers(people.map { cause($0, "", days: -1) }, in: book) == 0,
            "what is over is told by nobody")
        let prize = Greeting.Cause(
            person: stranger, name: "Stranger", day: Self.today, what: "got the prize",
            isWritten: true)
        #expect(Greeting.queue([prize], in: book).map(\.what) == ["got the prize"])
    }

    @Test func `S1-25: data is checked again, soonest of those who are served first`() {
        var notes = NotesOfADay()
        func days(_ count: Int) -> String { Self.today.adding(days: -count).description }
        _ = notes.person("Never", tier: .wide)
        _ = notes.person("Close", tier: .close, [.verified: days(183)])
        _ = notes.person("Lately", tier: .close, [.verified: days(182)])
        _ = notes.person("Active", tier: .active, [.verified: days(183)])
        _ = notes.person("Rest", tier: .rest)
        _ = notes.person("Nobody")
        let queue = StaleContact.queue(in: notes.book)
        #expect(queue.map(\.name) == ["Close", "Never"])
        #expect(
            queue[0].reasons == ["last checked \(days(183))", "tier close: every 182 days"])
    }

    @Test func `S4-23: those in focus are asked about once a quarter`() {
        var notes = NotesOfADay()
        let old = notes.person("Old", tier: .focus)
        let new = notes.person("New", tier: .focus)
        _ = notes.person("Close", tier: .close)
        notes.write(.rating, [.insight: "3"], naming: [.person: old], days: 91)
        notes.write(.rating, [.insight: "3"], naming: [.person: new], days: 90)
        for (field, word) in [
            (FieldName.boundary, "no"), (.retired, "moved"), (.mute, "2999-01-01"),
        ] {
            _ = notes.person("Left in peace", tier: .focus, [field: word])
        }
        notes.died(notes.person("Dead", tier: .focus), "1990-01-01")
        #expect(SurveyQueue.people(in: notes.book).map(\.name) == ["Old"])
    }

    @Test func `S1-12: a like, or a message of theirs, is no greeting`() {
        var notes = NotesOfADay()
        let liked = notes.person("Liked", tier: .wide)
        let wrote = notes.person("Wrote", tier: .wide)
        let met = notes.person("Met", tier: .wide)
        for person in [liked, wrote, met] { notes.touch([person], "coffee", days: 90) }
        notes.touch([liked], "like", days: 0)
        notes.touch([wrote], "message", days: 0, [.direction: "in"])
        notes.touch([met], "coffee", days: 0, [.direction: "in"])
        let book = notes.book
        let queue = Greeting.queue(
            [liked, wrote, met].map { cause($0, book.name($0), days: 0) }, in: book)
        #expect(queue.map(\.name).sorted() == ["Liked", "Wrote"])
    }
}
