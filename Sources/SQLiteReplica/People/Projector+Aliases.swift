import ChangeLog
import ContactModel
import SQLiteLog

extension Projector {
    /// Notes whose card an entity is another of.
    ///
    /// - Returns: Everybody whom that concerns, before and after: their rows are to be made anew.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectAliases(_ snapshot: EntitySnapshot, _ row: Int64) throws -> Set<Int64> {
        let before = try session.members(of: row)
        try session.statement("DELETE FROM alias WHERE entity = ?").run(.integer(row))
        for cell in snapshot.cells where cell.cell.field == .alias {
            guard let shown = CellReading(heads: cell.heads).shown,
                let target = EntityID(bytes: shown.value), target != snapshot.entity
            else { continue }
            try session.statement("INSERT OR IGNORE INTO alias (entity, target) VALUES (?, ?)")
                .run(.integer(row), .integer(try session.makeRow(of: target)))
        }
        return Set(before + (try session.members(of: row)))
    }

    /// The tier of a person: of the card that stands for all, else of another one.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func tier(_ snapshot: EntitySnapshot, _ row: Int64, _ canonical: Int64) throws -> Head? {
        let own = CellReading(heads: snapshot.heads(of: .tier, in: personal)).shown
        guard own == nil, row == canonical else { return own }
        for member in try session.visibleMembers(of: row) where member != row {
            let other = try session.snapshot(
                ofRow: member, entity: try session.entity(inRow: member))
            let said = CellReading(heads: other.heads(of: .tier, in: personal)).shown
            if let said { return said }
        }
        return nil
    }

    /// The card of a person together with the other cards of that person; nil without others.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func mergedCard(_ card: Card, _ row: Int64) throws -> CardMerge? {
        let members = try session.visibleMembers(of: row)
        guard members.count > 1, members.first == row else { return nil }
        let person = try session.cards(ofPerson: try session.entity(inRow: row))
        return person.merge
    }
}

/// Everything that is written on the cards of one person.
struct PersonCards {
    /// One card, where it lives.
    struct Member {
        let snapshot: EntitySnapshot
        let home: SpaceRow
        let card: Card
    }

    /// The card that stands for all first; at least one.
    let members: [Member]
    /// The cards seen as one; nil when there is only one.
    let merge: CardMerge?

    /// The card that is shown.
    var card: Card {
        merge?.card ?? members.first?.card ?? Card(entity: EntityID(value: 0), lines: [])
    }

    /// Brings edits of the shown card home, by the space that each card lives in.
    func edits(home edits: [CellEdit]) -> [(SpaceRow, [CellEdit])] {
        let spread = merge?.edits(home: edits) ?? edits
        return members.compactMap { member in
            let own = spread.filter { $0.cell.entity == member.card.entity }
            return own.isEmpty ? nil : (member.home, own)
        }
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
        let hasAliases = try statement("SELECT 1 FROM alias LIMIT 1").first { _ in true }
        guard hasAliases == true else { return [row] }
        var found: Set<Int64> = [row]
        var waiting = [row]
        var aliased: Set<Int64> = []
        while let next = waiting.popLast() {
            let targets = try statement("SELECT target FROM alias WHERE entity = ?")
                .all(.integer(next)) { $0.integer(0) }
            let sources = try statement("SELECT entity FROM alias WHERE target = ?")
                .all(.integer(next)) { $0.integer(0) }
            if !targets.isEmpty { aliased.insert(next) }
            for other in targets + sources where found.insert(other).inserted {
                waiting.append(other)
            }
        }
        guard found.count > 1 else { return [row] }
        let roots = found.subtracting(aliased)
        let named = try (roots.isEmpty ? found : roots).map { ($0, try entity(inRow: $0)) }
        let first = named.min { $0.1 < $1.1 }?.0 ?? row
        let others = try found.subtracting([first]).map { ($0, try entity(inRow: $0)) }
        return [first] + others.sorted { $0.1 < $1.1 }.map(\.0)
    }

    /// The cards of a person that are not in the trash, the one that stands for all first.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func visibleMembers(of row: Int64) throws -> [Int64] {
        let all = try members(of: row)
        guard all.count > 1 else { return all }
        let personal = try personalSpace().id
        let visible = try all.filter { member in
            let snapshot = try snapshot(ofRow: member, entity: try entity(inRow: member))
            guard let home = Projector.home(of: snapshot, personal: personal) else { return false }
            return snapshot.life(in: home).isVisible
        }
        return visible.contains(row) ? visible : [row]
    }

    /// The row that stands for the person whose card an entity is.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func canonical(of row: Int64) throws -> Int64 {
        try visibleMembers(of: row).first ?? row
    }

    /// The rows of people who have several cards.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func mergedPeople() throws -> Set<Int64> {
        Set(
            try statement(
                """
                SELECT canonical FROM (SELECT entity AS card FROM alias UNION SELECT target FROM alias)
                JOIN person ON person.entity = card WHERE canonical <> card
                """
            ).all { $0.integer(0) })
    }

    /// Everything that is written on the cards of a person.
    ///
    /// - Throws: ``ReplicaError/unknownPerson``.
    func cards(ofPerson person: EntityID) throws -> PersonCards {
        guard let row = try row(of: person) else { throw ReplicaError.unknownPerson }
        let personal = try personalSpace().id
        let members = try visibleMembers(of: row).compactMap { member -> PersonCards.Member? in
            let snapshot = try snapshot(ofRow: member, entity: try entity(inRow: member))
            guard let home = Projector.home(of: snapshot, personal: personal) else { return nil }
            return PersonCards.Member(
                snapshot: snapshot, home: try space(inRow: home),
                card: snapshot.card(in: home, kind: snapshot.kind ?? .person))
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
