import ChangeLog
import ContactModel
import SQLiteLog

/// Makes the tables people read from the heads of an entity; the same heads give the same rows.
struct Projector {
    let session: Session
    /// The row of the personal space.
    let personal: Int64
    /// Of whom what is summed up has to be made anew.
    let affected = AffectedPeople()

    /// SHA-256, by which equal photos are known.
    let digest: DigestFunction

    /// Prepares to project.
    ///
    /// - Throws: ``ReplicaError/damaged(detail:)`` when there is no personal space.
    init(_ session: Session, using digest: DigestFunction) throws {
        self.session = session
        self.digest = digest
        personal = try session.personalSpace().id
    }

    /// Projects what a log has touched.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func project(_ log: SpaceLog) throws {
        try project(log.touched) { row in
            try EntitySnapshot(
                log.newHeads[row] ?? [], in: log.space.id, fieldRow: session.makeRow)
        }
    }

    /// Projects entities, and the people that their notes are about.
    ///
    /// - Parameters:
    ///   - rows: Of the entities.
    ///   - known: What is known of an entity without reading its heads; nil when it is not.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func project(
        _ rows: Set<Int64>, known: (Int64) throws -> EntitySnapshot? = { _ in nil }
    ) throws {
        func read(_ row: Int64) throws -> EntitySnapshot {
            try known(row) ?? session.snapshot(ofRow: row, entity: try session.entity(inRow: row))
        }
        var people: Set<Int64> = []
        var merged: Set<Int64> = []
        for row in rows.sorted() {
            let snapshot = try read(row)
            try projectConflicts(snapshot, row)
            if let about = try projectNote(snapshot, row) {
                people.insert(about)
            } else if let kind = snapshot.kind, let schema = ItemCatalogue.schema(of: kind) {
                try projectItem(snapshot, row, schema)
            } else if try !projectMachine(snapshot) {
                let group = try projectAliases(snapshot, row)
                people.formUnion(group)
                if group.count > 1 { merged.formUnion(group) }
            }
        }
        try projectTies(ofCardsIn: merged)
        let cards = try merged.map { try session.entity(inRow: $0) }
        try projectTouches(with: affected.touched.union(cards))
        // Last of all, and again for who came with a note: people are found by their notes' words.
        for row in people.sorted() {
            try projectPerson(try read(row), row)
        }
        try projectRhythms()
    }

    /// Projects entities of which the tables may say anything: nothing in them is believed.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectAnew(_ rows: Set<Int64>) throws {
        let deletions = try [
            "DELETE FROM contact_value WHERE entity = ?", "DELETE FROM search WHERE rowid = ?",
            "DELETE FROM note WHERE entity = ?", "DELETE FROM alias WHERE entity = ?",
            "DELETE FROM overlay WHERE entity = ?", "DELETE FROM item WHERE entity = ?",
            "DELETE FROM item_value WHERE entity = ?", "DELETE FROM item_link WHERE entity = ?",
            "DELETE FROM tie WHERE source = ?", "DELETE FROM rhythm WHERE entity = ?",
            "DELETE FROM photo WHERE entity = ?",
        ].map { try session.statement($0) }
        let ofPeople = try [
            "DELETE FROM person WHERE entity = ?", "DELETE FROM touched WHERE entity = ?",
        ].map { try session.statement($0) }
        for row in rows.sorted() {
            for deletion in deletions { try deletion.run(.integer(row)) }
            // The touches with somebody may lie in another space than the card.
            let isPerson = try ofPeople.map { try $0.run(.integer(row)) }.contains { $0 > 0 }
            if isPerson { affected.touched.insert(try session.entity(inRow: row)) }
        }
        try project(rows)
    }

    /// Whether a cell has several values that a person has to choose from.
    ///
    /// Not for fields of a newer kith, nor for overlay fields that others put into a team space.
    func isConflict(_ cell: CellSnapshot) -> Bool {
        guard cell.heads.count > 1,
            let row = FieldCatalogue.rows.first(where: { $0.field == cell.cell.field }),
            row.merge == .register || row.merge == .map,
            row.home != .personal || cell.space == personal
        else { return false }
        let reading = CellReading(heads: cell.heads)
        guard reading.isConflict else { return false }
        return switch row.value {
        case .instant: !Self.isOneDay(reading)
        case .cardLine: !Self.isOneLine(reading, cell.cell.element)
        default: true
        }
    }

    /// Whether all values are the same line at different places of the card: two machines that
    /// added the same member, or title, do not contradict each other.
    private static func isOneLine(_ reading: CellReading, _ element: ElementID) -> Bool {
        let heads = [reading.shown].compactMap { $0 } + reading.losers
        let raws = heads.map {
            $0.verb == .put ? CardLine(element: element, value: $0.value)?.raw : nil
        }
        return raws.first.map { first in first != nil && raws.allSatisfy { $0 == first } } ?? false
    }

    /// Whether all values are instants within a day: two machines that wrote down the same coffee a
    /// minute apart do not contradict each other.
    private static func isOneDay(_ reading: CellReading) -> Bool {
        let heads = [reading.shown].compactMap { $0 } + reading.losers
        let instants = heads.compactMap { $0.verb == .put ? FieldValue.instant($0.value) : nil }
        guard instants.count == heads.count, let first = instants.min(), let last = instants.max()
        else { return false }
        return last - first < 86_400_000
    }

    private func projectConflicts(_ snapshot: EntitySnapshot, _ row: Int64) throws {
        try session.statement("DELETE FROM conflict WHERE entity = ?").run(.integer(row))
        let insert = try session.statement(
            "INSERT OR IGNORE INTO conflict (entity, space, field, element) VALUES (?, ?, ?, ?)")
        for cell in snapshot.cells where isConflict(cell) {
            try insert.run(
                .integer(row), .integer(cell.space),
                .integer(try session.makeRow(of: cell.cell.field)),
                .blob(cell.cell.element == .register ? [] : cell.cell.element.bytes))
        }
        for cell in snapshot.cells where cell.cell.field == .life {
            guard case .contested = snapshot.life(in: cell.space) else { continue }
            try insert.run(
                .integer(row), .integer(cell.space), .integer(try session.makeRow(of: .life)),
                .blob([]))
        }
    }

    /// Projects a note.
    ///
    /// - Returns: The row of the person it is about; nil when the entity is no note.
    private func projectNote(_ snapshot: EntitySnapshot, _ row: Int64) throws -> Int64? {
        let about = CellReading(heads: snapshot.heads(of: .about, in: personal)).shown
        guard let about, let person = EntityID(bytes: about.value) else {
            return try forgetNote(row)
        }
        let personRow = try session.makeRow(of: person)
        guard snapshot.life(in: personal).isVisible,
            let text = CellReading(heads: snapshot.heads(of: .text, in: personal)).shown
        else {
            try forgetNote(row)
            return personRow
        }
        let at = CellReading(heads: snapshot.heads(of: .at, in: personal)).shown
        let milliseconds = at.map { $0.value.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        try session.statement(
            "INSERT OR REPLACE INTO note (entity, about, at, text) VALUES (?, ?, ?, ?)"
        ).run(
            .integer(row), .id(person), .number(milliseconds ?? text.timestamp.milliseconds),
            .text(String(decoding: text.value, as: UTF8.self)))
        return personRow
    }

    /// Takes a note away.
    ///
    /// - Returns: The row of the person it was about; nil when there was no such note.
    @discardableResult
    private func forgetNote(_ row: Int64) throws -> Int64? {
        let about: EntityID? = try session.statement(
            "DELETE FROM note WHERE entity = ? RETURNING about"
        ).first(.integer(row)) { try $0.id(0) }
        return try about.map { try session.makeRow(of: $0) }
    }

    /// Projects a machine; false when the entity is none.
    ///
    /// Who has a card is no machine, whatever name a member of a team space gave them.
    private func projectMachine(_ snapshot: EntitySnapshot) throws -> Bool {
        guard snapshot.spacesWithLines.isEmpty else { return false }
        let names = snapshot.cells.filter { $0.cell.field == .name }.flatMap(\.heads)
        guard let name = CellReading(heads: names).shown else { return false }
        try session.statement("INSERT OR REPLACE INTO machine (replica, name) VALUES (?, ?)").run(
            .id(snapshot.entity), .text(String(decoding: name.value, as: UTF8.self)))
        return true
    }

    private func projectPerson(_ snapshot: EntitySnapshot, _ row: Int64) throws {
        try affectMembers(ofGroup: row)
        if try forget(row) { affected.rhythms.insert(row) }
        let homes = snapshot.homes(personal: personal)
        guard let home = homes.first else { return }
        let card = snapshot.card(in: home, kind: .person)
        let life = snapshot.life(in: home)
        guard !card.lines.isEmpty || life != .alive else { return }
        let merge = try mergedCard(row, homes: homes)
        let view = PersonView(merge?.card ?? card)
        let isGroup = view.form == .group
        let canonical = try session.canonical(of: row)
        let tier = try tier(snapshot, row, canonical)
        try session.statement(
            """
            INSERT INTO person (entity, space, kind, life, name, sort_name, organisation, title,
                email, phone, tier, created, canonical)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).run(
            .integer(row), .integer(home), .text(view.kind.rawValue),
            .integer(
                canonical == row ? PersonRow.life(life, isGroup: isGroup) : PersonRow.merged),
            .text(view.displayName), .text(view.sortName.lowercased()), .text(view.organisation),
            .text(view.title), .text(view.primaryEmail ?? ""), .text(view.primaryPhone ?? ""),
            .text(tier.map { String(decoding: $0.value, as: UTF8.self) } ?? ""),
            .blob(snapshot.created(in: home)), .integer(canonical))
        let isSaid = try projectOverlay(snapshot, row)
        if try isSaid || tier != nil || canonical != row || !ruleTags(of: view).isEmpty
            || isTouched(row)
        {
            affected.rhythms.formUnion([row, canonical])
        }
        guard life.isVisible else { return }
        try projectUID(view.uid, row)
        guard canonical == row else { return }
        if isGroup {
            try projectGroup(GroupCard(card), row)
            return try affectMembers(ofGroup: row)
        }
        try projectValues(view, row)
        if try isInGroupOfRule(row) { affected.rhythms.insert(row) }
        try projectPhotos(merge?.card ?? card, view, row)
        try projectSearch(view, row)
    }

    private func projectValues(_ view: PersonView, _ row: Int64) throws {
        let insert = try session.statement(
            "INSERT OR IGNORE INTO contact_value (kind, value, entity) VALUES (?, ?, ?)")
        for email in view.emailKeys {
            try insert.run(.text("email"), .text(email), .integer(row))
        }
        for phone in view.phoneKeys {
            try insert.run(.text("phone"), .text(phone), .integer(row))
        }
        for tag in view.tags {
            try insert.run(.text("tag"), .text(tag.lowercased()), .integer(row))
        }
        for field in view.custom {
            try insert.run(
                .text("x." + field.name), .text(FoldedText.fold(field.value)), .integer(row))
        }
        for date in [view.birthday, view.anniversary] + view.dates.map(\.value) {
            guard let date, let day = date.monthAndDay else { continue }
            try insert.run(.text("day"), .text(day), .integer(row))
        }
    }

    private func projectSearch(_ view: PersonView, _ row: Int64) throws {
        let notes = try session.members(of: row).flatMap { member in
            try session.statement("SELECT text FROM note WHERE about = ? ORDER BY at")
                .all(.id(try session.entity(inRow: member))) { $0.text(0) }
        }
        let contact =
            view.emails.map(\.value) + view.phones.map(\.value) + view.phoneKeys
            + view.urls.map(\.value) + view.handles.map(\.value)
            + view.addresses.map { $0.value.oneLine }
        try session.statement(
            """
            INSERT INTO search (rowid, name, organisation, contact, tags, notes)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        ).run(
            .integer(row),
            .text(([view.displayName] + view.nicknames).joined(separator: "\n")),
            .text([view.organisation, view.title, view.role].joined(separator: "\n")),
            .text(contact.joined(separator: "\n")),
            .text((view.tags + view.custom.map(\.value)).joined(separator: "\n")),
            .text((view.notes + notes).joined(separator: "\n")))
    }

    /// Takes an entity out of the tables about people.
    ///
    /// - Returns: Whether it was in them.
    private func forget(_ row: Int64) throws -> Bool {
        let removed = try session.statement("DELETE FROM person WHERE entity = ?")
            .run(.integer(row))
        guard removed > 0 else { return false }
        try session.statement("DELETE FROM contact_value WHERE entity = ?").run(.integer(row))
        try session.statement("DELETE FROM photo WHERE entity = ?").run(.integer(row))
        try session.statement("DELETE FROM overlay WHERE entity = ?").run(.integer(row))
        try session.statement("DELETE FROM search WHERE rowid = ?").run(.integer(row))
        return true
    }
}
