import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// What becomes of a run that is handed over.
@Suite struct RunAdmissionTests {
    /// A log that holds the first changes of an author.
    private struct Holder {
        var bytes: [[UInt8]] = []
        var chain: ChainHash

        init(_ author: RunAuthor) {
            chain = author.chain
        }

        mutating func take(_ run: Run) {
            bytes += run.changes
            chain = run.changes.reduce(chain) { $0.extended(by: $1, using: .sha256) }
        }

        func decide(_ run: Run) throws -> RunAdmission {
            try RunAdmission(
                of: run, heldSequence: UInt64(bytes.count), heldChain: chain, using: .sha256
            ) { dot in
                let index = Int(clamping: dot.sequence) - 1
                return bytes.indices.contains(index) ? bytes[index] : nil
            }
        }
    }

    private let space = SpaceID(value: 5)

    @Test func `SYNC-7: what is new is admitted with its chain, what is held is skipped`() throws {
        var author = RunAuthor(1, in: space)
        var holder = Holder(author)
        let start = author
        let first = try author.run(of: [1, 2])
        holder.take(first)
        #expect(try holder.decide(first) == .admitted([]))
        let next = try author.run(of: [1, 1])
        #expect(try sequences(holder.decide(next)) == [4, 5])
        var again = start
        let overlapping = try again.run(of: [1, 2, 1, 1])
        let decision = try holder.decide(overlapping)
        #expect(try sequences(decision) == [4, 5])
        guard case .admitted(let changes) = decision else { return }
        #expect(changes.last?.chain == author.chain)
    }

    @Test func `SYNC-8: a run behind a gap names the first change that is missing`() throws {
        var author = RunAuthor(1, in: space)
        var holder = Holder(author)
        holder.take(try author.run(of: [2]))
        _ = try author.run()
        let late = try author.run()
        let missing = Dot(replica: author.replica, sequence: 3)
        #expect(try holder.decide(late) == .gap(from: missing))
        let empty = Holder(RunAuthor(1, in: space))
        let first = Dot(replica: author.replica, sequence: 1)
        #expect(try empty.decide(late) == .gap(from: first))
    }

    @Test func `SYNC-9: other bytes under a held dot are a fork there`() throws {
        var author = RunAuthor(1, in: space)
        var holder = Holder(author)
        holder.take(try author.run(of: [1]))
        var clone = author
        holder.take(try author.run(of: [1, 1], value: [1]))
        let forked = try clone.run(of: [1, 1, 1], value: [2])
        let dot = Dot(replica: author.replica, sequence: 2)
        #expect(try holder.decide(forked) == .forked(at: dot))
    }

    @Test func `SYNC-9: another chain before the first new change is a fork`() throws {
        var author = RunAuthor(1, in: space)
        var holder = Holder(author)
        var clone = author
        holder.take(try author.run(of: [1, 1], value: [1]))
        _ = try clone.run(of: [1, 1], value: [2])
        let last = Dot(replica: author.replica, sequence: 2)
        #expect(try holder.decide(try clone.run()) == .forked(at: last))
        // Another space has another seed: its first run does not fit here.
        var stranger = RunAuthor(1, in: SpaceID(value: 6))
        let empty = Holder(RunAuthor(1, in: space))
        let first = Dot(replica: author.replica, sequence: 1)
        #expect(try empty.decide(try stranger.run()) == .forked(at: first))
    }

    @Test func `LOG-8: a run that holds a part of a transaction is refused`() throws {
        let tables: [(String, [Int], UInt32?, ErrorCode)] = [
            ("the end is missing", [2], 3, .splitTransaction),
            ("the second is cut", [3, 1], 3, .splitTransaction),
        ]
        for (name, sizes, announced, code) in tables {
            var author = RunAuthor(1, in: space)
            let holder = Holder(author)
            let run = try author.run(of: sizes, announced: announced)
            let error = #expect(throws: ProtocolError.self, "\(name)") {
                try holder.decide(run)
            }
            #expect(error?.kind == code, "\(name)")
        }
        var author = RunAuthor(1, in: space)
        let holder = Holder(author)
        let whole = try author.run(of: [3])
        let headless = Run(
            replica: whole.replica, firstSequence: 1, hashBefore: whole.hashBefore,
            changes: Array(whole.changes.dropFirst()))
        let error = #expect(throws: ProtocolError.self) { try holder.decide(headless) }
        #expect(error?.kind == .splitTransaction)
    }

    private func sequences(_ decision: RunAdmission) throws -> [UInt64]? {
        guard case .admitted(let changes) = decision else { return nil }
        return changes.map(\.encoded.change.dot.sequence)
    }
}
