import ChangeLog
import Dispatch
import Glibc

/// Runs insertions on a second thread, in the order in which they were given, while the first one
/// decides what to write next.
///
/// A connection serves one thread at a time. Whoever uses it waits first until nothing is left
/// (``settle()``), which every ``RawStatement`` does by itself; so the order of everything else is
/// as if there were one thread.
final class WriteBehind {
    /// Handed to the other thread by a dispatch queue, and not touched by the first one until that
    /// queue is empty.
    private struct Handed: @unchecked Sendable {
        let tape: RowTape
        let outcome: Outcome
    }

    /// Written by the other thread, and read by the first one when the queue is empty.
    private final class Outcome: @unchecked Sendable {
        var failure: (any Error)?
        /// The system's error number, which each thread has to itself.
        var systemError: Int32 = 0
    }

    /// So many rows cost more than handing them over.
    private static let batch = 1_024
    /// How many batches may wait: memory stays bounded.
    private static let greatestBacklog = 4

    private let queue = DispatchQueue(label: "kith.write-behind")
    private let room = DispatchSemaphore(value: WriteBehind.greatestBacklog)
    private let outcome = Outcome()
    private var collected = RowTape()
    private var isHandedOver = false
    /// Whether insertions may wait; each runs at once otherwise.
    private(set) var isOn = false

    /// Runs a body in which insertions may wait; none is left when it returns.
    ///
    /// - Throws: What the body or an insertion throws.
    func whileOn<Result>(_ body: () throws -> Result) throws -> Result {
        isOn = true
        defer { isOn = false }
        do {
            let result = try body()
            try settle()
            return result
        } catch {
            abandon()
            throw error
        }
    }

    /// Inserts a row sooner or later, while insertions may wait.
    ///
    /// - Parameters:
    ///   - values: Of the row.
    ///   - statement: Inserts it; settles this before it is finalized.
    ///   - dot: Of the change the row holds, when it has to be written.
    /// - Throws: `DatabaseError` and ``DamagedDatabase``, of an earlier insertion.
    func add(_ values: [SQLValue], to statement: PreparedStatement, of dot: Dot?) throws {
        collected.append(values, to: statement, of: dot)
        guard collected.count >= Self.batch else { return }
        isHandedOver = true
        let handed = Handed(tape: collected, outcome: outcome)
        collected = RowTape()
        room.wait()
        queue.async { [room] in
            defer { room.signal() }
            Self.run(handed.tape, handed.outcome)
        }
    }

    /// Waits until every insertion is done.
    ///
    /// - Throws: `DatabaseError`, or the refusal of an insertion; those after it were not run. It is
    ///   thrown again until the transaction is undone, whatever the body made of it.
    func settle() throws {
        if isHandedOver {
            queue.sync {}
            isHandedOver = false
        }
        guard !collected.isEmpty || outcome.failure != nil else { return }
        // Running a few here is cheaper than waking the other thread.
        let rest = collected
        collected = RowTape()
        Self.run(rest, outcome)
        guard let failure = outcome.failure else { return }
        errno = outcome.systemError
        throw failure
    }

    /// Forgets what waits, in a transaction that is undone.
    private func abandon() {
        queue.sync {}
        isHandedOver = false
        collected = RowTape()
        outcome.failure = nil
    }

    private static func run(_ tape: RowTape, _ outcome: Outcome) {
        guard outcome.failure == nil else { return }
        do {
            try tape.run()
        } catch {
            outcome.systemError = errno
            outcome.failure = error
        }
    }
}
