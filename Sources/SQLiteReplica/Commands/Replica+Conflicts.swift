package import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

/// One of the things a conflicting cell could say.
package struct ConflictChoice: Hashable, Sendable {
    /// The value as people read it.
    package let text: String
    /// Who says it: the name of the machine.
    package let machine: String
    /// When it was said, Unix milliseconds.
    package let atMilliseconds: UInt64
    /// Whether it is what is shown now.
    package let isShown: Bool
    let pick: Pick
    /// What one may type for it beside its text, in lower case.
    let synonyms: [String]

    /// The word that one types for a choice about a life; nil for a value.
    fileprivate var word: String? {
        switch pick {
        case .restore: "keep"
        case .delete: "delete"
        case .put, .remove: nil
        }
    }

    /// The effect of picking it.
    enum Pick: Hashable, Sendable {
        case put([UInt8])
        case remove
        case delete
        case restore
    }
}

/// Something two machines said differently without knowing of each other.
package struct Conflict: Hashable, Sendable {
    /// A short name that stays as long as the conflict, the same on every machine.
    package let id: String
    package let person: EntityID
    /// The name of the entity; never empty.
    package let personName: String
    /// Which property it is about, such as `TITLE`, `tier`, or `life`.
    package let property: String
    /// The choices, the one shown first.
    package let choices: [ConflictChoice]
    /// Whether it is a deletion against an edit, or against bringing back.
    package let isAboutLife: Bool
    /// Whether it is a deletion against bringing back.
    package let isRestored: Bool
    /// The name of the space it is in.
    package let spaceName: String
    /// Whether it is in the reader's own book.
    package let isOwn: Bool
    /// The space it is in, where the reader may only read: whoever may write there settles it.
    package let closedSpace: String?
    let space: Int64
    let kind: EntityKind
    let cell: CellAddress
}

extension Replica {
    /// Every conflict, by person and property.
    ///
    /// - Throws: ``ReplicaError``.
    package func conflicts() throws -> [Conflict] {
        try database.read { try conflicts($0) }
    }

