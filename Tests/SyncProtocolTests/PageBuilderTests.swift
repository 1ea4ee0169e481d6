import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// How changes become pages.
@Suite struct PageBuilderTests {
    /// Changes of these sizes, each transaction a list.
    private func stored(_ transactions: [[Int]], by replica: UInt128 = 1) -> [StoredChange] {
        var sequence: UInt64 = 0
        return transactions.flatMap { sizes in
            sizes.enumerated().map { index, size in
                sequence += 1
                return StoredChange(
                    dot: Dot(replica: ReplicaID(value: replica), sequence: sequence),
                    content: .bytes([UInt8](repeating: 0, count: size)),
                    chainBefore: ChainHash(digest: .zero),
                    endsTransaction: index == sizes.count - 1)
            }
        }
    }

    /// The numbers of changes in the runs of the first page.
    private func page(_ changes: [StoredChange], _ maximumBytes: Int) -> [Int] {
        var builder = PageBuilder(maximumBytes: maximumBytes)
        for change in changes where !builder.add(change) { break }
        return builder.finish().map(\.changes.count)
    }

    @Test func `SYNC-6: a page ends where a transaction does, within its bytes`() {
        let table: [(String, [[Int]], Int, [Int])] = [
            ("all fit", [[10], [10, 10]], 30, [3]),
            ("one byte too many", [[10], [10, 11]], 30, [1]),
            ("the first of a transaction fits", [[10], [10, 10, 10]], 30, [1]),
            ("exactly full", [[10], [20], [1]], 30, [2]),
            ("a large one goes alone", [[50, 50], [1]], 30, [2]),
            ("a large one waits for its own page", [[1], [50, 50], [1]], 30, [1]),
            ("even an empty budget moves on", [[5], [5]], 0, [1]),
            ("nothing", [], 30, []),
        ]
        for (name, transactions, maximumBytes, expected) in table {
            #expect(page(stored(transactions), maximumBytes) == expected, "\(name)")
        }
    }

    @Test func `SYNC-6: the changes of several authors are several runs`() {
        let first = stored([[1], [1, 1]], by: 1)
        let second = stored([[1]], by: 2)
        #expect(page(first + second, 100) == [3, 1])
        #expect(page(Array(first.prefix(1)) + second + Array(first.dropFirst()), 100) == [1, 1, 2])
        // The cut falls into the second author's transaction, which is left out whole.
        let large = stored([[10, 10]], by: 2)
        #expect(page(first + large, 15) == [3])
        // A transaction that continues the run of the page before it is taken off that run.
        #expect(page(stored([[5], [5], [5, 5]], by: 1), 18) == [2])
    }

    @Test func `SYNC-6: a page is never over its limit unless one transaction is`() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<200 {
            let transactions = (0..<20).map { _ in
                (0..<Int.random(in: 1...6, using: &random)).map { _ in
                    Int.random(in: 0...40, using: &random)
                }
            }
            let maximum = Int.random(in: 1...200, using: &random)
            var rest = stored(transactions)[...]
            var pages = 0
            while !rest.isEmpty {
                var builder = PageBuilder(maximumBytes: maximum)
                for change in rest where !builder.add(change) { break }
                let runs = builder.finish()
                let count = runs.reduce(0) { $0 + $1.changes.count }
                let taken = rest.prefix(count)
                #expect(taken.last?.endsTransaction == true)
                let bytes = taken.reduce(0) { $0 + $1.byteCount }
                #expect(bytes <= maximum || taken.count { $0.endsTransaction } == 1)
                rest = rest.dropFirst(count)
                pages += 1
                guard count > 0 else { return }
            }
            #expect(pages <= transactions.count)
        }
    }

    @Test func `SYNC-6: a page that was full once takes nothing more, however small`() {
        let changes = stored([[10], [10, 50], [1]])
        var builder = PageBuilder(maximumBytes: 30)
        let taken = changes.map { builder.add($0) }
        #expect(taken == [true, true, false, false])
        #expect(builder.finish().map(\.changes.count) == [1])
    }

    @Test func `LOG-11, SYNC-17: what is left of an erased change counts and travels`() {
        let digest = ContentDigest.zero
        let first = stored([[10], [10]])[0]
        let erased = StoredChange(
            dot: Dot(replica: first.dot.replica, sequence: 2), content: .erased(digest),
            chainBefore: first.chainBefore, endsTransaction: true)
        #expect(page([first, erased], 41) == [1])
        var builder = PageBuilder(maximumBytes: 42)
        for change in [first, erased] {
            let isTaken = builder.add(change)
            #expect(isTaken)
        }
        #expect(
            builder.finish().first?.changes == [
                .bytes([UInt8](repeating: 0, count: 10)), .erased(digest, endsTransaction: true),
            ])
    }

    @Test func `a page holds 20,000 changes at most`() {
        let most = ProtocolLimits.maximumPageChanges
        let singles = stored([[Int]](repeating: [1], count: most + 1))
        #expect(page(singles, 1 << 20) == [most])
        let pairs = stored([[1]] + [[Int]](repeating: [1, 1], count: most / 2))
        #expect(page(pairs, 1 << 20) == [most - 1])
    }

    @Test func `a page of more than 4 MiB is not to be had`() {
        let changes = stored([[Int]](repeating: [1 << 20], count: 6))
        #expect(page(changes, .max) == [4])
    }
}
