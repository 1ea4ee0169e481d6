package import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

/// Erasing people for good (MERGE-8, LOG-11).
extension Replica {
    /// Who is in the trash for longer than a time.
    ///
    /// - Parameter milliseconds: At least; 0 for everybody there.
    /// - Returns: Their ids, by sort name.
    /// - Throws: ``ReplicaError``.
    package func trash(olderThan milliseconds: UInt64) throws -> [EntityID] {
        let now = environment.wallMilliseconds()
        return try people(trashed: true).map(\.id).filter { person in
            try database.read { session in
                let (snapshot, home) = try session.home(of: person)
                let last = snapshot.heads(of: .life, in: home.id).map(\.timestamp.milliseconds)
                    .max()
                return last.map { now >= $0 && now - $0 >= milliseconds } ?? false
            }
        }
    }

    /// Finds everything that goes with some people.
    ///
    /// - Parameter people: Their ids; all cards of each of them count.
    /// - Returns: Nothing for people who are erased already.
    /// - Throws: ``ReplicaError/mayNotWrite(space:)`` when all there is lives where the user only
    ///   reads, or another ``ReplicaError``.
    package func planPurge(of people: [EntityID]) throws -> PurgePlan {
        try database.read { session in
            var plan = PurgePlan()
            var cards: Set<EntityID> = []
            for person in people {
                let own = try session.cards(of: person)
                var spaces: Set<Int64> = []
                for card in own where cards.insert(card).inserted {
                    spaces.formUnion(try session.addCard(card, to: &plan))
                }
                if var known = try session.erasedPerson(person, spaces) {
                    known.cardCount = own.count
                    plan.people.append(known)
                }
            }
            try session.addPictures(of: cards, to: &plan)
            try session.addPrivate(about: cards, to: &plan)
            try session.addShared(about: cards, to: &plan)
            try session.addIntroduced(by: cards, to: &plan)
            if plan.isEmpty, let closed = plan.closedTeams.first {
                throw ReplicaError.mayNotWrite(try session.space(named: closed))
            }
            plan.folders = try session.folders(with: cards)
            return plan
        }
    }

    /// Erases what a plan names, here now, elsewhere with the next syncs; it cannot be undone.
    ///
    /// What another machine wrote and this one has not seen stays, and is listed as a conflict. The
    /// file holds remains until ``scrub()``.
    ///
    /// - Throws: ``ReplicaError``; nothing is erased then.
    package func purge(_ plan: PurgePlan) throws {
        try commit { session in
            var ranges: [WrittenRange] = []
            for row in plan.edits.keys.sorted() {
                for batch in (plan.edits[row] ?? []).batches(of: Self.purgesPerTransaction) {
                    // What somebody shared by name with a team is erased there too.
                    let space = try session.space(inRow: row)
                    ranges += try write([SpaceEdits(space, batch, meaning: .sharing)], session)
                }
            }
            try remember(ranges, as: Self.purgeCommand, session)
        }
    }

    /// The one that was erased and whose id begins so; nil for nobody, and for several.
    ///
    /// - Throws: ``ReplicaError``.
    package func erased(beginningWith digits: String) throws -> EntityID? {
        guard (4...32).contains(digits.utf8.count) else { return nil }
        let found = try database.read { session in
            try session.statement(
                """
                SELECT DISTINCT uuid FROM head JOIN entity ON entity.id = head.entity
                WHERE verb = ?1 AND substr(lower(hex(uuid)), 1, length(?2)) = ?2 LIMIT 2
                """
            ).all(.integer(Int64(Verb.purge.rawValue)), .text(digits.lowercased())) {
                try $0.id(0) as EntityID
            }
        }
        return found.count == 1 ? found.first : nil
    }

    /// Writes the file anew when something was erased since the last time.
    ///
    /// - Returns: Whether nothing is left to do; false while another process reads.
    /// - Throws: ``ReplicaError``; the file stays as it was, and is written anew another time.
    @discardableResult
    package func scrub() throws -> Bool {
        try database.scrub()
    }

    /// As `kith undo` knows it: what cannot be undone.
    static let purgeCommand = "purge"

    /// Each purge carries a whole version vector.
    private static let purgesPerTransaction = 500
}

