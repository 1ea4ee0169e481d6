import ChangeLog
import Foundation
import SQLiteLog
import SQLiteReplica
import SyncEngine
import SyncProtocol
import Synchronization
import TestSupport
import Testing

/// A private folder, a clock and a random source for the replicas of one test; all go with it.
final class Bench: Sendable {
    /// The personal space of the user whose machines the bench makes.
    static let personal = SpaceID(value: 0xA11CE)
    static let team = SpaceID(value: 0x7EA3)

    let root: URL
    private let random: Mutex<SeededRandom>
    private let wall = Mutex<UInt64>(1_790_000_000_000)

    init(seed: UInt64 = 1) throws {
        random = Mutex(SeededRandom(seed: seed))
        // In memory where there is such a folder: thousands of small commits need no disk here.
        let memory = "/dev/shm"
        let base =
            FileManager.default.isWritableFile(atPath: memory)
            ? URL(filePath: memory) : FileManager.default.temporaryDirectory
        root = base.appending(path: "kith-\(UUID())")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit {
        // What the system's temporary folder keeps hurts nobody.
        try? FileManager.default.removeItem(at: root)
    }

    /// The machine's clock, Unix milliseconds.
    var wallMilliseconds: UInt64 {
        get { wall.withLock { $0 } }
        set { wall.withLock { $0 = newValue } }
    }

    /// Where a replica of that name lives.
    func folder(_ name: String = "home") -> ReplicaFolder {
        let path = root.appending(path: name).path
        return ReplicaFolder(data: path, state: path + "/state")
    }

    /// What a replica takes from outside on a machine of that name.
    func environment(machine: String = "desk") -> ReplicaEnvironment {
        ReplicaEnvironment(
            digest: .sha256, random128: { [self] in random128() },
            wallMilliseconds: { [self] in wallMilliseconds }, machineID: "id of \(machine)",
            machineName: machine)
    }

    /// Makes a replica, or opens it for writing.
    func replica(_ name: String = "home", machine: String? = nil) throws -> Replica {
        try Replica.create(
            in: folder(name), environment: environment(machine: machine ?? name))
    }

    /// Makes a replica of the bench's user, or another one, who has a team space too.
    func enrolled(
        _ name: String, team role: Role = .owner, user: String = "ada",
        personal: SpaceID = Bench.personal
    ) throws -> Replica {
        let replica = try replica(name)
        let reply = JoinReply(
            server: ServerID(value: 5), token: "", user: user, device: name,
            spaces: [
                SpaceDescription(
                    id: personal, name: "personal", role: .owner, isPersonal: true),
                SpaceDescription(id: Self.team, name: "team", role: role, isPersonal: false),
            ])
        try replica.enrol(reply, url: "http://localhost")
        return replica
    }

    /// Runs SQL behind the back of the replica, as damage would.
    func damage(_ folder: ReplicaFolder, _ sql: String) throws {
        // Damage keeps to no foreign key, which only another schema allows.
        let steps = [
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql =
                replace(replace(sql, 'REFERENCES space (id)', ''), 'REFERENCES command (id)', '')
            """, "PRAGMA ignore_check_constraints = ON;" + sql,
        ]
        for step in steps {
            try LogDatabase(path: folder.database, role: .writer).execute(step)
        }
    }

    private func random128() -> UInt128 {
        random.withLock { UInt128($0.next()) << 64 | UInt128($0.next()) }
    }
}

extension Replica {
    /// Hands another replica of the same space everything it lacks, as a server would.
    func send(to other: Replica, space: SpaceID = Bench.personal) throws {
        let receiver = try other.store(of: space)
        let held = try receiver.facts().held
        let runs = try store(of: space).runs(beyond: held, maximumBytes: 1 << 20)
        guard !runs.isEmpty else { return }
        _ = try receiver.apply(.from(server: 5, runs))
    }

    /// Brings two replicas of the same space to the same state.
    func exchange(with other: Replica, space: SpaceID = Bench.personal) throws {
        try send(to: other, space: space)
        try other.send(to: self, space: space)
    }

    /// The one person that the selector means.
    func one(
        _ selector: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> PersonSummary {
        let found = try lookUp(selector)
        guard case .one(let person) = found else {
            Issue.record("\(selector) means \(found)", sourceLocation: sourceLocation)
            throw CancellationError()
        }
        return person
    }
}
