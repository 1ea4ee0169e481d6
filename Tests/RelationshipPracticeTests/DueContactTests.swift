import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

@Suite struct DueContactTests {
    /// One close friend, last met so many days ago.
    private func friend(_ overlay: [FieldName: String] = [:], met days: Int) -> NotesOfADay {
        var notes = NotesOfADay()
        let bob = notes.person("Bob", tier: .close, overlay)
        notes.touch([bob], "coffee", days: days)
        return notes
    }

    @Test func `S1-9: somebody is due on the day the ideal gap ends, and late after the longest`() {
        #expect(friend(met: 29).due.isEmpty)
        #expect(friend(met: 30).due.map(\.isLate) == [false])
        #expect(friend(met: 60).due.map(\.isLate) == [false])
        #expect(friend(met: 61).due.map(\.isLate) == [true])
        #expect(friend(met: 30).due.first?.due == NotesOfADay.today)
    }

    @Test func `S1-9: who was never touched is due since the day of the tier, and late in time`() {
        func untouched(tiered days: Int) -> NotesOfADay {
            var notes = NotesOfADay()
            notes.tiered(notes.person("Elin", tier: .close), days: days)
            return notes
        }
        let today = NotesOfADay.today
        for (days, lateDays) in [(0, nil), (9, nil), (60, nil), (61, 0), (75, 14)] as [(Int, Int?)]
        {
            let found = untouched(tiered: days).due.first
            #expect(found?.due == today.adding(days: -days))
            #expect(found?.lateSince == lateDays.map { today.adding(days: -$0) })
        }
        #expect(untouched(tiered: -1).due.first?.due == today, "said where it is tomorrow already")
        #expect(
            untouched(tiered: 9).due.first?.reasons.first
                == "no touch written down yet since \(today.adding(days: -9))")
        var promised = NotesOfADay()
        promised.tiered(promised.person("Sue", [.cadence: "21d"]), days: 60)
        #expect(promised.due.first?.due == today.adding(days: -60), "a cadence of her own, no tier")
        #expect(promised.due.first?.isLate == true)
        var met = untouched(tiered: 200)
        met.touch(Array(met.book.people.keys), "coffee", days: 29)
        #expect(met.due.isEmpty)
        let rhythm = untouched(tiered: 9).book.people.values.first.flatMap {
            ContactRhythm($0, under: CadenceRules())
        }
        #expect(rhythm.map { ContactRhythm(key: $0.key) } == .some(rhythm))
    }

    @Test func `Late since is the day after the longest gap, not the day on which it was due`() {
        let late = friend(met: 70).due.first
        #expect(late?.due == NotesOfADay.today.adding(days: -40))
        #expect(late?.lateSince == NotesOfADay.today.adding(days: -9))
        #expect(friend(met: 61).due.first?.lateSince == NotesOfADay.today)
    }

    @Test func `Every line names the touch and the rule behind it`() throws {
        let reasons = try #require(friend(met: 45).due.first).reasons
        #expect(reasons.contains("last in touch \(NotesOfADay.today.adding(days: -45))"))
        #expect(reasons.contains { $0.contains("usual for tier close") })
    }

    @Test(arguments: ["like", "card"])
    func `S4-10: a like or a swapped card does not count as being in touch`(type: String) {
        var notes = friend(met: 40)
        let bob = notes.book.people.keys.first.map { [$0] } ?? []
        notes.touch(bob, type, days: 1)
        #expect(notes.dueNames == ["Bob"])
        notes.touch(bob, "call", days: 1)
        #expect(notes.dueNames.isEmpty)
    }

    /// A friend whom attempts reached, each so many days ago, and nobody answered.
    private func silentFriend(met days: Int, tried: [Int]) -> NotesOfADay {
        var notes = friend(met: days)
        let bob = notes.book.people.keys.first.map { [$0] } ?? []
        for days in tried {
            notes.touch(bob, "mail", days: days, [.direction: "out", .response: "none"])
        }
        return notes
    }

    @Test func `S0-11: each attempt without an answer doubles the gap after it, and three end it`()
    {
        #expect(silentFriend(met: 400, tried: []).dueNames == ["Bob"])
        #expect(silentFriend(met: 400, tried: [59]).due.isEmpty)
        #expect(silentFriend(met: 400, tried: [60]).dueNames == ["Bob"])
        #expect(silentFriend(met: 400, tried: [0]).due.isEmpty, "nobody insists twice a day")
        #expect(silentFriend(met: 400, tried: [200, 119]).due.isEmpty)
        #expect(silentFriend(met: 400, tried: [200, 120]).dueNames == ["Bob"])
        #expect(silentFriend(met: 999, tried: [900, 600, 500]).due.isEmpty)
        var notes = silentFriend(met: 400, tried: [50, 40, 20])
        notes.touch(notes.book.people.keys.map { $0 }, "mail", days: 10, [.direction: "in"])
        #expect(notes.due.isEmpty, "an answer begins anew: ten days are not thirty")
    }

    @Test func `S0-11: a line tells when somebody was tried, and that nobody answered`() throws {
        let reasons = try #require(silentFriend(met: 400, tried: [60]).due.first).reasons
        #expect(reasons.contains("last tried \(NotesOfADay.today.adding(days: -60))"))
        #expect(reasons.contains("once no answer: the gap grows"))
    }

    @Test func `S0-11: a no is final however long it is, and slow doubles the gap`() {
        #expect(friend([.boundary: "no"], met: 5_000).due.isEmpty)
        #expect(friend([.boundary: "slow"], met: 59).due.isEmpty)
        #expect(friend([.boundary: "slow"], met: 60).dueNames == ["Bob"])
        #expect(friend([.boundary: "ok"], met: 30).dueNames == ["Bob"])
    }

    @Test(arguments: [FieldName.snooze, .mute])
    func `S0-15: snooze and mute keep silent until their day`(field: FieldName) {
        let tomorrow = NotesOfADay.today.adding(days: 1).description
        #expect(friend([field: tomorrow], met: 90).due.isEmpty)
        #expect(friend([field: NotesOfADay.today.description], met: 90).dueNames == ["Bob"])
    }

    @Test func `S1-29: who is retired, or at rest, is never due`() {
        #expect(friend([.retired: "took more than it gave"], met: 900).due.isEmpty)
        var notes = NotesOfADay()
        _ = notes.person("Ruth", tier: .rest, [.why: "left in peace"])
        #expect(notes.due.isEmpty)
    }

    @Test func `Somebody with a tier and no touch is due today, and not late`() {
        var notes = NotesOfADay()
        _ = notes.person("Ada", tier: .wide)
        #expect(notes.due.map(\.due) == [NotesOfADay.today])
        #expect(notes.due.map(\.isLate) == [false])
    }

    @Test func `S0-7: the private circle comes first, then late ones, then tiers, then days`() {
        var notes = NotesOfADay()
        let mother = notes.person("Mother", tier: .wide, [.circle: "private"])
        let late = notes.person("Late", tier: .active)
        let focus = notes.person("Focus", tier: .focus)
        let older = notes.person("Older", tier: .close)
        let newer = notes.person("Newer", tier: .close)
        notes.touch([mother], "call", days: 366)
        notes.touch([late], "call", days: 181)
        notes.touch([focus], "call", days: 15)
        notes.touch([older], "call", days: 50)
        notes.touch([newer], "call", days: 40)
        #expect(notes.dueNames == ["Mother", "Late", "Focus", "Older", "Newer"])
    }

    @Test(arguments: [-11, 0, 5, 13, 14])
    func `S4-25: the day of the tier is the day it was here, in every zone`(hoursEast: Int) {
        let here = { (at: UInt64) in
            CivilDay(milliseconds: UInt64(clamping: Int64(at) + Int64(hoursEast) * 3_600_000))
        }
        var notes = NotesOfADay()
        let elin = notes.person("Elin", tier: .close)
        // At every hour of a day, and a minute before the next.
        for minute in stride(from: 0, to: 1_440, by: 59) {
            let day = Int64(NotesOfADay.today.number - 2)
            let at = UInt64(clamping: day * 86_400_000 + Int64(minute) * 60_000)
            notes.promised(elin, at: at)
            let due = notes.book.people[elin].flatMap {
                DueContact($0, CadenceRules([]), today: NotesOfADay.today, dayOf: here)
            }
            #expect(due?.due == here(at), "\(minute)")
        }
    }
}
