import ChangeLog
import ContactFormats
import ContactModel
import SQLiteLog
import SyncProtocol

/// From the cards into the files.
extension VDirRun {
    /// Writes every file whose card says something else, and removes those of people who are gone.
    ///
    /// Only what changed since the last run is looked at, as far as the log tells.
    ///
    /// - Throws: ``ReplicaError``; files that were written stay.
    func writeOut() throws {
        let changed = try replica.database.read { session in
            try vdir.mark.flatMap { try session.people(changedSince: $0) }
        }
        let isWhole = changed == nil
        let concerned = (changed ?? []).union(unsettled)
        for name in rows.keys.sorted() where !leftAlone.contains(name) {
            guard let row = rows[name] else { continue }
            guard
                isWhole || row.isPending || isMissing(row) || concerned.contains(row.entity)
            else { continue }
            try writeOut(row)
        }
        try flush()
        if isWhole || !concerned.isEmpty { try writeNew() }
    }

    private func writeOut(_ row: VDirFileRow) throws {
        let (base, person) = try replica.database.read { session in
            (
                try session.mirrored(row.name, of: vdir.id),
                try session.vdirPerson(row.entity, in: space)
            )
        }
        guard base != nil || row.isErased else { return }
        guard !person.lacksPicture else { return leaveAlone(row.name, Self.away) }
        let isMissing = isMissing(row)
        switch base.map({ VDirDecision.outward(base: $0, person: person) }) ?? .remove {
        case .nothing:
            if isMissing, let base { try write(base, row) }
        case .write(let updated): try write(updated, row)
        case .remove:
            if let stamp = stamps[row.name], try !folder.remove(row.name, expected: stamp) {
                report.postponed += 1
                return
            }
            report.removed += isMissing ? 0 : 1
            rows[row.name] = nil
            stamps[row.name] = nil
            let isErased = if case .unknown = person { true } else { false }
            try take { [vdir] session in
                try session.forgetFile(row.name, of: vdir.id)
                // What the file said was kept here too.
                if isErased { try session.noteErased() }
            }
        }
    }

    private func write(_ mirrored: MirroredCard, _ row: VDirFileRow) throws {
        let stamp = try folder.write(
            mirrored.bytes, to: row.name, expected: stamps[row.name])
        guard let stamp else {
            report.postponed += 1
            return
        }
        stamps[row.name] = stamp
        report.written += 1
        try keep(row.name, row.entity, mirrored)
    }

    /// Writes the files of people who have none yet.
    private func writeNew() throws {
        let tracked = Set(rows.values.map(\.entity))
        let missing = try replica.database.read { session in
            try session.folderPeople(in: space)
        }.filter { !tracked.contains($0) }
        for start in stride(from: 0, to: missing.count, by: 500) {
            try writeNew(missing[start..<min(start + 500, missing.count)])
        }
    }

    private func writeNew(_ people: ArraySlice<EntityID>) throws {
        var drafts: [(row: VDirFileRow, mirrored: MirroredCard)] = []
        for (entity, card) in try newcomers(people) {
            let name = VDirFileName.name(uid: PersonView(card).uid, entity: entity) {
                rows[$0] != nil || stamps[$0] != nil || leftAlone.contains($0)
            }
            let row = VDirFileRow(
                name: name, entity: entity, stamp: .unknown, isPending: true)
            rows[name] = row
            drafts.append((row, MirroredCard(newFileOf: card)))
        }
        // Before the files are there: one that is missing is written again, and nobody deleted.
        for (row, mirrored) in drafts {
            try take { [vdir] session in try session.keep(row, mirrored, of: vdir.id) }
        }
        try flush()
        for (row, mirrored) in drafts { try write(mirrored, row) }
        try flush()
    }

    /// The cards of those who are to get a file, with the lines that other programs need.
    private func newcomers(
        _ people: ArraySlice<EntityID>
    ) throws -> [(entity: EntityID, card: Card)] {
        var newcomers = try people.compactMap { entity in
            try shownCard(of: entity).map { (entity: entity, card: $0) }
        }
        let incomplete = try newcomers.indices.filter { index in
            try complete(newcomers[index].entity, newcomers[index].card)
        }
        try flush()
        for index in incomplete {
            newcomers[index].card =
                try shownCard(of: newcomers[index].entity) ?? newcomers[index].card
        }
        return newcomers.filter { newcomer in
            if newcomer.card.lacksPicture { report.waiting += 1 }
            return !newcomer.card.lacksPicture
        }
    }

    private func shownCard(of entity: EntityID) throws -> Card? {
        try replica.database.read { session in
            switch try session.vdirPerson(entity, in: space) {
            case .alive(let card): card
            default: nil
            }
        }
    }

    /// Writes `UID` and `FN` into a card that lacks them.
    ///
    /// - Returns: Whether it does, and may be written.
    private func complete(_ entity: EntityID, _ card: Card) throws -> Bool {
        var editor = CardEditor(card)
        editor.complete()
        let edits = editor.edits
        guard !edits.isEmpty else { return false }
        let parts = try replica.database.read { session in
            try session.folderCards(of: entity, in: space).edits(fromFile: edits)
        }
        guard parts.allSatisfy({ $0.space.role.mayWrite }) else { return false }
        report.completed += 1
        try take(parts, about: entity) { _ in }
        return true
    }
}
