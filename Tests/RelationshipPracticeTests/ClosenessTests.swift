import ContactModel
import RelationshipPractice
import TestSupport
import Testing

@Suite struct ClosenessTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `S4-2: one more touch never makes a tie weaker, and the scale ends at 100`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var notes = NotesOfADay()
        let bob = notes.person("Bob")
        var before = notes.book.closeness(to: bob).score
        #expect(before == 0)
        for _ in 0..<60 {
            let type = random.pick(ItemCatalogue.touchTypes) ?? "call"
            let days = Int(random.next() % 900)
            notes.touch([bob], type, days: days, [.minutes: String(random.next() % 300)])
            let score = notes.book.closeness(to: bob).score
            #expect(score >= before && score <= 100)
            before = score
        }
        #expect(before > 50)
    }

    @Test func `S1-9: without care it decays, by half in half a year at first`() {
        let scores = [0, 91, 182, 364, 728, 5_000].map { days in
            var notes = NotesOfADay()
            let bob = notes.person("Bob")
            notes.touch([bob], "visit", days: days, [.minutes: "180"])
            return notes.book.closeness(to: bob).score
        }
        #expect(scores == scores.sorted(by: >))
        // Six points of depth and time saturate to 50; half of them, three, to 33.
        #expect(scores[0] == 50 && scores[2] == 33)
        #expect(scores[5] == 0)
    }

    @Test func `My own word wins over whatever is counted`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob", [.strength: "7", .trust: "5"])
        for day in 1...50 { notes.touch([bob], "visit", days: day) }
        let closeness = notes.book.closeness(to: bob)
        #expect(closeness.score == 7)
        #expect(closeness.reasons == ["my own word: 7"])
    }

    @Test func `The reasons name the touches, the trust and the giving both ways`() {
        var notes = NotesOfADay()
        let bob = notes.person("Bob", [.trust: "4"])
        notes.touch([bob], "coffee", days: 30, [.gave: "a book"])
        notes.touch([bob], "call", days: 10, [.got: "advice"])
        notes.touch([bob], "like", days: 1)
        let day = NotesOfADay.today.adding(days: -10)
        #expect(
            notes.book.closeness(to: bob).reasons == [
                "2 touches that count, the last on \(day)", "trust 4 of 5",
                "given and received both ways",
            ])
        let nobody = notes.person("Nobody")
        #expect(notes.book.closeness(to: nobody).reasons == ["no touch is written down yet"])
        let met = notes.person("Met")
        notes.touch([met], "card", days: 1)
        #expect(notes.book.closeness(to: met).reasons == ["touches that count: none of 1"])
    }

    @Test func `S4-3: giving both ways makes it closer than giving alone`() {
        func score(_ got: String) -> Int {
            var notes = NotesOfADay()
            let bob = notes.person("Bob")
            notes.touch([bob], "coffee", days: 5, [.gave: "a book", .got: got])
            return notes.book.closeness(to: bob).score
        }
        #expect(score("advice") > score(""))
    }
}
