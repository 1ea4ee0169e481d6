import ChangeLog
import ContactModel
import TestSupport
import Testing

/// What moves when a card is given to another space.
struct CardMoveTests {
    private static let person = EntityID(value: 7)

    private func card(_ lines: String) -> Card {
        let raws = lines.split(separator: "|").map { Array(($0 + "\r\n").utf8) }
        return Card(entity: Self.person, lines: CardLine.imported(raws, using: .sha256))
    }

    private func text(_ card: Card) -> String {
        card.lines.map { String(decoding: $0.raw, as: UTF8.self) }
            .joined().split(separator: "\r\n").joined(separator: "|")
    }

    /// A card after edits of its lines.
    private func applied(_ edits: [CellEdit], to card: Card) -> Card {
        var card = card
        for edit in edits {
            #expect(edit.cell.entity == card.entity && edit.cell.field == .line)
            if edit.verb == .put, let line = CardLine(element: edit.cell.element, value: edit.value)
            {
                card.put(line)
            } else {
                card.remove(edit.cell.element)
            }
        }
        return card
    }

    private static let whole =
        "VERSION:3.0|UID:a|FN:Ada|N:;Ada;;;|EMAIL:ada@x|item1.TEL:1|item1.X-ABLABEL:boat|NOTE:dear"

    @Test func `Without another card all of it moves, byte for byte, and nothing is left`() {
        let source = card(Self.whole)
        let move = CardMove(of: source, to: card(""))
        #expect(text(applied(move.given, to: card(""))) == Self.whole)
        #expect(applied(move.taken, to: source).lines.isEmpty)
        #expect(move.keptLines.isEmpty && move.contradictedLines.isEmpty)
    }

    @Test(arguments: [
        (
            "note",
            "VERSION:3.0|UID:a|FN:Ada|N:;Ada;;;|EMAIL:ada@x|item1.TEL:1|item1.X-ABLABEL:boat",
            "VERSION:3.0|UID:a|FN:Ada|N:;Ada;;;|NOTE:dear"
        ),
        (
            "phone", "VERSION:3.0|UID:a|FN:Ada|N:;Ada;;;|EMAIL:ada@x|NOTE:dear",
            "VERSION:3.0|UID:a|FN:Ada|N:;Ada;;;|item1.TEL:1|item1.X-ABLABEL:boat"
        ),
        ("photo", whole, ""),
    ])
    func `What is kept is not given, with its label, and still says whose it is`(
        part: String, given: String, left: String
    ) throws {
        let source = card(Self.whole)
        let kept = try #require(CardPart(part))
        let move = CardMove(of: source, to: card(""), keeping: [kept])
        #expect(text(applied(move.given, to: card(""))) == given)
        #expect(text(applied(move.taken, to: source)) == left)
    }

    @Test(arguments: [
        "relation|X-EVOLUTION-MANAGER:Mo Boss", "relation|X-KADDRESSBOOK-X-SPOUSESNAME:Sue",
        "relation|X-MS-ASSISTANT:Al", "relation|RELATED:Bo",
        "anniversary|item1.X-ABDATE:2001-02-03,item1.X-ABLABEL:_$!<Anniversary>!$_",
        "anniversary|X-MS-ANNIVERSARY:2001-02-03", "date|X-ABDATE:2001-02-03",
    ])
    func `A part holds every line that is shown as it, whichever program wrote it`(text: String)
        throws
    {
        let parts = text.split(separator: "|").map(String.init)
        let kept = try #require(CardPart(parts[0]))
        let lines = parts[1].replacing(",", with: "|")
        let move = CardMove(of: card("FN:Ada|\(lines)"), to: card(""), keeping: [kept])
        #expect(self.text(applied(move.given, to: card(""))) == "FN:Ada")
    }

    @Test func `What the other card says too moves once, and what it says otherwise stays`() {
        let source = card("VERSION:3.0|UID:a|FN:Addie|EMAIL:ADA@x|TEL:1|BDAY:1985-04-12")
        let other = card("VERSION:4.0|UID:a|FN:Ada|EMAIL:ada@x|BDAY:1990-01-01")
        let move = CardMove(of: source, to: other)
        #expect(
            text(applied(move.given, to: other))
                == "VERSION:4.0|UID:a|FN:Ada|EMAIL:ada@x|BDAY:1990-01-01|TEL:1")
        #expect(
            text(applied(move.taken, to: source)) == "VERSION:3.0|UID:a|FN:Addie|BDAY:1985-04-12")
        #expect(
            move.contradictedLines.map { text(Card(entity: Self.person, lines: [$0])) }
                == ["FN:Addie", "BDAY:1985-04-12"])
    }

    @Test func `A card in the trash is replaced by the one that comes`() {
        let source = card("VERSION:3.0|UID:a|FN:Ada|TEL:2")
        let other = card("VERSION:3.0|UID:a|FN:Ada|TEL:1")
        let move = CardMove(of: source, to: other, replacing: true)
        #expect(text(applied(move.given, to: other)) == "VERSION:3.0|UID:a|FN:Ada|TEL:2")
    }

    @Test(arguments: ["", "fax", "x.", "x. ", "x.a b"])
    func `What is no part of a card is refused`(name: String) {
        #expect(CardPart(name) == nil)
    }
}
