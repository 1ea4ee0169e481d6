import ChangeLog
import ContactModel
import SyncEngine
import SyncProtocol
import TestSupport
import Testing

/// What taking a new identity does to a store.
struct NewIdentityTests {
    @Test(arguments: StoreKind.allCases)
    func `P6: writing again under a new identity keeps every value`(kind: StoreKind) throws {
        for seed in UInt64(60)...71 {
            let play = try StorePlay(seed: seed, kind)
            try play.go(steps: 30)
            let store = play.store
            let old = try store.port.facts()
            let before = try store.heads()
            let fork = Dot(
                replica: old.replica,
                sequence: 1 + play.log.below(max(old.held[old.replica], 1)))
            let result = try store.port.takeNewIdentity(reissuingFrom: fork)
            let new = try store.port.facts()
            #expect(result.old == old.replica)
            #expect(result.new == new.replica && new.replica != old.replica)
            #expect(new.held[new.replica] == UInt64(result.reissuedChanges))
            #expect(new.held[old.replica] < fork.sequence)
            #expect(
                old.held[old.replica] == new.held[old.replica] + new.held[new.replica],
                "seed \(seed)")
            try expectKept(before, by: store, "seed \(seed)")
            let hash = new.stateHash
            #expect(try store.port.rebuild() == hash, "seed \(seed)")
        }
    }

    /// Without foreign changes that had seen forked ones, the heads say exactly what they said.
    @Test(arguments: StoreKind.allCases)
    func `P6: what nobody else had seen reads the same under the new identity`(
        kind: StoreKind
    ) throws {
        for seed in UInt64(80)...91 {
            let store = try kind.make(on: try Bench(seed: seed))
            var log = RandomLog(seed: seed)
            for _ in 0..<25 { try store.write(log.edits()) }
            let facts = try store.port.facts()
            let before = try store.heads().map(\.content)
            let first = 1 + log.below(facts.held[facts.replica])
            _ = try store.port.takeNewIdentity(
                reissuingFrom: Dot(replica: facts.replica, sequence: first))
            #expect(try store.heads().map(\.content).sorted() == before.sorted(), "seed \(seed)")
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a new identity without a fork touches no change, and the next one is its own`(
        kind: StoreKind
    ) throws {
        let store = try kind.make(on: try Bench())
        try store.write([.put([1], in: Self.cell, of: .person)])
        let old = try (store.heads(), store.port.facts())
        let result = try store.port.takeNewIdentity(reissuingFrom: nil)
        #expect(result.reissuedChanges == 0)
        #expect(try store.heads() == old.0)
        try store.write([.put([2], in: Self.cell, of: .person)])
        let new = try store.port.facts()
        #expect(new.held[old.1.replica] == old.1.held[old.1.replica])
        #expect(new.held[result.new] > 0)
        let heads = try store.heads().filter { $0.cell == Self.cell }
        #expect(heads.map(\.head.dot.replica) == [result.new])
    }

    @Test(arguments: StoreKind.allCases)
    func `a fork within a transaction moves the whole of it`(kind: StoreKind) throws {
        let store = try kind.make(on: try Bench())
        try store.write([.put([1], in: Self.cell, of: .person)])
        let before = try store.port.facts()
        let held = before.held[before.replica]
        try store.write(
            (1...3).map { index in
                let element = ElementID(value: UInt128(index))
                let cell = CellAddress(
                    entity: EntityID(value: 4), field: .line, element: element)
                return .put([UInt8(index)], in: cell, of: .person)
            })
        let result = try store.port.takeNewIdentity(
            reissuingFrom: Dot(replica: before.replica, sequence: held + 2))
        #expect(result.reissuedChanges == 3)
        #expect(try store.port.facts().held[before.replica] == held)
        let runs = try store.port.runs(beyond: VersionVector(), maximumBytes: 4 << 20)
        for run in runs { _ = try run.decoded() }
    }

    @Test(arguments: StoreKind.allCases)
    func `a fork behind all that is held moves nothing`(kind: StoreKind) throws {
        let store = try kind.make(on: try Bench())
        try store.write([.put([1], in: Self.cell, of: .person)])
        let before = try (store.heads(), store.port.facts())
        let fork = Dot(replica: before.1.replica, sequence: 1_000)
        #expect(try store.port.takeNewIdentity(reissuingFrom: fork).reissuedChanges == 0)
        #expect(try store.heads() == before.0)
        #expect(try store.port.facts().held == before.1.held)
    }

    @Test(arguments: StoreKind.allCases)
    func `LOG-6: a change from 2099 does not pull the clock of this machine`(
        kind: StoreKind
    ) throws {
        let bench = try Bench()
        let store = try kind.make(on: bench)
        var bob = ForeignAuthor(1)
        let future = HybridTimestamp(milliseconds: 4_070_908_800_000, counter: 0)
        _ = try store.port.apply(
            .from(server: 5, [try bob.run([Wish(timestamp: future, cell: Self.cell)])]))
        try store.write([.put([3], in: Self.cell, of: .person)])
        let head = try #require(try store.heads().first { $0.cell == Self.cell })
        #expect(head.head.value == [3])
        #expect(head.head.timestamp.milliseconds < bench.wallMilliseconds + 1_000)
    }

    @Test(arguments: StoreKind.allCases)
    func `LOG-6: writing another author's changes from 2099 again does not pull the clock`(
        kind: StoreKind
    ) throws {
        let bench = try Bench()
        let store = try kind.make(on: bench)
        var bob = ForeignAuthor(1)
        let future = HybridTimestamp(milliseconds: 4_070_908_800_000, counter: 0)
        _ = try store.port.apply(
            .from(server: 5, [try bob.run([Wish(timestamp: future, cell: Self.cell)])]))
        let fork = Dot(replica: bob.replica, sequence: 1)
        #expect(try store.port.takeNewIdentity(reissuingFrom: fork).reissuedChanges == 1)
        try store.write([.put([3], in: Self.cell, of: .person)])
        let head = try #require(try store.heads().first { $0.cell == Self.cell })
        #expect(head.head.value == [3])
        #expect(head.head.timestamp.milliseconds < bench.wallMilliseconds + 1_000)
    }

    private static let cell = CellAddress(entity: EntityID(value: 1), field: .tier)

    /// Every head from before is still one, under whatever name.
    private func expectKept(
        _ before: [NamedHead], by store: any StoreUnderTest, _ comment: Comment,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let after = Set(try store.heads().map(\.content))
        let lost = before.filter { !after.contains($0.content) }
        #expect(lost.isEmpty, comment, sourceLocation: sourceLocation)
    }
}
