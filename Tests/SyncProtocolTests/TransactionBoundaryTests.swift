import ChangeLog
import SyncProtocol
import TestSupport
import Testing

/// Where transactions begin and end in a log, whoever hands over their bytes, and in how many parts.
@Suite struct TransactionBoundaryTests {
    private let space = SpaceID(value: 5)

    /// A run whose changes are all erased, with a claim for each whether it ends a transaction.
    private func erased(_ run: Run, ending: [Bool]) throws -> Run {
        let digests = try run.decoded().map { $0.content.digest(using: .sha256) }
        return Run(
            replica: run.replica, firstSequence: run.firstSequence, hashBefore: run.hashBefore,
            changes: zip(digests, ending).map { .erased($0, endsTransaction: $1) })
    }

    /// One transaction, larger than any may be, of which only some changes come whole.
    private func parts(_ whole: Set<Int>, of run: Run) -> Run {
        let count = run.changes.count
        return Run(
            replica: run.replica, firstSequence: run.firstSequence, hashBefore: run.hashBefore,
            changes: zip(1..., run.encodedChanges).map { number, bytes in
                whole.contains(number)
                    ? .bytes(bytes)
                    : .erased(DigestFunction.sha256(bytes), endsTransaction: number == count)
            })
    }

    @Test func `SYNC-21: bytes that end a transaction elsewhere than the log are a fork there`()
        throws
    {
        var author = RunAuthor(1, in: space)
        var holder = RunHolder(author)
        let run = try author.run(of: [2])
        try holder.take(erased(run, ending: [true, true]))
        let first = Dot(replica: author.replica, sequence: 1)
        #expect(try holder.decide(run) == .forked(at: first))
        // So is another claim without bytes, and what is held whole is no other than it says.
        #expect(try holder.decide(erased(run, ending: [false, true])) == .forked(at: first))
        var whole = RunHolder(RunAuthor(1, in: space))
        try whole.take(run)
        #expect(try whole.decide(erased(run, ending: [true, true])) == .forked(at: first))
    }

    @Test func `SYNC-21: a run that begins within a held transaction is a fork there`() throws {
        var author = RunAuthor(1, in: space)
        var holder = RunHolder(author)
        let run = try author.run(of: [3])
        try holder.take(run.erasing([1, 2, 3]))
        var other = RunAuthor(1, in: space)
        _ = try other.run()
        let late = try erased(try other.run(of: [2]), ending: [false, true])
        let before = Dot(replica: author.replica, sequence: 1)
        #expect(try holder.decide(late) == .forked(at: before))
    }

    @Test func `SYNC-21: what comes in parts is taken, until its transaction is over the limit`()
        throws
    {
        var author = RunAuthor(1, in: space)
        var holder = RunHolder(author)
        let value = [UInt8](repeating: 1, count: ProtocolLimits.maximumTransactionBytes / 4)
        let transaction = try author.run(of: [4], value: value)
        try holder.take(parts([], of: transaction))
        for part in 1...3 { try holder.take(parts([part], of: transaction)) }
        let last = parts([4], of: transaction)
        let error = #expect(throws: ProtocolError.self) { try holder.decide(last) }
        #expect(error?.kind == .tooLarge)
        #expect(try holder.decide(parts([1, 2, 3], of: transaction)) == .admitted(AdmittedRun()))
    }
}
