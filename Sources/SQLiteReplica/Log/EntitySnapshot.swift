import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

/// The heads of one cell in one space.
struct CellSnapshot {
    /// The row of the space.
    let space: Int64
    let cell: CellAddress
    var heads: [Head]

    /// How it reads to a person: a boundary of `no` stands until one lifts it who saw it (practice S0-11).
    var reading: CellReading {
        cell.field == .boundary
            ? CellReading(heads: heads, holding: FieldValue.text("no")) : CellReading(heads: heads)
    }
}

/// The kind of an entity by its heads: one's own word before a team's, a card's lines before the
/// rest, and of several the latest.
///
/// Otherwise one cell in a team space could turn a person into a touch and hide them from every
/// list.
private struct KindReading {
    private var best: (rank: Int, dot: Dot, kind: EntityKind)?

    var kind: EntityKind? { best?.kind }

    /// Applies one head.
    mutating func take(_ head: Change, isPersonal: Bool) {
        let isCard = head.cell.field == .line && FieldCatalogue.cards.contains(head.kind)
        let rank = (isPersonal ? 2 : 0) + (isCard ? 1 : 0)
        guard best.map({ ($0.rank, $0.dot) < (rank, head.dot) }) ?? true else { return }
        best = (rank, head.dot, head.kind)
    }
}

/// Everything the heads say about one entity, in all spaces of the replica.
struct EntitySnapshot {
    let entity: EntityID
    /// The kind that its heads name; nil without heads.
    let kind: EntityKind?
    let cells: [CellSnapshot]
    /// The pictures that lines name and that are here.
    var pictures: [ContentDigest: [UInt8]] = [:]

    init(entity: EntityID, kind: EntityKind?, cells: [CellSnapshot]) {
        self.entity = entity
        self.kind = kind
        self.cells = cells
    }

    /// Reads the kind of a new entity from all its heads: they are in one space, of one replica.
    ///
    /// The cells are in the same order as when they are read from the tables.
    init?(_ heads: [Change], in space: Int64, fieldRow: (FieldName) throws -> Int64) rethrows {
        guard let first = heads.first else { return nil }
        var kind = KindReading()
        for head in heads { kind.take(head, isPersonal: false) }
        let fields = try heads.map { try fieldRow($0.cell.field) }
        let sorted = heads.indices.sorted {
            (fields[$0], heads[$0].cell.element, heads[$0].dot)
                < (fields[$1], heads[$1].cell.element, heads[$1].dot)
        }
        var cells: [CellSnapshot] = []
        for index in sorted {
            let change = heads[index]
            if let last = cells.indices.last, cells[last].cell == change.cell {
                cells[last].heads.append(Head(change))
            } else {
                cells.append(
                    CellSnapshot(space: space, cell: change.cell, heads: [Head(change)]))
            }
        }
        self.init(entity: first.cell.entity, kind: kind.kind, cells: cells)
    }

    /// The heads of a register in one space.
    func heads(of field: FieldName, in space: Int64) -> [Head] {
        cells.first { $0.space == space && $0.cell.field == field }?.heads ?? []
    }

    /// Whether it is there, in one space.
    func life(in space: Int64) -> EntityLife {
        EntityLife(
            life: heads(of: .life, in: space),
            others: cells.lazy.filter { $0.space == space && $0.cell.field != .life }
                .flatMap(\.heads))
    }

    /// The question whether it stays, in one space; nil when nobody is to be asked.
    func lifeQuestion(in space: Int64) -> LifeQuestion? {
        if case .contested(let deletes, let edits) = life(in: space) {
            return LifeQuestion(deletes: deletes, keeps: edits, isRestored: false)
        }
        let heads = heads(of: .life, in: space)
        let restores = heads.filter { $0.verb == .restore }.map(\.dot)
        let deletes = heads.filter { $0.verb == .delete }.map(\.dot)
        return restores.isEmpty || deletes.isEmpty
            ? nil : LifeQuestion(deletes: deletes, keeps: restores, isRestored: true)
    }

    /// Whether it was erased, and nothing of a card is left.
    var isErased: Bool { spacesWithLines.isEmpty && wasErased }

    /// Whether a card of it was erased, in any space.
    var wasErased: Bool {
        cells.contains { cell in
            cell.cell.field == .life && cell.heads.contains { $0.verb == .purge }
        }
    }

    /// Whether it says how a machine is called: what two copies of one call it asks nobody to choose.
    var isMachine: Bool { kind == .machine && spacesWithLines.isEmpty }

    /// The spaces that hold lines of its card: few, so no set (decision 6).
    var spacesWithLines: [Int64] {
        var spaces: [Int64] = []
        for cell in cells where cell.cell.field == .line && !cell.heads.isEmpty {
            if !spaces.contains(cell.space) { spaces.append(cell.space) }
        }
        return spaces
    }

    /// The spaces in which its card says anything: where all its lines were taken away it is not.
    var spacesWithCard: [Int64] {
        spacesWithLines.filter { space in
            cells.contains {
                $0.space == space && $0.cell.field == .line
                    && CellReading(heads: $0.heads).shown != nil
            }
        }
    }

