import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice
import SQLiteReplica

/// The page of touches that the reader's teams read, with one person or with anybody.
struct TeamPage {
    /// As many as are shown of somebody beside all the rest: technical.
    static let newest = 3

    /// The latest first.
    let touches: [TeamTouch]
    private let person: EntityID?
    private let names: [EntityID: String]
    /// The cards that stand for those who have several.
    private let standing: [EntityID: EntityID]

    /// Reads it.
    ///
    /// - Parameters:
    ///   - person: With whom; nil for everybody.
    ///   - replica: Where.
    ///   - space: The name of the only space; nil for all.
    ///   - limit: The latest so many.
    /// - Throws: ``ReplicaError``.
    init(
        of person: EntityID?, _ replica: Replica, in space: String? = nil, limit: Int = 100_000
    ) throws {
        touches = try replica.teamTouches(with: person, in: space, limit: limit)
        self.person = person
        let people = Set(touches.flatMap(\.touch.people))
        names = try replica.names(of: people)
        standing = try Dictionary(
            people.map { ($0, try replica.standing(for: $0)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Who of the reader's teams was in touch, the latest first.
    var contacts: [TeamContact] { TeamContact.all(touches.map(\.touch)) }

    /// Whether a user name is the reader's, by a touch that is.
    func isReader(_ who: String) -> Bool {
        touches.contains { $0.own != nil && $0.touch.who == who }
    }

    /// A line a touch: when, who, how, words, and with whom else.
    func lines(limit: Int) -> [PrepSection.Line] {
        touches.prefix(limit).map { (text: Self.words($0, others($0)), id: $0.own ?? $0.touch.id) }
    }

    /// A touch in a line, without its id.
    private static func words(_ touch: TeamTouch, _ others: [String]) -> String {
        let who = touch.own == nil ? touch.touch.who : "you"
        return "\(TimeText.local(touch.touch.milliseconds))  \(who): "
            + SharedTouchText.words(touch.touch, with: others)
    }

    /// With whom, but for the person that the page is of.
    private func others(_ touch: TeamTouch) -> [String] {
        touch.touch.people.filter { standing[$0] != person }.map { names[$0] ?? "somebody" }
    }

    /// A touch in a line that can be named by the id at its beginning.
    func line(_ touch: TeamTouch) -> String {
        let id = Style.faint(ItemText.shortID(touch.own ?? touch.touch.id))
        let spaces = touch.spaces.map(TerminalText.visible).joined(separator: ", ")
        return "\(id)  \(TerminalText.visible(Self.words(touch, others(touch))))  "
            + Style.faint("(\(spaces))")
    }

    /// The touches for programs.
    func json(limit: Int) -> JSONValue {
        .array(
            touches.prefix(limit).map { touch in
                .object(
                    SharedTouchText.members(touch.touch, names) + [
                        ("spaces", .texts(touch.spaces)), ("own", .bool(touch.own != nil)),
                        ("touch_id", .optional(touch.own?.description)),
                    ])
            })
    }
}
