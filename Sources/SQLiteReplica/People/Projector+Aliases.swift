import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

extension Projector {
    /// Notes whose card an entity is another of.
    ///
    /// - Returns: Everybody whom that concerns, before and after: their rows are to be made anew.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectAliases(_ snapshot: EntitySnapshot, _ row: Int64) throws -> Set<Int64> {
        let before = try session.connected(to: row)
        if !session.isNew(row) {
            try session.statement("DELETE FROM alias WHERE entity = ?").run(.integer(row))
        }
        for cell in snapshot.cells where cell.cell.field == .alias {
            guard let shown = CellReading(heads: cell.heads).shown,
                let target = EntityID(bytes: shown.value), target != snapshot.entity
            else { continue }
            try session.statement(
                "INSERT OR IGNORE INTO alias (entity, target, space) VALUES (?, ?, ?)"
            ).run(
                .integer(row), .integer(try session.makeRow(of: target)), .integer(cell.space))
            session.hasAliases = true
        }
        return before.union(try session.connected(to: row))
    }

    /// The tier of a person: of the card that stands for all, else of another one.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func tier(_ snapshot: EntitySnapshot, _ row: Int64, _ canonical: Int64) throws -> Head? {
        let own = CellReading(heads: snapshot.heads(of: .tier, in: personal)).shown
        guard own == nil, row == canonical else { return own }
        for member in try session.members(of: row) where member != row {
            let other = try session.snapshot(
                ofRow: member, entity: try session.entity(inRow: member))
            let said = CellReading(heads: other.heads(of: .tier, in: personal)).shown
            if let said { return said }
        }
        return nil
    }

    /// The cards of a person who has several; nil without others.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func mergedCards(_ row: Int64, homes: [Int64]) throws -> PersonCards? {
        let members = try session.visibleMembers(of: row)
        guard members.count > 1 || homes.count > 1, members.first == row else { return nil }
        return try session.cards(ofPerson: try session.entity(inRow: row))
    }
}

