import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

extension Session {
    /// Adds what members of teams shared about people, what is in the trash there included; where the reader
    /// may only read it stays, as the team's cards do (decision 11).
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func addShared(about cards: Set<EntityID>, to plan: inout PurgePlan) throws {
        guard let schema = ItemCatalogue.schema(of: .touch) else { return }
        for team in try spaces() where !team.isPersonal {
            var rows = try trashedItems(in: team.id)
            for card in cards {
                rows.formUnion(
                    try statement(
                        "SELECT entity FROM shared_touch_person WHERE person = ? AND space = ?"
                    ).all(.id(card), .integer(team.id)) { $0.integer(0) })
            }
            for row in rows.sorted() {
                let snapshot = try snapshot(
                    ofRow: row, entity: try entity(inRow: row), hasPictures: false)
                guard snapshot.kind == .touch else { continue }
                let item = Item(snapshot, schema, in: team.id)
                let naming = schema.naming(of: cards, in: item)
                if naming == .none { continue }
                plan.add(item, naming, in: team, isTrashed: snapshot.life(in: team.id) == .trashed)
            }
        }
    }
}

extension PurgePlan {
    fileprivate mutating func add(
        _ item: Item, _ naming: ItemNaming, in team: SpaceRow, isTrashed: Bool
    ) {
        guard team.role.mayWrite else {
            if !closedTeams.contains(team.name) { closedTeams.append(team.name) }
            return
        }
        if !teams.contains(team.name) { teams.append(team.name) }
        switch naming {
        case .none: break
        case .about:
            edits[team.id, default: []].append(.purge(item.id, of: .touch))
            let isKnown = sharedTouches.contains { $0.id == item.id }
            if let touch = SharedTouch(item), !isKnown { sharedTouches.append(touch) }
        case .mentions(let cells):
            edits[team.id, default: []] += cells.map { .remove($0, of: .touch) }
            // An edit behind a deletion would be news of it (MERGE-7).
            if isTrashed { edits[team.id, default: []].append(.delete(item.id, of: .touch)) }
        }
    }
}
