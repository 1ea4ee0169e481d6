import ChangeLog
import ContactModel
import SQLiteLog
import SyncEngine
import Testing

@testable import SQLiteReplica

/// The doctor finds damage that was planted, and mends what follows from the log.
struct DoctorTests {
    private let bench: Bench
    private let folder: ReplicaFolder

    init() throws {
        bench = try Bench()
        folder = try bench.furnished()
    }

    @Test func `a sound replica is found sound, and examining changes nothing`() throws {
        let replica = try open()
        let before = try (replica.spaces(), replica.people(), replica.conflicts())
        for _ in 0..<2 {
            let findings = try replica.examine()
            #expect(findings.filter { !$0.isGood } == [])
            #expect(
                findings.map(\.subject) == [
                    "database file", "log of personal", "state of personal", "log of team",
                    "state of team",
                ])
        }
        #expect(try replica.spaces() == before.0)
        #expect(try replica.people() == before.1)
        #expect(try replica.conflicts() == before.2)
    }

    @Test(arguments: [
        // The last byte of the longest change: a letter of what somebody said.
        """
        UPDATE change SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'5A' AS BLOB)
        WHERE length(bytes) = (SELECT max(length(bytes)) FROM change)
        """,
        "UPDATE change SET bytes = x'' WHERE author = 1 AND sequence = 2",
        "DELETE FROM change WHERE author = 1 AND sequence = 2",
        "DELETE FROM change WHERE author = 1 AND sequence > 3",
        "UPDATE author SET chain = zeroblob(32) WHERE id = 1",
        "UPDATE author SET held = held + 1 WHERE id = 1",
        "UPDATE change SET chain = zeroblob(32) WHERE author = 1 AND sequence = 1",
    ])
    func `S7: a log that was changed is found, and found again: the state is not made of it`(
        sql: String
    ) throws {
        let people = try open().people()
        try bench.damage(folder, sql)
        for _ in 0..<2 {
            let replica = try open()
            let bad = try replica.examine().filter { !$0.isGood }
            #expect(bad.map(\.subject).contains("log of personal"))
            #expect(try replica.people() == people)
        }
    }

    @Test(arguments: [
        "DELETE FROM head WHERE verb = 1", "DELETE FROM head WHERE verb = 3",
        "UPDATE head SET fingerprint = zeroblob(16) WHERE verb = 1",
        "UPDATE space SET state_hash = zeroblob(16)",
        "UPDATE person SET name = 'Eve Lovelace' WHERE name = 'Ada Lovelace'",
        "UPDATE person SET life = 1 - life", "DELETE FROM person", "DELETE FROM search",
        "DELETE FROM contact_value", "UPDATE contact_value SET value = 'eve@example.org'",
        "DELETE FROM note", "UPDATE note SET text = 'lost whist'", "DELETE FROM conflict",
        "DELETE FROM machine",
        "UPDATE search SET tags = 'eve'", "DELETE FROM shared_touch",
        "UPDATE shared_touch SET who = 'eve'", "DELETE FROM shared_touch_person",
        "INSERT INTO shared_touch_person SELECT zeroblob(16), entity, space, 9 FROM shared_touch",
    ])
    func `S7: what does not follow from the log is found and made anew`(sql: String) throws {
        let before = try Seen(open())
        try bench.damage(folder, sql)
        let bad = try open().examine().filter { !$0.isGood }
        #expect(!bad.isEmpty)
        #expect(bad.filter { !$0.subject.hasPrefix("state of") } == [])
        let replica = try open()
        #expect(try replica.examine().allSatisfy(\.isGood))
        #expect(try Seen(replica) == before)
    }

    @Test func `who died is known to be left in peace from the import on`() throws {
        let replica = try open()
        let card =
            "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:bo\r\nFN:Bo\r\nDEATHDATE:20200101\r\nEND:VCARD\r\n"
        _ = try replica.importFile(card)
        #expect(try replica.examine().filter { !$0.isGood } == [])
        try replica.edit(try replica.one("Bo").id, [.set(.title, "Keeper")])
        #expect(try replica.examine().filter { !$0.isGood } == [])
    }

    /// Many people, as only the order of a set, which is a chance, told one card from the other.
    @Test func `touches of who lies in the trash with several cards are summed up at one of them`()
        throws
    {
        let replica = try open()
        for number in 0..<12 {
            let (one, other) = (try replica.add("One \(number)"), try replica.add("Two \(number)"))
            try replica.merge(other, into: one)
            var touch = ItemDraft(id: replica.newItemID(), kind: .touch)
            touch.set(.at, instant: bench.wallMilliseconds)
            touch.set(.type, text: "call")
            touch.insert(.with, number.isMultiple(of: 2) ? one : other)
            try replica.write("touch", [touch])
            try replica.delete(one)
            #expect(try replica.standing(for: one) == replica.standing(for: other))
        }
        for _ in 0..<2 { #expect(try replica.examine().filter { !$0.isGood } == []) }
    }

    @Test func `S7: a change that is missing in the log comes back from another machine`() throws {
        let (desk, laptop) = (try bench.enrolled("desk"), try bench.enrolled("laptop"))
        let ada = try desk.add("Ada Lovelace")
        try desk.exchange(with: laptop)
        try laptop.edit(ada, [.set(.title, "Countess")])
        try desk.exchange(with: laptop)
        let before = try Seen(desk)
        try desk.database.write { session in
            _ = try session.statement("DELETE FROM change WHERE author = 1 AND sequence = 2").run()
        }
        let store = try desk.store(of: Bench.personal)
        _ = try store.rebuild()
        try laptop.send(to: desk)
        #expect(try store.facts().stateHash == laptop.store(of: Bench.personal).facts().stateHash)
        #expect(try Seen(desk) == before)
        #expect(try desk.examine().allSatisfy(\.isGood))
    }

    /// What people can see and find.
    private struct Seen: Equatable {
        let people: [PersonDetails]
        let trash: [PersonSummary]
        let conflicts: [Conflict]
        let found: [[PersonSummary]]

        init(_ replica: Replica) throws {
            people = try replica.people().compactMap { try replica.details(of: $0.id) }
            trash = try replica.people(trashed: true)
            conflicts = try replica.conflicts()
            found = try ["ada", "countess", "programmer", "whist", "ada@example.org"].map {
                try replica.find($0)
            }
        }
    }

    private func open() throws -> Replica {
        try Replica(folder, mode: .writing, environment: bench.environment(machine: "home"))
    }
}
