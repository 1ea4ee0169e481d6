import ChangeLog
import ContactModel
import SQLiteLog

extension Projector {
    /// Projects a person, an organisation or a group: what lists, searches and lookups read.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func projectPerson(_ snapshot: EntitySnapshot, _ row: Int64) throws {
        try affectMembers(ofGroup: row)
        if !session.isNew(row), try forget(row) { affected.rhythms.insert(row) }
        let homes = snapshot.homes(personal: personal)
        guard let home = homes.first else { return }
        let card = snapshot.card(in: home, kind: .person)
        let life = snapshot.life(in: home)
        guard !card.lines.isEmpty || life != .alive else { return }
        let merged = try mergedCards(row, homes: homes)
        let shown = merged?.card ?? card
        let view = PersonView(shown)
        let isGroup = view.form == .group
        let canonical = try session.canonical(of: row)
        let tier = try tier(snapshot, row, canonical)
        try session.statement(
            """
            INSERT INTO person (entity, space, kind, life, name, sort_name, organisation, title,
                email, phone, tier, created, canonical)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).insertSoon(
            .integer(row), .integer(home), .text(view.kind.rawValue),
            .integer(
                canonical == row ? PersonRow.life(life, isGroup: isGroup) : PersonRow.merged),
            .text(view.displayName), .text(view.sortName.lowercased()), .text(view.organisation),
            .text(view.title), .text(view.primaryEmail ?? ""), .text(view.primaryPhone ?? ""),
            .text(tier.map { String(decoding: $0.value, as: UTF8.self) } ?? ""),
            .blob(snapshot.created(in: home)), .integer(canonical))
        let isSaid = try projectOverlay(snapshot, row)
        if try isSaid || tier != nil || canonical != row || !ruleTags(of: view).isEmpty
            || isTouched(row) || rulesCoverEverybody()
        {
            affected.rhythms.formUnion([row, canonical])
        }
        guard life.isVisible else { return }
        try projectUID(view.uid, row)
        guard canonical == row else { return }
        if isGroup {
            try projectGroup(GroupCard(card), row)
            try projectPhotos(card, view, row)
            return try affectMembers(ofGroup: row)
        }
        try projectValues(view, row)
        if try isInGroupOfRule(row) { affected.rhythms.insert(row) }
        try projectPhotos(shown, view, row)
        // Whoever was merged is still known by the names of every card.
        let names = merged?.members.map { PersonView($0.card).displayName } ?? []
        try projectSearch(view, names, row, of: snapshot.entity)
    }

    private func projectValues(_ view: PersonView, _ row: Int64) throws {
        let insert = try session.statement(
            "INSERT OR IGNORE INTO contact_value (kind, value, entity) VALUES (?, ?, ?)")
        for email in view.emailKeys {
            try insert.insertSoon(.text("email"), .text(email), .integer(row))
        }
        for phone in view.phoneKeys {
            try insert.insertSoon(.text("phone"), .text(phone), .integer(row))
        }
        for (kind, value) in view.relations.compactMap({ RelatedReference($0.value)?.key }) {
            try insert.run(.text("related:" + kind), .text(value), .integer(row))
        }
        for tag in view.tags {
            try insert.insertSoon(.text("tag"), .text(tag.lowercased()), .integer(row))
        }
        for field in view.custom {
            try insert.insertSoon(
                .text("x." + field.name), .text(FoldedText.fold(field.value)), .integer(row))
        }
        let days =
            [("birthday", view.birthday), ("anniversary", view.anniversary)]
            + view.dates.map { ("day", $0.value) }
        for case (let kind, let date?) in days {
            try insert.insertSoon(.text(kind), .text(date.yearlyKey), .integer(row))
        }
    }

    private func projectSearch(
        _ view: PersonView, _ otherNames: [String], _ row: Int64, of entity: EntityID
    ) throws {
        let names = [view.displayName] + view.nicknames
        let notes =
            try affected.notes[row]
            ?? session.members(of: row).flatMap { member in
                try self.notes(about: member == row ? entity : session.entity(inRow: member))
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
        ).insertSoon(
            .integer(row),
            .text((names + otherNames.filter { !names.contains($0) }).joined(separator: "\n")),
            .text([view.organisation, view.title, view.role].joined(separator: "\n")),
            .text(contact.joined(separator: "\n")),
            .text(
                (view.tags + view.custom.map(\.value) + view.facts.map(\.value))
                    .joined(separator: "\n")),
            .text((view.notes + notes).joined(separator: "\n")))
    }

    /// What was noted about somebody, in order of time.
    ///
    /// - Throws: `DatabaseError`.
    func notes(about entity: EntityID) throws -> [String] {
        try session.statement("SELECT text FROM note WHERE about = ? ORDER BY at")
            .all(.id(entity)) { $0.text(0) }
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
