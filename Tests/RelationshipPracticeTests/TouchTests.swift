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

    @Test func `A touch that was written once for each of two cards of one person is one`() {
        let (ada, other, cem) = (EntityID(value: 1), EntityID(value: 2), EntityID(value: 3))
        func touch(
            _ id: UInt128, _ people: [EntityID], hours: UInt64, _ texts: [FieldName: String] = [:]
        ) -> Item {
            var item = Item(id: EntityID(value: id), kind: .touch)
            item.put(FieldValue.instant(hours * 3_600_000), in: .at, .register)
            for person in people { item.put(person.bytes, in: .with, ElementID(of: person)) }
            for (field, text) in texts { item.put(FieldValue.text(text), in: field, .register) }
            return item
        }
        func again(_ touches: Item...) -> [UInt128] {
            Touch.saidAgain(touches, [other: ada]).map(\.value).sorted()
        }
        let first = touch(10, [ada], hours: 50, [.type: "meal"])
        #expect(again(first, touch(11, [other], hours: 50, [.type: "meal"])) == [11])
        #expect(again(first, touch(11, [other], hours: 61, [.type: "meal"])) == [11])
        #expect(again(touch(11, [other], hours: 40, [.type: "meal"]), first) == [10])
        #expect(again(first, touch(11, [ada, other], hours: 50, [.type: "meal"])) == [11])
        // On another day, with other words, with somebody else besides, or twice of one card.
        #expect(again(first, touch(11, [other], hours: 62, [.type: "meal"])).isEmpty)
        #expect(again(first, touch(11, [other], hours: 50, [.type: "coffee"])).isEmpty)
        #expect(
            again(first, touch(11, [other], hours: 50, [.type: "meal", .text: "more"])).isEmpty)
        #expect(again(first, touch(11, [other, cem], hours: 50, [.type: "meal"])).isEmpty)
        #expect(again(first, touch(11, [ada], hours: 50, [.type: "meal"])).isEmpty)
        #expect(again(first, touch(11, [cem], hours: 50, [.type: "meal"])).isEmpty)
        // Two meals of a day, each written for both.
        #expect(
            again(
                first, touch(11, [other], hours: 50, [.type: "meal"]),
                touch(12, [ada], hours: 56, [.type: "meal"]),
                touch(13, [other], hours: 56, [.type: "meal"])) == [11, 13])
        #expect(Touch.saidAgain([first, touch(11, [other], hours: 50)], [:]).isEmpty)
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
