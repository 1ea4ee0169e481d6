package import ChangeLog
package import ContactModel

extension Replica {
    /// Writes items, all or none, as one command; what a team reads of a touch follows.
    ///
    /// - Parameters:
    ///   - command: As `kith undo` names it.
    ///   - drafts: What to write.
    ///   - team: The name of the space to share the first of them with, a touch; nil for none.
    /// - Returns: What teams read otherwise from now on.
    /// - Throws: ``ReplicaError``; nothing is written then.
    @discardableResult
    package func write(
        _ command: String, _ drafts: [ItemDraft], sharedWith team: String? = nil
    ) throws -> [TeamReading] {
        var readings: [TeamReading] = []
        try perform(command) { session in
            let edits = drafts.flatMap(\.edits)
            var touches = SharedTouchEdits(session, using: environment.digest)
            try touches.follow(edits)
            if let team, let draft = drafts.first {
                try touches.share(
                    draft.edits.reduce(Item(id: draft.id, kind: draft.kind)) { $0.applying($1) },
                    with: try session.space(named: team))
            }
            readings = touches.readings
            return [SpaceEdits(try session.personalSpace(), edits)] + touches.parts
        }
        return readings
    }

    /// Writes edits of one's own space in one transaction, for one undo.
    ///
    /// - Throws: ``ReplicaError``.
    package func write(_ command: String, personal edits: [CellEdit]) throws {
        try perform(command) { [SpaceEdits(try $0.personalSpace(), edits)] }
    }

    /// Puts items into the trash; a touch that a team reads goes there too.
    ///
    /// - Returns: What teams read no more.
    /// - Throws: ``ReplicaError``.
    @discardableResult
    package func delete(_ items: [Item]) throws -> [TeamReading] {
        var readings: [TeamReading] = []
        try perform("drop") { session in
            let edits = items.map { CellEdit.delete($0.id, of: $0.kind) }
            var touches = SharedTouchEdits(session, using: environment.digest)
            try touches.follow(edits)
            readings = touches.readings
            return [SpaceEdits(try session.personalSpace(), edits)] + touches.parts
        }
        return readings
    }
}
