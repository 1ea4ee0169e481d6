import ChangeLog
import ContactModel
import TestSupport
import Testing

/// Whom a card means by a related person.
struct RelatedReferenceTests {
    @Test(
        arguments: [
            ("urn:uuid:F81D-4", .card(.uid("f81d-4"))),
            ("mailto:Ada@X.org", .card(.email("ada@x.org"))),
            ("ada@x.org", .card(.email("ada@x.org"))), ("tel:+1 555", .card(.phone("+1555"))),
            ("Ada  Example", .fullName("ada example")),
            (" Müller Lüdenscheidt ", .fullName("müller lüdenscheidt")),
            ("Ada", .word("ada")), ("https://example.org/ada", .page), ("", nil), ("  ", nil),
            ("tel:", nil),
        ] as [(String, RelatedReference?)])
    func `a text says by what somebody is named`(text: String, expected: RelatedReference?) {
        #expect(RelatedReference(text) == expected)
    }

    @Test func `every program's word for spouse, manager and assistant is a relation`() {
        let properties = [
            ("X-SPOUSE", "spouse"), ("X-EVOLUTION-MANAGER", "manager"),
            ("X-MS-ASSISTANT", "assistant"), ("X-KADDRESSBOOK-X-SpousesName", "spouse"),
        ]
        let raws = properties.map { Array("\($0.0):Ben \($0.0)\r\n".utf8) }
        let card = Card(
            entity: EntityID(value: 1), lines: CardLine.imported(raws, using: .sha256))
        let relations = PersonView(card).relations
        #expect(relations.map(\.label) == properties.map(\.1))
        #expect(relations.map(\.value) == properties.map { "Ben \($0.0)" })
    }
}
