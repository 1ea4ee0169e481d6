import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

/// The outcome of taking a command back, or of doing it again.
package struct UndoReport: Hashable, Sendable {
    /// The command, as it was called.
    package let command: String
    /// When it ran, Unix milliseconds.
    package let atMilliseconds: UInt64
    /// Of whom it wrote: the first few.
    package let people: [PersonOfCommand]
    /// How many cells are as they were before the command, or again as it left them.
    package let undoneCells: Int
    /// How many cells were changed again since and were left alone.
    package let keptCells: Int
    /// How many people it kept by choice, who stay.
    package let keptChoices: Int
    /// The people whom the command made or brought back and who were written to since: left as they
    /// are.
    package let keptPeople: [PersonOfCommand]
    /// How many values were in conflict before the command: one of them is back, and the others are in
    /// the history alone.
    package let settledConflicts: Int
    /// How many values were purged since, and cannot come back.
    package let erasedCells: Int
}

/// A command of this machine that wrote something.
package struct LoggedCommand: Hashable, Sendable {
    /// As it was called, without contact data.
    package let name: String
    /// When it ran, Unix milliseconds.
    package let atMilliseconds: UInt64
    package let isTakenBack: Bool
    /// How much it wrote: what tells one import from another.
    package let changeCount: Int64
    /// Of whom: the first few.
    package let people: [PersonOfCommand]
}

extension Replica {
    /// The command that writes unsent changes into the personal space: they are nowhere else.
    static let keepCommand = "unsent keep"
    /// The command that settles a conflict.
    static let pickCommand = "conflicts pick"
    /// How many people a report names.
    private static let peopleOfReport = 3

    /// Takes back the last command of this machine that was not taken back yet.
    ///
    /// What it wrote is written back, cell by cell, to what the cell said before. A cell that says
    /// something else since, here or elsewhere, is left alone; so is whoever it made and somebody
    /// wrote to since, and whoever is in the trash.
    ///
    /// - Parameter isPastPurge: Whether to pass over purges and kept changes, which nothing takes back.
    /// - Returns: What came back, and what did not.
    /// - Throws: ``ReplicaError/nothingToUndo``, ``ReplicaError/purgeIsFinal``,
    ///   ``ReplicaError/keepIsFinal``, or another
    ///   ``ReplicaError``.
    package func undoLast(isPastPurge: Bool = false) throws -> UndoReport {
        let found = try database.read { session in
            try session.statement(
                """
                SELECT id, name, at FROM command WHERE undone = 0 AND takes_back IS NULL
                AND id IN (SELECT command FROM command_part) AND NOT (name IN (?, ?) AND ?)
                ORDER BY id DESC LIMIT 1
                """
            ).first(
                .text(Self.purgeCommand), .text(Self.keepCommand), .integer(isPastPurge ? 1 : 0)
            ) { CommandRow($0) }
        }
        guard let last = found else { throw ReplicaError.nothingToUndo }
        guard last.name != Self.purgeCommand else { throw ReplicaError.purgeIsFinal }
        guard last.name != Self.keepCommand else { throw ReplicaError.keepIsFinal }
        return try takeBack(last) { ranges, session in
            if let row = try remember(ranges, as: last.name, session) {
                try session.statement("UPDATE command SET takes_back = ? WHERE id = ?")
                    .run(.integer(last.id), .integer(row))
            }
            try session.setUndone(true, last.id)
        }
    }

    /// Does again what was taken back last, as long as no other command was called since.
    ///
    /// - Returns: What is as the command had left it, and what is not.
    /// - Throws: ``ReplicaError/nothingToRedo``, or another ``ReplicaError``.
    package func redoLast() throws -> UndoReport {
        let found = try database.read { session in
            try session.statement(
                """
                SELECT back.id, command.name, command.at, command.id FROM command AS back
                JOIN command ON command.id = back.takes_back WHERE back.undone = 0
                AND back.id > (SELECT max(id) FROM command WHERE takes_back IS NULL)
                ORDER BY back.id DESC LIMIT 1
                """
            ).first { (row: CommandRow($0), again: $0.integer(3)) }
        }
        guard let last = found else { throw ReplicaError.nothingToRedo }
        return try takeBack(last.row) { _, session in
            try session.setUndone(true, last.row.id)
            try session.setUndone(false, last.again)
        }
    }

