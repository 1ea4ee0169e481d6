import ChangeLog
import Dispatch
import SyncProtocol
import TestSupport
import Testing

@testable import SQLiteLog
@testable import SyncServer

/// What purges cost the one writer, and whom that keeps waiting.
@Suite struct PurgeCostTests {
    private static let entity = EntityID(value: 7)

    /// Changes of one entity: so many cells, then so many purges, each having seen one cell more.
    private static func changes(
        cells: UInt64, purges: UInt64, in space: SpaceID
    ) throws -> [AdmittedChange] {
        let replica = ReplicaID(value: 1)
        var chain = ChainHash(seedOf: replica, in: space, using: .sha256)
        return try (1...(cells + purges)).map { sequence in
            let isPurge = sequence > cells
            let change = Change(
                dot: Dot(replica: replica, sequence: sequence),
                timestamp: HybridTimestamp(milliseconds: 1_750_000_000_000, counter: 0),
                transaction: .alone,
                cell: CellAddress(
                    entity: entity, field: isPurge ? .life : FieldName(rawValue: "line"),
                    element: isPurge ? .register : ElementID(value: UInt128(sequence))),
                kind: EntityKind(rawValue: "person"), verb: isPurge ? .purge : .put,
                observed: isPurge
                    ? VersionVector([Dot(replica: replica, sequence: sequence - cells)])
                    : VersionVector())
            let encoded = try ChangeCodec.encode(change)
            chain = chain.extended(by: encoded.bytes, using: .sha256)
            return AdmittedChange(logged: .whole(encoded), chain: chain)
        }
    }

    /// Writes changes into the personal space of a new server.
    private static func writing<Result>(
        _ body: (Session, LogSpace) throws -> Result
    ) async throws -> Result? {
        var result: Result?
        try await TestServer.inFolder { folder in
            let database = try ServerDatabase.administering(
                folder, environment: WallClock().environment)
            _ = try database.addUser("ada")
            result = try database.write { session in
                let user = try #require(
                    try session.statement("SELECT id FROM user").first { $0.integer(0) })
                let space = try #require(try session.spaces(of: user).first).id
                let access = try #require(try session.access(to: space, user: user))
                return try body(session, access.log)
            }
        }
        return result
    }

    @Test func `MERGE-8: a page of purges makes every cell anew once, and erases what they cover`()
        async throws
    {
        let found = try await Self.writing { session, space in
            let log = try SpaceLog(session, space: space)
            for change in try Self.changes(cells: 40, purges: 30, in: space.space) {
                try log.append(change, using: .sha256)
            }
            try log.finish()
            let erased = try session.statement(
                "SELECT sequence FROM change WHERE bytes IS NULL ORDER BY sequence"
            ).all { $0.number(0) }
            return (remade: log.remadeCells, erased: erased)
        }
        #expect(found?.remade == 40)
        #expect(found?.erased == Array(1...30))
    }

    @Test func `MERGE-8: purges that cover nothing new make no cell anew`() async throws {
        let remade = try await Self.writing { session, space in
            let changes = try Self.changes(cells: 20, purges: 10, in: space.space)
            let first = try SpaceLog(session, space: space)
            for change in changes { try first.append(change, using: .sha256) }
            try first.finish()
            let again = try SpaceLog(session, space: first.space)
            let entity = try session.makeRow(of: Self.entity)
            for change in changes.compactMap(\.logged.whole?.change) where change.verb == .purge {
                try again.purge(entity, covering: change.observed, using: .sha256)
            }
            try again.finish()
            return again.remadeCells
        }
        #expect(remade == 0)
    }

    @Test func `who reads does not wait for who writes, even when seen for the first time`()
        async throws
    {
        try await TestServer.run { server in
            let device = try await server.device()
            let gate = DispatchSemaphore(value: 0)
            defer { gate.signal() }
            server.server.queue.runLater { _ in gate.wait() }
            let answer = try await device.exchange("GET", "/v1/spaces")
            #expect(answer.status == 200)
        }
    }
}
