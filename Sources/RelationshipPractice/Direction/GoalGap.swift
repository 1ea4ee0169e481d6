package import ChangeLog
package import ContactModel

/// Who is there for a goal, and who is missing (practice S3-11, S3-3, S0-6).
package struct GoalGap: Hashable, Sendable {
    /// One seat and who has it.
    package struct Seat: Hashable, Sendable {
        package let id: EntityID
        package let text: String
        package let role: String
        package let person: EntityID?
        package let name: String
        package let state: State
        package let why: String
    }

    /// Somebody whom something connects with a goal.
    package struct Connected: Hashable, Sendable {
        package let person: EntityID
        package let name: String
    }

    /// Somebody who was told of a goal (practice S4-19).
    package struct Told: Hashable, Sendable {
        package let person: EntityID
        package let name: String
        /// The last answer; empty without one.
        package let answer: String
    }

    /// Somebody wanted for the goal, and what comes next with them.
    package struct Target: Hashable, Sendable {
        package let id: EntityID
        package let text: String
        package let person: EntityID?
        /// Empty while nobody knows who it is.
        package let name: String
        package let next: String
    }

    /// How a seat stands.
    package enum State: String, Hashable, Sendable {
        case known
        /// Somebody has it whom I hardly know.
        case weak
        /// Somebody has it whom I knew, and who went quiet (practice S3-7).
        case cold
        /// Whoever has it said no, is retired or muted: somebody else is to be named.
        case resting
        case unknown
    }

    package let goal: EntityID
    package let text: String
    /// As the goal says; one that is over is looked at by name alone.
    package let status: String
    /// Whether the goal is over.
    package let isOver: Bool
    /// The day that has passed by which it was to be reached; nil otherwise.
    package let overdue: CivilDay?
    package let seats: [Seat]
    /// Roles of the village that no seat of the goal has (practice S3-3).
    package let emptyRoles: [String]
    /// Who is wanted for it: its targets that are not over.
    package let targets: [Target]
    /// People whom touches, help, outcomes or steps connect with the goal, beside the seats.
    package let connected: [Connected]
    /// Who was told of the goal, by name.
    package let told: [Told]
    /// Who is close or in focus, may be spoken to, and was not told of it yet, by name.
    package let untold: [Connected]

    /// Below this closeness a seat is weak: less than one real talk (``Closeness/oneTalk``, S3-11).
    package static let weakCloseness = Closeness.oneTalk
    /// Roles of the village, from informer to champion, which come first (practice S3-3, S3-15).
    private static let villageRoles = 9

    /// The connections of people with a goal: the kinds of items that name both, and where.
    private static let connections: [(kind: EntityKind, field: FieldName)] = [
        (.touch, .with), (.outcome, .via),
        (.support, .person), (.told, .person),
        (.step, .person),
    ]

    /// Looks at every open goal, reading the touches once.
    package static func all(in book: PracticeBook) -> [GoalGap] {
        let connected = connected(in: book)
        return book.open(.goal).map { GoalGap($0, in: book, connected: connected) }
    }

    /// The people whom touches, help, outcomes or steps connect with each goal.
    private static func connected(in book: PracticeBook) -> [EntityID: Set<EntityID>] {
        let purposes = Purposes(book)
        var connected: [EntityID: Set<EntityID>] = [:]
        for (kind, field) in connections {
            for item in book.items(kind) {
                // A like, or an attempt without an answer, connects nobody with anything.
                guard kind != .touch || Touch(item).isReal,
                    let goal = purposes.goal(of: item)
                else { continue }
                connected[goal, default: []].formUnion(item.entities(field))
            }
        }
        return connected
    }

    /// Looks at one goal.
    package init(_ goal: Item, in book: PracticeBook) {
        self.init(goal, in: book, connected: Self.connected(in: book))
    }

    private init(_ goal: Item, in book: PracticeBook, connected all: [EntityID: Set<EntityID>]) {
        self.goal = goal.id
        text = goal.text(.text)
        status = goal.text(.status)
        isOver = goal.isOver
        overdue = Self.overdue(goal, in: book)
        seats = book.items(.seat, naming: goal.id).map { Self.look(at: $0, in: book) }
        let filled = Set(seats.filter { ![.unknown, .resting].contains($0.state) }.map(\.role))
        emptyRoles = ItemCatalogue.roles.prefix(Self.villageRoles).filter { !filled.contains($0) }
        targets = Self.targets(of: goal.id, in: book)
        let seated = Set(self.seats.compactMap(\.person))
        connected = (all[goal.id] ?? []).subtracting(seated).map {
            Connected(person: $0, name: book.name($0))
        }
        .filter { !$0.name.isEmpty }.sorted { ($0.name, $0.person) < ($1.name, $1.person) }
        told = Self.told(of: goal.id, in: book)
        untold = Self.untold(of: goal.id, besides: told, in: book)
    }

    /// The day that has passed by which an open goal was to be reached; nil otherwise.
    package static func overdue(_ goal: Item, in book: PracticeBook) -> CivilDay? {
        CivilDay(goal.text(.by)).flatMap { $0 < book.today ? $0 : nil }
    }

    private static func targets(of goal: EntityID, in book: PracticeBook) -> [Target] {
        let over = ItemCatalogue.schema(of: .target)?.closed ?? []
        return book.items(.target).filter { target in
            target.entity(.goal) == goal && !over.contains(target.text(.status))
                && target.entity(.person).map { !book.isGone($0) && book.peace(of: $0) == nil }
                    ?? true
        }.map { target in
            let person = target.entity(.person)
            return Target(
                id: target.id, text: target.text(.text), person: person,
                name: person.map { book.name($0) } ?? "", next: target.text(.next))
        }
    }

    private static func look(at seat: Item, in book: PracticeBook) -> Seat {
        let person = seat.entity(.person)
        let (state, why) = person.map { stand(of: $0, in: book) } ?? (.unknown, Self.nobody)
        return Seat(
            id: seat.id, text: seat.text(.text), role: seat.text(.role), person: person,
            name: person.map { book.name($0) } ?? "", state: state, why: why)
    }

    private static let nobody = "nobody has it yet: make it a target"

    private static func stand(of person: EntityID, in book: PracticeBook) -> (State, String) {
        if let peace = book.peace(of: person) {
            return (.resting, "\(book.name(person)) \(peace.sentence): name somebody else")
        }
        let closeness = book.closeness(to: person)
        let reasons = closeness.reasons.joined(separator: "; ")
        guard closeness.score < weakCloseness else {
            return (.known, "closeness \(closeness.score): \(reasons)")
        }
        let rule = "closeness \(closeness.score), weak below \(weakCloseness) (one real talk)"
        guard let since = wentCold(person, in: book) else { return (.weak, "\(rule): \(reasons)") }
        return (.cold, "cold since \(since), the last time you met; \(rule)")
    }

    /// The day of the last touch with somebody who was known by it, and no longer is.
    private static func wentCold(_ person: EntityID, in book: PracticeBook) -> CivilDay? {
        let touches = book.touches(with: person)
        guard let last = touches.last(where: \.isReal).map({ book.day(of: $0.milliseconds) }) else {
            return nil
        }
        return book.closeness(to: person, on: last).score >= weakCloseness ? last : nil
    }
}
