import ChangeLog
import ContactModel
import SQLiteLog
import SyncEngine
import SyncProtocol
import TestSupport
import Testing

@testable import SQLiteReplica

/// What a fork had written again is what undo takes back, as if it had never moved.
struct UndoAfterForkTests {
    /// Moves everything that a replica wrote after `before` under a new name.
    private func fork(
        _ replica: Replica, after before: ReplicaFacts, in space: SpaceID = Bench.personal
    ) throws -> Int {
        let author = before.replica
        return try replica.store(of: space).takeNewIdentity(
            reissuingFrom: Dot(replica: author, sequence: before.held[author] + 1)
        ).reissuedChanges
    }

    @Test func `SYNC-9: undo takes back the command that a fork had written again`() throws {
        let replica = try Bench().enrolled("desk")
        let ada = try replica.add("Ada", [.set(.title, "one")])
        let before = try replica.store(of: Bench.personal).facts()
        try replica.edit(ada, [.set(.title, "two")])
        try replica.edit(ada, [.set(.title, "three")])
        #expect(try fork(replica, after: before) == 2)
        #expect(try replica.commands(limit: 9).map(\.name) == ["edit", "edit", "add"])
        for title in ["two", "one"] {
            let report = try replica.undoLast()
            #expect((report.command, report.keptCells) == ("edit", 0))
            #expect(try replica.one("Ada").title == title)
        }
        #expect(try replica.redoLast().command == "edit")
        #expect(try replica.one("Ada").title == "two")
        _ = try replica.undoLast()
        #expect(try replica.undoLast().command == "add")
    }

    @Test func `a purge that was written again is as final as before`() throws {
        let replica = try Bench().enrolled("desk")
        let ada = try replica.add("Ada", [.set(.title, "one")])
        let before = try replica.store(of: Bench.personal).facts()
        try replica.purge(try replica.planPurge(of: [ada]))
        #expect(try fork(replica, after: before) > 0)
        #expect(throws: ReplicaError.purgeIsFinal) { try replica.undoLast() }
        #expect(try replica.undoLast(isPastPurge: true).command == "add")
    }

    @Test func `a command of which only the end moved is taken back whole`() throws {
        let replica = try Bench().enrolled("desk")
        let ada = try replica.add("Ada", [.set(.title, "one")])
        try replica.edit(ada, [.set(.title, "two")])
        let before = try replica.store(of: Bench.personal).facts()
        try replica.edit(ada, [.set(.title, "three")])
        // As one command writes them that has more to write than a transaction holds.
        try replica.database.write { session in
            try session.statement("DELETE FROM command_part WHERE command = 3").run()
            try session.statement("UPDATE command_part SET last = last + 1 WHERE command = 2")
                .run()
        }
        #expect(try fork(replica, after: before) == 1)
        let report = try replica.undoLast()
        #expect((report.command, report.undoneCells, report.keptCells) == ("edit", 1, 0))
        #expect(try replica.one("Ada").title == "one")
    }
}
