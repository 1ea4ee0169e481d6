import ChangeLog
import ContactModel
import SQLiteLog

/// Makes the tables people read from the heads of an entity; the same heads give the same rows.
struct Projector {
    let session: Session
    /// The row of the personal space.
    let personal: Int64
    /// Entities whose summaries must be computed again.
    let affected = AffectedPeople()

    /// How many readings are kept at most: a page has fewer people, a whole book is made anew in
    /// little memory.
    private static let mostKept = 2_048

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
            // What a picture is, is read from the picture: no line needs it.
            try known(row)
                ?? session.snapshot(
                    ofRow: row, entity: try session.entity(inRow: row), hasPictures: false)
        }
        var people: Set<Int64> = []
        var merged: Set<Int64> = []
        // People are looked at again below.
        var kept: [Int64: EntitySnapshot] = [:]
        for row in rows.sorted() {
            let snapshot = try read(row)
            if let owners = try projectPicture(snapshot, row) {
                people.formUnion(owners)
                continue
            }
            try projectConflicts(snapshot, row)
            try projectSharedTouches(snapshot, row)
            if let about = try projectNote(snapshot, row) {
                // Whoever has several cards is found by the notes about each of them.
                people.formUnion(try session.members(of: about))
            } else if let kind = snapshot.kind, let schema = ItemCatalogue.schema(of: kind) {
                try noteTied(byItem: row)
                try projectItem(snapshot, row, schema)
                try noteTied(byItem: row)
            } else if try !projectMachine(snapshot) {
                if kept.count < Self.mostKept { kept[row] = snapshot }
                try projectNamedPictures(snapshot, row)
                let group = try projectAliases(snapshot, row)
                people.formUnion(group)
                if group.count > 1 { merged.formUnion(group) }
            }
        }
        try projectTies(ofCardsIn: merged)
        let cards = try merged.map { try session.entity(inRow: $0) }
        try projectTouches(with: affected.touched.union(cards))
        try people.formUnion(tied(with: people))
        try readNotes(aboutNewOf: people.subtracting(merged))
        // Last of all, and again for who came with a note: people are found by their notes' words.
        for row in people.sorted() {
            try projectPerson(try kept.removeValue(forKey: row) ?? read(row), row)
        }
        try projectRhythms()
        (affected.notes, affected.ties, affected.tied) = ([:], [:], [])
        session.noteAllKnown()
    }

    /// Reads what was noted about new people, all before the first of their rows is written: a
    /// reading between insertions waits for them.
    private func readNotes(aboutNewOf people: Set<Int64>) throws {
        let areNotes = try session.statement("SELECT 1 FROM note LIMIT 1").first { _ in true }
        let areTies = try areTies()
        for row in people where session.isNew(row) {
            affected.notes[row] =
                areNotes == nil ? [] : try notes(about: try session.entity(inRow: row))
            affected.ties[row] =
                areTies ? try ties(of: [try session.entity(inRow: row)]) : []
        }
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
            "DELETE FROM photo WHERE entity = ?", "DELETE FROM named_picture WHERE entity = ?",
            "DELETE FROM shared_touch WHERE entity = ?",
            "DELETE FROM shared_touch_person WHERE entity = ?",
        ].map { try session.statement($0) }
        let ofPeople = try [
            "DELETE FROM person WHERE entity = ?", "DELETE FROM touched WHERE entity = ?",
        ].map { try session.statement($0) }
        for row in rows.sorted() {
            try noteTied(byItem: row)
            for deletion in deletions { try deletion.run(.integer(row)) }
            // The touches with somebody may lie in another space than the card.
            let isPerson = try ofPeople.map { try $0.run(.integer(row)) }.contains { $0 > 0 }
            if isPerson { affected.touched.insert(try session.entity(inRow: row)) }
        }
        try project(rows)
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
}