    /// The commands of this machine that wrote something, the latest first.
    ///
    /// - Parameters:
    ///   - limit: How many at most.
    ///   - people: How many people to name of each.
    /// - Returns: Also those that were taken back.
    /// - Throws: ``ReplicaError``.
    package func commands(limit: Int, people: Int = 0) throws -> [LoggedCommand] {
        try database.read { session in
            let rows = try session.statement(
                """
                SELECT id, name, at, undone, (SELECT sum(last - first + 1) FROM command_part
                    WHERE command_part.command = command.id)
                FROM command WHERE takes_back IS NULL
                AND id IN (SELECT command FROM command_part) ORDER BY id DESC LIMIT ?
                """
            ).all(.integer(Int64(clamping: limit))) {
                (CommandRow($0), isTakenBack: $0.integer(3) != 0, changes: $0.integer(4))
            }
            return try rows.map { row, isTakenBack, changes in
                LoggedCommand(
                    name: row.name, atMilliseconds: row.at, isTakenBack: isTakenBack,
                    changeCount: changes,
                    people: try session.people(ofCommand: row.id, limit: people))
            }
        }
    }

    /// Writes back what was there before a command, in one transaction with what `note` notes.
    private func takeBack(
        _ command: CommandRow, _ note: ([WrittenRange], Session) throws -> Void
    ) throws -> UndoReport {
        try commit { session in
            let inverse = try session.inverse(ofCommand: command.id, using: environment.digest)
            var kept = inverse.left
            var parts: [SpaceEdits] = []
            for (space, edits) in inverse.parts {
                let home = try session.space(inRow: space)
                guard home.role.mayWrite else {
                    kept += edits.count { $0.cell.field != .withdrawn }
                    continue
                }
                // The inverse says what the same cells of the same space said before, and no more.
                parts.append(SpaceEdits(home, edits, meaning: .sharing))
            }
            let erased = try session.erasedCount(ofCommand: command.id)
            // Of what it made there is no card afterwards, and of what comes back there is none before.
            var people = try session.people(ofCommand: command.id, limit: Self.peopleOfReport)
            try note(try write(parts, session, seenByCell: inverse.seen), session)
            if people.isEmpty {
                people = try session.people(ofCommand: command.id, limit: Self.peopleOfReport)
            }
            return UndoReport(
                command: command.name, atMilliseconds: command.at, people: people,
                undoneCells: parts.flatMap(\.edits).count { $0.cell.field != .withdrawn },
                keptCells: kept, keptChoices: inverse.chosen, keptPeople: inverse.leftPeople,
                settledConflicts: inverse.settled, erasedCells: erased)
        }
    }
}

/// A row of the table of commands.
private struct CommandRow {
    let id: Int64
    let name: String
    let at: UInt64

    /// Reads id, name and time.
    init(_ row: SQLRow) {
        id = row.integer(0)
        name = row.text(1)
        at = row.number(2)
    }
}

extension Session {
    fileprivate func setUndone(_ isUndone: Bool, _ command: Int64) throws {
        try statement("UPDATE command SET undone = ? WHERE id = ?")
            .run(.integer(isUndone ? 1 : 0), .integer(command))
    }

    /// How many changes of a command a purge erased since.
    fileprivate func erasedCount(ofCommand command: Int64) throws -> Int {
        try statement(
            """
            SELECT count(*) FROM command_part JOIN change ON change.author = command_part.author
                AND change.sequence BETWEEN command_part.first AND command_part.last
            WHERE command_part.command = ? AND change.bytes IS NULL
            """
        ).first(.integer(command)) { Int($0.integer(0)) } ?? 0
    }
}
