package import ChangeLog
package import ContactModel

/// The change of a team's reading of a touch once a command is done.
package struct TeamReading: Hashable, Sendable {
    /// The kind of change.
    package enum Change: Hashable, Sendable {
        /// It was not there before.
        case shared
        case changed
        case takenAway
        /// It is as it was: there was nothing to do.
        case same
        /// It is as it was, for the user may not write there.
        case closed
    }

    /// The name of the team's space.
    package let space: String
    package let change: Change
    /// As the team reads it; nil when it does not any more, or reads on what it read.
    package let touch: SharedTouch?
    /// With whom it was too, of whom the team has no card and reads nothing.
    package let leftOut: [EntityID]
    /// One's own touch, where it says otherwise than the team reads on; nil where both are one.
    package let behind: EntityID?

    init(
        _ space: SpaceRow, _ change: Change, _ touch: SharedTouch? = nil,
        leftOut: [EntityID] = [], behind: EntityID? = nil
    ) {
        self.space = space.name
        self.change = change
        self.touch = touch
        self.leftOut = leftOut
        self.behind = behind
    }
}

/// A touch that a team reads, as one of its members finds it.
package struct TeamTouch: Hashable, Sendable {
    package internal(set) var touch: SharedTouch
    /// The names of the spaces where it is to be read, each once.
    package internal(set) var spaces: [String]
    /// The reader's own touch that was shared; nil for a colleague's.
    package internal(set) var own: EntityID?
}
