import ChangeLog
import ContactModel

/// Edits, and the space that they go into.
struct SpaceEdits {
    let space: SpaceRow
    var edits: [CellEdit]
    /// The intent of writing them; private things pass by no other way (P10).
    let intent: WritingIntent
    /// The cells of which an edit changes the value that is shown, by its head, while others that are in
    /// conflict with it stay: who adds a tag chooses none.
    var besides: [CellAddress: Dot] = [:]

    init(_ space: SpaceRow, _ edits: [CellEdit], meaning intent: WritingIntent = .ordinary) {
        self.space = space
        self.edits = edits
        self.intent = intent
    }
}
