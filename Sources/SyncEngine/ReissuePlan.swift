package import ChangeLog
import SyncProtocol

/// Which changes are written again after a fork, and under which names (SYNC-9).
///
/// It begins with the tail of the forked author. A change that names one of a moved tail, by what it
/// replaces or has observed, means this side's words and not those that another copy wrote under the
/// same name: its author's tail moves too, unless the server holds it already.
package struct ReissuePlan: Sendable {
    private struct Move: Hashable, Sendable {
        /// The first sequence that moves; it becomes 1.
        var first: UInt64
        let new: ReplicaID
    }

    private var moves: [ReplicaID: Move] = [:]

    /// Begins with nothing to move.
    package init() {}

    /// The first change of every author that moves, in order.
    package var firsts: [Dot] {
        moves.map { Dot(replica: $0.key, sequence: $0.value.first) }.sorted()
    }

    /// Who writes the tail of an author from now on; nil when it stays.
    package func newAuthor(of replica: ReplicaID) -> ReplicaID? { moves[replica]?.new }

    /// Whether a change moves.
    package func moves(_ dot: Dot) -> Bool {
        moves[dot.replica].map { dot.sequence >= $0.first } ?? false
    }

    /// Moves an author's changes from one on, which begins a transaction.
    ///
    /// - Parameters:
    ///   - dot: The first of them.
    ///   - new: Who writes them again, when no later ones of the author move already.
    package mutating func move(from dot: Dot, to new: ReplicaID) {
        let known = moves[dot.replica]
        moves[dot.replica] = Move(
            first: min(known?.first ?? dot.sequence, dot.sequence), new: known?.new ?? new)
    }

    /// Whether a change names one that moves.
    package func isNamed(by change: Change) -> Bool {
        change.replaces.contains(where: moves) || change.observed.dots.contains(where: moves)
    }

    /// A change under its new name, with the new names of what it replaces and has observed.
    ///
    /// What is erased keeps its digest: nobody can ever hold it against the bytes.
    ///
    /// - Throws: ``ProtocolError`` for a change that is over a limit.
    package func renamed(_ logged: LoggedChange) throws -> LoggedChange {
        switch logged {
        case .whole(let encoded):
            .whole(try ChangeCodec.encode(renamed(encoded.change)))
        case .erased(let erased):
            .erased(
                ErasedChange(
                    dot: renamed(erased.dot), digest: erased.digest,
                    endsTransaction: erased.endsTransaction))
        }
    }

    private func renamed(_ change: Change) -> Change {
        var observed = VersionVector()
        for dot in change.observed.dots {
            guard let move = moves[dot.replica], dot.sequence >= move.first else {
                observed.insert(dot)
                continue
            }
            if move.first > 1 {
                observed.insert(Dot(replica: dot.replica, sequence: move.first - 1))
            }
            observed.insert(renamed(dot))
        }
        return Change(
            dot: renamed(change.dot), timestamp: change.timestamp,
            transaction: change.transaction, cell: change.cell, kind: change.kind,
            verb: change.verb, value: change.value, replaces: change.replaces.map(renamed),
            observed: observed)
    }

    private func renamed(_ dot: Dot) -> Dot {
        guard let move = moves[dot.replica], dot.sequence >= move.first else { return dot }
        return Dot(replica: move.new, sequence: dot.sequence - move.first + 1)
    }
}
