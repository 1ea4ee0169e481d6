import ChangeLog
import ContactModel
import Testing

struct PersonalNoteTests {
    private static let note = PersonalNote(
        entity: EntityID(value: 7), about: EntityID(value: 8), text: "Tee, kein Kaffee ☕️",
        milliseconds: 1_790_000_000_123)

    @Test func `a note reads back from its cells`() {
        var values: [FieldName: [UInt8]] = [:]
        for edit in Self.note.creationEdits { values[edit.cell.field] = edit.value }
        #expect(PersonalNote(entity: Self.note.entity, values: values) == Self.note)
    }

    @Test func `P10: nothing of a note may leave the personal space`() {
        let edits = Self.note.creationEdits
        #expect(edits.count == 3)
        #expect(
            edits.allSatisfy {
                FieldCatalogue.mayWrite(
                    $0, intoPersonalSpace: true, meaning: .ordinary)
            })
        #expect(
            !edits.contains {
                FieldCatalogue.mayWrite(
                    $0, intoPersonalSpace: false, meaning: .sharing)
            })
    }

    @Test func `damaged values make a note that can be shown, or none`() {
        let about = EntityID(value: 8).bytes
        #expect(PersonalNote(entity: EntityID(value: 7), values: [.about: [1, 2]]) == nil)
        let note = PersonalNote(
            entity: EntityID(value: 7), values: [.about: about, .at: [1], .text: [0xFF]])
        #expect(note?.milliseconds == 0)
        #expect(note?.text == "\u{FFFD}")
    }
}
