package import ChangeLog

/// One day on which somebody is to be thought of.
package struct Occasion: Hashable, Sendable {
    package let person: EntityID
    package let name: String
    package let kind: Kind
    /// The day it is kept this time.
    package let date: CivilDay
    /// How many years ago it happened; the age on a birthday; nil when the year is not known.
    package let years: Int?
    /// Whether it belongs to 29 February and is kept on a neighbouring day this year.
    package let isMoved: Bool

    /// The kind of day that is kept.
    package enum Kind: Hashable, Sendable {
        case birthday
        case anniversary
        /// Another date, by its label on the card.
        case other(label: String)

        /// Birthdays first on a day, then anniversaries, then others by label.
        var order: (Int, String) {
            switch self {
            case .birthday: (0, "")
            case .anniversary: (1, "")
            case .other(let label): (2, label)
            }
        }
    }
}

extension Occasion: Comparable {
    /// By day, kind, name, then id.
    package static func < (left: Occasion, right: Occasion) -> Bool {
        if left.date != right.date { return left.date < right.date }
        if left.kind.order != right.kind.order { return left.kind.order < right.kind.order }
        return (left.name, left.person) < (right.name, right.person)
    }
}

/// Where 29 February is kept in a year that has none.
package enum LeapDayRule: String, Hashable, Sendable, CaseIterable {
    /// In the month of the birth; the rule unless somebody chooses the other.
    case february28 = "28-feb"
    /// When a full year has passed.
    case march1 = "1-mar"
}

/// The dates of one card.
package struct OccasionProfile: Hashable, Sendable {
    package let id: EntityID
    package var name: String
    package var birthday: PartialDate?
    package var anniversary: PartialDate?
    /// When they died, however vaguely it is known.
    package var death: PartialDate?
    package var others: [Labelled<PartialDate>]

    package init(
        id: EntityID, name: String, birthday: PartialDate? = nil, anniversary: PartialDate? = nil,
        death: PartialDate? = nil, others: [Labelled<PartialDate>] = []
    ) {
        self.id = id
        self.name = name
        self.birthday = birthday
        self.anniversary = anniversary
        self.death = death
        self.others = others
    }

    /// The dates of a card, the death date of its lines included (RFC 6474).
    package init(_ card: Card, view: PersonView) {
        let deaths = card.lines.lazy.map { ContentLine(raw: $0.raw) }
            .filter { $0.name == "DEATHDATE" || $0.name == "X-DEATHDATE" }
        self.init(
            id: view.entity, name: view.displayName, birthday: view.birthday,
            anniversary: view.anniversary, death: deaths.first.map { PartialDate(line: $0) },
            others: view.dates.filter {
                $0.label != "anniversary" || $0.value != view.anniversary
            })
    }
}
