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
        guard let person = try reading(of: snapshot, row) else {
            if snapshot.isErased { try session.forgetMirrored(ofErased: row, using: digest) }
            return
        }
        try insert(person)
        try noteRhythm(of: person)
        guard person.life.isVisible else { return }
        try projectUID(person.view.uid, row)
        guard person.canonical == row else { return }
        try projectPhotos(person.shown, person.view, row)
        if person.isGroup {
            try projectGroup(GroupCard(person.own), row)
            return try affectMembers(ofGroup: row)
        }
        try projectValues(person.view, row)
        for space in person.furtherSpaces {
            try session.statement(
                "INSERT OR IGNORE INTO contact_value (kind, value, entity) VALUES ('space', ?, ?)"
            ).insertSoon(.text(String(space)), .integer(row))
        }
        // When attention was promised: by the tier, else by a cadence of the person's own, else by the
        // private circle.
        let cadence = CellReading(heads: person.snapshot.heads(of: .cadence, in: personal)).shown
        let circle = CellReading(heads: person.snapshot.heads(of: .circle, in: personal)).shown
        let dear = circle.flatMap { FieldValue.text($0.value) == "private" ? $0 : nil }
        if let promised = person.tier ?? cadence ?? dear {
            let since = try session.standingSince(promised, in: personal)
            try session.statement(
                "INSERT OR IGNORE INTO contact_value (kind, value, entity) VALUES (?, ?, ?)"
            ).insertSoon(
                .text("tiered"),
                .text(String(since)),
                .integer(row))
        }
        if try isInGroupOfRule(row) { affected.rhythms.insert(row) }
        try projectSearch(person)
    }

    /// Who an entity is, read from its heads.
    struct PersonReading {
        let snapshot: EntitySnapshot
        let row: Int64
        /// The space in which the card is to be seen.
        let home: Int64
        /// The other spaces that have a card of the person.
        let furtherSpaces: Set<Int64>
        let life: EntityLife
        let own: Card
        /// Its own card, with what the person's other cards add.
        let shown: Card
        let view: PersonView
        /// Whoever was merged is still known by the names of every card; empty for one card.
        let names: [String]
        let canonical: Int64
        let tier: Head?

        var isGroup: Bool { view.form == .group }
    }

    /// Reads who an entity is; nil for one that has no card.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func reading(of snapshot: EntitySnapshot, _ row: Int64) throws -> PersonReading? {
        let homes = snapshot.homes(personal: personal)
        guard let home = homes.first else { return nil }
        let own = snapshot.card(in: home, kind: .person)
        let life = snapshot.life(in: home)
        // Of whom a purge left nothing that anybody could read the conflict alone is told.
        let isKept = snapshot.wasErased ? life == .trashed : life != .alive
        guard !own.lines.isEmpty || isKept else { return nil }
        let merged = try mergedCards(row, homes: homes)
        let shown = merged?.card ?? Self.shown(own, of: snapshot, homes)
        let canonical = try session.canonical(of: row)
        return PersonReading(
            snapshot: snapshot, row: row, home: home,
            furtherSpaces: Set(merged?.members.map(\.home.id) ?? []).subtracting([home]),
            life: life, own: own, shown: shown,
            view: PersonView(shown),
            names: merged?.members.map { PersonView($0.card).displayName } ?? [],
            canonical: canonical, tier: try tier(snapshot, row, canonical))
    }

    /// A card that stands for nobody by itself, with what the entity's cards in other spaces add.
    private static func shown(_ own: Card, of snapshot: EntitySnapshot, _ homes: [Int64]) -> Card {
        guard homes.count > 1 else { return own }
        let others = homes.dropFirst().map { snapshot.card(in: $0, kind: .person) }
        return CardMerge(own, with: others).card
    }

    private func insert(_ person: PersonReading) throws {
        let view = person.view
        let life =
            person.canonical == person.row
            ? PersonRow.life(person.life, isGroup: person.isGroup) : PersonRow.merged
        try session.statement(
            """
            INSERT INTO person (entity, space, kind, life, name, sort_name, organisation, title,
                email, phone, tier, created, canonical)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).insertSoon(
            .integer(person.row), .integer(person.home), .text(view.kind.rawValue),
            .integer(life), .text(view.displayName), .text(view.sortName.lowercased()),
            .text(view.organisation), .text(view.title), .text(view.primaryEmail ?? ""),
            .text(view.primaryPhone ?? ""),
            .text(person.tier.map { String(decoding: $0.value, as: UTF8.self) } ?? ""),
            .blob(person.snapshot.created(in: person.home)), .integer(person.canonical))
    }

    /// Notes that a rhythm is to be summed up anew, where anything may give the person one.
    private func noteRhythm(of person: PersonReading) throws {
        let row = person.row
        let isSaid = try projectOverlay(person.snapshot, row)
        // Of who died a row says that nobody is reminded of them, whatever else was said.
        if try isSaid || person.tier != nil || person.canonical != row
            || person.view.facts.contains(where: \.isDeath)
            || !ruleTags(of: person.view).isEmpty || isTouched(row) || rulesCoverEverybody()
        {
            affected.rhythms.formUnion([row, person.canonical])
        }
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
            try insert.insertSoon(.text("related:" + kind), .text(value), .integer(row))
        }
        for tag in view.tags {
            try insert.insertSoon(.text("tag"), .text(GroupCard.key(ofName: tag)), .integer(row))
        }
        if let death = view.facts.first(where: { $0.isDeath }) {
            try insert.insertSoon(.text("died"), .text(death.value), .integer(row))
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