    private func conflicts(_ session: Session) throws -> [Conflict] {
        let rows = try session.statement(
            """
            SELECT DISTINCT conflict.entity, entity.uuid, ifnull(person.name, '') FROM conflict
            JOIN entity ON entity.id = conflict.entity
            LEFT JOIN person ON person.entity = conflict.entity
            ORDER BY ifnull(person.sort_name, ''), entity.uuid
            """
        ).all { (row: $0.integer(0), id: try $0.id(1) as EntityID, name: $0.text(2)) }
        let machines = try session.machineNames()
        let spaces = Dictionary(
            try session.spaces().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let projector = try Projector(session, using: environment.digest)
        return try rows.flatMap { row -> [Conflict] in
            let snapshot = try session.snapshot(ofRow: row.row, entity: row.id)
            // An older kith noted conflicts of machines.
            guard !snapshot.isMachine else { return [] }
            let cells = snapshot.cells.filter {
                $0.cell.field == .life || projector.isAsked(about: $0, of: snapshot)
            }
            let name = row.name.isEmpty ? try session.conflictName(of: snapshot) : row.name
            return try cells.compactMap {
                try conflict(
                    in: $0, of: snapshot, name: name, machines: machines, spaces, session)
            }.sorted { ($0.property, $0.id) < ($1.property, $1.id) }
        }
    }

    /// The conflict of an id.
    ///
    /// - Parameter id: Its beginning.
    /// - Returns: The only one whose id begins so.
    /// - Throws: ``ReplicaError/unknownConflict(id:)`` for none or several, or another
    ///   ``ReplicaError``.
    package func conflict(_ id: String) throws -> Conflict {
        let found = try conflicts().filter { $0.id.hasPrefix(id.lowercased()) }
        guard let conflict = found.first, found.count == 1, !id.isEmpty else {
            throw ReplicaError.unknownConflict(id: id)
        }
        return conflict
    }

    /// Settles a conflict for every machine.
    ///
    /// - Parameters:
    ///   - id: Of the conflict, or its beginning.
    ///   - choice: The number of a choice, from 1, or its text.
    /// - Returns: The conflict as it was.
    /// - Throws: ``ReplicaError/unknownConflict(id:)``, ``ReplicaError/unknownChoice(id:count:)``,
    ///   or another ``ReplicaError``.
    package func pick(_ id: String, _ choice: String) throws -> Conflict {
        let conflict = try conflict(id)
        let byNumber = zip(1..., conflict.choices).first { "\($0.0)" == choice }?.1
        let wanted = choice.lowercased()
        let byText = conflict.choices.filter {
            $0.text.lowercased() == wanted || $0.word == wanted || $0.synonyms.contains(wanted)
        }
        guard let chosen = byNumber ?? (byText.count == 1 ? byText.first : nil) else {
            throw ReplicaError.unknownChoice(id: conflict.id, count: conflict.choices.count)
        }
        try perform(Self.pickCommand) { session in
            let parts = try session.edits(that: chosen.pick, settles: conflict)
            // What a team reads of it follows.
            var touches = SharedTouchEdits(session, using: environment.digest)
            try touches.follow(parts.filter(\.space.isPersonal).flatMap(\.edits))
            return parts + touches.parts
        }
        return conflict
    }

    private func conflict(
        in cell: CellSnapshot, of snapshot: EntitySnapshot, name: String,
        machines: [ReplicaID: String], _ spaces: [Int64: SpaceRow], _ session: Session
    ) throws -> Conflict? {
        guard let space = spaces[cell.space] else { return nil }
        let isAboutLife = cell.cell.field == .life
        let choices =
            isAboutLife
            ? lifeChoices(snapshot, cell, machines) : try valueChoices(cell, machines, session)
        guard choices.count > 1 else { return nil }
        let address =
            cell.cell.entity.bytes + Array(cell.cell.field.rawValue.utf8)
            + cell.cell.element.bytes
            // A card of one's own and one of a team may be at odds about the same.
            + (space.isPersonal ? [] : space.space.bytes)
        return Conflict(
            id: Hexadecimal.encode(environment.digest(address).bytes.prefix(4)),
            person: snapshot.entity, personName: name,
            property: CellText.property(of: cell.cell, heads: cell.heads), choices: choices,
            isAboutLife: isAboutLife,
            isRestored: isAboutLife && snapshot.lifeQuestion(in: cell.space)?.isRestored == true,
            spaceName: space.name, isOwn: space.isPersonal,
            closedSpace: space.role.mayWrite ? nil : space.name, space: cell.space,
            kind: snapshot.kind ?? .person,
            cell: cell.cell)
    }

    private func valueChoices(
        _ cell: CellSnapshot, _ machines: [ReplicaID: String], _ session: Session
    ) throws -> [ConflictChoice] {
        let reading = cell.reading
        guard reading.isConflict, let shown = reading.shown else { return [] }
        let heads = [shown] + reading.losers
        let texts = try heads.map {
            try CellText.text(of: $0, in: cell.cell, naming: session.referenceName)
        }
        // Of one number with two labels the labels are what is to be chosen from.
        let isOneText = Set(texts).count < texts.count
        return try zip(heads, texts).map { head, text in
            let label = CellText.label(of: head, in: cell.cell)
            let said = label.isEmpty ? "no label" : label
            return ConflictChoice(
                text: isOneText && head.verb == .put ? "\(text) (\(said))" : text,
                machine: machines[head.dot.replica] ?? "another machine",
                atMilliseconds: head.timestamp.milliseconds, isShown: head == shown,
                pick: head.verb == .remove ? .remove : .put(head.value),
                synonyms: cell.cell.field == .alias ? try session.synonyms(of: head.value) : [])
        }
    }

    private func lifeChoices(
        _ snapshot: EntitySnapshot, _ cell: CellSnapshot, _ machines: [ReplicaID: String]
    ) -> [ConflictChoice] {
        guard let question = snapshot.lifeQuestion(in: cell.space) else { return [] }
        let heads = snapshot.cells.filter { $0.space == cell.space }.flatMap(\.heads)
        func choice(
            _ dots: [Dot], _ word: String, _ pick: ConflictChoice.Pick, isShown: Bool
        ) -> ConflictChoice {
            let head = heads.filter { dots.contains($0.dot) }.max { $1.isBeaten(by: $0) }
            let machine = head.flatMap { machines[$0.dot.replica] } ?? "another machine"
            return ConflictChoice(
                text: word, machine: machine,
                atMilliseconds: head?.timestamp.milliseconds ?? 0, isShown: isShown, pick: pick,
                synonyms: [])
        }
        let isPurge = cell.heads.contains { $0.verb == .purge }
        return [
            choice(
                question.keeps, question.isRestored ? "keep (restored)" : "keep (edited)", .restore,
                isShown: true),
            choice(
                question.deletes, isPurge ? "delete (purged)" : "delete (deleted)", .delete,
                isShown: false),
        ]
    }
}

extension Session {
    /// The edits that settle a conflict.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    fileprivate func edits(
        that pick: ConflictChoice.Pick, settles conflict: Conflict
    ) throws -> [SpaceEdits] {
        let kind = conflict.kind
        let home = try space(inRow: conflict.space)
        return switch pick {
        case .put(let value): [SpaceEdits(home, [.put(value, in: conflict.cell, of: kind)])]
        case .remove: [SpaceEdits(home, [.remove(conflict.cell, of: kind)])]
        case .delete: try life(of: conflict, home) { .delete($0, of: $1) }
        case .restore: try life(of: conflict, home) { .restore($0, of: $1) }
        }
    }

    /// The edits that keep or delete somebody: all cards of a person together, wherever they may be
    /// written; the one that the conflict is about first.
    fileprivate func life(
        of conflict: Conflict, _ home: SpaceRow, _ edit: (EntityID, EntityKind) -> CellEdit
    ) throws -> [SpaceEdits] {
        // Of a touch in a team's space the reader settles what members shared by name.
        let isShared = conflict.kind == .touch && !home.isPersonal
        var parts = [
            SpaceEdits(
                home, [edit(conflict.person, conflict.kind)],
                meaning: isShared ? .sharing : .ordinary)
        ]
        for card in try cards(of: conflict.person) {
            guard let row = try row(of: card) else { continue }
            let snapshot = try snapshot(ofRow: row, entity: card, hasPictures: false)
            for space in snapshot.spacesWithLines {
                guard card != conflict.person || space != home.id else { continue }
                let other = try self.space(inRow: space)
                guard other.role.mayWrite, !snapshot.heads(of: .life, in: space).isEmpty else {
                    continue
                }
                parts.append(SpaceEdits(other, [edit(card, snapshot.kind ?? .person)]))
            }
        }
        return parts
    }

    /// The words for the card that a card was merged into: its name, its id in short and in full.
    fileprivate func synonyms(of target: [UInt8]) throws -> [String] {
        guard let id = EntityID(bytes: target) else { return [] }
        let name = try referenceName(id)?.lowercased()
        return [id.description, String(id.description.prefix(8))] + (name.map { [$0] } ?? [])
    }

    /// How the machines that wrote are called.
    ///
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)``.
    func machineNames() throws -> [ReplicaID: String] {
        let rows = try statement("SELECT replica, name FROM machine")
            .all { (try $0.id(0) as ReplicaID, $0.text(1)) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }
}
