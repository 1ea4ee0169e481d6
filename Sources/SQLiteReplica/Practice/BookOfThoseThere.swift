import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteLog

/// The book without the people in the trash: nothing counts them, pairs them with somebody, or says
/// a sentence without a name.
struct BookOfThoseThere {
    let items: [EntityKind: [Item]]
    let facts: [EntityID: RhythmFacts]

    /// Leaves out whoever is in the trash, or whose card has not come yet.
    ///
    /// - Throws: ``ReplicaError``.
    init(
        _ items: [EntityKind: [Item]], _ facts: [EntityID: RhythmFacts],
        in database: ReplicaDatabase
    ) throws {
        // Of what is said of people, this alone names somebody else.
        var named = Set(facts.values.compactMap { $0.overlay.entity(.metVia) })
        for item in items.values.joined() { named.formUnion(item.people) }
        let unknown = named.subtracting(facts.keys)
        let gone = try database.read { session in try unknown.filter { try !session.isThere($0) } }
        guard !gone.isEmpty else {
            (self.items, self.facts) = (items, facts)
            return
        }
        self.items = items.mapValues { $0.compactMap { Self.without(gone, $0) } }
        self.facts = facts.mapValues { facts in
            var facts = facts
            facts.overlay.remove(gone, from: .metVia)
            return facts
        }
    }

    private static func without(_ gone: Set<EntityID>, _ item: Item) -> Item? {
        ItemCatalogue.schema(of: item.kind).map { item.without(gone, $0) } ?? item
    }
}

extension Session {
    /// Whether somebody has a card that is not in the trash.
    fileprivate func isThere(_ person: EntityID) throws -> Bool {
        try statement(
            """
            SELECT 1 FROM entity JOIN person ON person.entity = entity.id
            WHERE uuid = ? AND life <> \(PersonRow.trashed)
            """
        ).first(.id(person)) { _ in true } ?? false
    }
}
