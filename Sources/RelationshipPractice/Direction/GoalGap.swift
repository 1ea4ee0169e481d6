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
        /// Known, weak or unknown.
        package let state: State
        package let why: String
    }

    /// How a seat stands.
    package enum State: String, Hashable, Sendable {
        case known
        case weak
        case unknown
    }

    package let goal: EntityID
    package let text: String
    package let seats: [Seat]
    /// Roles of the village that no seat of the goal has (practice S3-3).
    package let emptyRoles: [String]
    /// People whom touches, help, outcomes or steps connect with the goal, beside the seats.
    package let connected: [String]

    /// Below this closeness a seat is weak: less than one real talk (``Closeness/oneTalk``, S3-11).
    package static let weakCloseness = Closeness.oneTalk
    /// Roles of the village, from informer to champion, which come first (practice S3-3, S3-15).
    private static let villageRoles = 9

    /// What connects people with a goal: the kinds of items that name both, and where.
    private static let connections = [
        (kind: "touch", field: "with"), (kind: "outcome", field: "via"),
        (kind: "support", field: "person"), (kind: "told", field: "person"),
        (kind: "step", field: "person"),
    ]

    /// Looks at one goal.
    package init(_ goal: Item, in book: PracticeBook) {
        self.goal = goal.id
        text = goal.text("text")
        let seats = book.items("seat", naming: goal.id)
        self.seats = seats.map { seat in
            let person = seat.entity("person")
            let closeness = person.map { book.closeness(to: $0) }
            let state: State =
                person == nil
                ? .unknown : (closeness?.score ?? 0) < Self.weakCloseness ? .weak : .known
            return Seat(
                id: seat.id, text: seat.text("text"), role: seat.text("role"), person: person,
                name: person.map { book.name($0) } ?? "", state: state,
                why: closeness.map { Self.why($0, isWeak: state == .weak) }
                    ?? "nobody has it yet: make it a target")
        }
        let filled = Set(self.seats.filter { $0.person != nil }.map(\.role))
        emptyRoles = ItemCatalogue.roles.prefix(Self.villageRoles).filter { !filled.contains($0) }
        let seated = Set(self.seats.compactMap(\.person))
        var others: Set<EntityID> = []
        for (kind, field) in Self.connections {
            for item in book.items(kind, naming: goal.id) { others.formUnion(item.entities(field)) }
        }
        connected = others.subtracting(seated).map { book.name($0) }.filter { !$0.isEmpty }.sorted()
    }

    private static func why(_ closeness: Closeness, isWeak: Bool) -> String {
        let rule = isWeak ? ", weak below \(weakCloseness) (S3-11)" : ""
        return "closeness \(closeness.score)\(rule): \(closeness.reasons.joined(separator: "; "))"
    }
}
