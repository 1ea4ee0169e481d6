package import ChangeLog
package import ContactModel
package import RelationshipPractice
import SQLiteLog

extension Replica {
    /// Reads everything that was written down, but for what is said of people in the trash.
    ///
    /// - Parameters:
    ///   - kinds: Only items of these; nil for all.
    ///   - today: The day it is, where the machine is.
    ///   - minutesEast: How far the machine's zone is ahead of UTC at an instant.
    /// - Returns: Items of every kind, and the facts of everybody they may be about.
    /// - Throws: ``ReplicaError``.
    package func practiceBook(
        of kinds: [EntityKind]? = nil, today: CivilDay,
        minutesEast: @escaping @Sendable (UInt64) -> Int
    ) throws -> PracticeBook {
        var items: [EntityKind: [Item]] = [:]
        let canonical = try canonicalCards()
        for kind in kinds ?? ItemCatalogue.schemas.map(\.kind) {
            items[kind] = try self.items(of: kind)
        }
        items = Self.read(items, as: canonical)
        let facts = Dictionary(
            try allRhythmFacts().map { ($0.person, $0.read(as: canonical)) },
            uniquingKeysWith: { first, _ in first })
        let there = try BookOfThoseThere(items, facts, in: database)
        return PracticeBook(
            itemsByKind: there.items, people: there.facts, cadences: try cadenceRules(),
            today: today, minutesEast: minutesEast)
    }

    /// Reads what was written down about some people or items, and about whom these name.
    ///
    /// What it says of them is what the whole book says; it is read in milliseconds however much
    /// there is about others.
    ///
    /// - Parameters:
    ///   - subjects: People or items.
    ///   - kinds: Of which every item is read besides.
    ///   - others: Whose facts are read besides.
    ///   - tiers: Of which everybody's facts are read besides.
    ///   - today: The day it is, where the machine is.
    ///   - minutesEast: How far the machine's zone is ahead of UTC at an instant.
    /// - Returns: The items that name a subject, the items that these name in turn, such as the goal
    ///   of a seat, and the facts of everybody the first name.
    /// - Throws: ``ReplicaError``.
    package func practiceBook(
        about subjects: some Sequence<EntityID>, with kinds: [EntityKind] = [],
        and others: some Sequence<EntityID> = EmptyCollection(), in tiers: [Tier] = [],
        today: CivilDay,
        minutesEast: @escaping @Sendable (UInt64) -> Int
    ) throws -> PracticeBook {
        let canonical = try canonicalCards()
        var items: [EntityKind: [Item]] = [:]
        var seen: Set<EntityID> = []
        let subjects = Set(subjects.map { canonical[$0] ?? $0 })
        var people = subjects.union(others.map { canonical[$0] ?? $0 })
        for subject in subjects {
            for item in try self.items(naming: subject, limit: .max)
            where seen.insert(item.id).inserted {
                guard let schema = ItemCatalogue.schema(of: item.kind) else { continue }
                items[item.kind, default: []].append(item)
                let named = canonical.isEmpty ? item : item.naming(canonical, schema)
                for field in schema.fields where field.valueType == .entity {
                    people.formUnion(named.entities(field.name))
                }
            }
        }
        for kind in kinds {
            let rest = try self.items(of: kind).filter { seen.insert($0.id).inserted }
            items[kind, default: []] += rest
        }
        items = Self.read(items, as: canonical)
        try addNamed(by: &items, seen, canonical)
        for kind in items.keys {
            items[kind]?.sort { ($0.instant(.at) ?? 0, $0.id) < ($1.instant(.at) ?? 0, $1.id) }
        }
        let facts = try rhythmFacts(ofEach: people).merging(rhythmFacts(in: tiers)) { $1 }
            .mapValues { $0.read(as: canonical) }
        let there = try BookOfThoseThere(items, facts, in: database)
        return PracticeBook(
            itemsByKind: there.items, people: there.facts, today: today, minutesEast: minutesEast)
    }

    /// Reads items now that some cards are one person's: each once, and of nobody to themself.
    private static func read(
        _ items: [EntityKind: [Item]], as canonical: [EntityID: EntityID]
    ) -> [EntityKind: [Item]] {
        let again = Touch.saidAgain(items[.touch] ?? [], canonical)
        return items.mapValues { items in
            items.filter { !again.contains($0.id) }.read(as: canonical).tellingTiesOnce()
        }
    }

    /// Adds the items that items name: whether a goal is open is known by the goal alone.
    private func addNamed(
        by items: inout [EntityKind: [Item]], _ seen: Set<EntityID>,
        _ canonical: [EntityID: EntityID]
    ) throws {
        var seen = seen
        var waiting = items.values.flatMap { $0 }
        while let item = waiting.popLast() {
            for field in ItemCatalogue.schema(of: item.kind)?.fields ?? [] {
                guard case .item = field.type, let id = item.entity(field.name),
                    seen.insert(id).inserted, let named = try self.item(id),
                    let schema = ItemCatalogue.schema(of: named.kind)
                else { continue }
                items[named.kind, default: []].append(named.naming(canonical, schema))
                waiting.append(named)
            }
        }
    }

    private func canonicalCards() throws -> [EntityID: EntityID] {
        try database.read { try $0.canonicalCards() }
    }
}

extension RhythmFacts {
    /// The facts read anew now that some cards are one person's.
    fileprivate func read(as canonical: [EntityID: EntityID]) -> RhythmFacts {
        guard !canonical.isEmpty else { return self }
        var facts = self
        facts.overlay = overlay.sayings(as: canonical)
        return facts
    }
}

extension Session {
    /// For each further card of somebody the card that stands for that person.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    fileprivate func canonicalCards() throws -> [EntityID: EntityID] {
        let rows = try statement(
            """
            SELECT other.uuid, first.uuid
            FROM (SELECT entity AS card FROM alias UNION SELECT target FROM alias)
            JOIN person ON person.entity = card JOIN entity AS other ON other.id = card
            JOIN entity AS first ON first.id = person.canonical WHERE canonical <> card
            """
        ).all { (try $0.id(0) as EntityID, try $0.id(1) as EntityID) }
        return Dictionary(
            rows + (try standingForTrashed()), uniquingKeysWith: { first, _ in first })
    }

    /// Each card in the trash whose person has another one, with the one that stands for it.
    private func standingForTrashed() throws -> [(EntityID, EntityID)] {
        let cards = try statement(
            """
            SELECT person.entity FROM (SELECT entity AS card FROM alias UNION SELECT target FROM alias)
            JOIN person ON person.entity = card WHERE life = \(PersonRow.trashed)
            """
        ).all { $0.integer(0) }
        return try cards.compactMap { card in
            let first = try standing(for: card)
            return first == card ? nil : (try entity(inRow: card), try entity(inRow: first))
        }
    }
}
