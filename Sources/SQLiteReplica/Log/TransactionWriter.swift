import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

/// The changes that one command wrote into one space.
struct WrittenRange: Hashable {
    /// The row of the author.
    let author: Int64
    let first: UInt64
    let last: UInt64
}

extension Replica {
    /// Writes edits, whose pictures are in the album, into a space as one transaction of the log.
    ///
    /// The first transaction of a replica in a space also says how its machine is called.
    ///
    /// - Parameters:
    ///   - edits: What to write.
    ///   - log: Of the space.
    ///   - session: The one connection that writes.
    ///   - intent: What is meant by writing them.
    ///   - seen: The heads that the person saw, when that was earlier: no other is replaced (P4).
    ///   - seenByCell: The same of single cells.
    /// - Returns: What was written; nil for no edits.
    /// - Throws: ``ReplicaError/overlayOutsidePersonalSpace(field:)``, ``ReplicaError/mayNotWrite(space:)``,
    ///   ``ProtocolError`` when an edit is over a limit, or what the storage throws.
    func append(
        _ edits: [CellEdit], to log: SpaceLog, session: Session,
        meaning intent: WritingIntent = .ordinary, seen: Set<Dot>? = nil,
        seenByCell: [SpaceCell: Set<Dot>] = [:]
    ) throws -> WrittenRange? {
        guard !edits.isEmpty else { return nil }
        var space = try session.space(inRow: log.space.id)
        try checkRights(edits, in: space, intent)
        let digest = environment.digest
        var own = try log.author(space.replica, using: digest)
        if try log.isForestalled(own) {
            // LOG-13
            space.replica = ReplicaID(value: environment.random128())
            try session.setReplica(space.replica, of: space.id)
            own = try log.author(space.replica, using: digest)
        }
        // The log of the space says so too; in an album nobody would read it.
        let isUnnamed = try space.albumOf == nil && !isNamed(own, space, session)
        let all = isUnnamed ? try machineEdits(space, session) + edits : edits
        let held = try session.held(in: log.space.id)
        var author = TransactionAuthor(replica: space.replica, held: held, clock: log.space.clock)
        var chain = own.chain
        var count = 0
        for part in all.transactions(authors: held.dots.count) {
            let changes = try author.write(
                part, wallMilliseconds: try correctedMilliseconds(session)
            ) { cell in
                let dots = try session.headDots(of: cell, in: log.space.id)
                let seen = seenByCell[SpaceCell(space: log.space.id, cell: cell)] ?? seen
                return seen.map { dots.filter($0.contains) } ?? dots
            }
            for change in changes {
                let encoded = try ChangeCodec.encode(change)
                chain = chain.extended(by: encoded.bytes, using: digest)
                try log.append(AdmittedChange(logged: .whole(encoded), chain: chain), using: digest)
            }
            count += changes.count
        }
        log.setClock(author.clock)
        try log.finish()
        return WrittenRange(
            author: own.row, first: own.held + 1, last: own.held + UInt64(count))
    }

    /// Overlay fields stay in the personal space (P10), and viewers do not write.
    private func checkRights(
        _ edits: [CellEdit], in space: SpaceRow, _ intent: WritingIntent
    ) throws {
        guard space.role.mayWrite else { throw ReplicaError.mayNotWrite(space) }
        for edit in edits
        where !FieldCatalogue.mayWrite(
            edit, intoPersonalSpace: space.isPersonal, meaning: intent)
        {
            throw ReplicaError.overlayOutsidePersonalSpace(field: edit.cell.field.rawValue)
        }
    }

    /// Says in the log how the machine is called now, where it has written before.
    ///
    /// - Throws: What ``write(_:_:seen:)`` throws.
    func renameMachine(_ session: Session) throws {
        let space = try session.personalSpace()
        guard try session.held(in: space.id)[space.replica] > 0 else { return }
        _ = try write([SpaceEdits(space, try machineEdits(space, session))], session)
    }

    private func machineEdits(_ space: SpaceRow, _ session: Session) throws -> [CellEdit] {
        let machine = try deviceName(session) ?? environment.machineName
        // Among several people half of the machines are called "laptop".
        let user = space.isPersonal ? nil : try session.setting(SettingKey.user)
        let name = user.map { "\(machine) of \($0)" } ?? machine
        return [.put(Array(name.utf8), in: Self.machineCell(of: space.replica), of: .machine)]
    }

    /// Whether the log says on which machine an author writes: of one whose changes were all written
    /// again after a fork it does not yet.
    private func isNamed(
        _ author: SpaceLog.Author, _ space: SpaceRow, _ session: Session
    ) throws -> Bool {
        guard author.held > 0 else { return false }
        return try !session.headDots(of: Self.machineCell(of: space.replica), in: space.id).isEmpty
    }

    private static func machineCell(of replica: ReplicaID) -> CellAddress {
        CellAddress(entity: EntityID(value: replica.value), field: .name)
    }

