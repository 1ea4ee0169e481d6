package import ChangeLog
import ContactModel
import SQLiteLog
package import SyncProtocol

/// The changes of a space that the server has not taken: this machine's own, and where it may only
/// read, also those that others wrote and the server lost.
package struct UnsentChanges: Hashable, Sendable {
    package let space: String
    /// The role of the user there; empty for somebody who is no member any more.
    package let role: Role
    package let count: UInt64
    /// The people they are about; at most ``maximumNames``.
    package let people: [PersonOfCommand]
    /// Whether this machine wrote all of it.
    package let isOwn: Bool

    package static let maximumNames = 20

    /// Whether the next sync may send it.
    package var maySend: Bool { role.mayWrite }
}

/// The outcome for changes that may not be sent.
package struct Withdrawal: Hashable, Sendable {
    /// How many changes are no longer in the space.
    package let withdrawn: Int
    /// How many values are kept in the personal space instead.
    package let kept: Int
    /// Whether the space was fetched anew, because something had been erased in it.
    package let isFetched: Bool
}

/// Edits that were made before a role was taken away can never be sent, nor what a server lost that
/// went back to an older copy: it can be taken out of the log as if it had never been.
extension Replica {
    /// The changes that wait to be sent, by space; the personal space first.
    ///
    /// - Throws: ``ReplicaError``.
    package func unsentChanges() throws -> [UnsentChanges] {
        try database.read { session in
            try session.spaces().compactMap { space in
                let tails = try session.unsentTails(of: space, maySend: space.role.mayWrite)
                // A damaged file may say any number.
                let count = tails.reduce(UInt64(0)) { $0 &+ $1.count }
                guard count > 0 else { return nil }
                return UnsentChanges(
                    space: space.name, role: space.role, count: count,
                    people: try session.people(in: tails), isOwn: tails.allSatisfy(\.isOwn))
            }
        }
    }

    /// Takes back what may not be sent into a space; it is as the server says afterwards.
    ///
    /// - Parameters:
    ///   - name: The name of the space.
    ///   - keeps: Whether the values go into the personal space instead.
    ///   - fetch: Syncs the space, which is empty here, and throws unless all of it came; called when
    ///     a purge is taken back. Others see the space as it was until everything is done.
    /// - Returns: How much it was.
    /// - Throws: ``ReplicaError/invalid(what:reason:)`` for a space that the user may write into,
    ///   another ``ReplicaError``, or what `fetch` throws; nothing was changed then.
    package func withdraw(
        from name: String, keeping keeps: Bool, fetch: (SpaceID) async throws -> Void
    ) async throws -> Withdrawal {
        let space = try database.read { session in
            // Of two spaces of one name the one that takes nothing any more is meant.
            let closed = try session.spaces().first { $0.name == name && !$0.role.mayWrite }
            return try closed ?? session.space(named: name)
        }
        guard !space.role.mayWrite else {
            let isRefused = try database.read { try $0.setting(SettingKey.refused) != nil }
            throw ReplicaError.invalid(
                what: "`\(name)`",
                reason: isRefused
                    ? "what waits there is sent once the server lets this machine in: `kith join` "
                        + "with a new code, then `kith sync`"
                    : "what waits there is sent by the next `kith sync`")
        }
        try commit { _ in }
        let result = try await database.holding {
            let store = SpaceStore(replica: self, row: space.id)
            let (changes, isEmptied) = try database.write { try store.withdrawUnsent($0) }
            if isEmptied { try await fetch(space.space) }
            // Only now: what is kept needs lines of cards that the server has.
            let edits = Self.personalEdits(of: changes)
            let kept = try database.write { session in
                try keep(keeps ? edits : session.given(edits, to: space.id), from: space, session)
            }
            return Withdrawal(withdrawn: changes.count, kept: kept, isFetched: isEmptied)
        }
        writeGuard()
        return result
    }

