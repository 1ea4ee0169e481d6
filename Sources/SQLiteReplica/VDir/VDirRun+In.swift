import ChangeLog
import ContactFormats
import ContactModel
import SQLiteLog
import SyncProtocol

/// From the files into the cards.
extension VDirRun {
    /// Who a card is: by its own id, or by the `UID` that a link wrote into a card without one.
    ///
    /// - Throws: ``ReplicaError``.
    func entity(of card: ImportedCard) throws -> EntityID {
        var recognition = CardRecognition(using: replica.environment.digest)
        let identity = recognition.identify(card)
        return try replica.database.read { session in
            try session.known(identity, of: card, in: space).entity
        }
    }

    /// Brings every file in that is new, changed or gone.
    ///
    /// - Throws: ``ReplicaError``.
    func bringIn() throws {
        for name in rows.keys.sorted() {
            guard let row = rows[name], !leftAlone.contains(name) else { continue }
            if isMissing(row) {
                if !row.isPending { try bringIn(missing: row) }
            } else if stamps[name] != row.stamp || row.isPending {
                try bringIn(changed: row)
            }
        }
        var nameByEntity = Dictionary(
            rows.values.map { ($0.entity, $0.name) }, uniquingKeysWith: { first, _ in first })
        for name in stamps.keys.sorted() where rows[name] == nil && !leftAlone.contains(name) {
            do {
                let file = try folder.read(name)
                let card = try VDirReading.card(in: file.bytes, since: nil)
                let entity = try entity(of: card)
                if let other = nameByEntity[entity] {
                    throw VDirReading.Problem(
                        line: card.startLine, reason: "it has the UID of \(other)")
                }
                nameByEntity[entity] = name
                stamps[name] = file.stamp
                try bringIn(new: card, entity, name)
            } catch let problem as VDirReading.Problem {
                leaveAlone(name, problem)
            }
        }
    }

    private func bringIn(missing row: VDirFileRow) throws {
        try flush(before: row.entity)
        let (base, person) = try known(row)
        let decision = base.map {
            VDirDecision.inward(
                base: $0, file: .missing, person: person, using: replica.environment.digest)
        }
        switch decision {
        case .trash:
            let parts = try deletions(of: row.entity)
            if parts.allSatisfy(\.space.role.mayWrite) {
                report.trashed += 1
                try forget(row, with: parts)
            } else {
                // Who may not be deleted is written again.
                try writeAgain(row)
            }
        case .keep: try writeAgain(row)
        default: try forget(row)
        }
    }

    private func deletions(
        of person: EntityID
    ) throws -> [SpaceEdits] {
        try replica.database.read { session in
            try session.folderCards(of: person, in: space).members(ofFolderOf: space).map {
                SpaceEdits($0.home, [.delete($0.card.entity, of: $0.card.kind)])
            }
        }
    }

    private func forget(
        _ row: VDirFileRow, with parts: [SpaceEdits] = []
    ) throws {
        rows[row.name] = nil
        try take(parts, about: parts.isEmpty ? nil : row.entity) { [vdir] session in
            try session.forgetFile(row.name, of: vdir.id)
        }
    }

    private func writeAgain(_ row: VDirFileRow) throws {
        var file = row
        file.isPending = true
        rows[row.name] = file
        try setPending(row.name)
    }

    /// Why a file waits for a picture (PHOTO-10).
    static let away = VDirReading.Problem(
        line: 1, reason: "the photo is not on this machine yet; `kith sync` brings it")

    private func setPending(_ name: String) throws {
        try take { [vdir] session in
            try session.statement(
                "UPDATE vdir_file SET pending = 1 WHERE vdir = ? AND name = ?"
            ).run(.integer(vdir.id), .text(name))
        }
    }

    private func known(
        _ row: VDirFileRow
    ) throws -> (base: MirroredCard?, person: VDirDecision.Person) {
        try replica.database.read { session in
            (
                try session.mirrored(row.name, of: vdir.id),
                try session.vdirPerson(row.entity, in: space)
            )
        }
    }

    private func bringIn(changed row: VDirFileRow) throws {
        do {
            let file = try folder.read(row.name)
            let isSame = try replica.database.read { session in
                try session.mirroredBytes(of: row.name, in: vdir.id) == file.bytes
            }
            if isSame {
                stamps[row.name] = file.stamp
                try note(row)
                return
            }
            try flush(before: row.entity)
            let (base, person) = try known(row)
            guard !person.lacksPicture else { throw Self.away }
            let now = try VDirReading.card(in: file.bytes, since: base)
            stamps[row.name] = file.stamp
            guard let base, now.bytes != base.bytes else {
                if base != nil { try note(row) }
                return
            }
            let decision = VDirDecision.inward(
                base: base, file: .changed(now), person: person,
                using: replica.environment.digest)
            guard case .merge(let merge, let restoring) = decision else {
                throw VDirReading.Problem(line: 1, reason: "kith has nobody for it any more")
            }
            try apply(merge, row, restoring: restoring)
        } catch let problem as VDirReading.Problem {
            leaveAlone(row.name, problem)
        }
    }

