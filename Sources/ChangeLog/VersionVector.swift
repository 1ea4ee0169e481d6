/// The changes a replica holds: for each author the highest sequence held without a gap.
package struct VersionVector: Hashable, Sendable {
    private var sequences: [ReplicaID: UInt64]

    /// The vector of a replica that holds nothing.
    package init() {
        sequences = [:]
    }

    /// Keeps the greatest sequence of each author; zeros say nothing and are dropped.
    package init(_ dots: [Dot]) {
        sequences = [:]
        for dot in dots {
            insert(dot)
        }
    }

    /// The highest sequence held of an author; 0 when none.
    package subscript(replica: ReplicaID) -> UInt64 {
        get { sequences[replica] ?? 0 }
        set { sequences[replica] = newValue == 0 ? nil : newValue }
    }

    /// The highest change held of each author, by replica.
    package var dots: [Dot] {
        sequences.map { Dot(replica: $0.key, sequence: $0.value) }.sorted()
    }

    package var isEmpty: Bool { sequences.isEmpty }

    /// How many authors it knows.
    package var count: Int { sequences.count }

    /// Whether the change of that name is held.
    package func covers(_ dot: Dot) -> Bool {
        dot.sequence <= self[dot.replica]
    }

    /// Whether everything that `other` holds is held here too.
    package func covers(_ other: VersionVector) -> Bool {
        other.sequences.allSatisfy { $0.value <= self[$0.key] }
    }

    /// Holds this change and all earlier ones of its author from now on.
    package mutating func insert(_ dot: Dot) {
        self[dot.replica] = max(self[dot.replica], dot.sequence)
    }

    /// Holds what either side holds.
    package mutating func formUnion(_ other: VersionVector) {
        for (replica, sequence) in other.sequences {
            self[replica] = max(self[replica], sequence)
        }
    }

    /// The changes that either side holds.
    package func union(_ other: VersionVector) -> VersionVector {
        var result = self
        result.formUnion(other)
        return result
    }

    /// The changes that both sides hold.
    package func intersection(_ other: VersionVector) -> VersionVector {
        VersionVector(
            sequences.map { Dot(replica: $0.key, sequence: min($0.value, other[$0.key])) }
                .filter { $0.sequence > 0 })
    }

    /// How many changes this side holds that `other` lacks.
    package func countBeyond(_ other: VersionVector) -> UInt64 {
        var total: UInt64 = 0
        for (replica, sequence) in sequences where sequence > other[replica] {
            total = total.addingReportingOverflow(sequence - other[replica]).partialValue
        }
        return total
    }
}
