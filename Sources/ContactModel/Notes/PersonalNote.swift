package import ChangeLog

/// A private dated note about somebody: an entity of its own in the reader's personal space.
package struct PersonalNote: Hashable, Sendable {
    package let entity: EntityID
    package let about: EntityID
    package let text: String
    /// When its subject happened: Unix milliseconds.
    package let milliseconds: UInt64

    package init(entity: EntityID, about: EntityID, text: String, milliseconds: UInt64) {
        self.entity = entity
        self.about = about
        self.text = text
        self.milliseconds = milliseconds
    }

    /// Reads the shown values of a note's cells; nil while it is not known whom it is about.
    ///
    /// Text that is not UTF-8 is repaired; a missing date is 1970.
    package init?(entity: EntityID, values: [FieldName: [UInt8]]) {
        guard let about = values[.about].flatMap({ EntityID(bytes: $0) }) else { return nil }
        let at = values[.at] ?? []
        let milliseconds = at.count == 8 ? at.reduce(0) { $0 << 8 | UInt64($1) } : 0
        self.init(
            entity: entity, about: about,
            text: String(decoding: values[.text] ?? [], as: UTF8.self), milliseconds: milliseconds)
    }

    /// The edits that write the whole note.
    package var creationEdits: [CellEdit] {
        let date = stride(from: 56, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: milliseconds >> UInt64($0))
        }
        let values: [(FieldName, [UInt8])] = [
            (.about, about.bytes), (.at, date), (.text, Array(text.utf8)),
        ]
        return values.map { field, value in
            .put(value, in: CellAddress(entity: entity, field: field), of: .note)
        }
    }
}