    /// Writes values into the personal space, and withdraws the pictures that were not sent.
    ///
    /// - Returns: How many values there were.
    private func keep(
        _ values: [CellEdit], from space: SpaceRow, _ session: Session
    ) throws -> Int {
        let edits = values + (try session.headLines(for: values, from: space.id))
        let parts = [SpaceEdits(try session.personalSpace(), edits)]
        try remember(try write(parts, session), as: Self.keepCommand, session)
        // Only now: what is kept takes its pictures along.
        if let album = try session.album(of: space.id) {
            _ = try SpaceStore(replica: self, row: album.id).withdrawUnsent(session)
        }
        return values.count
    }

    /// The last value of every cell of a card, as an edit of the reader's own card.
    private static func personalEdits(of changes: [LoggedChange]) -> [CellEdit] {
        var last: [CellAddress: Change] = [:]
        var order: [CellAddress] = []
        for change in changes.lazy.compactMap(\.whole?.change) where change.kind != .machine {
            if last.updateValue(change, forKey: change.cell) == nil { order.append(change.cell) }
        }
        return order.compactMap { cell in
            guard let change = last[cell], change.verb == .put else { return nil }
            let edit = CellEdit.put(change.value, in: cell, of: change.kind)
            // Of a touch that was shared there is one's own already: a second one would count too.
            guard FieldCatalogue.home(of: cell.field, change.kind) != .sharedByName else {
                return nil
            }
            return FieldCatalogue.mayWrite(edit, intoPersonalSpace: true, meaning: .ordinary)
                ? edit : nil
        }
    }
}

extension SpaceStore {
    /// Takes the unsent changes out of the log; what this machine writes next has another name.
    ///
    /// A purge among them had erased bytes that only the server has now: all of the space goes then,
    /// to be fetched whole, as long as the user may still read it.
    ///
    /// - Throws: `DatabaseError`, ``DamagedDatabase``.
    fileprivate func withdrawUnsent(
        _ session: Session
    ) throws -> (changes: [LoggedChange], isEmptied: Bool) {
        let space = try session.space(inRow: row)
        let changes = try session.unsentTails(of: space, maySend: false).flatMap {
            try takeOut(from: $0.first, session).changes
        }
        guard !changes.isEmpty else { return ([], false) }
        let hasPurged = changes.contains { $0.whole?.change.verb == .purge }
        let isEmptied =
            try hasPurged && !space.role.rawValue.isEmpty && !session.holdsUnsent(in: row)
        if isEmptied { try session.empty(row) }
        try session.setReplica(ReplicaID(value: replica.environment.random128()), of: row)
        _ = try session.rebuild(ofSpace: row, using: replica.environment.digest)
        return (changes, isEmptied)
    }
}

/// The changes of one author that the server has not taken.
private struct UnsentTail {
    let author: Int64
    let first: Dot
    let count: UInt64
    /// Whether this machine wrote them.
    let isOwn: Bool
}

extension Session {
    /// The unsent changes in a space, by author.
    ///
    /// Of who may write, they are what this machine wrote, under this or an earlier name, and is not
    /// acknowledged. Of who may only read, they are all that the server does not name.
    fileprivate func unsentTails(of space: SpaceRow, maySend: Bool) throws -> [UnsentTail] {
        try statement(
            """
            SELECT id, replica, held, max(acknowledged, CASE WHEN ?3 THEN 0 ELSE named END) AS taken,
                replica = ?2 OR id IN (SELECT author FROM command_part) AS own
            FROM author WHERE space = ?1 AND held > taken AND (own OR NOT ?3)
            """
        ).all(
            .integer(space.id), .id(space.replica), .integer(maySend ? 1 : 0)
        ) { row in
            let held = try row.sequence(2)
            let taken = try row.sequence(3)
            return UnsentTail(
                author: row.integer(0),
                first: Dot(replica: try row.id(1), sequence: taken &+ 1),
                count: held &- taken, isOwn: row.integer(4) != 0)
        }
    }

    /// Whether changes are in the log that the server does not name, whoever wrote them.
    fileprivate func holdsUnsent(in space: Int64) throws -> Bool {
        try statement(
            """
            SELECT 1 FROM change JOIN author ON author.id = change.author
            WHERE author.space = ? AND sequence > max(acknowledged, named) LIMIT 1
            """
        ).first(.integer(space)) { _ in true } ?? false
    }

