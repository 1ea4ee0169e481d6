import ChangeLog

/// Edits, and the space that they go into.
struct SpaceEdits {
    let space: SpaceRow
    var edits: [CellEdit]

    init(_ space: SpaceRow, _ edits: [CellEdit]) {
        self.space = space
        self.edits = edits
    }
}
