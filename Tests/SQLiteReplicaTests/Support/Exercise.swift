import ChangeLog
import ContactModel
import RelationshipPractice
import SQLiteReplica
import SyncEngine
import SyncProtocol
import TestSupport

/// Everything that a replica can do, called on files that may be damaged.
enum Exercise {
    typealias Call = (name: String, body: @Sendable (Replica) throws -> Void)

    static let reading: [Call] = [
        ("people", { _ = try $0.people() }),
        ("trash", { _ = try $0.people(trashed: true) }),
        ("find", { _ = try $0.find("ada example") }),
        ("lookUp", { _ = try $0.lookUp("Ada") }),
        ("names", { _ = try $0.names(beginningWith: "A") }),
        ("details", { for id in try ids($0) { _ = try $0.details(of: id) } }),
        ("history", { for id in try ids($0) { _ = try $0.history(of: id) } }),
        ("conflicts", { _ = try $0.conflicts() }),
        ("cards", { try $0.forEachCard { _ = $0.bytes } }),
        ("spaces", { _ = try $0.spaces() }),
        (
            "due",
            { replica in
                for rules in [CadenceRules(), try replica.cadenceRules()] {
                    _ = try replica.due(
                        rules, today: CivilDay(number: 20_600),
                        dayOf: { CivilDay(milliseconds: $0) })
                }
            }
        ),
        (
            "ways",
            {
                for id in try ids($0) {
                    _ = try $0.ways(
                        to: id, count: 3, maximumHandshakes: 6, today: CivilDay(number: 20_600))
                    _ = try $0.practiceBook(
                        about: [id], today: CivilDay(number: 20_600), minutesEast: { _ in 0 })
                }
            }
        ),
        ("team", { for id in try ids($0) { _ = try $0.teamTouches(with: id) } }),
        ("status", { _ = try $0.status() }),
        ("enrolment", { _ = try $0.enrolment() }),
        ("facts", { for store in try stores($0) { _ = try store.facts() } }),
        (
            "runs",
            {
                for store in try stores($0) {
                    _ = try store.runs(beyond: VersionVector(), maximumBytes: 1 << 20)
                }
            }
        ),
    ]

    static let writing: [Call] = [
        ("edit", { try $0.edit(try ids($0).first ?? missing, [.set(.title, "new")]) }),
        ("tier", { try $0.setTier(nil, of: try ids($0).last ?? missing) }),
        ("note", { try $0.addNote("x", about: try ids($0).first ?? missing) }),
        ("pick", { _ = try $0.pick(try $0.conflicts().first?.id ?? "", "2") }),
        ("undo", { _ = try $0.undoLast() }),
        ("delete", { try $0.delete(try ids($0).first ?? missing) }),
        ("restore", { try $0.restore(try ids($0).first ?? missing) }),
        ("import", { _ = try $0.importFile("BEGIN:VCARD\nFN:Zoe\nUID:1\nEND:VCARD\n") }),
        ("page", { replica in try applyPages(to: replica) }),
        (
            "identity",
            {
                for store in try stores($0) {
                    let replica = try store.facts().replica
                    _ = try store.takeNewIdentity(
                        reissuingFrom: Dot(replica: replica, sequence: 2))
                }
            }
        ),
        (
            "share",
            { replica in
                for touch in try replica.items(of: .touch) {
                    _ = try replica.share(touch: touch.id, with: "team")
                }
            }
        ),
        ("doctor", { _ = try $0.examine() }),
        ("rebuild", { for store in try stores($0) { _ = try store.rebuild() } }),
        ("add", { _ = try $0.add("Eve", [.add(.tag, "spy", label: "")]) }),
    ]

    /// Calls everything; the process must survive, and every failure must be a typed one.
    ///
    /// - Returns: The failures that are not.
    static func run(_ calls: [Call], on replica: Replica) -> [String] {
        calls.compactMap { call in
            do {
                try call.body(replica)
                return nil
            } catch is ReplicaError {
                return nil
            } catch {
                return "\(call.name): \(error)"
            }
        }
    }

    /// Opens a folder both ways and calls everything.
    static func run(_ folder: ReplicaFolder, on bench: Bench) -> [String] {
        let environment = bench.environment()
        return run(opening: folder, .reading, reading, environment)
            + run(opening: folder, .writing, writing + reading, environment)
    }

    private static func run(
        opening folder: ReplicaFolder, _ mode: Replica.Mode, _ calls: [Call],
        _ environment: ReplicaEnvironment
    ) -> [String] {
        do {
            return run(
                calls, on: try Replica(folder, mode: mode, environment: environment))
        } catch is ReplicaError {
            return []
        } catch {
            return ["opening for \(mode): \(error)"]
        }
    }

    private static let missing = EntityID(value: 404)

    private static func ids(_ replica: Replica) throws -> [EntityID] {
        try (replica.people() + replica.people(trashed: true)).map(\.id)
    }

    private static func stores(_ replica: Replica) throws -> [SpaceStore] {
        try replica.spaces().map { try replica.store(of: $0.id) }
    }

    private static func applyPages(to replica: Replica) throws {
        for store in try stores(replica) {
            let space = try store.facts().space
            var known = ForeignAuthor(1, in: space)
            var new = ForeignAuthor(9, in: space)
            for run in [try known.run(puts: ["a", "b"]), try new.run(puts: ["c"])] {
                _ = try store.apply(.from(server: 5, [run]))
            }
        }
    }
}

extension Bench {
    /// Makes a replica with a little of everything in it, and closes it.
    func furnished(_ name: String = "home") throws -> ReplicaFolder {
        let replica = try enrolled(name)
        let ada = try replica.add(
            "Ada Lovelace",
            [.set(.title, "Countess"), .add(.email, "ada@example.org", label: "work")])
        let bob = try replica.add("Bob", space: "team")
        try replica.setTier(.focus, of: ada)
        try replica.addNote("likes whist", about: bob)
        try replica.edit(ada, [.set(.title, "Programmer")])
        for id in [UInt128(1), 2] {
            var author = ForeignAuthor(id)
            let cell = CellAddress(entity: ada, field: .tier)
            let runs = [
                try author.run(puts: ["a", "b"], entity: 3),
                try author.run([Wish(cell: cell, value: [UInt8(64 + id)])]),
                try author.run([
                    Wish(
                        cell: CellAddress(entity: EntityID(value: 3), field: .life),
                        verb: .delete,
                        observed: VersionVector([Dot(replica: author.replica, sequence: 2)]))
                ]),
            ]
            _ = try store(replica).apply(.from(server: 5, runs))
        }
        var touch = ItemDraft(id: replica.newItemID(), kind: .touch)
        touch.set(.at, instant: wallMilliseconds)
        touch.insert(.with, bob)
        try replica.write("touch", [touch], sharedWith: "team")
        try replica.delete(bob)
        return folder(name)
    }

    private func store(_ replica: Replica) throws -> SpaceStore {
        try replica.store(of: Self.personal)
    }
}
