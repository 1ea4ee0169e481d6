import ChangeLog
import SyncEngine
import SyncProtocol
import TestSupport
import Testing

/// Every store against the pure law: what it keeps is what its log amounts to.
struct StoreLawTests {
    @Test(arguments: StoreKind.allCases)
    func `P3, MERGE-9: heads, vector and hash are those of the log, whatever is written`(
        kind: StoreKind
    ) throws {
        for seed in UInt64(1)...12 {
            let play = try StorePlay(seed: seed, kind)
            for _ in 0..<4 {
                try play.go(steps: 10)
                try expectLaw(play.store, "seed \(seed)")
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `rebuilding from the log changes nothing`(kind: StoreKind) throws {
        for seed in UInt64(20)...27 {
            let play = try StorePlay(seed: seed, kind)
            try play.go(steps: 40)
            let before = try (play.store.heads(), play.store.port.facts())
            let hash = try play.store.port.rebuild()
            #expect(hash == before.1.stateHash, "seed \(seed)")
            #expect(try play.store.heads() == before.0, "seed \(seed)")
            #expect(try play.store.port.facts() == before.1, "seed \(seed)")
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `LOG-7, SYNC-7: every page again, in any order, changes nothing`(kind: StoreKind) throws {
        for seed in UInt64(30)...35 {
            let play = try StorePlay(seed: seed, kind)
            try play.go(steps: 30)
            let before = try (play.store.heads(), play.store.port.facts())
            let memory = try #require(before.1.server)
            for run in play.runs.shuffled(using: &play.log.random) {
                let outcome = try play.store.port.apply(SyncPage(runs: [run], memory: memory))
                #expect(
                    outcome
                        == .applied(
                            newChanges: 0, held: before.1.held, stateHash: before.1.stateHash))
            }
            #expect(try play.store.heads() == before.0, "seed \(seed)")
            #expect(try play.store.port.facts() == before.1, "seed \(seed)")
        }
    }

    @Test(arguments: StoreKind.allCases, [1, 300, 1 << 20])
    func `SYNC-6, LOG-8: pages of any size carry the log whole, in whole transactions`(
        kind: StoreKind, pageBytes: Int
    ) throws {
        let bench = try Bench(seed: 8)
        let play = try StorePlay(seed: 40, kind, on: bench)
        try play.go(steps: 30)
        let copy = try kind.make(on: bench, named: "copy")
        var requests = 0
        while try copy.port.facts().held != play.store.port.facts().held, requests < 1_000 {
            requests += 1
            let held = try copy.port.facts().held
            let runs = try play.store.port.runs(beyond: held, maximumBytes: pageBytes)
            for run in runs { _ = try run.decoded() }
            _ = try copy.port.apply(.from(server: 5, runs))
        }
        #expect(try copy.port.facts().stateHash == play.store.port.facts().stateHash)
        #expect(try copy.heads() == play.store.heads())
        #expect(pageBytes > 1_000 ? requests == 1 : requests > 1)
    }

    @Test(arguments: StoreKind.allCases)
    func `P3: the same changes in another order end in the same state`(kind: StoreKind) throws {
        let bench = try Bench(seed: 9)
        for seed in UInt64(50)...55 {
            let play = try StorePlay(seed: seed, kind, on: bench, name: "a\(seed)")
            try play.go(steps: 30)
            let copy = try kind.make(on: bench, named: "b\(seed)")
            let all = try play.store.port.runs(beyond: VersionVector(), maximumBytes: 4 << 20)
            for run in all.reversed() { _ = try copy.port.apply(.from(server: 5, [run])) }
            #expect(try copy.port.facts().held == play.store.port.facts().held)
            #expect(
                try copy.port.facts().stateHash == play.store.port.facts().stateHash,
                "seed \(seed)")
            #expect(try copy.heads() == play.store.heads(), "seed \(seed)")
        }
    }

    private func expectLaw(
        _ store: any StoreUnderTest, _ comment: Comment,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var law = MergedState(digest: .sha256)
        for run in try store.port.runs(beyond: VersionVector(), maximumBytes: 4 << 20) {
            for logged in try run.decoded() { law.merge(logged) }
        }
        let facts = try store.port.facts()
        #expect(facts.held == law.held, comment, sourceLocation: sourceLocation)
        #expect(facts.stateHash == law.hash, comment, sourceLocation: sourceLocation)
        #expect(try store.heads() == law.namedHeads, comment, sourceLocation: sourceLocation)
    }
}

/// A store that is written to by its person and by three other machines, driven by a seed.
final class StorePlay {
    let store: any StoreUnderTest
    var log: RandomLog
    /// Every run that was handed to the store.
    private(set) var runs: [Run] = []
    private var authors: [ForeignAuthor]

    init(
        seed: UInt64, _ kind: StoreKind, on bench: Bench? = nil, name: String = "a"
    ) throws {
        store = try kind.make(on: try bench ?? Bench(seed: seed), named: name)
        log = RandomLog(seed: seed)
        authors = (1...3).map { ForeignAuthor(UInt128($0) << 100 | UInt128(seed)) }
    }

    func go(steps: Int) throws {
        for _ in 0..<steps {
            guard log.below(3) > 0 else {
                try store.write(log.edits())
                continue
            }
            var page: [Run] = []
            for _ in 0...log.below(2) {
                let author = Int(log.below(3))
                let wishes = log.wishes(seeing: try dots())
                page.append(try authors[author].run(wishes))
            }
            runs += page
            _ = try store.port.apply(.from(server: 5, page, position: UInt64(runs.count)))
        }
    }

    /// Names of changes that are held, and of some that have not come yet.
    private func dots() throws -> [Dot] {
        let held = try store.port.facts().held
        return held.dots.flatMap { last in
            (1...last.sequence + 3).map { Dot(replica: last.replica, sequence: $0) }
        } + authors.map { Dot(replica: $0.replica, sequence: $0.written + 2) }
    }
}
