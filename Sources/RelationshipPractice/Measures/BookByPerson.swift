package import ChangeLog
package import ContactModel

/// A book turned round once: for each person what names that person.
///
/// Looking at everybody asks for it: ``PracticeBook/touches(with:)`` reads all touches each time.
package struct BookByPerson: Sendable {
    package let book: PracticeBook
    /// The purposes of its items.
    let purposes: Purposes
    private let openGoals: Set<EntityID>
    private var items: [EntityID: [EntityKind: [Item]]] = [:]
    /// The items that name each gathering: its guests, the touches at it.
    private var itemsByEvent: [EntityID: [EntityKind: [Item]]] = [:]
    /// The people I know, by the folded name of the organisation on their card.
    private var knownByPlace: [[String]: [EntityID]] = [:]

    /// Turns a book round.
    ///
    /// - Complexity: O(what the items name).
    package init(_ book: PracticeBook) {
        self.book = book
        purposes = Purposes(book)
        openGoals = Set(book.open(.goal).map(\.id))
        for (kind, all) in book.itemsByKind {
            let fields = ItemCatalogue.schema(of: kind)?.fields.filter {
                $0.type == .person || $0.type == .people
            }
            for item in all {
                for person in Set((fields ?? []).flatMap { item.entities($0.name) }) {
                    items[person, default: [:]][kind, default: []].append(item)
                }
                if let event = item.entity(.event) {
                    itemsByEvent[event, default: [:]][kind, default: []].append(item)
                }
            }
        }
        for facts in book.people.values where !facts.organisation.isEmpty && isKnown(facts.person) {
            knownByPlace[FoldedText.words(facts.organisation), default: []].append(facts.person)
        }
    }

    /// The people I know at an organisation, by a role that lasts or by ORG on their cards
    /// (practice S1-6), but for those left in peace; by name.
    package func known(at organisation: EntityID) -> [EntityID] {
        let inRoles = items(.affiliation, of: organisation).filter { $0.counts(book.today) }
            .compactMap { $0.entity(.person) }.filter(isKnown)
        let place = FoldedText.words(book.name(organisation))
        let onCards = place.isEmpty ? [] : knownByPlace[place] ?? []
        return Set(inRoles + onCards)
            .filter { $0 != organisation && book.peace(of: $0) == nil }
            .sorted { (book.name($0), $0) < (book.name($1), $1) }
    }

    /// The items of a kind that name somebody, in the order of the book.
    package func items(_ kind: EntityKind, of person: EntityID) -> [Item] {
        items[person]?[kind] ?? []
    }

    /// The items of a kind that say that they belong to a gathering, in the order of the book.
    func items(_ kind: EntityKind, at event: EntityID) -> [Item] {
        itemsByEvent[event]?[kind] ?? []
    }

    /// The items of a kind that name somebody, are not over, and are not for what is over.
    package func open(_ kind: EntityKind, of person: EntityID) -> [Item] {
        let closed = ItemCatalogue.schema(of: kind)?.closed ?? []
        return items(kind, of: person).filter {
            !closed.contains($0.text(.status)) && !book.ended.include($0)
        }
    }

    /// The touches with somebody, by time.
    package func touches(with person: EntityID) -> [Touch] {
        items(.touch, of: person).filter { $0.entities(.with).contains(person) }.map(Touch.init)
    }

    /// The balance of giving and receiving with somebody.
    package func balance(with person: EntityID) -> Balance {
        Balance(
            touches: touches(with: person), entries: items(.entry, of: person),
            supports: items(.support, of: person), dayOf: book.day)
    }

    /// How close somebody is, or was on a day, and what shows it.
    package func closeness(to person: EntityID, on day: CivilDay? = nil) -> Closeness {
        Closeness(
            touches: touches(with: person), entries: items(.entry, of: person),
            overlay: overlay(of: person), on: day ?? book.today, dayOf: book.day)
    }

    /// The seats that somebody has in goals that are still open.
    package func openSeats(of person: EntityID) -> [Item] {
        items(.seat, of: person).filter { $0.entity(.goal).map(openGoals.contains) ?? false }
    }

    /// The reader's private words about somebody.
    package func overlay(of person: EntityID) -> Item {
        book.people[person]?.overlay ?? Item(id: person, kind: .person)
    }

    /// Whether somebody is known: in a tier that is served, or by a touch that counts.
    package func isKnown(_ person: EntityID) -> Bool {
        guard let facts = book.people[person] else { return false }
        return (facts.tier ?? .rest) > .rest || facts.touches.lastMilliseconds != nil
    }
}
