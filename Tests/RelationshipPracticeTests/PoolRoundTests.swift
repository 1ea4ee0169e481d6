import ChangeLog
import ContactModel
import RelationshipPractice
import Testing

/// What of a pool's history and of the areas goes into its next round.
@Suite struct PoolRoundTests {
    private var notes: NotesOfADay
    private let people: [EntityID]

    init() {
        var notes = NotesOfADay()
        people = ["Ada", "Bob", "Carol", "Dora"].map { notes.person($0) }
        self.notes = notes
    }

    private mutating func pool() -> Item {
        notes.write(.pool, [.text: "coffee"], people: [.people: people])
    }

    private mutating func pair(_ pool: Item, _ one: Int, _ other: Int, round: Int) {
        notes.write(
            .pair, [.round: String(round)],
            naming: [.pool: pool.id, .a: people[one], .b: people[other]])
    }

    @Test mutating func `S1-30: a round follows the last one of this pool and says who met in it`()
    {
        let pool = pool()
        pair(pool, 0, 1, round: 3)
        pair(pool, 2, 3, round: 3)
        pair(notes.write(.pool, [.text: "lunch"]), 0, 2, round: 9)
        notes.write(.area, [.text: "Harbours"], people: [.people: [people[0], people[2]]])
        let round = PoolRound(of: pool, in: notes.book)
        #expect(round.number == 4 && round.match.repetitions == 0)
        #expect(round.evidence.count == round.match.groups.count)
        #expect(
            round.evidence.joined().contains(
                "Ada and Carol: not matched before; both in Harbours"))
    }

    @Test
    mutating func `S1-33: the next round of a pool is asked for a week before its rhythm says`() {
        let today = NotesOfADay.today
        func rhythm(_ every: String, _ days: Int?, round: Int = 1) -> PoolRhythm {
            let pool = notes.write(.pool, [.text: "tea", .every: every])
            if let days {
                notes.write(
                    .pair,
                    [.round: String(round), .day: today.adding(days: -days).description],
                    naming: [.pool: pool.id, .a: people[0], .b: people[1]])
            }
            return PoolRhythm(of: pool, notes.book.items(.pair))
        }
        #expect(!rhythm("", 90).isAsked(on: today) && !rhythm("soon", 90).isAsked(on: today))
        #expect(
            rhythm("2w", nil).isAsked(on: today) && rhythm("2w", 9, round: 0).isAsked(on: today))
        #expect(!rhythm("2w", 6).isAsked(on: today) && rhythm("2w", 7).isAsked(on: today))
        #expect(rhythm("2w", 6).usualDay(today: today) == today.adding(days: 8))
        for late in [rhythm("2w", 14), rhythm("2w", 90), rhythm("", 3)] {
            #expect(late.usualDay(today: today) == today.adding(days: 7))
        }
        // Months are those of the calendar.
        let pool = notes.write(.pool, [.text: "moon", .every: "1m/2m"])
        notes.write(
            .pair, [.round: "1", .day: "2027-02-28"],
            naming: [.pool: pool.id, .a: people[0], .b: people[1]])
        let monthly = PoolRhythm(of: pool, notes.book.items(.pair))
        #expect(monthly.next?.description == "2027-03-28")
    }

    @Test mutating func `S1-30: round 0 of a pair says never`() {
        let pool = pool()
        for other in [2, 3] { pair(pool, 0, other, round: 0) }
        let round = PoolRound(of: pool, in: notes.book)
        #expect(round.match.groups.contains { Set($0.people) == Set(people[0...1]) })
        #expect(round.number == 1)
    }

    @Test mutating func `S0-11: who is paused or left in peace sits out, and the latter are named`()
    {
        let gone = notes.person("Eve", [.boundary: "no"])
        let pool = notes.write(
            .pool, [.text: "coffee"], people: [.people: people + [gone], .paused: [people[3]]])
        let round = PoolRound(of: pool, in: notes.book)
        #expect(Set(round.match.groups.flatMap(\.people)) == Set(people[0...2]))
        #expect(round.leftInPeace.map(\.person) == [gone] && round.sittingOut.isEmpty)
    }

    @Test mutating func `S1-30: whom nobody may meet sits out, and is named`() {
        let pool = pool()
        for other in [1, 2, 3] { pair(pool, 0, other, round: 0) }
        let round = PoolRound(of: pool, in: notes.book)
        #expect(round.sittingOut.map(\.name) == ["Ada"] && round.leftInPeace.isEmpty)
        #expect(Set(round.match.groups.flatMap(\.people)) == Set(people[1...]))
    }

    @Test mutating func `S1-30: the third of a group met both others`() {
        let pool = notes.write(
            .pool, [.text: "coffee"], people: [.people: Array(people.prefix(3))])
        notes.write(
            .pair, [.round: "1"],
            naming: [.pool: pool.id, .a: people[0], .b: people[1], .c: people[2]])
        let round = PoolRound(of: pool, in: notes.book)
        #expect(round.match.repetitions == 3 && round.number == 2)
        #expect(
            round.evidence.map { $0.sorted() } == [
                [
                    "Ada and Bob: matched in round 1; no area in common",
                    "Ada and Carol: matched in round 1; no area in common",
                    "Bob and Carol: matched in round 1; no area in common",
                ]
            ])
    }
}
