import ChangeLog
import ContactModel
import RelationshipPractice

/// Writes down, in memory, what a test is about, and reads it as a book of one fixed day.
struct NotesOfADay {
    static let today = CivilDay(number: 20_600)

    private var nextID: UInt128 = 1_000
    private var items: [EntityKind: [Item]] = [:]
    private var facts: [EntityID: RhythmFacts] = [:]

    /// Somebody, with a word of the reader's own.
    mutating func person(
        _ name: String, tier: Tier? = nil, tags: [String] = [], _ overlay: [FieldName: String] = [:]
    ) -> EntityID {
        let id = newID()
        var said = Item(id: id, kind: .person)
        for (field, text) in overlay {
            said.put(FieldValue.text(text), in: field, .register)
        }
        facts[id] = RhythmFacts(
            person: id, name: name, tier: tier, tags: tags, overlay: said,
            touches: TouchSummary([]))
        return id
    }

    /// A word of the reader's own that names somebody.
    mutating func say(_ person: EntityID, _ field: FieldName, _ other: EntityID) {
        facts[person]?.overlay.put(other.bytes, in: field, .register)
    }

    /// When a tier was said, Unix milliseconds.
    mutating func promised(_ person: EntityID, at milliseconds: UInt64) {
        facts[person]?.promisedMilliseconds = milliseconds
    }

    /// On which day a tier was said, so many days ago.
    mutating func tiered(_ person: EntityID, days: Int) {
        let day = Self.today.adding(days: -days)
        facts[person]?.promisedMilliseconds = UInt64(clamping: Int64(day.number) * 86_400_000)
    }

    /// What the card of somebody says under DEATHDATE.
    mutating func died(_ person: EntityID, _ day: String) { facts[person]?.died = day }

    /// What the card of somebody says under ORG.
    mutating func work(_ person: EntityID, at organisation: String) {
        facts[person]?.organisation = organisation
    }

    /// An item with texts, entities and sets of people; `days` ago sets `at`.
    @discardableResult
    mutating func write(
        _ kind: EntityKind, _ texts: [FieldName: String] = [:], naming: [FieldName: EntityID] = [:],
        people: [FieldName: [EntityID]] = [:], days: Int? = nil
    ) -> Item {
        var item = Item(id: newID(), kind: kind)
        for (field, text) in texts {
            item.put(FieldValue.text(text), in: field, .register)
        }
        for (field, entity) in naming {
            item.put(entity.bytes, in: field, .register)
        }
        for (field, entities) in people {
            for entity in entities {
                item.put(entity.bytes, in: field, ElementID(of: entity))
            }
        }
        if let days {
            item.put(FieldValue.instant(Self.noon(daysAgo: days)), in: .at, .register)
        }
        items[item.kind, default: []].append(item)
        return item
    }

    /// Puts an item in the place of the one with its id.
    mutating func replace(_ item: Item) {
        items[item.kind] = items[item.kind]?.map { $0.id == item.id ? item : $0 }
    }

    /// A touch, so many days ago.
    mutating func touch(
        _ people: [EntityID], _ type: String, days: Int, _ texts: [FieldName: String] = [:],
        naming: [FieldName: EntityID] = [:]
    ) {
        write(
            .touch, texts.merging([.type: type]) { first, _ in first }, naming: naming,
            people: [.with: people], days: days)
    }

    /// Everything as a book, with the touches summed up.
    var book: PracticeBook {
        var sorted = items
        sorted[.touch]?.sort { ($0.instant(.at) ?? 0, $0.id) < ($1.instant(.at) ?? 0, $1.id) }
        var people = facts
        for person in people.keys {
            let touches = (sorted[.touch] ?? []).filter { $0.entities(.with).contains(person) }
            people[person]?.touches = TouchSummary(touches.map(Touch.init))
        }
        return PracticeBook(
            itemsByKind: sorted, people: people, today: Self.today, minutesEast: { _ in 0 })
    }

    /// Who is due by the cadences that were written down, in the order of lists.
    var due: [DueContact] { due(ahead: 0) }

    /// Who falls due within so many days, in the order of lists.
    func due(ahead: Int) -> [DueContact] {
        let rules = CadenceRules(items[.cadence] ?? [])
        return book.people.values.compactMap {
            DueContact(
                $0, rules, today: Self.today, ahead: ahead,
                dayOf: { CivilDay(milliseconds: $0) })
        }.sorted(by: DueContact.precedes)
    }

    /// The names of those who are due.
    var dueNames: [String] { due.map(\.name) }

    /// Noon, so many days before today.
    static func noon(daysAgo days: Int) -> UInt64 {
        UInt64((today.number - days) * 86_400_000 + 43_200_000)
    }

    private mutating func newID() -> EntityID {
        nextID += 1
        return EntityID(value: nextID)
    }
}
