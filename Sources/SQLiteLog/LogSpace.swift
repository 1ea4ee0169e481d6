package import ChangeLog

/// A space as its log knows it: the part of the `space` row that changes with the log.
package struct LogSpace: Equatable, Sendable {
    /// The row.
    package let id: Int64
    package let space: SpaceID
    package var stateHash: StateHash
    package var clock: HybridClock

    package init(id: Int64, space: SpaceID, stateHash: StateHash, clock: HybridClock) {
        self.id = id
        self.space = space
        self.stateHash = stateHash
        self.clock = clock
    }
}

/// A database whose contents cannot be what was written.
package struct DamagedDatabase: Error, Hashable {
    /// A description of the misfit; holds no contact data.
    package let detail: String

    package init(detail: String) {
        self.detail = detail
    }

    /// Another change than the one to be stored stands at its place.
    init(otherThan dot: Dot) {
        detail = "another change is stored as \(dot)"
    }
}
