import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// Everything that a day asks for, read once.
struct PracticeDay {
    let today: CivilDay
    let rests: RestDays
    /// The first ones, and how many there are.
    let due: DueList
    /// Open promises, follow-ups and steps with a day, the nearest first; overdue ones included.
    ///
    /// Targets that say what comes next, and alliances to be looked at again, are among the steps.
    let promises: [Item]
    /// How many open promises of yours are to people in the trash, or erased since: they ask for
    /// nothing, and are told of, for you alone can say what becomes of a word given.
    let unaddressedPromises: Int
    /// Who died of those to whom they are, as the items name them.
    let dead: Set<EntityID>
    let followups: [Item]
    let steps: [Item]
    /// Who of gatherings of the last days has no card.
    let guests: [SpokenGuests]
    /// Gatherings of the last days of which nothing was written down.
    let untold: [Item]
    /// Pools whose next round is to be matched, by name.
    let pools: [(pool: Item, rhythm: PoolRhythm)]
    /// Introductions in which it is my turn: somebody said yes.
    let introductions: [OpenIntroduction]
    /// Who wrote of late and waits for a word of mine.
    let answers: [AnswerDue]
    /// Topics in which it is my turn.
    let topics: [Item]
    let names: [EntityID: String]
    /// How many more touches the week takes by your own ceiling; nil without one (practice S4-5).
    let room: Int?

    /// How far ahead promises and steps are shown.
    ///
    /// Our choice: the week that one plans (practice S3-8); `kith items` has all of them.
    static let horizonDays = DayCount.week

    /// Reads the day.
    ///
    /// - Parameters:
    ///   - replica: The replica.
    ///   - limit: As many people at most as are due; nil for all.
    ///   - ahead: Who falls due within so many days is due.
    /// - Throws: ``ReplicaError``.
    init(_ replica: Replica, limit: Int? = nil, ahead: Int = 0) throws {
        today = LocalTime.today
        let today = today
        rests = RestDays(try replica.items(of: .rest))
        let rules = try replica.cadenceRules()
        due =
            rests.contains(today)
            ? DueList()
            : try Self.dueUnplanned(replica, rules, today: today, ahead: ahead, limit: limit)
        func open(_ kind: EntityKind) throws -> [Item] {
            try replica.openItems(
                of: kind, by: today.adding(days: Self.horizonDays))
        }
        func facts(_ item: Item) throws -> RhythmFacts? {
            try item.entity(.person).flatMap { try replica.rhythmFacts(ofAnyCard: $0) }
        }
        // A word given stands; whoever is in the trash is asked for nothing (practice S0-11, S0-15).
        let given = try open(.promise).filter { $0.text(.side) != "theirs" }
        promises = try given.filter { try $0.entity(.person) == nil || facts($0) != nil }
        dead = Set(
            try promises.compactMap { promise in
                try facts(promise)?.died == nil ? nil : promise.entity(.person)
            })
        unaddressedPromises = given.count - promises.count
        func mayCome(_ item: Item) throws -> Bool {
            let people = item.entities(item.kind == .alliance ? .people : .person)
            return try people.isEmpty
                || people.contains { person in
                    try replica.rhythmFacts(ofAnyCard: person).map { $0.peace(on: today) == nil }
                        ?? false
                }
        }
        followups = try open(.followup).filter(mayCome)
        let named = NextStep.named(
            by: try [EntityKind.target, .alliance].flatMap { try replica.items(of: $0) },
            until: today.adding(days: Self.horizonDays))
        let asking = try open(.step) + named
        // Most days have none of them, and need not know what is over.
        let ended = asking.isEmpty ? nil : try EndedPurposes(replica.items(of:))
        steps = NextStep.sorted(
            try asking.filter { ended?.include($0) == false }.filter(mayCome))
        guests = try replica.items(of: .event).filter {
            SpokenGuests.isAsked(of: $0, today: today)
        }.map { SpokenGuests(at: $0, try replica.items(naming: $0.id, of: .guest)) }
            .filter { !$0.spoken.isEmpty || $0.otherCount > 0 }
        untold = try Self.untold(replica, today)
        pools = try Self.pools(replica, today)
        introductions = try Self.introductions(replica, today)
        answers = try Self.answers(replica, today, besides: followups)
        topics = try replica.items(of: .topic).filter {
            try !$0.isOver && $0.text(.turn) == "mine" && mayCome($0)
        }
        names = try ItemText.names(
            in: promises + followups + steps + topics + introductions.map(\.item), replica
        ).merging(replica.names(of: answers.map(\.person))) { first, _ in first }
        room = try Self.room(today, replica)
    }

    private static func room(_ today: CivilDay, _ replica: Replica) throws -> Int? {
        let profile = try replica.items(of: .me)
        guard profile.contains(where: { !$0.text(.ceiling).isEmpty }) else { return nil }
        let count = try replica.realTouchCount(
            from: LocalTime.start(of: today.adding(days: 1 - DayCount.week)),
            before: LocalTime.start(of: today.adding(days: 1)))
        return WeekPace(count: count, first: nil, profile: profile, today: today).room
    }

    /// The last day of rest, when today is one.
    var rest: CivilDay? { rests.end(around: today) }

    /// When an item is due, with a word for the past.
    func when(_ item: Item) -> String {
        guard let by = CivilDay(NextStep.day(of: item)) else { return "" }
        if by < today { return Style.warning("overdue since \(by)") }
        return by == today ? "today" : "by \(by)"
    }
}
