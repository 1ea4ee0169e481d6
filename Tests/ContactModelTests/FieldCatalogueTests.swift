import ChangeLog
import ContactModel
import Testing

struct FieldCatalogueTests {
    /// What anything but sharing may write.
    private static func mayWrite(_ edit: CellEdit, intoPersonalSpace isPersonal: Bool) -> Bool {
        FieldCatalogue.mayWrite(edit, intoPersonalSpace: isPersonal, meaning: .ordinary)
    }

    private static func edit(_ field: FieldName, _ kind: EntityKind) -> CellEdit {
        .put([], in: CellAddress(entity: EntityID(value: 1), field: field), of: kind)
    }

    @Test(arguments: [
        (FieldName.tier, EntityKind.person), (.tier, .organisation), (.text, .note),
        (.about, .note),
        (.at, .note), (.life, .note),
    ])
    func `P10: an overlay field is written into the personal space only`(
        field: FieldName, kind: EntityKind
    ) {
        let edit = Self.edit(field, kind)
        #expect(Self.mayWrite(edit, intoPersonalSpace: true))
        #expect(!Self.mayWrite(edit, intoPersonalSpace: false))
    }

    @Test(arguments: [
        (FieldName.line, EntityKind.person), (.frame, .organisation), (.life, .person),
        (.name, .machine), (.line, .group), (.life, .group),
    ])
    func `contact data may be written into any space`(field: FieldName, kind: EntityKind) {
        #expect(Self.mayWrite(Self.edit(field, kind), intoPersonalSpace: false))
    }

    @Test(arguments: [
        (FieldName(rawValue: "shoe-size"), EntityKind.person), (.line, .note), (.tier, .machine),
        (.tier, .group),
        (.text, EntityKind(rawValue: "spell")),
    ])
    func `P10: an unknown field has no home and is written nowhere`(
        field: FieldName, kind: EntityKind
    ) {
        #expect(FieldCatalogue.home(of: field, kind) == nil)
        #expect(!Self.mayWrite(Self.edit(field, kind), intoPersonalSpace: true))
    }

    @Test
    func `P10: of all there is, these fields of a touch alone can be shared, and only by name`() {
        var shared: Set<String> = []
        var open: Set<String> = []
        for row in FieldCatalogue.rows {
            for kind in row.kinds {
                for edit in Self.edits(row.field, kind) {
                    #expect(Self.mayWrite(edit, intoPersonalSpace: true))
                    let isOpen = Self.mayWrite(edit, intoPersonalSpace: false)
                    let isShared = FieldCatalogue.mayWrite(
                        edit, intoPersonalSpace: false, meaning: .sharing)
                    // To mean to share closes nothing.
                    #expect(isShared || !isOpen)
                    let name = "\(kind.rawValue).\(row.field.rawValue)"
                    if isOpen { open.insert(name) }
                    if isShared, !isOpen { shared.insert(name) }
                }
            }
        }
        #expect(
            shared == [
                "touch.who", "touch.at", "touch.type", "touch.channel", "touch.text", "touch.with",
                "touch.life",
            ])
        #expect(!open.contains { $0.hasPrefix("touch.") || $0.hasPrefix("note.") })
        for field in ItemCatalogue.overlay {
            for kind in [EntityKind.person, .organisation] {
                let edit = Self.edit(field.name, kind)
                #expect(
                    !FieldCatalogue.mayWrite(edit, intoPersonalSpace: false, meaning: .sharing))
            }
        }
        for schema in ItemCatalogue.schemas where schema.kind != .touch {
            for field in schema.fields.map(\.name) + [.life, .who] {
                let edit = Self.edit(field, schema.kind)
                #expect(
                    !FieldCatalogue.mayWrite(edit, intoPersonalSpace: false, meaning: .sharing))
            }
        }
    }

    /// Everything that can be written into a field.
    private static func edits(_ field: FieldName, _ kind: EntityKind) -> [CellEdit] {
        let entity = EntityID(value: 1)
        guard field != .life else {
            return [
                .delete(entity, of: kind), .restore(entity, of: kind), .purge(entity, of: kind),
            ]
        }
        return [edit(field, kind), .remove(CellAddress(entity: entity, field: field), of: kind)]
    }

    @Test func `every field of a kind has one row`() {
        var seen: Set<String> = []
        for row in FieldCatalogue.rows {
            for kind in row.kinds {
                #expect(seen.insert("\(kind.rawValue).\(row.field.rawValue)").inserted)
            }
        }
    }
}
