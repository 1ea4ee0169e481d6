import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// Laws over random histories of machines that see each other now and then.
@Suite struct MergingLawTests {
    /// Machines that write, and merge each other's changes at random.
    private struct Group {
        var random: SeededRandom
        var states: [MergedState] = []
        var authors: [TransactionAuthor] = []
        var log: [EncodedChange] = []

        init(seed: UInt64, count: Int) {
            random = SeededRandom(seed: seed)
            for index in 0..<count {
                states.append(MergedState(digest: .sha256))
                authors.append(
                    TransactionAuthor(
                        replica: ReplicaID(value: UInt128(index + 1)), held: VersionVector(),
                        clock: HybridClock()))
            }
        }

        mutating func write(_ index: Int) throws {
            let state = states[index]
            let edits = (0...Int(random.next() % 3)).map { _ in edit() }
            var author = TransactionAuthor(
                replica: authors[index].replica, held: state.held, clock: authors[index].clock)
            let changes = author.write(edits, wallMilliseconds: random.next() % 4) { cell in
                state.heads(of: cell).map(\.dot)
            }
            authors[index] = author
            for change in changes {
                let encoded = try ChangeCodec.encode(change)
                states[index].merge(encoded)
                log.append(encoded)
            }
        }

        mutating func edit() -> CellEdit {
            let entity = EntityID(value: UInt128(random.next() % 2))
            let kind = EntityKind(rawValue: "person")
            let cell = CellAddress(
                entity: entity,
                field: FieldName(rawValue: random.next() % 2 == 0 ? "line" : "tier"),
                element: ElementID(value: UInt128(random.next() % 2)))
            switch random.next() % 10 {
            case 0: return .delete(entity, of: kind)
            case 1: return .restore(entity, of: kind)
            case 2: return .purge(entity, of: kind)
            case 3, 4: return .remove(cell, of: kind)
            default: return .put([UInt8(random.next() % 4)], in: cell, of: kind)
            }
        }

        /// Gives one machine everything the log has, in log order.
        mutating func catchUp(_ index: Int) {
            for change in log { states[index].merge(change) }
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `P3: same changes, same state and hash, in any order of arrival`(seed: UInt64) throws {
        var group = Group(seed: seed, count: 3)
        for _ in 0..<20 {
            let index = Int(group.random.next() % 3)
            try group.write(index)
            if group.random.next() % 3 == 0 { group.catchUp(Int(group.random.next() % 3)) }
        }
        for index in 0..<3 { group.catchUp(index) }
        var shuffled = MergedState(digest: .sha256)
        var queues = Dictionary(grouping: group.log) { $0.change.dot.replica }
        while let author = group.random.pick(queues.keys.sorted()), var queue = queues[author] {
            shuffled.merge(queue.removeFirst())
            queues[author] = queue.isEmpty ? nil : queue
        }
        for state in group.states {
            #expect(state.hash == shuffled.hash)
            #expect(state.held == shuffled.held)
            let heads = state.canonicalHeads.map { "\($0.cell) \($0.dot)" }
            #expect(heads == shuffled.canonicalHeads.map { "\($0.cell) \($0.dot)" })
            for entity in state.cellsByEntity.keys {
                #expect(state.life(of: entity) == shuffled.life(of: entity))
            }
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `LOG-11, MERGE-8: what a purge covers may come whole, erased, or be completed later`(
        seed: UInt64
    ) throws {
        var group = Group(seed: seed, count: 3)
        for _ in 0..<24 {
            try group.write(Int(group.random.next() % 3))
            if group.random.next() % 2 == 0 { group.catchUp(Int(group.random.next() % 3)) }
        }
        group.catchUp(0)
        let known = group.states[0]
        var state = MergedState(digest: .sha256)
        var queues = Dictionary(grouping: group.log) { $0.change.dot.replica }
        var hollow: [EncodedChange] = []
        while let author = group.random.pick(queues.keys.sorted()), var queue = queues[author] {
            let encoded = queue.removeFirst()
            queues[author] = queue.isEmpty ? nil : queue
            // Now and then a change that no purge covers comes erased as well: its purge is lost.
            let isErased =
                known.isErased(encoded.change)
                ? group.random.next() % 2 == 0 : group.random.next() % 8 == 0
            if isErased { hollow.append(encoded) }
            let erased = ErasedChange(
                dot: encoded.change.dot, digest: DigestFunction.sha256(encoded.bytes),
                endsTransaction: encoded.change.transaction.isLast)
            let isNew = state.merge(isErased ? .erased(erased) : .whole(encoded))
            #expect(isNew)
        }
        hollow.shuffle(using: &group.random)
        for encoded in hollow {
            let isWhole = state.complete(encoded)
            #expect(isWhole || known.isErased(encoded.change))
        }
        #expect(state.held == known.held)
        #expect(state.hash == known.hash)
        #expect(
            state.canonicalHeads.map { "\($0.cell) \($0.dot)" }
                == known.canonicalHeads.map { "\($0.cell) \($0.dot)" })
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `LOG-3, LOG-7: repeated changes and gaps change nothing`(seed: UInt64) throws {
        var group = Group(seed: seed, count: 2)
        for step in 0..<12 { try group.write(step % 2) }
        var state = MergedState(digest: .sha256)
        for change in group.log { state.merge(change) }
        let before = state.hash
        for change in group.log {
            let isNew = state.merge(change)
            #expect(!isNew)
        }
        #expect(state.hash == before)
        var empty = MergedState(digest: .sha256)
        for change in group.log where change.change.dot.sequence > 1 {
            let isNew = empty.merge(change)
            #expect(!isNew)
        }
        #expect(empty.hash == StateHash())
    }

    @Test func `LOG-8: a command's changes know their places in its transaction`() {
        var author = TransactionAuthor(
            replica: ReplicaID(value: 1), held: VersionVector(), clock: HybridClock())
        let kind = EntityKind(rawValue: "person")
        let cell = CellAddress(entity: EntityID(value: 1), field: FieldName(rawValue: "line"))
        let changes = author.write(
            [.put([1], in: cell, of: kind), .put([2], in: cell, of: kind)], wallMilliseconds: 5
        ) { _ in [] }
        #expect(changes.map(\.transaction.index) == [0, 1])
        #expect(changes.map(\.transaction.count) == [2, 2])
        #expect(changes.map(\.dot.sequence) == [1, 2])
        #expect(changes.last?.replaces == changes.first.map { [$0.dot] })
        #expect(author.write([], wallMilliseconds: 5) { _ in [] }.isEmpty)
    }

    @Test func `MERGE-6: in a max field the greatest value wins without conflict`() {
        let cell = CellAddress(entity: EntityID(value: 1), field: FieldName(rawValue: "rev"))
        let heads = [[3, 1], [3, 2], [2, 9]].enumerated().map { index, value in
            Head(
                Change(
                    dot: Dot(replica: ReplicaID(value: UInt128(index)), sequence: 1),
                    timestamp: HybridTimestamp(rawValue: UInt64(9 - index)), cell: cell,
                    kind: EntityKind(rawValue: "person"), verb: .put, value: value))
        }
        let reading = CellReading(greatestOf: heads)
        #expect(reading.shown?.value == [3, 2])
        #expect(!reading.isConflict)
    }
}
