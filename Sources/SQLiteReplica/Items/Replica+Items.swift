package import ChangeLog
package import ContactModel
import SQLiteLog

/// Items: touches, goals, promises … All of it lives in the personal space (P10).
extension Replica {
    /// A new id for an item, by time.
    package func newItemID() -> EntityID {
        EntityID(
            version7At: environment.wallMilliseconds(), random: environment.random128())
    }

    /// An id that two machines derive alike for what they both make by themselves.
    package func derivedID(_ parts: String...) -> EntityID { derivedID(from: parts) }

    /// As ``derivedID(_:)``, of any number of parts.
    package func derivedID(from parts: [String]) -> EntityID {
        EntityID(
            derivedFrom: environment.digest(
                Array(("kith item\u{0}" + parts.joined(separator: "\u{0}")).utf8)))
    }

    /// Every item of a kind, by time, then by id.
    ///
    /// - Throws: ``ReplicaError``.
    package func items(of kind: EntityKind) throws -> [Item] {
        try database.read { try $0.items(of: kind) }
    }

    /// The items of a kind that are not over and are to be done by a day, or have no day.
    ///
    /// - Returns: By day, those without one last; those of a day by time, then by id.
    /// - Throws: ``ReplicaError``.
    package func openItems(of kind: EntityKind, by day: CivilDay) throws -> [Item] {
        try database.read { session in
            try session.items(
                """
                SELECT item.entity, kind, uuid FROM item JOIN entity ON entity.id = item.entity
                WHERE kind = ? AND open_by <= ? ORDER BY open_by = '', open_by, at, uuid
                """, [.text(kind.rawValue), .text(day.description)])
        }
    }

    /// The items that name a person, or another item, by time.
    ///
    /// - Parameters:
    ///   - other: Whom or what they name; all cards of a person count.
    ///   - kind: Only of this kind; nil for all.
    ///   - limit: The latest so many.
    /// - Returns: The latest last.
    /// - Throws: ``ReplicaError``.
    package func items(
        naming other: EntityID, of kind: EntityKind? = nil, limit: Int = 100_000
    ) throws -> [Item] {
        try database.read { session in
            var found: [Item] = []
            for card in try session.cards(of: other) {
                found += try session.items(
                    """
                    SELECT DISTINCT item_link.entity, item_link.kind, uuid FROM item_link
                    JOIN entity ON entity.id = item_link.entity
                    WHERE other = ?1 AND (?2 IS NULL OR kind = ?2)
                    ORDER BY at DESC, uuid DESC LIMIT ?3
                    """,
                    [
                        .id(card), kind.map { .text($0.rawValue) } ?? .null,
                        .integer(Int64(limit)),
                    ])
            }
            // What names two cards of one person is one item.
            var seen: Set<EntityID> = []
            return found.filter { seen.insert($0.id).inserted }
                .sorted { ($0.instant(.at) ?? 0, $0.id) < ($1.instant(.at) ?? 0, $1.id) }
        }
    }

    /// The relations and roles in organisations that name a person, by when they began; as they read
    /// now, each once.
    ///
    /// - Throws: ``ReplicaError``.
    package func ties(of person: EntityID) throws -> [Item] {
        try database.read { session in
            var found: [EntityID: Item] = [:]
            for card in try session.cards(of: person) {
                let items = try session.items(
                    """
                    SELECT DISTINCT item_link.entity, item_link.kind, uuid FROM item_link
                    JOIN entity ON entity.id = item_link.entity
                    WHERE other = ?1 AND kind IN ('relation', 'affiliation') LIMIT 10000
                    """, [.id(card)])
                for item in items { found[item.id] = item }
            }
            let ties = found.values.sorted { ($0.text(.from), $0.id) < ($1.text(.from), $1.id) }
            return ties.read(as: try session.canonicalCards(in: ties)).tellingTiesOnce()
        }
    }

    /// The touches with somebody within two days of an instant, by time.
    ///
    /// - Throws: ``ReplicaError``.
    package func touches(with person: EntityID, around milliseconds: UInt64) throws -> [Item] {
        try database.read { try $0.touches(with: person, around: milliseconds) }
    }

    /// The card that stands for the person whose card an entity is; itself for anything else.
    ///
    /// - Throws: ``ReplicaError``.
    package func standing(for card: EntityID) throws -> EntityID {
        try database.read { session in
            guard let row = try session.row(of: card) else { return card }
            return try session.entity(inRow: try session.standing(for: row))
        }
    }

    /// Whether anything was ever written under an id, in the trash or not.
    ///
    /// - Throws: ``ReplicaError``.
    package func isKnown(_ id: EntityID) throws -> Bool {
        try database.read { try $0.row(of: id) != nil }
    }

    /// The reader's words about a person, beside the tier, from all cards of that person.
    ///
    /// - Throws: ``ReplicaError``.
    package func overlay(of person: EntityID) throws -> Item {
        try database.read { session in
            var result = Item(id: person, kind: .person)
            for card in try session.cards(of: person).reversed() {
                guard let row = try session.row(of: card) else { continue }
                let values = try session.statement(
                    "SELECT field, value FROM overlay WHERE entity = ?"
                ).all(.integer(row)) { ($0.text(0), $0.blob(1)) }
                for (field, value) in values {
                    result.put(saying: value, in: FieldName(rawValue: field))
                }
            }
            let via = result.entities(.metVia)
            return result.sayings(as: try session.canonicalCards(of: via + [person]))
        }
    }

    /// Everybody of whom the reader says something in a field, with what is said.
    ///
    /// - Throws: ``ReplicaError``.
    private func people(withOverlay field: FieldName) throws -> [EntityID: [UInt8]] {
        try database.read { session in
            let rows = try session.statement(
                """
                SELECT uuid, value FROM overlay JOIN person ON person.entity = overlay.entity
                JOIN entity ON entity.id = person.canonical WHERE field = ?
                """
            ).all(.text(field.rawValue)) { (try $0.id(0) as EntityID, $0.blob(1)) }
            return Dictionary(rows, uniquingKeysWith: { first, _ in first })
        }
    }

    /// The people of whom it is said that they were met through somebody.
    ///
    /// - Parameter cards: All cards of that person.
    /// - Returns: Their ids, sorted.
    /// - Throws: ``ReplicaError``.
    package func people(metThrough cards: [EntityID]) throws -> [EntityID] {
        try people(withOverlay: .metVia).compactMap { person, value in
            EntityID(bytes: value).map(cards.contains) == true ? person : nil
        }.sorted()
    }

    /// Says something of a person, privately; empty text takes it away.
    ///
    /// - Returns: Whether anything was written: nothing is when all of it is said already.
    /// - Throws: ``ReplicaError/unknownPerson``, or another ``ReplicaError``.
    @discardableResult
    package func setOverlay(
        of person: EntityID, _ values: [(field: FieldName, value: [UInt8])]
    ) throws -> Bool {
        try perform("set") { session in
            try session.overlayChanges(values, of: person)
        }
    }

    /// The names of people and organisations, for lists that name them.
    ///
    /// - Throws: ``ReplicaError``.
    package func names(of people: some Sequence<EntityID>) throws -> [EntityID: String] {
        try database.read { try $0.names(of: people) }
    }
}
