package import ChangeLog
package import ContactModel
import SQLiteLog

/// Items as they read once some cards are one person's.
extension Replica {
    /// Items as they read now: each names the card that stands for a person, no tie is of somebody to
    /// themself, and the very same tie is there once.
    ///
    /// - Throws: ``ReplicaError``.
    package func asRead(_ items: [Item]) throws -> [Item] {
        try database.read { session in
            items.read(as: try session.canonicalCards(in: items)).tellingTiesOnce()
        }
    }

    /// The reader's words about each card of a person, the tier included; the one that stands for
    /// all first.
    ///
    /// - Throws: ``ReplicaError``.
    package func sayings(ofCardsOf person: EntityID) throws -> [Item] {
        try database.read { session in
            let personal = try session.personalSpace().id
            return try session.cards(of: person).compactMap { card in
                guard let row = try session.row(of: card) else { return nil }
                let snapshot = try session.snapshot(
                    ofRow: row, entity: card, hasPictures: false)
                var item = Item(id: card, kind: .person)
                for field in [.tier] + ItemCatalogue.overlay.map(\.name) {
                    let heads = snapshot.heads(of: field, in: personal)
                    guard let shown = CellReading(heads: heads).shown else { continue }
                    item.put(shown.value, in: field, .register)
                }
                return item
            }
        }
    }

    /// Items as they read now, each by itself: the very same tie of two machines is there twice, so
    /// that one can be taken away.
    ///
    /// - Throws: ``ReplicaError``.
    package func eachAsRead(_ items: [Item]) throws -> [Item] {
        try database.read { session in
            items.read(as: try session.canonicalCards(in: items))
        }
    }
}

extension Session {
    /// Of the people whom items name for each further card the one that stands for its person.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func canonicalCards(in items: [Item]) throws -> [EntityID: EntityID] {
        try mayHaveAliases() ? canonicalCards(of: items.flatMap(\.people)) : [:]
    }

    /// Of some cards for each further one the one that stands for its person.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func canonicalCards(of cards: [EntityID]) throws -> [EntityID: EntityID] {
        guard try mayHaveAliases() else { return [:] }
        var canonical: [EntityID: EntityID] = [:]
        for person in Set(cards) {
            guard let row = try row(of: person) else { continue }
            let standing = try standing(for: row)
            if standing != row { canonical[person] = try entity(inRow: standing) }
        }
        return canonical
    }
}