    /// Notes that a file is as it was, under its new stamp.
    private func note(_ row: VDirFileRow) throws {
        // Its card may have waited for a file that could not be read until now.
        if row.stamp == .leftAlone || row.isPending { unsettled.insert(row.entity) }
        let file = VDirFileRow(
            name: row.name, entity: row.entity, stamp: kept(stamps[row.name] ?? .unknown),
            isPending: false)
        rows[row.name] = file
        try take { [vdir] session in try session.keepStamp(file, of: vdir.id) }
    }

    private func apply(_ merge: FileMerge, _ row: VDirFileRow, restoring: Bool) throws {
        let edits = merge.edits
        var parts = try replica.database.read { session in
            try session.folderCards(of: row.entity, in: space).edits(fromFile: edits)
        }
        if restoring {
            parts += try restoration(of: row.entity)
        }
        if let closed = parts.first(where: { !$0.space.role.mayWrite }) {
            throw VDirReading.Problem(
                line: 1,
                reason: closed.space.role.rawValue.isEmpty
                    ? "you are no member of `\(closed.space.name)` any more"
                    : "your role in `\(closed.space.name)` allows reading only")
        }
        report.updated += edits.isEmpty ? 0 : 1
        report.restored += restoring ? 1 : 0
        report.overrides += merge.overridden.map { .init(file: row.name, property: $0) }
        let leftOut = merge.leftOut
        if !leftOut.isEmpty { report.leftOut.append(.init(file: row.name, properties: leftOut)) }
        try keep(row.name, row.entity, merge.file, parts, seen: try seen(by: merge, in: parts))
    }

    private func restoration(
        of person: EntityID
    ) throws -> [SpaceEdits] {
        try replica.database.read { session in
            guard !space.isPersonal else { return try session.restoration(of: person) }
            return [SpaceEdits(space, [.restore(person, of: try session.kind(of: person))])]
        }
    }

    private func bringIn(new card: ImportedCard, _ entity: EntityID, _ name: String) throws {
        try flush(before: entity)
        let (existing, person, home) = try replica.database.read { session in
            let person = try session.vdirPerson(entity, in: space)
            let home: SpaceRow
            if !space.isPersonal {
                home = space
            } else if case .unknown = person {
                home = space
            } else {
                home = try session.home(of: entity).space
            }
            return (try session.joinedCard(entity, in: home, ofFolderOf: space), person, home)
        }
        guard !person.lacksPicture, existing?.card.lacksPicture != true else { throw Self.away }
        var isTrashed = false
        if case .trashed = person { isTrashed = true }
        let decision = VDirDecision.inward(
            new: card, existing: existing, isTrashed: isTrashed,
            using: replica.environment.digest)
        let row = VDirFileRow(name: name, entity: entity, stamp: .unknown, isPending: false)
        guard case .join(let merge, let restoring) = decision else {
            guard home.role.mayWrite else {
                throw VDirReading.Problem(
                    line: 1, reason: "your role in `\(home.name)` allows reading only")
            }
            let own = card.card(entity: entity, using: replica.environment.digest)
            let lines = own.lines.map { MirroredCard.Line(element: $0.element, raw: $0.raw) }
            report.added += 1
            try keep(
                name, entity, MirroredCard(frame: card.frame, lines: lines),
                [SpaceEdits(home, own.creationEdits)])
            return
        }
        try join(merge, row, home, restoring: restoring)
    }

    private func join(
        _ merge: FileMerge, _ row: VDirFileRow, _ home: SpaceRow, restoring: Bool
    ) throws {
        var parts = try replica.database.read { session in
            try session.folderCards(of: row.entity, in: home).edits(fromFile: merge.edits)
        }.filter(\.space.role.mayWrite)
        if restoring {
            parts += try restoration(of: row.entity)
        }
        report.updated += parts.contains { !$0.edits.isEmpty } ? 1 : 0
        report.restored += restoring ? 1 : 0
        try keep(row.name, row.entity, merge.file, parts)
    }

    /// Notes what a file is now, together with the edits it brought.
    ///
    /// - Throws: ``ReplicaError``.
    func keep(
        _ name: String, _ entity: EntityID, _ mirrored: MirroredCard,
        _ parts: [SpaceEdits] = [], seen: [SpaceCell: Set<Dot>] = [:]
    ) throws {
        let row = VDirFileRow(
            name: name, entity: entity, stamp: kept(stamps[name] ?? .unknown), isPending: false)
        rows[name] = row
        // What the file had to leave to kith, or says in other words.
        unsettled.insert(entity)
        try take(parts, about: entity, seen: seen) { [vdir] session in
            try session.keep(row, mirrored, of: vdir.id)
        }
    }
}
