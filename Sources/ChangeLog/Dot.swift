/// The name of one change: its author and the author's sequence, dense from 1.
package struct Dot: Hashable, Comparable, Sendable {
    package let replica: ReplicaID
    package let sequence: UInt64

    package init(replica: ReplicaID, sequence: UInt64) {
        self.replica = replica
        self.sequence = sequence
    }

    /// By replica, then sequence.
    package static func < (left: Self, right: Self) -> Bool {
        (left.replica, left.sequence) < (right.replica, right.sequence)
    }
}

extension Dot: CustomStringConvertible {
    /// The replica's id, a colon, the sequence.
    package var description: String { "\(replica):\(sequence)" }
}
