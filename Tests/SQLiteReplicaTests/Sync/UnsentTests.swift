import ChangeLog
import ContactModel
import SyncEngine
import SyncProtocol
import TestSupport
import Testing

@testable import SQLiteReplica

/// What cannot be sent: what the server does not name, no more and no less.
struct UnsentTests {
    /// Hands a team's page over as a server does that lost its place: it names, and proves nothing.
    private func hear(
        _ runs: [Run] = [], naming named: VersionVector, by replica: Replica, position: UInt64 = 1
    ) throws {
        let known = SyncPage.from(server: 5, runs, position: position).memory
        let memory = ServerMemory(
            server: known.server, cursor: known.cursor, acknowledged: VersionVector(), named: named)
        _ = try replica.store(of: Bench.team).apply(SyncPage(runs: runs, memory: memory))
    }

    private func demote(_ replica: Replica) throws {
        let spaces = [(Bench.personal, "personal", Role.owner), (Bench.team, "team", .viewer)].map {
            SpaceDescription(id: $0.0, name: $0.1, role: $0.2, isPersonal: $0.1 == "personal")
        }
        try replica.update(spaces, tag: [2])
    }

    @Test func `SYNC-19: what a server lost that one may only read can be taken back, by whomever`()
        async throws
    {
        let replica = try Bench().enrolled("desk", team: .viewer)
        var ada = ForeignAuthor(1, in: Bench.team)
        let runs = try [ada.run(puts: ["one", "two"]), ada.run(puts: ["three"], entity: 2)]
        let named = VersionVector([Dot(replica: ada.replica, sequence: 2)])
        try hear(runs, naming: named, by: replica)
        let unsent = try #require(try replica.unsentChanges().first)
        #expect((unsent.space, unsent.count, unsent.isOwn) == ("team", 1, false))
        #expect(try replica.spaces().last?.unsentChanges == 1)
        let dropped = try await replica.withdraw(from: "team", keeping: false) { _ in }
        #expect((dropped.withdrawn, dropped.isFetched) == (1, false))
        #expect(try replica.store(of: Bench.team).facts().held == named)
        #expect(try replica.unsentChanges().isEmpty)
        // Whoever has it brings it again.
        try hear([runs[1]], naming: VersionVector([runs[1].last]), by: replica, position: 2)
        #expect(try replica.store(of: Bench.team).facts().held == VersionVector([runs[1].last]))
        #expect(try replica.examine().allSatisfy(\.isGood))
    }

    @Test
    func `SYNC-19: what the server names is not kept from it, though nothing is acknowledged`()
        async throws
    {
        let replica = try Bench().enrolled("desk")
        _ = try replica.add("Ada", space: "team")
        let team = try replica.store(of: Bench.team)
        let first = try team.facts().held
        _ = try replica.add("Bob", space: "team")
        let count = try team.facts().held.countBeyond(first)
        try hear(naming: first, by: replica)
        #expect(try replica.unsentChanges().last?.count == team.facts().held.countBeyond(.init()))
        try demote(replica)
        let unsent = try #require(try replica.unsentChanges().last)
        #expect((unsent.count, unsent.isOwn, unsent.people.map(\.name)) == (count, true, ["Bob"]))
        let kept = try await replica.withdraw(from: "team", keeping: true) { _ in }
        #expect(UInt64(kept.withdrawn) == count)
        #expect(try replica.people().map(\.space).sorted() == ["personal", "team"])
        try hear(naming: first, by: replica, position: 2)
        #expect(try replica.spaces().last?.unsentChanges == 0)
    }
}
