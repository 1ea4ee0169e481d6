import ChangeLog
import ContactModel

/// Edits, and the space that they go into.
struct SpaceEdits {
    let space: SpaceRow
    var edits: [CellEdit]
    /// The intent of writing them; private things pass by no other way (P10).
    let intent: WritingIntent
    /// The heads that an edit replaces, of cells in which others that are in conflict with what is shown
    /// stay: who adds a tag chooses none.
    var besides: [CellAddress: Set<Dot>] = [:]

    init(_ space: SpaceRow, _ edits: [CellEdit], meaning intent: WritingIntent = .ordinary) {
        self.space = space
        self.edits = edits
        self.intent = intent
    }
}