    /// Runs one command of the person: its edits, the projections and the entry for undo, in one
    /// transaction.
    ///
    /// - Parameters:
    ///   - name: The command as `kith undo` names it; holds no contact data.
    ///   - seen: The heads that the person saw, by the row of the space, when that was earlier.
    ///   - body: Answers the edits for each space, given the state they are made on.
    /// - Returns: Whether anything was written.
    /// - Throws: What the body throws, or what writing throws.
    @discardableResult
    func perform(
        _ name: String, seen: [Int64: Set<Dot>]? = nil,
        _ body: (Session) throws -> [SpaceEdits]
    ) throws -> Bool {
        try commit { session in
            let ranges = try write(try body(session), session, seen: seen)
            try remember(ranges, as: name, session)
            return !ranges.isEmpty
        }
    }

    /// Writes edits into their spaces, one transaction of the log each, and what people read.
    ///
    /// - Throws: What ``append(_:to:session:)`` throws.
    func write(
        _ parts: [SpaceEdits], _ session: Session,
        seen: [Int64: Set<Dot>]? = nil, seenByCell: [SpaceCell: Set<Dot>] = [:]
    ) throws -> [WrittenRange] {
        var ranges: [WrittenRange] = []
        var touched: Set<Int64> = []
        for part in Self.joined(parts) {
            let space = part.space
            let edits = try parted(
                part.edits + session.deletionsAgain(beside: part.edits, in: space), into: space,
                session)
            let log = try SpaceLog(session, space: try session.space(inRow: space.id).logSpace)
            let known = seen.map { $0[space.id] ?? [] }
            var seenByCell = seenByCell
            for (cell, replaced) in part.besides {
                let place = SpaceCell(space: space.id, cell: cell)
                seenByCell[place] = seenByCell[place] ?? replaced
            }
            if let range = try append(
                edits, to: log, session: session, meaning: part.intent, seen: known,
                seenByCell: seenByCell)
            {
                ranges.append(range)
            }
            touched.formUnion(log.touched)
        }
        try Projector(session, using: environment.digest).project(touched)
        return ranges
    }

    /// The edits of one space together, so that they are one transaction.
    private static func joined(_ parts: [SpaceEdits]) -> [SpaceEdits] {
        var result: [SpaceEdits] = []
        for part in parts {
            // What is shared by name opens the way for nothing else.
            if let index = result.firstIndex(where: {
                $0.space.id == part.space.id && $0.intent == part.intent
            }) {
                result[index].edits += part.edits
                result[index].besides.merge(part.besides) { $1 }
            } else {
                result.append(part)
            }
        }
        return result
    }

    /// Notes what a command wrote, so that it can be undone.
    ///
    /// - Parameters:
    ///   - ranges: What it wrote.
    ///   - name: The command as `kith undo` names it.
    ///   - row: What this answered before, of a command that goes on.
    ///   - session: The one connection that writes.
    /// - Returns: The row of the command; nil as long as it wrote nothing.
    /// - Throws: `DatabaseError`.
    @discardableResult
    func remember(
        _ ranges: [WrittenRange], as name: String, in row: Int64? = nil, _ session: Session
    ) throws -> Int64? {
        guard !ranges.isEmpty else { return row }
        let command = try row ?? session.newCommand(name, at: environment.wallMilliseconds())
        for range in ranges {
            try session.statement(
                "INSERT INTO command_part (command, author, first, last) VALUES (?, ?, ?, ?)"
            ).run(
                .integer(command), .integer(range.author), .number(range.first),
                .number(range.last))
        }
        return command
    }
}

extension Session {
    /// Deletions of cards of one's own that stay in the trash, though something private is said of
    /// the person, who is seen by another card: it would take the card out of the trash (MERGE-7).
    fileprivate func deletionsAgain(
        beside edits: [CellEdit], in space: SpaceRow
    ) throws -> [CellEdit] {
        guard space.isPersonal else { return [] }
        let about = Dictionary(grouping: edits, by: \.cell.entity)
        return try about.keys.sorted().compactMap { entity in
            guard let row = try row(of: entity), try isDeleted(row) else { return nil }
            let snapshot = try snapshot(ofRow: row, entity: entity, hasPictures: false)
            guard snapshot.staysInTrash(beside: about[entity] ?? [], in: space.id) else {
                return nil
            }
            return .delete(entity, of: snapshot.kind ?? .person)
        }
    }

    private func isDeleted(_ entity: Int64) throws -> Bool {
        try statement("SELECT 1 FROM head WHERE entity = ? AND field = ? AND verb = ? LIMIT 1")
            .first(
                .integer(entity), .integer(try makeRow(of: .life)),
                .integer(Int64(Verb.delete.rawValue))
            ) { _ in true } ?? false
    }

    fileprivate func newCommand(_ name: String, at milliseconds: UInt64) throws -> Int64 {
        try statement("INSERT INTO command (name, at) VALUES (?, ?)")
            .insert(.text(name), .number(milliseconds))
    }
}
