import ChangeLog
import ContactModel
import SyncEngine
import SyncProtocol
import TestSupport

@testable import SQLiteReplica

/// A store with what the conformance suite needs beyond the port.
protocol StoreUnderTest: AnyObject {
    var port: any SyncStore { get }

    /// Writes edits as one transaction.
    func write(_ edits: [CellEdit]) throws

    /// Every head, by cell then dot.
    func heads() throws -> [NamedHead]
}

/// One head and where it stands.
struct NamedHead: Hashable, Comparable {
    let cell: CellAddress
    let head: Head

    static func < (left: NamedHead, right: NamedHead) -> Bool {
        (left.cell, left.head.dot) < (right.cell, right.head.dot)
    }

    /// The head without the name of its author.
    var content: String {
        "\(cell) \(head.timestamp.rawValue) \(head.verb.rawValue) \(head.value)"
    }
}

/// The stores that implement the port.
enum StoreKind: CaseIterable {
    case memory
    case sqlite

    func make(on bench: Bench, named name: String = "a") throws -> any StoreUnderTest {
        switch self {
        case .memory: MemoryUnderTest(bench)
        case .sqlite: try SQLiteUnderTest(bench.enrolled(name))
        }
    }
}

/// The simulator's store.
final class MemoryUnderTest: StoreUnderTest {
    private let replica: MemoryReplica

    init(_ bench: Bench) {
        let environment = bench.environment()
        replica = MemoryReplica(space: Bench.personal, digest: .sha256) {
            ReplicaID(value: environment.random128())
        }
        replica.wallMilliseconds = bench.wallMilliseconds
    }

    var port: any SyncStore { replica }

    func write(_ edits: [CellEdit]) throws { try replica.edit(edits) }

    func heads() throws -> [NamedHead] { replica.disk.merged.namedHeads }
}

/// The real store.
final class SQLiteUnderTest: StoreUnderTest {
    let replica: Replica
    let port: any SyncStore

    init(_ replica: Replica) throws {
        self.replica = replica
        port = try replica.store(of: Bench.personal)
    }

    func write(_ edits: [CellEdit]) throws {
        try replica.perform("test") { [SpaceEdits(try $0.personalSpace(), edits)] }
    }

    func heads() throws -> [NamedHead] {
        try replica.database.read { session in
            let space = try session.personalSpace().id
            let rows = try session.entityRows()
            return try rows.flatMap { row, entity in
                try session.snapshot(ofRow: row, entity: entity).cells
                    .filter { $0.space == space }
                    .flatMap { cell in cell.heads.map { NamedHead(cell: cell.cell, head: $0) } }
            }.sorted()
        }
    }
}

extension MergedState {
    /// Every head, by cell then dot.
    var namedHeads: [NamedHead] {
        cellsByEntity.values.joined().flatMap { address, cell in
            cell.heads.map { NamedHead(cell: address, head: $0) }
        }.sorted()
    }
}

extension SyncPage {
    /// A page as a server hands it over.
    static func from(server: UInt128, _ runs: [Run], position: UInt64 = 1) -> SyncPage {
        SyncPage(
            runs: runs,
            memory: ServerMemory(
                server: ServerID(value: server),
                cursor: SyncCursor(
                    epoch: EpochID(value: 6), position: position, hash: LogHash(value: 7)),
                acknowledged: VersionVector(runs.map(\.last))))
    }
}