extension Session {
    /// The entities that are cards of the same person, the one that stands for all first.
    ///
    /// Aliases that point in a circle, as two machines may write them, still name one group; the
    /// smallest id stands for it then.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func members(of row: Int64) throws -> [Int64] {
        guard try mayHaveAliases() else { return [row] }
        let group = try group(of: row) { try isGood($0) }
        guard group.found.count > 1 else { return [row] }
        let roots = group.found.subtracting(group.aliased)
        let named = try (roots.isEmpty ? group.found : roots).map { ($0, try entity(inRow: $0)) }
        let first = named.min { $0.1 < $1.1 }?.0 ?? row
        let others = try group.found.subtracting([first]).map { ($0, try entity(inRow: $0)) }
        return [first] + others.sorted { $0.1 < $1.1 }.map(\.0)
    }

    /// Everybody whom any alias connects with an entity, those that do not count included.
    ///
    /// - Throws: `DatabaseError`.
    func connected(to row: Int64) throws -> Set<Int64> {
        try mayHaveAliases() ? group(of: row) { _ in true }.found : [row]
    }

    /// Whether anybody may have several cards; a cheap look, once a session.
    ///
    /// - Throws: `DatabaseError`.
    func mayHaveAliases() throws -> Bool {
        if let hasAliases { return hasAliases }
        let found = try statement("SELECT 1 FROM alias LIMIT 1").first { _ in true } ?? false
        hasAliases = found
        return found
    }

    private struct Alias {
        let entity: Int64
        let target: Int64
        let space: Int64
    }

    /// Who is reached over aliases that count, and who of them is another card of somebody.
    private func group(
        of row: Int64, _ counts: (Alias) throws -> Bool
    ) throws -> (found: Set<Int64>, aliased: Set<Int64>) {
        var found: Set<Int64> = [row]
        var aliased: Set<Int64> = []
        let select = "SELECT entity, target, space FROM alias WHERE"
        var waiting = [row]
        while let next = waiting.popLast() {
            let aliases = try ["entity", "target"].flatMap { end in
                try statement("\(select) \(end) = ?").all(.integer(next)) {
                    Alias(entity: $0.integer(0), target: $0.integer(1), space: $0.integer(2))
                }
            }
            for alias in aliases where try counts(alias) {
                aliased.insert(alias.entity)
                for other in [alias.entity, alias.target] where found.insert(other).inserted {
                    waiting.append(other)
                }
            }
        }
        return (found, aliased)
    }

    /// Whether an alias counts: the reader's own does; one in a team, of cards of that team only.
    ///
    /// So no member of a team joins a card of theirs to one that I keep for myself.
    private func isGood(_ alias: Alias) throws -> Bool {
        let isPersonal = try statement("SELECT personal FROM space WHERE id = ?")
            .first(.integer(alias.space)) { $0.integer(0) != 0 }
        guard isPersonal != true else { return true }
        return try [alias.entity, alias.target].allSatisfy { card in
            try statement(
                """
                SELECT 1 FROM head JOIN author ON author.id = head.author
                WHERE head.entity = ? AND author.space = ?
                    AND head.field = (SELECT id FROM field WHERE name = 'line') LIMIT 1
                """
            ).first(.integer(card), .integer(alias.space)) { _ in true } ?? false
        }
    }

    /// The cards of a person that are not in the trash, the one that stands for all first.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func visibleMembers(of row: Int64) throws -> [Int64] {
        let all = try members(of: row)
        guard all.count > 1 else { return all }
        let visible = try visible(all)
        return visible.contains(row) ? visible : [row]
    }

    /// The row that stands for a person, by whatever card.
    ///
    /// What was said of a card in the trash, which somebody else may have put there, is said of the
    /// others. While all of them are there, it is the same card by whichever one asks.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func standing(for row: Int64) throws -> Int64 {
        let all = try members(of: row)
        return all.count > 1 ? try visible(all).first ?? all.first ?? row : row
    }

    /// Those of several cards that are not in the trash.
    private func visible(_ all: [Int64]) throws -> [Int64] {
        let personal = try personalSpace().id
        return try all.filter { member in
            let snapshot = try snapshot(ofRow: member, entity: try entity(inRow: member))
            guard let home = snapshot.homes(personal: personal).first else { return false }
            return snapshot.life(in: home).isVisible
        }
    }

    /// The row that stands for the person whose card an entity is, in the trash too when all cards are
    /// there.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func canonical(of row: Int64) throws -> Int64 {
        let all = try members(of: row)
        guard all.count > 1 else { return row }
        let visible = try visible(all)
        guard !visible.isEmpty else { return all.first ?? row }
        return visible.contains(row) ? visible.first ?? row : row
    }

    /// The rows of people who have several cards, those in the trash included.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func mergedPeople() throws -> Set<Int64> {
        Set(
            try statement(
                """
                SELECT canonical FROM (SELECT entity AS card FROM alias UNION SELECT target FROM alias)
                JOIN person ON person.entity = card
                """
            ).all { $0.integer(0) })
    }

    /// Everything that is written on the cards of a person.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``.
    func cards(ofPerson person: EntityID) throws -> PersonCards {
        guard let row = try row(of: person) else { throw ReplicaError.unknownPerson }
        let personal = try personalSpace().id
        let members = try visibleMembers(of: row).flatMap { member in
            let snapshot = try snapshot(ofRow: member, entity: try entity(inRow: member))
            return try snapshot.homes(personal: personal).map { home in
                PersonCards.Member(
                    snapshot: snapshot, home: try space(inRow: home),
                    card: snapshot.card(in: home, kind: snapshot.kind ?? .person))
            }
        }
        guard let first = members.first else { throw ReplicaError.unknownPerson }
        let others = members.dropFirst().map(\.card)
        return PersonCards(
            members: members, merge: others.isEmpty ? nil : CardMerge(first.card, with: others))
    }

    /// The ids of all cards of a person, the one that stands for all first; the id itself for nobody.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func cards(of person: EntityID) throws -> [EntityID] {
        guard let row = try row(of: person) else { return [person] }
        return try members(of: row).map { try entity(inRow: $0) }
    }
}
