import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// What becomes of a run that is handed over.
@Suite struct RunAdmissionTests {
    private let space = SpaceID(value: 5)

    @Test func `SYNC-7: what is new is admitted with its chain, what is held is skipped`() throws {
        var author = RunAuthor(1, in: space)
        var holder = RunHolder(author)
        let start = author
        let first = try author.run(of: [1, 2])
        try holder.take(first)
        #expect(try holder.decide(first) == .admitted(AdmittedRun()))
        let next = try author.run(of: [1, 1])
        #expect(try sequences(holder.decide(next)) == [4, 5])
        var again = start
        let overlapping = try again.run(of: [1, 2, 1, 1])
        let decision = try holder.decide(overlapping)
        #expect(try sequences(decision) == [4, 5])
        guard case .admitted(let run) = decision else { return }
        #expect(run.changes.last?.chain == author.chain)
    }

    @Test func `LOG-11, SYNC-17: erased changes are admitted with the chain of the whole ones`()
        throws
    {
        var author = RunAuthor(1, in: space)
        let holder = RunHolder(author)
        let run = try author.run(of: [2, 1])
        for erased in [[1], [2], [3], [1, 3], [1, 2, 3]] as [Set<UInt64>] {
            guard case .admitted(let admitted) = try holder.decide(run.erasing(erased)) else {
                Issue.record("\(erased): not admitted")
                continue
            }
            #expect(admitted.changes.last?.chain == author.chain)
            let left = admitted.changes.filter { $0.logged.whole != nil }.map(\.logged.dot.sequence)
            #expect(left == [1, 2, 3].filter { !erased.contains($0) })
        }
    }

    @Test func `LOG-12, SYNC-18: it is told which side lacks the bytes of a change`() throws {
        var author = RunAuthor(1, in: space)
        var holder = RunHolder(author)
        let run = try author.run(of: [2, 1])
        try holder.take(run.erasing([2]))
        guard case .admitted(let whole) = try holder.decide(run),
            case .admitted(let erased) = try holder.decide(run.erasing([2, 3]))
        else {
            Issue.record("not admitted")
            return
        }
        #expect(whole.completions.map(\.change.dot.sequence) == [2])
        #expect(whole.lacking.isEmpty)
        #expect(erased.completions.isEmpty)
        #expect(erased.lacking.map(\.sequence) == [3])
    }

    @Test func `SYNC-9: a fork is found where the bytes are erased on either side`() throws {
        var author = RunAuthor(1, in: space)
        var holder = RunHolder(author)
        var clone = author
        let own = try author.run(of: [1, 1], value: [1])
        let other = try clone.run(of: [1, 1], value: [2])
        let first = Dot(replica: author.replica, sequence: 1)
        var erasedHolder = holder
        try holder.take(own)
        try erasedHolder.take(own.erasing([1, 2]))
        for run in [other, try other.erasing([1]), try other.erasing([1, 2])] {
            #expect(try holder.decide(run) == .forked(at: first))
            #expect(try erasedHolder.decide(run) == .forked(at: first))
        }
        #expect(try erasedHolder.decide(own.erasing([1, 2])) == .admitted(AdmittedRun()))
        let next = try clone.run().erasing([3])
        let last = Dot(replica: author.replica, sequence: 2)
        #expect(try erasedHolder.decide(next) == .forked(at: last))
    }

    @Test func `SYNC-8: a run behind a gap names the first change that is missing`() throws {
        var author = RunAuthor(1, in: space)
        var holder = RunHolder(author)
        try holder.take(author.run(of: [2]))
        _ = try author.run()
        let late = try author.run()
        let missing = Dot(replica: author.replica, sequence: 3)
        #expect(try holder.decide(late) == .gap(from: missing))
        let empty = RunHolder(RunAuthor(1, in: space))
        let first = Dot(replica: author.replica, sequence: 1)
        #expect(try empty.decide(late) == .gap(from: first))
    }

    @Test func `SYNC-9: other bytes under a held dot are a fork there`() throws {
        var author = RunAuthor(1, in: space)
        var holder = RunHolder(author)
        try holder.take(author.run(of: [1]))
        var clone = author
        try holder.take(author.run(of: [1, 1], value: [1]))
        let forked = try clone.run(of: [1, 1, 1], value: [2])
        let dot = Dot(replica: author.replica, sequence: 2)
        #expect(try holder.decide(forked) == .forked(at: dot))
    }

    @Test func `SYNC-9: another chain before the first new change is a fork`() throws {
        var author = RunAuthor(1, in: space)
        var holder = RunHolder(author)
        var clone = author
        try holder.take(author.run(of: [1, 1], value: [1]))
        _ = try clone.run(of: [1, 1], value: [2])
        let last = Dot(replica: author.replica, sequence: 2)
        #expect(try holder.decide(try clone.run()) == .forked(at: last))
        // Another space has another seed: its first run does not fit here.
        var stranger = RunAuthor(1, in: SpaceID(value: 6))
        let empty = RunHolder(RunAuthor(1, in: space))
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
            let holder = RunHolder(author)
            let run = try author.run(of: sizes, announced: announced)
            let error = #expect(throws: ProtocolError.self, "\(name)") {
                try holder.decide(run)
            }
            #expect(error?.kind == code, "\(name)")
        }
        var author = RunAuthor(1, in: space)
        let holder = RunHolder(author)
        let whole = try author.run(of: [3])
        let headless = Run(
            replica: whole.replica, firstSequence: 1, hashBefore: whole.hashBefore,
            changes: Array(whole.changes.dropFirst()))
        let error = #expect(throws: ProtocolError.self) { try holder.decide(headless) }
        #expect(error?.kind == .splitTransaction)
    }

    private func sequences(_ decision: RunAdmission) throws -> [UInt64]? {
        guard case .admitted(let run) = decision else { return nil }
        return run.changes.map(\.logged.dot.sequence)
    }
}
