import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// Which days of the week are for whom, and what stands in the way.
@Suite struct WeekPlanTests {
    private static let today = NotesOfADay.today

    /// The week of somebody to whom nine people are due.
    ///
    /// - Parameters:
    ///   - people: How many are due.
    ///   - rests: First and last days of rest, counted from today.
    ///   - profile: What was said about oneself.
    ///   - start: When a slot of a day begins.
    /// - Returns: What was planned, with slots of 40 minutes.
    private func plan(
        people: Int = 9, rests: [ClosedRange<Int>] = [],
        _ profile: [FieldName: String] = [.budget: "600"],
        start: (CivilDay) -> UInt64? = { UInt64($0.number) }
    ) -> WeekPlan {
        var notes = NotesOfADay()
        for number in 0..<people { _ = notes.person("P\(number)", tier: .close) }
        for days in rests {
            notes.write(
                .rest,
                [
                    .from: Self.today.adding(days: days.lowerBound).description,
                    .to: Self.today.adding(days: days.upperBound).description,
                ])
        }
        let me = notes.write(.me, profile)
        return WeekPlan(
            of: notes.due, minutes: 40, rests: RestDays(notes.book.items(.rest)), profile: [me],
            today: Self.today, start: start)
    }

    @Test func `S3-8: a slot a working day, in the order of who is due`() {
        let slots = plan().slots
        #expect(slots.count == 5 && slots.allSatisfy { $0.day.weekday <= 5 })
        #expect(slots.map(\.day) == slots.map(\.day).sorted())
        #expect(slots.map(\.contact.name) == ["P0", "P1", "P2", "P3", "P4"])
    }

    @Test func `S0-7: the private circle comes first, also when its day is still to come`() {
        var notes = NotesOfADay()
        for name in ["Anna", "Bert", "Cora"] { _ = notes.person(name, tier: .close) }
        let mother = notes.person("Mother", [.circle: "private", .cadence: "7d"])
        notes.touch([mother], "call", days: 6)
        let due = notes.due(ahead: 7)
        #expect(due.last?.name == "Mother")
        let plan = WeekPlan(
            of: due, minutes: 40, rests: RestDays([]),
            profile: [notes.write(.me, [.budget: "80"])], today: Self.today,
            start: { UInt64($0.number) })
        #expect(plan.slots.map(\.contact.name).sorted() == ["Anna", "Mother"])
    }

    @Test func `S4-5: neither the minutes nor the ceiling of a week are passed`() {
        #expect(plan([.budget: "119"]).slots.count == 2)
        #expect(plan([:]).slots.count == WeekPace.usualQuota)
        #expect(plan([.budget: "600", .ceiling: "1"]).slots.count == 1)
        #expect(plan([.budget: "39"]).obstacle == .budget(minutes: 39))
    }

    @Test func `S4-5: days of rest stay free, and a week of them has no slot`() {
        let days = plan(rests: [1...3]).slots.map(\.day)
        #expect(!days.isEmpty && days.allSatisfy { $0 > Self.today.adding(days: 3) })
        let none = plan(rests: [1...8])
        #expect(none.slots.isEmpty && none.obstacle == .onlyRest)
        #expect(plan(people: 0).obstacle == .nobodyDue)
    }

    @Test func `S4-5: while one rests nothing is planned, until the last day of it`() {
        let plan = plan(rests: [-1...1, 0...2, 4...6])
        #expect(plan.slots.isEmpty)
        #expect(plan.obstacle == .resting(until: Self.today.adding(days: 2)))
    }

    @Test func `A rest without an end is none`() {
        var notes = NotesOfADay()
        let rest = notes.write(.rest, [.from: Self.today.description])
        #expect(!RestDays([rest]).contains(Self.today))
    }

    @Test func `A day without such a time is passed over`() {
        let first = plan().slots.first?.day
        let slots = plan(start: { $0 == first ? nil : 1 }).slots
        #expect(slots.count == 4 && slots.first?.contact.name == "P1")
    }
}
