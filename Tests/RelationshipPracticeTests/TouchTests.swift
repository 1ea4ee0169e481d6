import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

@Suite struct TouchTests {
    private func touch(_ texts: [FieldName: String], days: Int = 0) -> Touch {
        var notes = NotesOfADay()
        return Touch(notes.write(.touch, texts, days: days))
    }

    @Test func `S1-12: a like is less than a comment, a comment less than a talk`() {
        let depths = ["like", "comment", "call", "visit"].map { touch([.type: $0]).depth }
        #expect(depths == [0, 1, 2, 3])
        #expect(touch([.type: "something new"]).depth == 1)
    }

    @Test func `The depth that was written down wins over the usual one`() {
        #expect(touch([.type: "coffee", .depth: "0"]).depth == 0)
        #expect(!touch([.type: "coffee", .depth: "0"]).isReal)
        #expect(touch([.type: "like", .depth: "3"]).isReal)
    }

    @Test func `S0-12: an attempt without an answer is no touch, an answered one is`() {
        #expect(!touch([.type: "mail", .direction: "out", .response: "none"]).isReal)
        #expect(touch([.type: "mail", .direction: "out", .response: "answered"]).isReal)
        #expect(touch([.type: "mail", .direction: "out"]).isReal)
    }

    @Test func `A summary counts all, dates the real ones, and counts silence from the end`() {
        let silence: [FieldName: String] = [.type: "mail", .direction: "out", .response: "none"]
        let summary = TouchSummary([
            touch(silence, days: 9), touch([.type: "call"], days: 8),
            touch([.type: "coffee"], days: 5), touch([.type: "like"], days: 4),
            touch(silence, days: 3), touch(silence, days: 1),
        ])
        #expect(summary.count == 5)
        #expect(summary.firstMilliseconds == NotesOfADay.noon(daysAgo: 8))
        #expect(summary.lastMilliseconds == NotesOfADay.noon(daysAgo: 5))
        #expect(summary.unanswered == 2)
        #expect(summary.triedMilliseconds == NotesOfADay.noon(daysAgo: 1))
        #expect(summary.pauseMilliseconds == NotesOfADay.noon(daysAgo: 1))
        #expect(TouchSummary([]).lastMilliseconds == nil)
    }

    @Test func `S0-11: a like, as it is typed, is mine and takes back no attempt`() {
        let silence: [FieldName: String] = [.type: "mail", .direction: "out", .response: "none"]
        let attempts = [5, 4, 3].map { touch(silence, days: $0) }
        let summary = TouchSummary(attempts + [touch([.type: "like"], days: 1)])
        #expect(summary.unanswered == 3)
        #expect(!summary.isMutual)
        #expect(TouchSummary(attempts + [touch([.type: "card"], days: 1)]).unanswered == 0)
    }

    @Test(arguments: [("", false), ("out", false), ("both", false), ("in", true)])
    func `S0-12: without an answer only what they began counts`(direction: String, isReal: Bool) {
        let touch = touch([.type: "mail", .direction: direction, .response: "none"], days: 1)
        #expect(touch.isReal == isReal)
        #expect(TouchSummary([touch]).unanswered == (isReal ? 0 : 1))
    }

    @Test func `S0-11: a like of mine is no answer, a like of theirs is`() {
        let silence: [FieldName: String] = [.type: "mail", .direction: "out", .response: "none"]
        let mine = touch([.type: "like", .direction: "out"], days: 1)
        #expect(TouchSummary([touch(silence, days: 3), mine]).unanswered == 1)
        #expect(!TouchSummary([touch(silence, days: 3), mine]).isMutual)
        #expect(TouchSummary([touch([.type: "card"], days: 3)]).isMutual)
        let theirs = touch([.type: "like", .direction: "in"], days: 1)
        #expect(TouchSummary([touch(silence, days: 3), theirs]).unanswered == 0)
    }
}