extension Session {
    /// Somebody of the lists or of the trash, with the spaces whose cards go; nil for others.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    fileprivate func erasedPerson(
        _ person: EntityID, _ spaces: Set<Int64>
    ) throws -> PurgePlan.Person? {
        let name = try statement(
            """
            SELECT name FROM person JOIN entity ON entity.id = person.entity WHERE entity.uuid = ?
            """
        ).first(.id(person)) { $0.text(0) }
        guard let name else { return nil }
        let names = try self.spaces().filter { spaces.contains($0.id) }.map(\.name)
        return PurgePlan.Person(id: person, name: name, spaces: names)
    }

    /// Adds a card, in every space that says something of it.
    ///
    /// - Returns: The rows of the spaces whose cards go.
    /// - Throws: ``ReplicaError``.
    fileprivate func addCard(_ card: EntityID, to plan: inout PurgePlan) throws -> Set<Int64> {
        guard let row = try row(of: card) else { return [] }
        let snapshot = try snapshot(ofRow: row, entity: card)
        let kind = snapshot.kind ?? .person
        let written = snapshot.cells.filter { $0.cell.field != .life }
        let said = written.filter { CellReading(heads: $0.heads).shown != nil }
        let homes = snapshot.spacesWithCard
        var going: Set<Int64> = []
        for id in Set(written.map(\.space)).sorted() {
            let space = try space(inRow: id)
            if space.role.mayWrite {
                plan.edits[id, default: []].append(.purge(card, of: kind))
            }
            guard homes.contains(id) else { continue }
            if !space.role.mayWrite {
                // The team's card is the team's; what the reader says of the person is not.
                if !plan.closedTeams.contains(space.name) { plan.closedTeams.append(space.name) }
                continue
            }
            going.insert(id)
            if !space.isPersonal, !plan.teams.contains(space.name) { plan.teams.append(space.name) }
        }
        for cell in said where plan.edits[cell.space] != nil {
            let home = FieldCatalogue.row(of: cell.cell.field, kind)?.home
            plan.lineCount += cell.cell.field == .line ? 1 : 0
            plan.overlayCount += home == .personal ? 1 : 0
        }
        return going
    }

    /// Adds the notes about people and the items that name them, those in the trash included.
    ///
    /// - Throws: ``ReplicaError``.
    fileprivate func addPrivate(about cards: Set<EntityID>, to plan: inout PurgePlan) throws {
        let personal = try personalSpace().id
        var rows: Set<Int64> = try trashedItems(in: personal)
        for card in cards {
            rows.formUnion(
                try statement("SELECT entity FROM note WHERE about = ?").all(.id(card)) {
                    $0.integer(0)
                })
            rows.formUnion(
                try statement("SELECT entity FROM item_link WHERE other = ?").all(.id(card)) {
                    $0.integer(0)
                })
        }
        for row in rows.sorted() {
            let snapshot = try snapshot(ofRow: row, entity: try entity(inRow: row))
            guard let kind = snapshot.kind else { continue }
            if kind == .note {
                let about = CellReading(heads: snapshot.heads(of: .about, in: personal)).shown
                guard let about, EntityID(bytes: about.value).map(cards.contains) == true
                else { continue }
                plan.noteCount += 1
                plan.edits[personal, default: []].append(.purge(snapshot.entity, of: kind))
            } else if let schema = ItemCatalogue.schema(of: kind) {
                addItem(snapshot, schema, naming: cards, in: personal, to: &plan)
            }
        }
    }

    /// Adds the words about others that name people as those through whom they were met.
    ///
    /// - Throws: ``ReplicaError``.
    fileprivate func addIntroduced(
        by cards: Set<EntityID>, to plan: inout PurgePlan
    ) throws {
        let personal = try personalSpace().id
        let rows = try statement(
            """
            SELECT uuid, value, (SELECT name FROM person WHERE person.entity = overlay.entity)
            FROM overlay JOIN entity ON entity.id = overlay.entity WHERE field = ?
            """
        ).all(.text(FieldName.metVia.rawValue)) { row in
            (id: try row.id(0) as EntityID, via: EntityID(bytes: row.blob(1)), name: row.text(2))
        }
        for row in rows where !cards.contains(row.id) {
            guard let via = row.via, cards.contains(via) else { continue }
            plan.introduced.append(PersonOfCommand(entity: row.id, name: row.name))
            let cell = CellAddress(entity: row.id, field: .metVia)
            plan.edits[personal, default: []].append(.remove(cell, of: try kind(of: row.id)))
        }
    }

    /// The paths of the linked folders that have a file of one of them.
    fileprivate func folders(with cards: Set<EntityID>) throws -> [String] {
        try vdirs().filter { vdir in
            try vdirFiles(of: vdir.id).contains { cards.contains($0.entity) }
        }.map(\.path)
    }

    private func addItem(
        _ snapshot: EntitySnapshot, _ schema: ItemSchema, naming cards: Set<EntityID>,
        in personal: Int64, to plan: inout PurgePlan
    ) {
        let item = Item(snapshot, schema, in: personal)
        switch schema.naming(of: cards, in: item) {
        case .none: return
        case .about:
            plan.items.append(item)
            plan.edits[personal, default: []].append(.purge(item.id, of: item.kind))
        case .mentions(let cells):
            plan.mentioning.append(item)
            plan.edits[personal, default: []] += cells.map { .remove($0, of: item.kind) }
            // An edit behind a deletion would be news of it (MERGE-7).
            if snapshot.life(in: personal) == .trashed {
                plan.edits[personal, default: []].append(.delete(item.id, of: item.kind))
            }
        }
    }

    /// The rows of notes and items that were deleted in a space: no table of what people read has them.
    ///
    /// - Throws: `DatabaseError`.
    func trashedItems(in space: Int64) throws -> Set<Int64> {
        Set(
            try statement(
                """
                SELECT DISTINCT head.entity FROM head JOIN author ON author.id = head.author
                JOIN field ON field.id = head.field
                WHERE field.name = ? AND head.verb = ? AND author.space = ?
                AND head.entity NOT IN (SELECT entity FROM person)
                """
            ).all(
                .text(FieldName.life.rawValue), .integer(Int64(Verb.delete.rawValue)),
                .integer(space)
            ) { $0.integer(0) })
    }
}

extension [CellEdit] {
    /// The edits in order, so many at a time.
    fileprivate func batches(of size: Int) -> [[CellEdit]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
