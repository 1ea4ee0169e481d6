import ChangeLog
import ContactModel
import Testing

struct FieldCatalogueTests {
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
        #expect(FieldCatalogue.mayWrite(edit, intoPersonalSpace: true))
        #expect(!FieldCatalogue.mayWrite(edit, intoPersonalSpace: false))
    }

    @Test(arguments: [
        (FieldName.line, EntityKind.person), (.frame, .organisation), (.life, .person),
        (.name, .machine), (.line, .group), (.life, .group),
    ])
    func `contact data may be written into any space`(field: FieldName, kind: EntityKind) {
        #expect(FieldCatalogue.mayWrite(Self.edit(field, kind), intoPersonalSpace: false))
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
        #expect(!FieldCatalogue.mayWrite(Self.edit(field, kind), intoPersonalSpace: true))
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
