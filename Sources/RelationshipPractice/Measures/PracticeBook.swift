package import ChangeLog
package import ContactModel

/// Everything that was written down, read once: what measures and proposals look at.
package struct PracticeBook: Sendable {
    /// By kind; touches by time.
    package let itemsByKind: [EntityKind: [Item]]
    /// Everybody with a tier, a touch, or a word of one's own.
    package let people: [EntityID: RhythmFacts]
    package let today: CivilDay
    /// The rules for how often to be in touch.
    let cadences: CadenceRules
    /// How far the machine's zone is ahead of UTC at an instant: in summer other than in winter.
    private let minutesEast: @Sendable (UInt64) -> Int
    /// The places of the touches with each person.
    private let touchPlaces: [EntityID: [Int]]
    /// The places of all other items by what they name, and by kind.
    private let placesByKind: [EntityKind: [EntityID: [Int]]]
    /// Which goals, areas and campaigns are over.
    let ended: EndedPurposes

    package init(
        itemsByKind: [EntityKind: [Item]], people: [EntityID: RhythmFacts],
        cadences: CadenceRules? = nil, today: CivilDay,
        minutesEast: @escaping @Sendable (UInt64) -> Int
    ) {
        self.itemsByKind = itemsByKind
        self.people = people
        self.today = today
        self.cadences = cadences ?? CadenceRules(itemsByKind[.cadence] ?? [])
        self.minutesEast = minutesEast
        touchPlaces = Self.places(of: itemsByKind[.touch] ?? [], by: [.with])
        var placesByKind: [EntityKind: [EntityID: [Int]]] = [:]
        for (kind, items) in itemsByKind where kind != .touch {
            placesByKind[kind] = Self.places(of: items, by: Self.namingFields(of: kind))
        }
        self.placesByKind = placesByKind
        ended = EndedPurposes { itemsByKind[$0] ?? [] }
    }

    /// The items of a kind.
    package func items(_ kind: EntityKind) -> [Item] {
        itemsByKind[kind] ?? []
    }

    /// An item as the book has it, which names the card that stands for each person; itself when it
    /// is not in the book.
    package func asRead(_ item: Item) -> Item {
        itemsByKind[item.kind]?.first { $0.id == item.id } ?? item
    }

    /// The items of a kind that name somebody, or another item, in the order of the book.
    ///
    /// - Complexity: O(what is found); for touches O(all touches), of which
    ///   ``touches(with:)`` finds those of a person.
    package func items(_ kind: EntityKind, naming other: EntityID) -> [Item] {
        let all = items(kind)
        guard let places = placesByKind[kind] else {
            let fields = Self.namingFields(of: kind)
            return all.filter { item in fields.contains { item.entities($0).contains(other) } }
        }
        return (places[other] ?? []).map { all[$0] }
    }

    /// The fields of a kind that name people or other items.
    private static func namingFields(of kind: EntityKind) -> [FieldName] {
        ItemCatalogue.schema(of: kind)?.fields.filter { $0.valueType == .entity }.map(\.name) ?? []
    }

    /// Where among some items each entity is named in one of the fields.
    private static func places(of items: [Item], by fields: [FieldName]) -> [EntityID: [Int]] {
        var places: [EntityID: [Int]] = [:]
        for (place, item) in items.enumerated() {
            for entity in Set(fields.flatMap(item.entities)) {
                places[entity, default: []].append(place)
            }
        }
        return places
    }

    /// The items of a kind that are not over, and are not for what is over.
    package func open(_ kind: EntityKind) -> [Item] {
        let closed = ItemCatalogue.schema(of: kind)?.closed ?? []
        return items(kind).filter { !closed.contains($0.text(.status)) && !ended.include($0) }
    }

    /// The touches of the last so many days, by time; none of days to come.
    package func touches(lastDays days: Int = PersonTally.recentDays) -> [Touch] {
        items(.touch).map(Touch.init).filter {
            (0..<max(days, 0)).contains(today.days(since: day(of: $0.milliseconds)))
        }
    }

    /// The touches with somebody, by time.
    package func touches(with person: EntityID) -> [Touch] {
        let touches = items(.touch)
        return (touchPlaces[person] ?? []).map { Touch(touches[$0]) }
    }

    /// The day on which an instant falls.
    package func day(of milliseconds: UInt64) -> CivilDay {
        CivilDay(milliseconds: milliseconds, minutesEast: minutesEast(milliseconds))
    }

    /// The minute of the day at which an instant falls, where the machine is; nil when only a day
    /// was written down.
    package func minuteOfDay(of milliseconds: UInt64) -> Int? {
        guard CivilDay(withoutTime: milliseconds) == nil else { return nil }
        let minute = (Int(clamping: milliseconds / 60_000) + minutesEast(milliseconds)) % 1_440
        return (minute + 1_440) % 1_440
    }

    /// A touch in a line: when, of what type, where, what it was about, and that nothing came back.
    package func line(of touch: Touch) -> String {
        let event = touch.item.entity(.event).flatMap { id in items(.event).first { $0.id == id }
        }
        let place = event.map { "at \($0.text(.text))" } ?? ""
        let kind = touch.type == "event" && event != nil ? "" : touch.type
        let what = [kind, place].filter { !$0.isEmpty }.joined(separator: " ")
        let parts = [what, touch.item.text(.text), touch.item.text(.topic)]
        return "\(day(of: touch.milliseconds))  "
            + parts.filter { !$0.isEmpty }.joined(separator: ": ")
            + (touch.isUnanswered ? " (no answer)" : "")
    }

    /// The name of somebody; empty when nothing is known.
    package func name(_ person: EntityID) -> String { people[person]?.name ?? "" }

    /// Whether I said that it began with somebody before a day (`met-on=`): whoever was known long
    /// before the first touch was written down is not new (practice S4-26).
    package func wasMet(_ person: EntityID, before day: CivilDay) -> Bool {
        CivilDay(people[person]?.overlay.text(.metOn) ?? "").map { $0 < day } ?? false
    }

    /// How close somebody is, or was on a day, and what shows it.
    package func closeness(to person: EntityID, on day: CivilDay? = nil) -> Closeness {
        Closeness(
            touches: touches(with: person), entries: items(.entry, naming: person),
            overlay: people[person]?.overlay ?? Item(id: person, kind: .person),
            on: day ?? today, dayOf: self.day)
    }

    /// The seats that somebody has in goals that are still open.
    package func openSeats(of person: EntityID) -> [Item] {
        let goals = Set(open(.goal).map(\.id))
        return items(.seat, naming: person).filter { seat in
            seat.entity(.goal).map(goals.contains) ?? false
        }
    }
}

