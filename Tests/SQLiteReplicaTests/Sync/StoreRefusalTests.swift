import ChangeLog
import SyncEngine
import SyncProtocol
import TestSupport
import Testing

/// What a store does with pages that do not fit: it says so and stores nothing of them.
struct StoreRefusalTests {
    @Test(arguments: StoreKind.allCases)
    func `SYNC-8: a page behind a gap is reported, and nothing of it is stored`(
        kind: StoreKind
    ) throws {
        var (bob, eve) = (ForeignAuthor(1), ForeignAuthor(2))
        let store = try kind.make(on: try Bench())
        _ = try store.port.apply(.from(server: 5, [try bob.run(puts: ["one"])]))
        _ = try bob.run(puts: ["lost"])
        let good = try eve.run(puts: ["good"])
        let late = try bob.run(puts: ["late"])
        try expect(store, .gap(from: Dot(replica: bob.replica, sequence: 2)), for: [good, late])
    }

    @Test(arguments: StoreKind.allCases)
    func `SYNC-9: other bytes under a held dot are a fork, and nothing is stored`(
        kind: StoreKind
    ) throws {
        var (bob, twin, eve) = (ForeignAuthor(1), ForeignAuthor(1), ForeignAuthor(2))
        let store = try kind.make(on: try Bench())
        let first = try bob.run(puts: ["one", "two"])
        _ = try store.port.apply(.from(server: 5, [first]))
        let other = try twin.run(puts: ["one", "other"])
        let good = try eve.run(puts: ["good"])
        try expect(store, .forked(at: Dot(replica: bob.replica, sequence: 2)), for: [good, other])
    }

    @Test(arguments: StoreKind.allCases)
    func `SYNC-9: another chain before the first new change is a fork`(kind: StoreKind) throws {
        var (bob, twin) = (ForeignAuthor(1), ForeignAuthor(1))
        let store = try kind.make(on: try Bench())
        _ = try store.port.apply(.from(server: 5, [try bob.run(puts: ["one"])]))
        _ = try twin.run(puts: ["other"])
        let next = try twin.run(puts: ["next"])
        try expect(store, .forked(at: Dot(replica: bob.replica, sequence: 1)), for: [next])
    }

    @Test(arguments: StoreKind.allCases)
    func `SYNC-9: a run of another space does not fit the chain`(kind: StoreKind) throws {
        var bob = ForeignAuthor(1, in: Bench.team)
        let store = try kind.make(on: try Bench())
        try expect(
            store, .forked(at: Dot(replica: bob.replica, sequence: 1)),
            for: [try bob.run(puts: ["one"])])
    }

    @Test(arguments: StoreKind.allCases)
    func `LOG-8: half a transaction, and bytes that are no change, are refused whole`(
        kind: StoreKind
    ) throws {
        let store = try kind.make(on: try Bench())
        var (bob, eve) = (ForeignAuthor(1), ForeignAuthor(2))
        let good = try eve.run(puts: ["good"])
        let whole = try bob.run(puts: ["one", "two"])
        let bytes = whole.encodedChanges
        let broken: [[[UInt8]]] = [
            [], [bytes[0]], [bytes[1]], [[0xFF]], [bytes[0], Array(bytes[1].dropLast())],
        ]
        let before = try store.port.facts()
        for changes in broken {
            let run = Run(
                replica: whole.replica, firstSequence: 1, hashBefore: whole.hashBefore,
                changes: changes.map { .bytes($0) })
            #expect(throws: ProtocolError.self) {
                try store.port.apply(.from(server: 5, [good, run]))
            }
            #expect(try store.port.facts() == before)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `D1: a page with any one bit flipped is taken or refused, and never stops the process`(
        kind: StoreKind
    ) throws {
        let store = try kind.make(on: try Bench())
        var bob = ForeignAuthor(1)
        let whole = try bob.run(puts: ["one"])
        let good = try #require(whole.encodedChanges.first)
        for bit in 0..<good.count * 8 {
            var bytes = good
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let author = ReplicaID(value: UInt128(bit + 1))
            let run = Run(
                replica: author, firstSequence: 1,
                hashBefore: ChainHash(seedOf: author, in: Bench.personal, using: .sha256),
                changes: [.bytes(bytes)])
            do {
                _ = try store.port.apply(.from(server: 5, [run]))
            } catch is ProtocolError {
                #expect(try store.port.facts().held[author] == 0)
            }
        }
        let hash = try store.port.facts().stateHash
        #expect(try store.port.rebuild() == hash)
    }

    @Test(arguments: StoreKind.allCases)
    func `a page and what is remembered of the server move together`(kind: StoreKind) throws {
        let store = try kind.make(on: try Bench())
        var bob = ForeignAuthor(1)
        #expect(try store.port.facts().server == nil)
        let page = SyncPage.from(server: 5, [try bob.run(puts: ["one"])], position: 17)
        _ = try store.port.apply(page)
        #expect(try store.port.facts().server == page.memory)
        _ = try store.port.apply(SyncPage(runs: [], memory: page.memory))
        #expect(try store.port.facts().server == page.memory)
    }

    private func expect(
        _ store: any StoreUnderTest, _ outcome: PageOutcome, for runs: [Run],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try (store.heads(), store.port.facts())
        let found = try store.port.apply(.from(server: 8, runs, position: 99))
        #expect(found == outcome, sourceLocation: sourceLocation)
        #expect(try store.heads() == before.0, sourceLocation: sourceLocation)
        #expect(try store.port.facts() == before.1, sourceLocation: sourceLocation)
    }
}