    /// The spaces in which it is to be seen, the personal one first; where it is in the trash, if
    /// there are no others.
    ///
    /// What a member of a team writes of somebody never stands in the place of one's own card.
    func homes(personal: Int64) -> [Int64] {
        let written = spacesWithLines
        guard written.count > 1 else { return written }
        let shown = spacesWithCard
        let visible = shown.filter { life(in: $0).isVisible }
        let spaces = [visible, shown, written].first { !$0.isEmpty } ?? []
        return spaces.filter { $0 == personal } + spaces.filter { $0 != personal }.sorted()
    }

    /// The spaces where its card is in the trash.
    var trashedHomes: [Int64] { spacesWithLines.filter { life(in: $0) == .trashed } }

    /// Whether its card of one's own is in the trash and stays there beside edits of it: what is said
    /// in private is said of the person, whom another card may show.
    func staysInTrash(beside edits: some Sequence<CellEdit>, in personal: Int64) -> Bool {
        edits.allSatisfy { ![.life, .line, .frame].contains($0.cell.field) }
            && trashedHomes.contains(personal)
    }

    /// Its card as one space has it; without lines when there are none.
    func card(in space: Int64, kind: EntityKind) -> Card {
        var lines: [CardLine] = []
        for snapshot in cells where snapshot.space == space && snapshot.cell.field == .line {
            guard let shown = CellReading(heads: snapshot.heads).shown,
                let line = CardLine(element: snapshot.cell.element, value: shown.value)
            else { continue }
            lines.append(line)
        }
        let frame = CellReading(heads: heads(of: .frame, in: space)).shown
            .flatMap { CardFrame(value: $0.value) }
        var card = Card(entity: entity, kind: kind, frame: frame, lines: lines)
        if !pictures.isEmpty { card.join(pictures) }
        return card
    }

    /// The elements of all lines that its card ever had in a space, and which of them were
    /// withdrawn.
    func lineElements(in space: Int64) -> (all: Set<ElementID>, withdrawn: Set<ElementID>) {
        let own = cells.filter { $0.space == space }
        let lines = own.filter { $0.cell.field == .line }
        let notes = Dictionary(
            own.filter { $0.cell.field == .withdrawn }.map { ($0.cell.element, $0.heads) },
            uniquingKeysWith: +)
        guard !notes.isEmpty else { return (Set(lines.map(\.cell.element)), []) }
        let withdrawn = lines.filter {
            WithdrawnLine.isWithdrawn(line: $0.heads, note: notes[$0.cell.element] ?? [])
        }
        return (Set(lines.map(\.cell.element)), Set(withdrawn.map(\.cell.element)))
    }

    /// When its card was begun: the smallest timestamp and dot of its lines' heads, as bytes that
    /// sort the same way.
    func created(in space: Int64) -> [UInt8] {
        let lines = cells.lazy.filter { $0.space == space && $0.cell.field == .line }
        guard
            let first = lines.flatMap(\.heads).min(by: {
                ($0.timestamp, $0.dot) < ($1.timestamp, $1.dot)
            })
        else { return [] }
        return EntityID(
            value: UInt128(first.timestamp.rawValue) << 64 | UInt128(first.dot.sequence)
        ).bytes + first.dot.replica.bytes
    }
}

extension Session {
    /// Reads the heads of an entity.
    ///
    /// - Parameters:
    ///   - row: Of the entity.
    ///   - entity: Its id.
    ///   - hasPictures: Whether to read the pictures too that its lines name.
    /// - Returns: Without cells when nothing is known of it.
    /// - Throws: `DatabaseError`, ``ReplicaError/damaged(detail:)`` when a change cannot be read.
    func snapshot(
        ofRow row: Int64, entity: EntityID, hasPictures: Bool = true
    ) throws -> EntitySnapshot {
        var cells: [CellSnapshot] = []
        var kind = KindReading()
        try statement(
            """
            SELECT author.space, field.name, head.element, author.replica, head.sequence, bytes,
                space.personal
            FROM head
            JOIN author ON author.id = head.author
            JOIN space ON space.id = author.space
            JOIN field ON field.id = head.field
            JOIN change ON change.author = head.author AND change.sequence = head.sequence
            WHERE head.entity = ?
            ORDER BY author.space, head.field, head.element
            """
        ).rows(.integer(row)) { row in
            let dot = Dot(replica: try row.id(3), sequence: try row.sequence(4))
            let encoded = try Self.decode(row.blob(5), as: dot)
            let head = Head(encoded.change)
            kind.take(encoded.change, isPersonal: row.integer(6) != 0)
            let last = cells.indices.last
            if let last, cells[last].space == row.integer(0),
                cells[last].cell == encoded.change.cell
            {
                cells[last].heads.append(head)
            } else {
                cells.append(
                    CellSnapshot(
                        space: row.integer(0), cell: encoded.change.cell, heads: [head]))
            }
            return true
        }
        var snapshot = EntitySnapshot(entity: entity, kind: kind.kind, cells: cells)
        if hasPictures { snapshot.pictures = try pictures(of: cells) }
        return snapshot
    }
}

/// What stands side by side when one machine deleted what another, which had not heard of that, edited
/// or brought back.
struct LifeQuestion {
    let deletes: [Dot]
    /// The edits, or the restorations.
    let keeps: [Dot]
    let isRestored: Bool
}
