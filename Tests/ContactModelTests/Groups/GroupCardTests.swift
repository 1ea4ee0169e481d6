import ChangeLog
import ContactModel
import TestSupport
import Testing

/// Group cards: whom they name, and what changing them touches.
struct GroupCardTests {
    private static func card(_ lines: String...) -> Card {
        Card(
            entity: EntityID(value: 7), kind: .group,
            lines: CardLine.imported(lines.map { Array(($0 + "\r\n").utf8) }, using: .quick))
    }

    private static let apple = card(
        "VERSION:3.0", "N:Sailing", "FN:Sailing", "X-ADDRESSBOOKSERVER-KIND:group",
        "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:C2B9546E-0F02", "UID:AA53BFFD-3F39")

    private static func text(_ card: Card) -> String { String(decoding: card.bytes, as: UTF8.self) }

    @Test(arguments: [
        ("urn:uuid:ABC-1", MemberReference.uid("abc-1")), ("abc-1", .uid("abc-1")),
        (" URN:UUID:Abc-1 ", .uid("abc-1")), ("http://example.org/7", .uid("http://example.org/7")),
        ("mailto:Ada@Example.org", .email("ada@example.org")),
        ("MAILTO:ada@example.org?subject=x", .email("ada@example.org")),
        ("tel:+1-555-0100", .phone("+15550100")),
    ])
    func `a member is the same in every spelling`(text: String, reference: MemberReference) {
        #expect(MemberReference(text: text) == reference)
    }

    @Test(arguments: ["", "  ", "mailto:", "tel:", "urn:uuid:"])
    func `a member without a value names nobody`(text: String) {
        #expect(MemberReference(text: text) == nil)
    }

    @Test func `both forms of a group card are read`() {
        let four = Self.card(
            "VERSION:4.0", "KIND:group", "FN:Sailing", "MEMBER:urn:uuid:c2b9546e-0f02")
        for card in [Self.apple, four] {
            let group = GroupCard(card)
            #expect(group.name == "Sailing")
            #expect(group.members.map(\.reference) == [.uid("c2b9546e-0f02")])
            #expect(PersonView(card).kind == .group)
        }
    }

    @Test func `adding a member adds one line, in the card's own property`() {
        var editor = CardEditor(Self.apple)
        editor.addMember(uid: "E638BCA4-6BD7")
        editor.addMember(uid: "urn:uuid:c2b9546e-0f02")
        #expect(editor.edits.count == 1)
        #expect(
            Self.text(editor.card)
                == Self.text(Self.apple).replacing(
                    "0F02\r\n",
                    with: "0F02\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:E638BCA4-6BD7\r\n"))
        var four = CardEditor(Self.card("VERSION:4.0", "KIND:group", "FN:Sailing"))
        four.addMember(uid: "urn:example:7")
        #expect(Self.text(four.card).contains("\r\nMEMBER:urn:example:7\r\n"))
    }

    @Test func `two machines add the same member in one line and different ones in two`() {
        func adding(_ uid: String) -> [CellAddress] {
            var editor = CardEditor(Self.apple)
            editor.addMember(uid: uid)
            return editor.edits.map(\.cell)
        }
        #expect(adding("ABC") == adding("urn:uuid:abc"))
        #expect(Set(adding("ABC") + adding("ABD")).count == 2)
    }

    @Test func `a UID that is no URI never breaks the card`() throws {
        var editor = CardEditor(Self.apple)
        editor.addMember(uid: "a\\b\nEND:VCARD")
        let members = GroupCard(editor.card).members
        #expect(members.count == 2)
        #expect(editor.card.lines.count == Self.apple.lines.count + 1)
        #expect(members.last?.reference == .uid("a\\b\nend:vcard"))
    }

    @Test func `removing a member takes its lines and no others`() {
        var editor = CardEditor(Self.apple)
        editor.removeMembers([.uid("nobody")])
        #expect(editor.edits.isEmpty)
        editor.removeMembers([.uid("c2b9546e-0f02")])
        #expect(editor.edits.map(\.verb) == [.remove])
        #expect(GroupCard(editor.card).members.isEmpty)
    }

    @Test func `a group's new name has no parts`() throws {
        var editor = CardEditor(Self.apple)
        try editor.renameGroup("Rowing and sailing")
        let text = Self.text(editor.card)
        #expect(text.contains("\r\nN:Rowing and sailing\r\nFN:Rowing and sailing\r\n"))
        #expect(editor.edits.count == 2)
    }

    @Test func `a new group card says that it is one`() {
        let card = Card.new(uid: 5, kind: .group, fullName: "Board games", using: .quick)
        let text = Self.text(card)
        #expect(text.contains("\r\nKIND:group\r\nFN:Board games\r\nN:Board games\r\n"))
        #expect(PersonView(card).kind == .group)
        #expect(card.creationEdits.allSatisfy { $0.kind == .group })
    }
}