    /// Forgets the log of a space, and how far the server's was read.
    fileprivate func empty(_ space: Int64) throws {
        try statement("DELETE FROM change WHERE author IN (SELECT id FROM author WHERE space = ?)")
            .run(.integer(space))
        try forgetAcknowledged(in: space)
        try statement(
            "UPDATE space SET server = NULL, epoch = NULL, position = NULL, log_hash = NULL "
                + "WHERE id = ?"
        ).run(.integer(space))
    }

    /// The people whom unsent changes are about.
    fileprivate func people(in tails: [UnsentTail]) throws -> [PersonOfCommand] {
        var people: [PersonOfCommand] = []
        var seen: Set<EntityID> = []
        for tail in tails where people.count < UnsentChanges.maximumNames {
            try statement(
                """
                SELECT sequence, bytes FROM change
                WHERE author = ? AND sequence >= ? AND bytes IS NOT NULL ORDER BY sequence
                """
            ).rows(.integer(tail.author), .number(tail.first.sequence)) { row in
                let dot = Dot(replica: tail.first.replica, sequence: try row.sequence(0))
                let entity = try Self.decode(row.blob(1), as: dot).change.cell.entity
                guard seen.insert(entity).inserted, let name = try shownName(of: entity) else {
                    return true
                }
                people.append(PersonOfCommand(entity: entity, name: name))
                return people.count < UnsentChanges.maximumNames
            }
        }
        return people
    }

    /// Those of people who were given to a space from one's own book and of whom neither has a card now:
    /// that they were given is taken back, and not who they are.
    fileprivate func given(_ edits: [CellEdit], to space: Int64) throws -> [CellEdit] {
        let personal = try personalSpace().id
        var isGiven: [EntityID: Bool] = [:]
        return try edits.filter { edit in
            let entity = edit.cell.entity
            if let known = isGiven[entity] { return known }
            var result = false
            if let row = try row(of: entity) {
                let snapshot = try snapshot(ofRow: row, entity: entity)
                let isOwn = snapshot.cells.contains {
                    $0.space == personal && $0.cell.field == .line
                }
                result =
                    isOwn
                    && [personal, space].allSatisfy {
                        snapshot.card(in: $0, kind: .person).lines.isEmpty
                    }
            }
            isGiven[entity] = result
            return result
        }
    }

    /// The lines that make a card of one's own of lines about somebody who had none: version, UID and
    /// name, as the space has them.
    fileprivate func headLines(for edits: [CellEdit], from space: Int64) throws -> [CellEdit] {
        let personal = try personalSpace().id
        let written = Set(edits.map(\.cell))
        var seen: Set<EntityID> = []
        return try edits.flatMap { edit -> [CellEdit] in
            let entity = edit.cell.entity
            guard edit.cell.field == .line, seen.insert(entity).inserted,
                let row = try row(of: entity)
            else { return [] }
            let snapshot = try snapshot(ofRow: row, entity: entity)
            guard snapshot.card(in: personal, kind: edit.kind).lines.isEmpty else { return [] }
            let card = snapshot.card(in: space, kind: edit.kind)
            return card.lines.filter { line in
                ["VERSION", "UID", "FN", "N"].contains(ContentLine(raw: line.raw).name)
                    && !written.contains(card.cell(of: line.element))
            }.map { .put($0.value, in: card.cell(of: $0.element), of: edit.kind) }
        }
    }

    private func shownName(of entity: EntityID) throws -> String? {
        try statement(
            "SELECT name FROM person WHERE entity = (SELECT id FROM entity WHERE uuid = ?)"
        ).first(.id(entity)) { $0.text(0) }
    }
}

extension ReplicaError {
    /// Why nothing can be written into a space.
    static func mayNotWrite(_ space: SpaceRow) -> ReplicaError {
        space.role.rawValue.isEmpty
            ? .noMember(space: space.name) : .mayNotWrite(space: space.name)
    }
}
