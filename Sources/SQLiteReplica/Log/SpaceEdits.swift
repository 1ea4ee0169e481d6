import ChangeLog
import ContactModel

/// Edits, and the space that they go into.
struct SpaceEdits {
    let space: SpaceRow
    var edits: [CellEdit]
    /// What is meant by writing them; what is private passes by no other way (P10).
    let intent: WritingIntent

    init(_ space: SpaceRow, _ edits: [CellEdit], meaning intent: WritingIntent = .ordinary) {
        self.space = space
        self.edits = edits
        self.intent = intent
    }
}
