import ChangeLog
import ContactModel
import Foundation
import SQLiteReplica
import SyncEngine
import SyncProtocol
import Testing

/// A copied or restored replica takes a new identity before its next change (design section 5).
struct IdentityGuardTests {
    private let bench: Bench
    private let ada: EntityID

    /// A replica of two people, closed.
    init() throws {
        bench = try Bench()
        let replica = try bench.enrolled("home")
        ada = try replica.add("Ada")
        _ = try replica.add("Bob", space: "team")
    }

    @Test func `a replica that is opened again stays who it is`() throws {
        let before = try identity()
        for number in 1...3 {
            try open().edit(ada, [.set(.title, "\(number)")])
        }
        #expect(try identity() == before)
        #expect(try open().status().identityReport == nil)
    }

    @Test(arguments: Copying.allCases)
    func `P6: a copy is noticed at its next change, takes a new identity, and loses nothing`(
        copying: Copying
    ) throws {
        let before = try identity()
        let copy = try copying.copy(of: bench)
        try copy.edit(ada, [.set(.title, "Countess")])
        let after = try identity(of: copy)
        #expect(after.count == 2)
        #expect(Set(after).isDisjoint(with: before))
        #expect(try copy.status().identityReport?.contains(copying.reason) == true)
        #expect(try copy.one("Ada").title == "Countess")
        #expect(try copy.one("Bob").space == "team")
        try copy.edit(ada, [.set(.title, "Lady")])
        #expect(try identity(of: copy) == after)
    }

    @Test(arguments: Copying.allCases)
    func `P6: a copy that syncs before it writes is noticed all the same`(
        copying: Copying
    ) throws {
        let before = try identity()
        let copy = try copying.copy(of: bench)
        var author = ForeignAuthor(1)
        let page = SyncPage.from(server: 5, [try author.run(puts: ["x"], entity: 99)])
        _ = try copy.store(of: Bench.personal).apply(page)
        try copy.edit(ada, [.set(.title, "Countess")])
        #expect(Set(try identity(of: copy)).isDisjoint(with: before))
    }

    @Test(arguments: Copying.allCases)
    func `P6: a copy that prepares for photos before it writes is noticed all the same`(
        copying: Copying
    ) throws {
        let before = try identity()
        let copy = try copying.copy(of: bench)
        try copy.makeAlbum(of: Bench.personal)
        try copy.edit(ada, [.set(.title, "Countess")])
        #expect(Set(try identity(of: copy)).isDisjoint(with: before))
    }

    @Test func `P6: a copy that joins a server before it writes is noticed all the same`() throws {
        let bench = try Bench()
        _ = try bench.replica("home").add("Ada")
        let (original, other) = (bench.folder(), bench.folder("other"))
        try FileManager.default.copyItem(atPath: original.data, toPath: other.data)
        let desk = try bench.enrolled("home")
        let copy = try bench.enrolled("other")
        let ids = try [desk, copy].map { try $0.store(of: Bench.personal).facts().replica }
        #expect(ids[0] != ids[1])
        _ = try desk.add("Bob")
        _ = try copy.add("Eve")
        try desk.exchange(with: copy)
        for replica in [desk, copy] {
            #expect(try replica.people().map(\.name).sorted() == ["Ada", "Bob", "Eve"])
        }
    }

    @Test func `a copy and its original write on, and end equal`() throws {
        let copy = try Copying.otherMachine.copy(of: bench)
        let original = try open()
        try original.edit(ada, [.set(.title, "Countess")])
        try copy.edit(ada, [.set(.role, "Programmer")])
        try original.exchange(with: copy)
        for replica in [original, copy] {
            let person = try #require(try replica.details(of: ada))
            #expect((person.view.title, person.view.role) == ("Countess", "Programmer"))
        }
        let hashes = try [original, copy].map {
            try $0.store(of: Bench.personal).facts().stateHash
        }
        #expect(hashes[0] == hashes[1])
    }

    @Test func `a guard that is behind after a crash, or missing, changes nothing`() throws {
        let before = try identity()
        let file = URL(filePath: bench.folder().guardFile)
        let old = try Data(contentsOf: file)
        try open().edit(ada, [.set(.title, "one")])
        try old.write(to: file)
        try open().edit(ada, [.set(.title, "two")])
        try FileManager.default.removeItem(at: file)
        try open().edit(ada, [.set(.title, "three")])
        #expect(try identity() == before)
        #expect(FileManager.default.fileExists(atPath: file.path))
    }

    @Test(arguments: [[], [0xFF, 0xFE], Array("kith-guard 1\n\n \n a b c d\n".utf8)])
    func `a damaged guard stops nobody`(bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(filePath: bench.folder().guardFile))
        try open().edit(ada, [.set(.title, "Countess")])
        #expect(try open().one("Ada").title == "Countess")
    }

    @Test func `the guard names no person and no machine`() throws {
        let text = try String(contentsOfFile: bench.folder().guardFile, encoding: .utf8)
        #expect(!text.contains("id of home"))
        #expect(!text.contains("Ada"))
    }

    private func open() throws -> Replica {
        try Replica(
            bench.folder(), mode: .writing, environment: bench.environment(machine: "home"))
    }

    private func identity() throws -> [ReplicaID] { try identity(of: open()) }

    private func identity(of replica: Replica) throws -> [ReplicaID] {
        try replica.spaces().map { try replica.store(of: $0.id).facts().replica }
    }
}

/// The ways in which a replica comes to live twice.
enum Copying: CaseIterable {
    /// The folder, guard and all, on another machine.
    case otherMachine
    /// The folder beside itself.
    case sameMachine
    /// An older copy of the database written into the file.
    case olderContents

    var name: String { self == .olderContents ? "home" : "copy" }

    var machine: String { self == .otherMachine ? "laptop" : "home" }

    var reason: String {
        switch self {
        case .otherMachine: "copied from another machine"
        case .sameMachine: "copied or restored"
        case .olderContents: "restored from an older copy"
        }
    }

    /// Copies the bench's closed replica.
    ///
    /// - Returns: The copy, open.
    func copy(of bench: Bench) throws -> Replica {
        try perform(bench)
        return try Replica(
            bench.folder(name), mode: .writing, environment: bench.environment(machine: machine))
    }

    private func perform(_ bench: Bench) throws {
        guard self == .olderContents else {
            try FileManager.default.copyItem(
                atPath: bench.folder().data, toPath: bench.folder("copy").data)
            return
        }
        let file = URL(filePath: bench.folder().database)
        let old = try Data(contentsOf: file)
        try loseAnEdit(bench)
        // Into the same file, as a restoring program may: neither name nor inode tell.
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: old)
        try handle.close()
    }

    private func loseAnEdit(_ bench: Bench) throws {
        let replica = try bench.replica("home")
        try replica.edit(replica.one("Ada").id, [.set(.title, "lost")])
    }
}
