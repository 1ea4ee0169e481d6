import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// Everything that a day asks for, read once.
struct PracticeDay {
    let today: CivilDay
    /// The last day of rest, when today is one.
    let rest: CivilDay?
    let due: [DueContact]
    /// Open promises, follow-ups and steps with a day, the nearest first; overdue ones included.
    let promises: [Item]
    let followups: [Item]
    let steps: [Item]
    let names: [EntityID: String]
    /// How many more touches the week takes by your own ceiling; nil without one (practice S4-5).
    let room: Int?

    /// How far ahead promises and steps are shown.
    private static let horizonDays = 7

    /// Reads the day.
    ///
    /// - Throws: ``ReplicaError``.
    init(_ replica: Replica) throws {
        today = LocalTime.today
        let today = today
        rest = try replica.items(of: EntityKind(rawValue: "rest")).compactMap { item -> CivilDay? in
            guard let from = CivilDay(item.text("from")), let to = CivilDay(item.text("to")),
                from <= today, today <= to
            else { return nil }
            return to
        }.max()
        let rules = CadenceRules(try replica.items(of: EntityKind(rawValue: "cadence")))
        due =
            rest != nil
            ? []
            : try replica.rhythmFacts(rules).compactMap {
                DueContact($0, rules, today: today, dayOf: LocalTime.day)
            }.sorted(by: DueContact.precedes)
        func open(_ kind: String) throws -> [Item] {
            let horizon = today.adding(days: Self.horizonDays).description
            return try replica.items(of: EntityKind(rawValue: kind)).filter { item in
                !ItemRules.isOver(item) && (item.text("by").isEmpty || item.text("by") <= horizon)
            }.sorted { Self.order($0) < Self.order($1) }
        }
        promises = try open("promise").filter { $0.text("side") != "theirs" }
        followups = try open("followup")
        steps = try open("step")
        names = try ItemText.names(in: promises + followups + steps, replica)
        room = try Self.room(today, replica)
    }

    private static func room(_ today: CivilDay, _ replica: Replica) throws -> Int? {
        let profile = try replica.items(of: EntityKind(rawValue: "me"))
        guard profile.contains(where: { !$0.text("ceiling").isEmpty }) else { return nil }
        let begin = LocalTime.noon(of: today.adding(days: -6))
        let count = try replica.touchCount(since: begin > 43_200_000 ? begin - 43_200_000 : 0)
        return WeekPace(count: count, first: nil, profile: profile, today: today).room
    }

    private static func order(_ item: Item) -> String {
        item.text("by").isEmpty ? "9" : item.text("by")
    }

    /// When an item is due, with a word for the past.
    func when(_ item: Item) -> String {
        guard let by = CivilDay(item.text("by")) else { return "" }
        if by < today { return Style.warning("overdue since \(by)") }
        return by == today ? "today" : "by \(by)"
    }
}