/// The help given to somebody and received, by weight: never money (practice S2-3, S4-3).
package struct Balance: Hashable, Sendable {
    package let given: Int
    package let received: Int
    /// Asked for and not granted, or not yet.
    package let asked: Int
    /// Asked for and received: part of ``received``.
    package let granted: Int
    package let lastGiven: CivilDay?
    /// Asked for, granted or not: an ask that was granted has drawn from the well as well.
    package var askedInAll: Int { asked + granted }
    /// All three sides in words.
    package var sentence: String { "given \(given), received \(received), asked \(askedInAll)" }

    /// Counts touches that say what was given or got, entries of the ledger, and who stood up for whom
    /// (practice S4-24).
    ///
    /// - Parameters:
    ///   - person: With whom.
    ///   - book: What was written down.
    ///   - other: An entry to leave out.
    package init(
        with person: EntityID, in book: PracticeBook, besides other: EntityID? = nil
    ) {
        self.init(
            touches: book.touches(with: person),
            entries: book.items(.entry, naming: person).filter { $0.id != other },
            supports: book.items(.support, naming: person), dayOf: book.day)
    }

    /// Counts what was given and received of late; an entry without a day is older.
    init(with person: EntityID, in book: PracticeBook, lastDays days: Int) {
        func isLate(_ item: Item) -> Bool {
            item.instant(.at).map { book.today.days(since: book.day(of: $0)) < days } ?? false
        }
        self.init(
            touches: book.touches(with: person).filter { isLate($0.item) },
            entries: book.items(.entry, naming: person).filter(isLate),
            supports: book.items(.support, naming: person).filter(isLate), dayOf: book.day)
    }

    /// Counts the touches, entries and supports of one person.
    init(
        touches: [Touch], entries: [Item], supports: [Item] = [], dayOf: (UInt64) -> CivilDay
    ) {
        var given = 0
        var received = 0
        var asked = 0
        var granted = 0
        var last: CivilDay?
        for touch in touches {
            if !touch.item.text(.gave).isEmpty {
                given += 1
                last = max(last ?? dayOf(touch.milliseconds), dayOf(touch.milliseconds))
            }
            if !touch.item.text(.got).isEmpty { received += 1 }
        }
        for entry in entries {
            let weight = entry.number(.weight) ?? 1
            switch entry.text(.side) {
            case "given":
                given += weight
                if let at = entry.instant(.at) {
                    last = max(last ?? dayOf(at), dayOf(at))
                }
            case "received": received += weight
            // What was asked for and came was received (practice S3-16).
            case "asked" where entry.isGrantedAsk:
                received += weight
                granted += weight
            case "asked": asked += weight
            default: break
            }
        }
        for support in supports {
            guard support.text(.side) == "mine" else {
                received += 1
                continue
            }
            given += 1
            if let at = support.instant(.at) { last = max(last ?? dayOf(at), dayOf(at)) }
        }
        self.given = given
        self.received = received
        self.asked = asked
        self.granted = granted
        lastGiven = last
    }
}

extension Item {
    /// Whether it is an entry of the ledger that was asked for and came (practice S3-16).
    var isGrantedAsk: Bool { text(.side) == "asked" && text(.status) == "yes" }
}
